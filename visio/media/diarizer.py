"""How are voices told apart that share one microphone? Ten seconds at a time, by ear, and then all together, by sound.

After pyannote's pipeline (Bredin, "pyannote.audio 2.1 speaker diarization pipeline", 2023), without torch: a network hears
who of at most three speaks when, in windows of ten seconds, one each second; another says what each of them sounds like; those
who sound alike are one voice (agglomerative clustering of centroids), and two heard apart in a window never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from visio.media.clusters import centroids
from visio.media.fbank import LENGTH as BAND_LENGTH
from visio.media.fbank import STEP as BAND_STEP
from visio.media.fbank import fbank, normalised
from visio.media.prints import Printer, prints_of
from visio.media.speech import RATE, Sound
from visio.media.voices import Print, Turn, Voices

WINDOW = 10 * RATE
HOP = RATE
# What the network says of a window: 589 times, each heard in 991 samples, 270 apart.
FRAMES = 589
FRAME_HOP = 270
FRAME_LENGTH = 991
TRACKS = 3
# Which of the three speak, by the network's seven answers.
SPEAKING = numpy.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], numpy.bool_)
# Windows at a time: enough to be quick, few enough to be small.
BATCH = 16
# As much speech of one's own says what one sounds like; else what others speak over is heard too. In bands, of 10 ms.
ENOUGH_BANDS = 40
LEAST_BANDS = 10

Activity = NDArray[numpy.bool_]


class Ears(Printer, Protocol):
    def activity(self, windows: NDArray[numpy.float32]) -> NDArray[numpy.float32]: ...


@dataclass(frozen=True, slots=True)
class Track:
    """One of at most three heard in a window."""

    window: int
    track: int
    print: Print


class EmbeddedDiarizer:
    def __init__(self, networks: Ears) -> None:
        self._networks = networks

    def diarize(self, sound: Sound, *, people: int = 0) -> Voices:
        activity, tracks = self._hear(sound)
        if not tracks:
            return Voices([], [])
        prints = numpy.stack([track.print for track in tracks])
        middles = centroids(prints, people=people)
        whose = _whose(tracks, prints @ middles.T)
        turns = _turns(_spoken(activity, tracks, whose, len(middles)))
        return Voices(turns, prints_of(sound, turns, self._networks))

    def _hear(self, sound: Sound) -> tuple[Activity, list[Track]]:
        """(windows, 589, 3): who speaks, in each window by itself; and what each of those sounds like."""
        parts: list[Activity] = []
        tracks: list[Track] = []
        for first, windows in _windows(sound):
            speaking = SPEAKING[self._networks.activity(windows).argmax(axis=2)]
            parts.append(speaking)
            for at, heard in enumerate(speaking):
                tracks += self._tracks(first + at, windows[at], heard)
        return numpy.concatenate(parts), tracks

    def _tracks(self, number: int, window: Sound, speaking: Activity) -> Iterator[Track]:
        if not speaking.any():
            return
        bands = fbank(window)
        # The frame whose middle is nearest the band's.
        middles = numpy.arange(len(bands)) * BAND_STEP + BAND_LENGTH / 2
        frames = numpy.clip(numpy.rint((middles - FRAME_LENGTH / 2) / FRAME_HOP), 0, FRAMES - 1).astype(int)
        spoken = speaking[frames]
        alone = spoken & (spoken.sum(axis=1, keepdims=True) == 1)
        for track in range(TRACKS):
            own = alone[:, track]
            heard = own if own.sum() >= ENOUGH_BANDS else spoken[:, track]
            if heard.sum() >= LEAST_BANDS:
                yield Track(number, track, self._networks.print(normalised(bands[heard])))


def _windows(sound: Sound) -> Iterator[tuple[int, NDArray[numpy.float32]]]:
    """Some at a time, with the number of the first; the last ones are filled up with silence."""
    count = 1 + max(0, -(-(len(sound) - WINDOW) // HOP))
    for first in range(0, count, BATCH):
        windows = numpy.zeros((min(BATCH, count - first), WINDOW), numpy.float32)
        for at, window in enumerate(windows):
            begin = (first + at) * HOP
            part = sound[begin : begin + WINDOW]
            window[: len(part)] = part
        yield first, windows


def _whose(tracks: list[Track], likeness: NDArray[numpy.float32]) -> NDArray[numpy.intp]:
    """The voice of each track: the likest, but never one voice for two tracks of a window; -1 for those who find none left."""
    whose = numpy.full(len(tracks), -1, numpy.intp)
    windows = numpy.array([track.window for track in tracks])
    for window in numpy.unique(windows):
        here = numpy.flatnonzero(windows == window)
        rows, voices = linear_sum_assignment(likeness[here], maximize=True)
        whose[here[rows]] = voices
    return whose


def _spoken(activity: Activity, tracks: list[Track], whose: NDArray[numpy.intp], voices: int) -> Activity:
    """(frames, voices): as many as the windows hear on average, and of those the ones that most windows hear."""
    starts = numpy.rint(numpy.arange(len(activity)) * HOP / FRAME_HOP).astype(int)
    votes = numpy.zeros((starts[-1] + FRAMES, voices), numpy.int16)
    heard = numpy.zeros((len(votes), 2), numpy.int16)
    for start, window in zip(starts, activity, strict=True):
        heard[start : start + FRAMES, 0] += window.sum(axis=1, dtype=numpy.int16)
        heard[start : start + FRAMES, 1] += 1
    for track, voice in zip(tracks, whose, strict=True):
        if voice >= 0:
            start = starts[track.window]
            votes[start : start + FRAMES, voice] += activity[track.window, :, track.track]
    count = numpy.rint(heard[:, 0] / heard[:, 1])[:, None]
    order = numpy.argsort(-votes, axis=1, kind="stable")
    rank = numpy.empty_like(order)
    numpy.put_along_axis(rank, order, numpy.arange(voices)[None, :], axis=1)
    return (rank < count) & (votes > 0)


def _turns(spoken: Activity) -> list[Turn]:
    """Voices are numbered as they are first heard; whom no frame hears is nobody."""
    heard = [voice for voice in range(spoken.shape[1]) if spoken[:, voice].any()]
    heard.sort(key=lambda voice: int(spoken[:, voice].argmax()))
    turns = []
    for number, voice in enumerate(heard):
        edges = numpy.flatnonzero(numpy.diff(spoken[:, voice], prepend=False, append=False))
        turns += [Turn(_second(start), _second(end), number) for start, end in edges.reshape(-1, 2)]
    return sorted(turns, key=lambda turn: (turn.start, turn.voice))


def _second(frame: int) -> float:
    """Where a frame begins: its middle lies in the middle of what it hears."""
    return round((frame * FRAME_HOP + (FRAME_LENGTH - FRAME_HOP) / 2) / RATE, 3)
