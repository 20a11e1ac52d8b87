"""Where on the recording's clock does each sound belong, and what is said at all?

LiveKit gives sound by 20 ms without saying when it was made; the clock is the moment it comes in. A busy machine lets it
come late in heaps, which is no pause; a microphone that was closed is one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visio.media.encoder import RATE, Samples, Voice

# Later than its turn by this much, and it was a pause whatever came between.
SURE_PAUSE = RATE
# Later by this much, and all that came within a second was: a pause too.
LIKELY_PAUSE = RATE // 10
LOOK_BACK = 50
# All that came within a second was there before its turn, by more than this: what came first had come late.
EARLY = RATE // 50
# About -50 dB: below it nobody speaks.
SILENCE = 100
BEFORE, AFTER = 20, 40


class Clock:
    """Places one track's sound on the recording's time, in samples since it began."""

    def __init__(self) -> None:
        self._next: int | None = None
        self._lags: deque[int] = deque(maxlen=LOOK_BACK)

    def place(self, length: int, *, came_at: int) -> int:
        expected = max(0, came_at - length)
        if self._next is None:
            self._next = expected
        lag = expected - self._next
        self._lags.append(lag)
        settled = len(self._lags) == LOOK_BACK and min(self._lags) > LIKELY_PAUSE
        if lag > SURE_PAUSE or settled:
            self._next = expected if lag > SURE_PAUSE else self._next + min(self._lags)
            self._lags.clear()
        elif len(self._lags) == LOOK_BACK and max(self._lags) < -EARLY:
            self._next += max(self._lags)
            self._lags.clear()
        place = self._next
        self._next += length
        return place


class Mixer:
    """Everybody together, a few seconds of it; what comes after its moment was taken is not in it."""

    SPAN = 8 * RATE

    def __init__(self) -> None:
        self._ring: NDArray[np.int32] = np.zeros(self.SPAN, np.int32)
        self.taken = 0

    def add(self, samples: Samples, *, at: int) -> None:
        late = max(0, self.taken - at)
        samples, at = samples[late:], at + late
        if not len(samples) or at + len(samples) > self.taken + self.SPAN:
            return
        place = np.arange(at, at + len(samples)) % self.SPAN
        self._ring[place] += samples

    def take(self, until: int) -> Samples:
        until = min(until, self.taken + self.SPAN)
        place = np.arange(self.taken, max(self.taken, until)) % self.SPAN
        mixed: Samples = np.clip(self._ring[place], -32768, 32767).astype(np.int16)
        self._ring[place] = 0
        self.taken = max(self.taken, until)
        return mixed


@dataclass(frozen=True, slots=True)
class Run:
    """Without a pause, from here on until the next: `at` in the recording, `start` in the person's file, both in seconds."""

    at: float
    start: float


class Track:
    """One person's own sound: pauses are left out, and each run knows where it belongs."""

    def __init__(self) -> None:
        self.voice = Voice()
        self.level = 0.0
        self._before: deque[tuple[int, Samples]] = deque(maxlen=BEFORE)
        self._expected = -1
        self._loud_left = 0
        self._new_runs: list[Run] = []

    def hear(self, samples: Samples, *, at: int) -> None:
        """20 ms."""
        loudest = int(np.abs(samples.astype(np.int32)).max(initial=0))
        self.level = max(self.level * 0.93, float(loudest))
        if at != self._expected:
            # After a hole nothing that came before it leads up to what follows.
            self._before.clear()
        was_heard = self._loud_left > 0
        self._loud_left = AFTER if loudest > SILENCE else max(0, self._loud_left - 1)
        if not self._loud_left:
            self._before.append((at, samples))
        else:
            if not was_heard or at != self._expected:
                begins = self._before[0][0] if self._before else at
                self._new_runs.append(Run(begins / RATE, self.voice.frames * Voice.FRAME / RATE))
            for _, earlier in self._before:
                self.voice.write(earlier)
            self._before.clear()
            self.voice.write(samples)
        self._expected = at + len(samples)

    def new_runs(self) -> list[Run]:
        """Since last asked."""
        taken, self._new_runs = self._new_runs, []
        return taken
