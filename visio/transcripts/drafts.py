"""What of a server's drafts stands? Claims whose lines exist and say so; the rest is dropped, without a word to anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, Field

from visio.transcripts.document import Document, Line
from visio.transcripts.grounds import is_grounded, is_said, sources
from visio.transcripts.summary import Action, Claim, Content, Part, Topic, plain
from visio.transcripts.terms import telling

# A topic is named after what follows as well as after its first line.
TOPIC_LINES = 8

LEAST_OF_TITLE = 0.5

# Two claims that share so many words are one.
SAME = 0.8

Numbers = Annotated[list[int], Field(max_length=60)]
Words = Annotated[str, Field(max_length=2000)]


class DraftClaim(BaseModel, extra="forbid"):
    text: Words
    sources: Numbers


class DraftTopic(BaseModel, extra="forbid"):
    title: Words
    sources: Numbers


class DraftAction(BaseModel, extra="forbid"):
    what: Words
    who: Words
    due: Words
    sources: Numbers


class Whole(BaseModel, extra="forbid"):
    """What is asked for of the notes."""

    title: Words
    abstract: Annotated[list[DraftClaim], Field(max_length=60)]
    topics: Annotated[list[DraftTopic], Field(max_length=60)]


class Draft(Whole, extra="forbid"):
    """What is asked for of a block."""

    decisions: Annotated[list[DraftClaim], Field(max_length=60)]
    actions: Annotated[list[DraftAction], Field(max_length=60)]


@dataclass
class Kept:
    """What of the drafts stands. Lines go by their numbers, which are shorter than ids and lead nowhere else."""

    document: Document
    lines: Sequence[Line]
    by_id: dict[int, Line] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {line.id: line for line in self.lines}

    def draft(self, draft: Draft) -> Content:
        whole = self.whole(draft)
        decisions = self._claims(draft.decisions)
        return whole.model_copy(update={"decisions": decisions[:40], "actions": self._actions(draft.actions)[:60]})

    def whole(self, draft: Whole) -> Content:
        topics = sorted(self._topics(draft.topics), key=lambda topic: topic.at)[:40]
        abstract = self._claims(draft.abstract)[:40]
        cited = [id for part in [*abstract, *topics] for id in part.segments]
        title = self.title(draft.title, topics, cited)
        return Content(title=title, abstract=abstract, topics=topics, decisions=[], actions=[])

    def title(self, said: str, topics: Sequence[Topic], cited: Sequence[int]) -> str:
        """It names no lines, so it is held against those that the rest does, and more strictly."""
        title = plain(said)
        if 0 < len(title) <= 200 and is_grounded(title, cited, self.by_id, least=LEAST_OF_TITLE):
            return title
        return ", ".join(topic.title for topic in topics[:3])[:200] or plain(self.document.title) or "…"

    def _claims(self, drafts: Iterable[DraftClaim]) -> list[Claim]:
        found = ((plain(draft.text), self._sources(draft.sources)) for draft in drafts)
        return [
            Claim(text=text, segments=ids)
            for text, ids in found
            if ids and 0 < len(text) <= 800 and is_grounded(text, ids, self.by_id)
        ]

    def _topics(self, drafts: Iterable[DraftTopic]) -> Iterator[Topic]:
        for draft in drafts:
            title, ids = plain(draft.title), self._sources(draft.sources)
            if not ids or not 0 < len(title) <= 160:
                continue
            first = min(ids, key=lambda id: self.by_id[id].start)
            at = self.lines.index(self.by_id[first])
            near = sources((line.id for line in self.lines[at : at + TOPIC_LINES]), self.by_id)
            if is_grounded(title, [*ids, *near], self.by_id):
                yield Topic(title=title, at=max(0.0, self.by_id[first].start), segments=ids)

    def _actions(self, drafts: Iterable[DraftAction]) -> list[Action]:
        found = []
        for draft in drafts:
            what, ids = plain(draft.what), self._sources(draft.sources)
            if ids and 0 < len(what) <= 600 and is_grounded(what, ids, self.by_id):
                who, due = (
                    text if len(text := plain(said)) <= 120 and is_said(text, ids, self.by_id) else ""
                    for said in (draft.who, draft.due)
                )
                found.append(Action(what=what, who=who, due=due, segments=ids))
        return found

    def _sources(self, numbers: Iterable[int]) -> list[int]:
        known = [self.lines[number - 1].id for number in numbers if 1 <= number <= len(self.lines)]
        return sources(known, self.by_id)[:24]


def joined(parts: Sequence[Content]) -> Content:
    """One after the other; what two of them say is said once, with the lines of both."""
    decisions: list[Claim] = []
    for claim in (claim for part in parts for claim in part.decisions):
        for known in decisions:
            if _is_same(known.text, claim.text):
                known.segments = _both(known, claim)
                break
        else:
            decisions.append(claim.model_copy())
    actions: list[Action] = []
    for action in (action for part in parts for action in part.actions):
        for same in actions:
            if same.who == action.who and _is_same(same.what, action.what):
                same.segments, same.due = _both(same, action), same.due or action.due
                break
        else:
            actions.append(action.model_copy())
    return Content.model_construct(
        title=parts[0].title,
        abstract=[claim for part in parts for claim in part.abstract],
        topics=[topic for part in parts for topic in part.topics],
        decisions=decisions[:40],
        actions=actions[:60],
    )


def _both(first: Part, second: Part) -> list[int]:
    return list(dict.fromkeys([*first.segments, *second.segments]))[:24]


def _is_same(first: str, second: str) -> bool:
    one, other = set(telling(first)), set(telling(second))
    return len(one & other) >= SAME * max(len(one), len(other), 1)
