"""How what is heard in windows becomes turns of voices: with ears that hear what they are told, so that every second is known."""

from __future__ import annotations

import numpy
import pytest
from numpy.typing import NDArray

from visio.media.diarizer import FRAME_HOP, FRAMES, SPEAKING, EmbeddedDiarizer
from visio.media.fbank import Bands
from visio.media.speech import RATE, Sound
from visio.media.voices import PRINT, Print, Turn

# Who speaks from when to when.
Script = list[tuple[float, float, int]]


class ScriptedEars:
    """Knows the time from the sound, whose samples say it; calls its speakers by other numbers in each window, as networks do."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._prints: list[Print] = []

    def activity(self, windows: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
        return numpy.stack([self._heard(float(window[0])) for window in windows])

    def _heard(self, at: float) -> NDArray[numpy.float32]:
        times = at + numpy.arange(FRAMES) * FRAME_HOP / RATE
        inside = sorted({voice for start, end, voice in self._script if start < at + 9.8 and end > at + 0.2})
        order = inside if round(at) % 2 else inside[::-1]
        speaking = numpy.zeros((FRAMES, 3), bool)
        for start, end, voice in self._script:
            if voice in order:
                speaking[(times >= start) & (times < end), order.index(voice)] = True
        self._prints += [numpy.eye(PRINT, dtype=numpy.float32)[voice] for voice in order]
        return numpy.stack([(speaking == answer).all(axis=1) for answer in SPEAKING], axis=1).astype(numpy.float32)

    def print(self, bands: Bands) -> Print:
        return self._prints.pop(0) if self._prints else numpy.eye(PRINT, dtype=numpy.float32)[-1]


def told(script: Script, seconds: float, *, people: int = 0) -> list[Turn]:
    sound: Sound = (numpy.arange(int(seconds * RATE)) / RATE).astype(numpy.float32)
    return EmbeddedDiarizer(ScriptedEars(script)).diarize(sound, people=people).turns


def near(turns: list[Turn], *wanted: tuple[float, float, int]) -> None:
    assert [turn.voice for turn in turns] == [voice for _, _, voice in wanted]
    for turn, (start, end, _) in zip(turns, wanted, strict=True):
        assert turn.start == pytest.approx(start, abs=0.06) and turn.end == pytest.approx(end, abs=0.06)


def test_who_speaks_again_after_minutes_is_the_same() -> None:
    near(told([(1, 8, 5), (9, 30, 2), (60, 70, 5)], 75), (1, 8, 0), (9, 30, 1), (60, 70, 0))


def test_voices_are_numbered_as_they_are_first_heard() -> None:
    assert {turn.voice for turn in told([(1, 9, 7), (10, 19, 3), (20, 29, 1)], 30) if turn.start < 9} == {0}


def test_two_who_speak_at_once_both_have_turns() -> None:
    near(told([(1, 12, 0), (10, 20, 1)], 22), (1, 12, 0), (10, 20, 1))


def test_a_fourth_voice_is_told_apart_though_a_window_hears_three() -> None:
    script: Script = [(start, start + 9, voice) for voice, start in enumerate((1.0, 11.0, 21.0, 31.0))] + [(41, 49, 0)]
    near(told(script, 50), (1, 10, 0), (11, 20, 1), (21, 30, 2), (31, 40, 3), (41, 49, 0))


def test_a_sound_that_ends_in_the_middle_of_a_window_is_heard_to_its_end() -> None:
    near(told([(0.5, 12.4, 0)], 12.5), (0.5, 12.4, 0))


@pytest.mark.parametrize("seconds", [0.0, 0.02, 1.0])
def test_where_nobody_speaks_nobody_is_heard(seconds: float) -> None:
    assert told([], seconds) == []


def test_the_number_of_people_that_is_given_is_kept() -> None:
    assert {turn.voice for turn in told([(1, 9, 0), (11, 19, 1), (21, 29, 2)], 30, people=2)} == {0, 1}
