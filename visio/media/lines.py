"""How does what was recognised become lines? On the recording's time, a sentence or two each, cut where people pause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from visio.media.passages import Passage, Place
from visio.media.speech import Segment, Word

# A line is not longer, as far as there is a word to cut it at.
LONGEST_SECONDS = 12.0
# After a sentence the next one begins a line, if this one is long enough to stand alone.
LEAST_SECONDS = 4.0
PAUSE_SECONDS = 0.8

SENTENCE_ENDS = (".", "?", "!", "…", "。", "؟")
CLAUSE_ENDS = (",", ";", ":")


def placed(segments: Iterable[Segment], passage: Passage) -> list[Segment]:
    """From a passage's time to the recording's; what reaches over two utterances is cut there."""
    found = []
    for segment in segments:
        places = [_place(word.start, word.end, passage) for word in segment.words]
        if not segment.words:
            found.append(_moved(segment, _place(segment.start, segment.end, passage)))
        borders = [number for number in range(1, len(places)) if places[number] is not places[number - 1]]
        found += [
            _moved(part, places[begin])
            for part, begin in zip(cut(segment, borders), [0, *borders], strict=True)
            if part.words
        ]
    return found


def lines(segments: Iterable[Segment]) -> list[Segment]:
    """Of one voice, in order."""
    made: list[Segment] = []
    for part in (part for segment in segments for part in _sentences(segment)):
        if made and _go_together(made[-1], part):
            made[-1] = _joined(made[-1], part)
        else:
            made.append(part)
    return made


def cut(segment: Segment, before: Sequence[int]) -> list[Segment]:
    """Before the words of these numbers. Each part has its part of the text, with what stands around its words there."""
    if not segment.words:
        return [segment]
    spelt = _spelt(segment)
    parts = []
    for begin, end in zip([0, *before], [*before, len(spelt)], strict=True):
        words = segment.words[begin:end]
        confidence = sum(word.confidence for word in words) / len(words)
        text = "".join(spelt[begin:end]).strip()
        parts.append(Segment(text, words[0].start, words[-1].end, segment.language, confidence, words))
    return parts


def _spelt(segment: Segment) -> list[str]:
    """How each word stands in the text, with all that follows it until the next: engines time words without their points."""
    places, at = [], 0
    for word in segment.words:
        found = segment.text.find(word.text, at)
        if found < 0:
            return [f"{word.text} " for word in segment.words]
        places.append(found)
        at = found + len(word.text)
    # What stands before the first word is the first's.
    return [segment.text[begin:end] for begin, end in zip([0, *places[1:]], [*places[1:], None], strict=True)]


def _place(start: float, end: float, passage: Passage) -> Place:
    """The utterance in which the middle of it is; that of the nearest end, for what is in a pause."""
    middle = (start + end) / 2
    return min(
        passage.places,
        key=lambda place: max(place.begins - middle, middle - place.begins - place.lasts, 0.0),
    )


def _moved(segment: Segment, place: Place) -> Segment:
    def moved(at: float) -> float:
        return round(place.at + min(max(at - place.begins, 0.0), place.lasts), 3)

    words = tuple(replace(word, start=moved(word.start), end=moved(word.end)) for word in segment.words)
    return replace(segment, start=moved(segment.start), end=moved(segment.end), words=words)


def _sentences(segment: Segment) -> Iterator[Segment]:
    """Where a sentence ends or somebody pauses; what is still too long, where it hurts least."""
    words, spelt = segment.words, _spelt(segment)
    borders = [
        number
        for number in range(1, len(words))
        if _ends(spelt[number - 1], SENTENCE_ENDS) or _pause(words, number) >= PAUSE_SECONDS
    ]
    for part in cut(segment, borders):
        yield from _short(part)


def _short(segment: Segment) -> Iterator[Segment]:
    if segment.end - segment.start <= LONGEST_SECONDS or len(segment.words) < 2:
        yield segment
        return
    spelt = _spelt(segment)

    def ease(number: int) -> float:
        word = segment.words[number]
        middle = abs((word.start - segment.start) / (segment.end - segment.start) - 0.5)
        return _pause(segment.words, number) + 0.5 * _ends(spelt[number - 1], CLAUSE_ENDS) - middle

    for part in cut(segment, [max(range(1, len(segment.words)), key=ease)]):
        yield from _short(part)


def _pause(words: Sequence[Word], number: int) -> float:
    return words[number].start - words[number - 1].end


def _ends(text: str, signs: tuple[str, ...]) -> bool:
    return text.rstrip().rstrip('"»”’)').rstrip().endswith(signs)


def _go_together(line: Segment, next: Segment) -> bool:
    is_whole = _ends(line.text, SENTENCE_ENDS) and line.end - line.start >= LEAST_SECONDS
    is_near = 0 <= next.start - line.end < PAUSE_SECONDS and next.end - line.start <= LONGEST_SECONDS
    return is_near and not is_whole and line.language == next.language


def _joined(line: Segment, next: Segment) -> Segment:
    lasts, more = line.end - line.start, next.end - next.start
    confidence = (line.confidence * lasts + next.confidence * more) / (lasts + more or 1)
    words = line.words + next.words if line.words and next.words else ()
    return Segment(f"{line.text} {next.text}", line.start, next.end, line.language, confidence, words)
