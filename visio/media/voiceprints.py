"""Whose voice is it? What an enrolled person sounds like, and which of the voices heard is theirs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from visio.errors import Refused
from visio.media.speech import Sound
from visio.media.voices import Diarizer, Print

Who = TypeVar("Who")

# Less speech says too little of a voice; in a recording of one person the diarizer may hear this much of somebody else.
LEAST_SPEECH_SECONDS = 6.0
MOST_OTHERS = 0.1

# How alike two prints must be (cosine), and how much less the next of those who enrolled. On the voices of tests/speech, twelve
# seconds of somebody's own microphone and their voice in the mix are 0.93 to 0.98 alike, 0.73 to 0.92 when the mix comes
# through an echoing room with noise (20 dB) or a telephone line (300 to 3,400 Hz); two people at most 0.60.
ALIKE, MARGIN = 0.70, 0.10
# As likely right as wrong: half-way between the least alike of one person and the most alike of two. Far beyond it, sure.
EVEN, SLOPE = 0.665, 0.04


@dataclass(frozen=True, slots=True)
class Match(Generic[Who]):
    """Confidence is from 0 to 1."""

    who: Who
    confidence: float


def enrol(sound: Sound, diarizer: Diarizer) -> Print:
    """What the one person who speaks there sounds like.

    Refuses where there is too little speech (`voice.too_little`) or more than one voice (`voice.several`).
    """
    voices = diarizer.diarize(sound)
    spoken = [
        sum(turn.end - turn.start for turn in voices.turns if turn.voice == voice)
        for voice in range(len(voices.prints))
    ]
    if sum(spoken) < LEAST_SPEECH_SECONDS:
        raise Refused("voice.too_little")
    if max(spoken) < (1 - MOST_OTHERS) * sum(spoken):
        raise Refused("voice.several")
    return voices.prints[spoken.index(max(spoken))]


def match(voices: Sequence[Print], enrolled: Mapping[Who, Print]) -> dict[int, Match[Who]]:
    """Which voice is whose, where that is sure enough; nobody has two voices. Only those who agreed belong in `enrolled`."""
    found: dict[int, Match[Who]] = {}
    for alike, voice, who in sorted(_pairs(voices, enrolled), key=lambda pair: -pair[0]):
        if voice not in found and who not in {each.who for each in found.values()}:
            found[voice] = Match(who, round(1 / (1 + math.exp((EVEN - alike) / SLOPE)), 2))
    return found


def _pairs(voices: Sequence[Print], enrolled: Mapping[Who, Print]) -> list[tuple[float, int, Who]]:
    """How alike, which voice, who: of each voice the one person it is clearly most like."""
    pairs = []
    for number, voice in enumerate(voices):
        likes = sorted(((float(voice @ print_), who) for who, print_ in enrolled.items()), key=lambda like: -like[0])
        alike = [like for like, _ in likes] + [0.0, 0.0]
        if alike[0] >= ALIKE and alike[0] - alike[1] >= MARGIN:
            pairs.append((alike[0], number, likes[0][1]))
    return pairs
