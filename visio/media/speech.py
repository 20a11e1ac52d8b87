"""What was said? Words for speech once it is recognised, and what any engine that recognises it promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy
from numpy.typing import NDArray

# One channel, this many samples a second, each from -1 to 1: what every engine here is given.
RATE = 16_000
Sound = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """Seconds count from the beginning of the sound; confidence is from 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech in one language (`fr`, `en`, …). Engines that time no words give none."""

    text: str
    start: float
    end: float
    language: str
    confidence: float
    words: tuple[Word, ...] = ()


class Engine(Protocol):
    """Recognises speech. Called from threads; `at_once` says from how many with profit. `name` and `model` tell people what
    wrote what they read: `faster-whisper 1.2.1`, `whisper base int8`."""

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> str: ...

    @property
    def at_once(self) -> int: ...

    def recognise(self, sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        """What is said there, in order; nothing when nothing is. An empty `language` lets the engine find out which.

        `carefully` takes the time for the best result: for what is kept, not for what is shown while somebody speaks.
        Raises Unavailable("speech") when the engine does not answer as it should.
        """


def of_samples(samples: NDArray[numpy.int16]) -> Sound:
    """From the 16-bit samples that files and lines carry."""
    return samples.astype(numpy.float32) * numpy.float32(1 / 32768)


def seconds_of(sound: Sound) -> float:
    return len(sound) / RATE


def text_of(segments: list[Segment]) -> str:
    return " ".join(segment.text for segment in segments)
