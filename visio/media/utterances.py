"""When does somebody begin to speak, and when have they finished? One microphone, cut into utterances.

An utterance ends after half a second of silence. Whoever speaks on is cut at a pause after twelve seconds, and after
twenty-five where they were quietest: engines hear thirty seconds at most, and nobody waits that long to read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy

from visio.media.speech import RATE, Sound

# What the voice network takes: 32 ms.
FRAME = 512
FRAME_SECONDS = FRAME / RATE

# Speech begins above the first likelihood and goes on above the second: whoever lowers their voice still speaks.
BEGINS, GOES_ON = 0.5, 0.35


def frames(seconds: float) -> int:
    return round(seconds / FRAME_SECONDS)


BEGIN_FRAMES = frames(0.1)
SILENCE_FRAMES = frames(0.55)
PAUSE_FRAMES = frames(0.13)
BEFORE_FRAMES = frames(0.4)
SOFT_FRAMES = frames(12)
HARD_FRAMES = frames(25)
# Where a cut in the middle of speech may be: in the last seconds before it has to be.
CUT_WITHIN_FRAMES = frames(8)


@dataclass(frozen=True, slots=True)
class Utterance:
    """`number` counts those of one microphone; `end` is when the last of it was said, in seconds of the clock frames came with."""

    number: int
    sound: Sound
    start: float
    end: float


class Cutter:
    """Takes the frames of one microphone as they come; gives each utterance once it is over."""

    def __init__(self, likelihood: Callable[[Sound], float]) -> None:
        self._likelihood = likelihood
        self._before: deque[Sound] = deque(maxlen=BEFORE_FRAMES)
        self._spoken: list[Sound] = []
        self._likely: list[float] = []
        self._beginning = 0
        self._silent = 0
        self._number = 0
        self._now = 0.0

    def hear(self, frame: Sound, at: float) -> Utterance | None:
        """The next frame, and when it came."""
        self._now = at
        likely = self._likelihood(frame)
        if not self._spoken:
            self._wait(frame, likely)
            return None
        self._spoken.append(frame)
        self._likely.append(likely)
        self._silent = 0 if likely >= GOES_ON else self._silent + 1
        if self._silent >= SILENCE_FRAMES:
            return self.finish()
        length = len(self._spoken)
        if length >= HARD_FRAMES or (length >= SOFT_FRAMES and self._silent >= PAUSE_FRAMES):
            return self._cut()
        return None

    def so_far(self) -> Utterance | None:
        """What is being said at this moment; None in silence, and while somebody may just have finished."""
        if not self._spoken or self._silent >= PAUSE_FRAMES:
            return None
        return self._utterance(self._spoken, silent=self._silent)

    def finish(self) -> Utterance | None:
        """The microphone is off, or silent for long enough."""
        if not self._spoken:
            return None
        # What follows the last word is kept in part: engines like to hear that a sentence is over.
        said = self._spoken[: len(self._spoken) - max(0, self._silent - BEFORE_FRAMES)]
        done = self._utterance(said, silent=min(self._silent, BEFORE_FRAMES), left=len(self._spoken) - len(said))
        self._next([])
        return done

    def _wait(self, frame: Sound, likely: float) -> None:
        self._before.append(frame)
        self._beginning = self._beginning + 1 if likely >= BEGINS else 0
        if self._beginning >= BEGIN_FRAMES:
            self._spoken = list(self._before)
            self._likely = [1.0] * len(self._spoken)
            self._before.clear()
            self._silent = self._beginning = 0

    def _cut(self) -> Utterance:
        """In the middle of what somebody says, where they were quietest; the rest begins the next one."""
        from_ = len(self._likely) - min(CUT_WITHIN_FRAMES, len(self._likely) // 2)
        at = from_ + int(numpy.argmin(self._likely[from_:])) + 1
        said, rest, likely = self._spoken[:at], self._spoken[at:], self._likely[at:]
        done = self._utterance(said, silent=0, left=len(rest))
        self._next(rest)
        self._likely = likely
        return done

    def _next(self, spoken: list[Sound]) -> None:
        self._number += 1
        self._spoken, self._likely, self._silent = spoken, [1.0] * len(spoken), 0

    def _utterance(self, said: list[Sound], *, silent: int, left: int = 0) -> Utterance:
        """`left` frames of what was heard come after it."""
        heard = self._now - left * FRAME_SECONDS
        return Utterance(
            self._number,
            numpy.concatenate(said),
            start=heard - len(said) * FRAME_SECONDS,
            end=heard - silent * FRAME_SECONDS,
        )
