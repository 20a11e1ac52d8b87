"""What does an exported transcript say, whatever it is written in? Its head, the summary, and every line, as plain blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from django.utils import dateformat, translation

from visio.transcripts.document import Document, Minutes
from visio.transcripts.summary import Part, plain
from visio.words import say

Kind = Literal["title", "note", "fact", "heading", "text", "point", "line"]


@dataclass(frozen=True, slots=True)
class Block:
    """`lead` stands apart from the text: a fact's name, a point's or a line's time. `speaker` says a line. Both names have
    their colon, before which French leaves a space."""

    kind: Kind
    text: str
    lead: str = ""
    speaker: str = ""


class Words:
    """The sentences of the reader's language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return say("exports", key, self.language, **values)


def blocks(document: Document, language: str) -> Iterator[Block]:
    """In reading order. All of it is one line each, of letters that can be seen."""
    says = Words(language)
    yield Block("title", titled(document, language))
    yield Block("note", says("validated" if document.is_validated else "by_machine"))
    yield from (Block("fact", text, says("named", name=lead)) for lead, text in facts(document, language))
    if document.minutes:
        yield from _summary(document, document.minutes, says)
    yield Block("heading", says("transcript"))
    for line in document.lines:
        text = says("removed") if line.is_redacted else plain(line.text)
        yield Block("line", text, clock(line.start), says("named", name=plain(line.speaker)))


def titled(document: Document, language: str) -> str:
    return plain(document.title) or say("exports", "untitled", language)


def facts(document: Document, language: str) -> list[tuple[str, str]]:
    """What every export says of itself; what is not known is not said."""
    says = Words(language)
    told = [
        (says("date"), _date(document.began_at, language)),
        (says("room"), plain(document.title)),
        (says("length"), clock(document.seconds)),
        (says("speakers"), ", ".join(plain(speaker) for speaker in document.speakers)),
        (says("engine"), " · ".join(plain(part) for part in (document.engine, document.model) if part)),
        (says("fingerprint"), document.sha256),
    ]
    return [(lead, text) for lead, text in told if text]


def clock(seconds: float) -> str:
    """As the player shows it: 01:02:03."""
    whole = max(0, int(seconds))
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _date(at: datetime, language: str) -> str:
    with translation.override(language):
        day = dateformat.format(at.astimezone(UTC), "j F Y")
    return f"{day}, {at.astimezone(UTC):%H:%M} UTC"


def _summary(document: Document, minutes: Minutes, says: Words) -> Iterator[Block]:
    content = minutes.content
    starts = {line.id: line.start for line in document.lines}

    def when(part: Part) -> str:
        return clock(min(known)) if (known := [starts[id] for id in part.segments if id in starts]) else ""

    yield Block("heading", says("summary"))
    yield Block("note", says("validated" if minutes.is_validated else "summary_by_machine", engine=minutes.engine))
    if minutes.is_outdated:
        yield Block("note", says("summary_older"))
    yield Block("text", plain(content.title))
    yield from (Block("point", plain(claim.text), when(claim)) for claim in content.abstract)
    if content.topics:
        yield Block("heading", says("topics"))
        yield from (Block("point", plain(topic.title), clock(topic.at)) for topic in content.topics)
    if content.decisions:
        yield Block("heading", says("decisions"))
        yield from (Block("point", plain(claim.text), when(claim)) for claim in content.decisions)
    if content.actions:
        yield Block("heading", says("actions"))
        for action in content.actions:
            # Who and when, where what is to be done does not say so itself.
            more = [plain(each) for each in (action.who, action.due) if each and each not in action.what]
            text = plain(action.what) + (f" ({', '.join(more)})" if more else "")
            yield Block("point", text, when(action))
