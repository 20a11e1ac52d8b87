"""What does each voice sound like? A print of it, from where nobody spoke over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy

from visio.media.fbank import Bands, fbank, normalised
from visio.media.speech import RATE, Sound
from visio.media.voices import PRINT, Print, Turn

# More says nothing more of a voice. The network hears it in pieces, as long as the windows it was made for.
ENOUGH_SECONDS = 20.0
PIECE_SECONDS = 10
# Shorter than this between two others is a breath or a slip of the diarizer.
LEAST_SECONDS = 0.4


class Printer(Protocol):
    def print(self, bands: Bands) -> Print:
        """Of (frames, 80) normalised bands of one voice: a unit vector."""


def prints_of(sound: Sound, turns: Sequence[Turn], printer: Printer) -> list[Print]:
    """One for each voice in the turns, which come in order. Of whom hardly anything was heard there is nothing to say: zeros, like nobody's."""
    return [_print(_speech(sound, turns, voice), printer) for voice in sorted({turn.voice for turn in turns})]


def _print(speech: Sound, printer: Printer) -> Print:
    pieces = [fbank(speech[at : at + PIECE_SECONDS * RATE]) for at in range(0, len(speech), PIECE_SECONDS * RATE)]
    weighed: list[Print] = [
        len(bands) * printer.print(normalised(bands)) for bands in pieces if len(bands) >= LEAST_SECONDS * 100
    ]
    whole = numpy.sum([numpy.zeros(PRINT, numpy.float32), *weighed], axis=0)
    return numpy.asarray(whole / max(float(numpy.linalg.norm(whole)), 1e-9), numpy.float32)


def _speech(sound: Sound, turns: Sequence[Turn], voice: int) -> Sound:
    """Up to twenty seconds of one voice, the longest stretches first; with others only where it is never alone."""
    own = [turn for turn in turns if turn.voice == voice]
    alone = [part for turn in own for part in _alone(turn, turns)]
    stretches = sorted(alone or [(turn.start, turn.end) for turn in own], key=lambda part: part[0] - part[1])
    taken, left = [], ENOUGH_SECONDS
    for start, end in stretches:
        taken.append(sound[int(start * RATE) : int(min(end, start + left) * RATE)])
        left -= end - start
        if left <= 0:
            break
    return numpy.concatenate(taken)


def _alone(turn: Turn, turns: Sequence[Turn]) -> Iterator[tuple[float, float]]:
    at = turn.start
    for other in (other for other in turns if other.voice != turn.voice and other.end > turn.start):
        if other.start >= turn.end:
            break
        if other.start - at >= LEAST_SECONDS:
            yield at, other.start
        at = max(at, other.end)
    if turn.end - at >= LEAST_SECONDS:
        yield at, turn.end
