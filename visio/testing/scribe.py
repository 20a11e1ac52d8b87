"""A scribe whose engine says of each sound how long it is: the real process otherwise. `python -m visio.testing.scribe`.

`SCRIBE_DIES_AFTER` says after how many lines of JSON it is gone as if killed; `SCRIBE_ENGINE` is `away` (later, perhaps) or
`broken`; `SCRIBE_STARTS` is a file in which each start leaves a line.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import numpy
import pytest

from visio.errors import Unavailable
from visio.gateways import diarization, speech
from visio.media import passages, scribe
from visio.media.speech import Segment, Sound, Word, seconds_of
from visio.media.voices import PRINT, Turn, Voices

COMMAND = (sys.executable, "-m", "visio.testing.scribe")


class Engine:
    """A word for each second, and a point after the last of them."""

    name, model, at_once = "tests 1.0", "seconds", 1

    def recognise(self, sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        assert carefully
        if how := os.environ.get("SCRIBE_ENGINE"):
            raise Unavailable("speech", retry=how == "away")
        count = max(1, int(seconds_of(sound)))
        words = tuple(Word(f"m{number}", number + 0.1, number + 0.9, 0.5) for number in range(count))
        text = " ".join(word.text for word in words) + "."
        return [Segment(text, 0.0, seconds_of(sound), language or "fr", 0.5, words)]


class TakingTurns:
    """Two voices, three seconds each."""

    def diarize(self, sound: Sound, *, people: int = 0) -> Voices:
        turns = [Turn(at, at + 3.0, at // 3 % 2) for at in range(0, int(seconds_of(sound)) + 1, 3)]
        return Voices(turns, [numpy.full(PRINT, voice, numpy.float32) for voice in range(2)])


def main() -> None:
    assert not any(name.startswith(("VISIO_DATABASE", "VISIO_SECRET")) for name in os.environ)
    if starts := os.environ.get("SCRIBE_STARTS"):
        with Path(starts).open("a") as file:
            file.write("started\n")
    left = int(os.environ.get("SCRIBE_DIES_AFTER", 1_000_000))
    say = scribe.say

    def said(**what: object) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        say(**what)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scribe, "say", said)
        patched.setattr(speech, "engine", Engine)
        patched.setattr(speech, "greet", lambda: Engine().recognise(passages.PAUSE, language="", carefully=True))
        patched.setattr(diarization, "diarizer", TakingTurns)
        # Several passages also of a short sound.
        patched.setattr(passages, "TOGETHER_SECONDS", 6.0)
        scribe.main()


if __name__ == "__main__":
    main()
