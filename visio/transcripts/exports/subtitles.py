"""A transcript under the picture: WebVTT, for the player here and others, and SRT. Two short lines at a time, in step with the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from visio.transcripts.document import Document, Line
from visio.transcripts.exports.page import facts
from visio.transcripts.summary import plain
from visio.words import say

# What is read with ease, by the usual rule of broadcasters.
MOST_LETTERS = 42
MOST_LINES = 2
LEAST_SECONDS = 0.5

# SRT knows no escape, and players take tags and braces of others for their own: signs that look alike stand for them.
LOOK_ALIKE = str.maketrans({"<": "‹", ">": "›", "{": "(", "}": ")", "\\": "/"})
ESCAPED = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;"})


@dataclass(frozen=True, slots=True)
class Cue:
    start: float
    end: float
    speaker: str
    lines: tuple[str, ...]


def vtt(document: Document, language: str) -> bytes:
    head = "\n".join(_head(document, language)).translate(ESCAPED)
    written = [f"WEBVTT\n\nNOTE\n{head}\n"]
    for number, cue in enumerate(cues(document, language), 1):
        voice = cue.speaker.translate(ESCAPED)
        text = "\n".join(line.translate(ESCAPED) for line in cue.lines)
        written.append(f"{number}\n{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n<v {voice}>{text}</v>\n")
    return "\n".join(written).encode()


def srt(document: Document, language: str) -> bytes:
    """SRT has no head: what it is stands in one cue after the end, where nobody waits for it."""
    written, number = [], 0
    for number, cue in enumerate(cues(document, language, named=True), 1):
        text = "\n".join(cue.lines).translate(LOOK_ALIKE)
        written.append(f"{number}\n{_time(cue.start, ',')} --> {_time(cue.end, ',')}\n{text}\n")
    over = max([document.seconds, *(line.end for line in document.lines)]) + 1
    head = "\n".join(_head(document, language)).translate(LOOK_ALIKE)
    written.append(f"{number + 1}\n{_time(over, ',')} --> {_time(over + 1, ',')}\n{head}\n")
    return "\n".join(written).encode()


def _head(document: Document, language: str) -> list[str]:
    state = say("exports", "validated" if document.is_validated else "by_machine", language)
    return [
        state,
        *(f"{say('exports', 'named', language, name=lead)} {text}" for lead, text in facts(document, language)),
    ]


def cues(document: Document, language: str, *, named: bool = False) -> Iterator[Cue]:
    """`named`: the name of who speaks stands in the text."""
    for line in document.lines:
        text = say("exports", "removed", language) if line.is_redacted else plain(line.text)
        name = plain(line.speaker)
        words = _timed(line, text)
        if named and words:
            words[:0] = [(word, line.start) for word in _short(say("exports", "named", language, name=name))]
        for start, end, lines in _pieces(words, line.end):
            yield Cue(start, max(end, start + LEAST_SECONDS), name, lines)


def _timed(line: Line, text: str) -> list[tuple[str, float]]:
    """Each word, and when it begins: as it was heard, else spread over the line by its letters."""
    words = _short(text)
    # Engines leave the sign that ends a sentence with its word, and French a space between the two.
    heard = [(piece, start) for word, start, *_ in line.words for piece in _short(plain(word))]
    if [word for word, _ in heard] == words:
        return heard
    length, letters = max(0.0, line.end - line.start), max(1, sum(map(len, words)))
    found, before = [], 0
    for word in words:
        found.append((word, line.start + length * before / letters))
        before += len(word)
    return found


def _short(text: str) -> list[str]:
    """Its words; whatever is longer than a line of subtitles is cut. A space that does not break stays in its word."""
    return [piece for word in text.split(" ") for piece in re.findall(f".{{1,{MOST_LETTERS}}}", word)]


def _pieces(words: list[tuple[str, float]], end: float) -> Iterator[tuple[float, float, tuple[str, ...]]]:
    """From, to and at most two short lines; a new one begins where a sentence does when that is near."""
    while words:
        count, lines = _fitting([word for word, _ in words])
        if count < len(words):
            ends = [at for at in range(count // 2, count) if words[at][0][-1] in ".!?…;"]
            if ends:
                count, lines = _fitting([word for word, _ in words[: ends[-1] + 1]])
        until = words[count][1] if count < len(words) else end
        yield words[0][1], until, lines
        words = words[count:]


def _fitting(words: list[str]) -> tuple[int, tuple[str, ...]]:
    lines = [""]
    for number, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= MOST_LETTERS:
            lines[-1] = longer
        elif len(lines) < MOST_LINES:
            lines.append(word)
        else:
            return number, tuple(lines)
    return len(words), tuple(lines)


def _time(seconds: float, point: str) -> str:
    whole = max(0, round(seconds * 1000))
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}{point}{whole % 1000:03d}"
