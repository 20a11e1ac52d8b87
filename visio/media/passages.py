"""What does an engine get that takes its time? One person's file, cut where they pause, some utterances of it at a time.

A file holds no silence: each run of it says where it stands in the recording. The cuts are the same whenever a file is read
again, so whoever goes on in the middle of it goes on as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import av
import numpy
from av.error import FFmpegError

from visio.media.outlet import Flow
from visio.media.speech import RATE, Sound, seconds_of
from visio.media.utterances import FRAME, Cutter, Utterance

# As much as engines hear at once, with a margin.
TOGETHER_SECONDS = 26.0
PAUSE: Sound = numpy.zeros(RATE * 3 // 10, numpy.float32)

# [at in the recording, start in the file, lasts], in seconds.
Run = Sequence[float]


@dataclass(frozen=True, slots=True)
class Place:
    """An utterance: where it begins in the passage, where in the recording, and how long it is."""

    begins: float
    at: float
    lasts: float


@dataclass(frozen=True, slots=True)
class Passage:
    """`until` is how far in the file it goes, in seconds."""

    sound: Sound
    places: tuple[Place, ...]
    until: float

    def apart(self) -> list[Passage]:
        """Each of its utterances as a passage of its own."""
        return [
            Passage(
                self.sound[round(place.begins * RATE) :][: round(place.lasts * RATE)],
                (Place(0.0, place.at, place.lasts),),
                self.until,
            )
            for place in self.places
        ]


def passages(blocks: Iterator[Sound], runs: Sequence[Run], likelihood: Callable[[Sound], float]) -> Iterator[Passage]:
    """`likelihood` is a `gateways.voice.Voice`'s. Little of the file is held at a time."""
    waiting: list[Utterance] = []
    length, until = 0.0, 0.0
    for utterance, heard in _utterances(_Tape(blocks), runs, Cutter(likelihood)):
        more = seconds_of(utterance.sound) + seconds_of(PAUSE)
        if waiting and length + more > TOGETHER_SECONDS:
            yield _together(waiting, until)
            waiting, length = [], 0.0
        waiting.append(utterance)
        length, until = length + more, heard
    if waiting:
        yield _together(waiting, until)


def decoded(parts: Iterator[bytes]) -> Iterator[Sound]:
    """Of an Ogg file, some of it at a time. What cannot be read is as if it were not there."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    try:
        with av.open(Flow(parts), "r", format="ogg") as file:
            for frame in file.decode(audio=0):
                yield from map(_sound, resampler.resample(frame))
    except (FFmpegError, IndexError):
        return
    yield from map(_sound, resampler.resample(None))


def _sound(frame: av.AudioFrame) -> Sound:
    return frame.to_ndarray().reshape(-1).astype(numpy.float32, copy=False)


def _utterances(tape: _Tape, runs: Sequence[Run], cutter: Cutter) -> Iterator[tuple[Utterance, float]]:
    """On the recording's time, each with how far in the file one has come when it is over. None goes on in the next run."""
    for at, start, lasts in runs:
        tape.skip(until=round(start * RATE))
        left, heard = round(lasts * RATE), 0
        while left > 0 and len(frame := tape.take(min(FRAME, left))):
            left -= len(frame)
            heard += FRAME
            whole = numpy.pad(frame, (0, FRAME - len(frame)))
            if utterance := cutter.hear(whole, at + heard / RATE):
                yield utterance, tape.at / RATE
        if utterance := cutter.finish():
            yield utterance, tape.at / RATE


def _together(utterances: Sequence[Utterance], until: float) -> Passage:
    begins, places, parts = 0.0, [], []
    for each in utterances:
        lasts = seconds_of(each.sound)
        places.append(Place(begins, each.start, lasts))
        parts += [each.sound, PAUSE]
        begins += lasts + seconds_of(PAUSE)
    return Passage(numpy.concatenate(parts), tuple(places), round(until, 3))


class _Tape:
    """Samples one after the other; `at` of them are behind us."""

    def __init__(self, blocks: Iterator[Sound]) -> None:
        self._blocks = blocks
        self._left: Sound = numpy.zeros(0, numpy.float32)
        self.at = 0

    def take(self, count: int) -> Sound:
        """Fewer at the end."""
        while len(self._left) < count and (block := next(self._blocks, None)) is not None:
            self._left = numpy.concatenate([self._left, block])
        taken, self._left = self._left[:count], self._left[count:]
        self.at += len(taken)
        return taken

    def skip(self, *, until: int) -> None:
        while self.at < until and len(self.take(min(until - self.at, RATE))):
            pass
