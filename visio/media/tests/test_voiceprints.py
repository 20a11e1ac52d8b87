"""Who enrolled is known again, who did not is nobody, and what would make a bad print is refused."""

from __future__ import annotations

import math

import numpy
import pytest

from visio.errors import Refused
from visio.media.speech import Sound
from visio.media.voiceprints import ALIKE, Match, enrol, match
from visio.media.voices import PRINT, Print, Turn, Voices

SILENT = numpy.zeros(0, numpy.float32)


def print_at(likeness: float, to: int = 0, beside: int = 100) -> Print:
    """So alike to the print of `to`, and to nobody else's."""
    made = numpy.zeros(PRINT, numpy.float32)
    made[to], made[beside] = likeness, math.sqrt(1 - likeness**2)
    return made


ALICE, BOB = print_at(1, 0), print_at(1, 1)


class Told:
    """A diarizer that was told what there is."""

    def __init__(self, *turns: tuple[float, float, int]) -> None:
        self._turns = [Turn(*turn) for turn in turns]

    def diarize(self, sound: Sound, *, people: int = 0) -> Voices:
        return Voices(self._turns, [ALICE, BOB][: len({turn.voice for turn in self._turns})])


def test_who_enrolled_is_known_again() -> None:
    found = match([print_at(0.9, 1), print_at(0.85, 0, 101)], {"alice": ALICE, "bob": BOB})
    assert {voice: each.who for voice, each in found.items()} == {0: "bob", 1: "alice"}
    assert all(0.9 < each.confidence <= 1 for each in found.values())


def test_who_sounds_like_nobody_stays_without_a_name() -> None:
    assert match([print_at(ALIKE - 0.01), print_at(0.2, 1)], {"alice": ALICE, "bob": BOB}) == {}


def test_where_two_could_be_meant_nobody_is() -> None:
    twin = print_at(0.98, 0)
    assert match([print_at(0.95, 0)], {"alice": ALICE, "twin": twin}) == {}


def test_nobody_has_two_voices() -> None:
    found = match([print_at(0.8), print_at(0.9, 0, 101)], {"alice": ALICE})
    assert {voice: each.who for voice, each in found.items()} == {1: "alice"}


def test_the_more_alike_the_surer() -> None:
    unsure, sure = (match([print_at(alike)], {"alice": ALICE})[0] for alike in (ALIKE + 0.01, 0.95))
    assert 0.5 < unsure.confidence < 0.8 < sure.confidence <= 1
    assert sure == Match("alice", sure.confidence)


def test_without_anybody_enrolled_nobody_is_known() -> None:
    assert match([ALICE], {}) == {} and match([], {"alice": ALICE}) == {}


def test_a_voice_of_whom_nothing_is_known_is_nobodys() -> None:
    assert match([numpy.zeros(PRINT, numpy.float32)], {"alice": ALICE, "bob": BOB}) == {}


def test_one_person_who_reads_is_enrolled() -> None:
    assert enrol(SILENT, Told((0, 5, 0), (6, 9, 0), (9, 9.5, 1))) is ALICE


@pytest.mark.parametrize(
    ("turns", "code"),
    [
        ([], "voice.too_little"),
        ([(0, 5.5, 0)], "voice.too_little"),
        ([(0, 6, 0), (6, 9, 1)], "voice.several"),
    ],
)
def test_too_little_and_too_many_are_refused(turns: list[tuple[float, float, int]], code: str) -> None:
    with pytest.raises(Refused) as refused:
        enrol(SILENT, Told(*turns))
    assert refused.value.code == code
