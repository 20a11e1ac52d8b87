"""From which seconds a voice gets its print: its own, the longest first, and not all of a long meeting."""

from __future__ import annotations

import numpy

from visio.media.fbank import Bands
from visio.media.prints import ENOUGH_SECONDS, prints_of
from visio.media.speech import RATE, Sound
from visio.media.voices import PRINT, Print, Turn


class Listening:
    """Keeps how long it listened."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def print(self, bands: Bands) -> Print:
        self.seconds.append(round(len(bands) / 100, 1))
        return numpy.full(PRINT, PRINT**-0.5, numpy.float32)


def sound(seconds: float) -> Sound:
    made: Sound = numpy.random.default_rng(1).standard_normal(int(seconds * RATE), numpy.float32)
    return made


def heard(turns: list[Turn], seconds: float = 60) -> list[float]:
    ear = Listening()
    for print_ in prints_of(sound(seconds), turns, ear):
        assert numpy.linalg.norm(print_) <= 1 + 1e-6
    return ear.seconds


def test_what_others_speak_over_is_left_out() -> None:
    assert heard([Turn(0, 5, 0), Turn(3, 4, 1), Turn(8, 10, 1)]) == [4, 2]


def test_who_is_never_alone_is_heard_with_others() -> None:
    assert heard([Turn(0, 5, 0), Turn(1, 4, 1)]) == [2, 3]


def test_a_long_speech_is_heard_in_part() -> None:
    assert sum(heard([Turn(0, 55, 0)])) <= ENOUGH_SECONDS
    assert heard([Turn(0, 2, 0), Turn(5, 14, 0), Turn(15, 30, 0)]) == [10, 10]


def test_of_a_cough_there_is_no_print() -> None:
    assert heard([Turn(1, 1.1, 0)]) == []
    (print_,) = prints_of(sound(2), [Turn(1, 1.1, 0)], Listening())
    assert not print_.any()


def test_where_nobody_speaks_there_are_no_prints() -> None:
    assert prints_of(sound(1), [], Listening()) == []
