"""Who said which words? Each word goes to the turn it lies in, and lines are cut where the voice changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from visio.media.speech import Segment, Word
from visio.media.voices import Said, Turn


def attribute(segments: Sequence[Segment], turns: Sequence[Turn]) -> list[Said]:
    """Each line has one voice. Segments without words are given whole to the voice that speaks most of them; without turns
    every voice is None and every segment as it was."""
    return [said for segment in segments for said in _cut(segment, turns)]


def _cut(segment: Segment, turns: Sequence[Turn]) -> list[Said]:
    if not segment.words or not turns:
        return [Said(_voice_at(segment.start, segment.end, turns), segment)]
    voices = [_voice_at(word.start, word.end, turns) for word in segment.words]
    runs = [list(run) for _, run in groupby(range(len(voices)), key=lambda at: voices[at])]
    if len(runs) == 1:
        return [Said(voices[0], segment)]
    texts = _texts(segment, [run[0] for run in runs])
    parts = [segment.words[run[0] : run[-1] + 1] for run in runs]
    return [
        Said(voices[run[0]], _segment(text, words, segment.language))
        for run, text, words in zip(runs, texts, parts, strict=True)
        if text
    ]


def _voice_at(start: float, end: float, turns: Sequence[Turn]) -> int | None:
    """Of the turn that overlaps most; else of the nearest."""
    if not turns:
        return None
    best = max(turns, key=lambda turn: (min(end, turn.end) - max(start, turn.start), -turn.start))
    return best.voice


def _segment(text: str, words: tuple[Word, ...], language: str) -> Segment:
    confidence = sum(word.confidence for word in words) / len(words)
    return Segment(text, words[0].start, words[-1].end, language, confidence, words)


def _texts(segment: Segment, begins: Sequence[int]) -> list[str]:
    """The segment's own text, cut before the words of these numbers; where it does not hold its words, they are put together."""
    places, at = [], 0
    for word in segment.words:
        found = segment.text.find(word.text, at)
        if found < 0:
            ends = [*begins[1:], len(segment.words)]
            return [
                " ".join(word.text for word in segment.words[begin:end])
                for begin, end in zip(begins, ends, strict=True)
            ]
        places.append(found)
        at = found + len(word.text)
    cuts = [0, *(places[begin] for begin in begins[1:]), len(segment.text)]
    return [segment.text[begin:end].strip() for begin, end in zip(cuts, cuts[1:], strict=False)]
