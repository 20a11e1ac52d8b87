"""Whose voice is it? What an enrolled person sounds like, and which of the voices heard is theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from visio.media.speech import Sound
from visio.media.voices import Diarizer, Print

Who = TypeVar("Who")


@dataclass(frozen=True, slots=True)
class Match(Generic[Who]):
    """Confidence is from 0 to 1."""

    who: Who
    confidence: float


def enrol(sound: Sound, diarizer: Diarizer) -> Print:
    """What the one person who speaks there sounds like.

    Refuses where there is too little speech (`voice.too_little`) or more than one voice (`voice.several`).
    """
    raise NotImplementedError


def match(voices: Sequence[Print], enrolled: Mapping[Who, Print]) -> dict[int, Match[Who]]:
    """Which voice is whose, where that is sure enough; nobody has two voices. Only those who agreed belong in `enrolled`."""
    raise NotImplementedError
