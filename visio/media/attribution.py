"""Who said which words? Each word goes to the turn it lies in, and lines are cut where the voice changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from visio.media.speech import Segment, Word
from visio.media.voices import Said, Turn

# Engines time words to some tenths of a second, so the first and last of a sentence fall into the turn beside it. So many of
# them, and no more of a sentence than this, go where the rest of it goes: 14.1 % of words wrong (cpWER) become 11.6 % on the
# English meeting of tests/speech, 11.9 % become 10.0 % on the French one.
STRAY_WORDS, STRAY_SHARE = 2, 1 / 3
SENTENCE_ENDS = ".?!…"


def attribute(segments: Sequence[Segment], turns: Sequence[Turn]) -> list[Said]:
    """Each line has one voice. Segments without words are given whole to the voice that speaks most of them; without turns
    every voice is None and every segment as it was."""
    if not turns:
        return [Said(None, segment) for segment in segments]
    words = [word for segment in segments for word in segment.words]
    voices = iter(_settled(words, [_voice_at(word.start, word.end, turns) for word in words]))
    return [
        said
        for segment in segments
        for said in (
            _cut(segment, [next(voices) for _ in segment.words])
            if segment.words
            else [Said(_voice_at(segment.start, segment.end, turns), segment)]
        )
    ]


def _voice_at(start: float, end: float, turns: Sequence[Turn]) -> int:
    """Of the turn that overlaps most; else of the nearest."""
    return max(turns, key=lambda turn: (min(end, turn.end) - max(start, turn.start), -turn.start)).voice


def _settled(words: Sequence[Word], voices: Sequence[int]) -> Iterator[int]:
    """The same voices, but for words that strayed from the beginning or end of their sentence."""
    ends = {at + 1 for at, word in enumerate(words) if word.text[-1:] in SENTENCE_ENDS}
    for begin, end in pairwise(sorted({0, *ends, len(words)})):
        sentence = list(voices[begin:end])
        ((most, _),) = Counter(sentence).most_common(1)
        runs = [(voice, len(list(run))) for voice, run in groupby(sentence)]
        for at, (voice, length) in enumerate(runs):
            at_edge = at in (0, len(runs) - 1)
            strays = at_edge and length <= min(STRAY_WORDS, STRAY_SHARE * len(sentence))
            yield from [most if strays else voice] * length


def _cut(segment: Segment, voices: Sequence[int]) -> list[Said]:
    runs = [list(run) for _, run in groupby(range(len(voices)), key=lambda at: voices[at])]
    if len(runs) == 1:
        return [Said(voices[0], segment)]
    texts = _texts(segment, [run[0] for run in runs])
    parts = [segment.words[run[0] : run[-1] + 1] for run in runs]
    return [
        Said(voices[run[0]], _segment(text, words, segment.language))
        for run, text, words in zip(runs, texts, parts, strict=True)
    ]


def _segment(text: str, words: tuple[Word, ...], language: str) -> Segment:
    confidence = sum(word.confidence for word in words) / len(words)
    return Segment(text, words[0].start, words[-1].end, language, confidence, words)


def _texts(segment: Segment, begins: Sequence[int]) -> list[str]:
    """The segment's own text, cut before the words of these numbers; where it does not hold its words, they are put together."""
    places, at = [], 0
    for word in segment.words:
        found = segment.text.find(word.text, at)
        if found < 0:
            cuts = [*begins, len(segment.words)]
            return [" ".join(word.text for word in segment.words[begin:end]) for begin, end in pairwise(cuts)]
        places.append(found)
        at = found + len(word.text)
    cuts = [0, *(places[begin] for begin in begins[1:]), len(segment.text)]
    return [segment.text[begin:end].strip() for begin, end in pairwise(cuts)]
