"""Several people at one microphone: who speaks when? What a diarizer answers, and what any of them promises.

voices = diarization.diarizer().diarize(sound, people=4)     # visio/gateways/diarization.py; people=0: find out
lines = attribute(segments, voices.turns)                    # visio/media/attribution.py: one line, one voice
names = match(voices.prints, {alice.pk: print, …})           # visio/media/voiceprints.py: voice -> who, how sure
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy
from numpy.typing import NDArray

from visio.media.speech import Segment, Sound

# What a voice sounds like: unit vectors of this many numbers; two of one person point in about the same direction.
PRINT = 192
Print = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Turn:
    """One voice speaks without a pause worth a word; seconds count from the beginning of the sound. Turns of two voices may
    overlap. Voices are numbered from 0 in the order they are first heard."""

    start: float
    end: float
    voice: int


@dataclass(frozen=True, slots=True)
class Voices:
    """Who spoke when, in order of `start`; `prints[voice]` is what that voice sounds like."""

    turns: list[Turn]
    prints: list[Print]


@dataclass(frozen=True, slots=True)
class Said:
    """A line and whose voice it is; None where nobody was told apart."""

    voice: int | None
    segment: Segment


class Diarizer(Protocol):
    """Tells voices apart. Takes some 0.2 s of computing for a second of sound; hours of it need little memory beside the sound."""

    def diarize(self, sound: Sound, *, people: int = 0) -> Voices:
        """Who speaks when: nobody in silence. `people`: exactly so many voices, as far as that many can be heard; 0: find out.

        Raises Unavailable("speech") when what it needs is not there or not as it should be.
        """
