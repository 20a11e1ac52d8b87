"""Which prints are one voice: what is near is one, what is far is not, crumbs are nobody, and a number that is given is kept."""

from __future__ import annotations

import numpy
import pytest
from numpy.typing import NDArray

from visio.media.clusters import MOST, centroids

Prints = NDArray[numpy.float32]


def prints(*counts: int, spread: float = 0.02, size: int = 32) -> Prints:
    """So many of each voice, which all lie at right angles."""
    draw = numpy.random.default_rng(7)
    made = [numpy.eye(size)[voice] + spread * draw.standard_normal((count, size)) for voice, count in enumerate(counts)]
    whole = numpy.concatenate(made)
    return numpy.asarray(whole / numpy.linalg.norm(whole, axis=1, keepdims=True), numpy.float32)


def found(middles: Prints) -> list[int]:
    return sorted(int(middle.argmax()) for middle in middles)


def test_each_voice_is_found() -> None:
    middles = centroids(prints(20, 12, 30))
    assert found(middles) == [0, 1, 2]
    assert numpy.linalg.norm(middles, axis=1) == pytest.approx(1)


def test_a_few_prints_of_nobody_are_crumbs() -> None:
    assert found(centroids(prints(40, 40, 3))) == [0, 1]


def test_in_a_short_sound_a_few_are_somebody() -> None:
    assert found(centroids(prints(6, 2))) == [0, 1]
    assert found(centroids(prints(1))) == [0]


@pytest.mark.parametrize("people", [1, 2, 3, 4, 5, 6])
def test_a_number_that_is_given_is_kept(people: int) -> None:
    assert len(centroids(prints(20, 20, 20, 2), people=people)) == people


def test_a_number_that_is_given_finds_those_who_said_little() -> None:
    assert found(centroids(prints(40, 40, 3), people=3)) == [0, 1, 2]


def test_there_are_no_more_voices_than_prints() -> None:
    assert len(centroids(prints(1), people=4)) == 1
    assert len(centroids(prints(2, 1), people=9)) == 3


def test_where_all_are_crumbs_each_is_somebody() -> None:
    assert len(centroids(prints(*[1] * 20))) == 20


def test_of_hours_some_are_clustered() -> None:
    many = MOST * 3
    assert found(centroids(prints(many, many // 2, size=8))) == [0, 1]
