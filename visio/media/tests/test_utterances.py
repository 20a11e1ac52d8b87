"""When somebody begins to speak, when they have finished, and where those are cut who never do."""

from __future__ import annotations

from collections.abc import Iterable

import numpy
import pytest

from visio.media.speech import Sound, seconds_of
from visio.media.utterances import FRAME, FRAME_SECONDS, Cutter, Utterance, frames

SPEECH, SILENCE = 0.9, 0.0


def heard(*stretches: tuple[float, float]) -> tuple[Cutter, list[Utterance]]:
    """Stretches of so many seconds and this likelihood, one frame after the other; each sample says when it was."""
    likely = iter([likelihood for seconds, likelihood in stretches for _ in range(frames(seconds))])
    cutter = Cutter(lambda _: next(likely))
    count = sum(frames(seconds) for seconds, _ in stretches)
    found = [cutter.hear(frame(number), (number + 1) * FRAME_SECONDS) for number in range(count)]
    return cutter, [done for done in found if done]


def frame(number: int) -> Sound:
    return numpy.full(FRAME, number, numpy.float32)


def numbers(utterances: Iterable[Utterance]) -> list[int]:
    return [int(each) for utterance in utterances for each in utterance.sound[::FRAME]]


def test_an_utterance_is_over_half_a_second_after_the_last_word() -> None:
    _, (one,) = heard((1, SILENCE), (2, SPEECH), (0.6, SILENCE))
    assert one.end == pytest.approx(3, abs=0.1)
    # What came before the first word is part of it, and a little of the silence after the last.
    assert one.start == pytest.approx(0.7, abs=0.1)
    assert seconds_of(one.sound) == pytest.approx(2.7, abs=0.15)


def test_a_pause_for_breath_is_no_end() -> None:
    _, utterances = heard((1, SPEECH), (0.4, SILENCE), (1, SPEECH), (0.6, SILENCE))
    assert len(utterances) == 1


def test_a_click_is_nobody_speaking() -> None:
    cutter, utterances = heard((1, SILENCE), (0.06, SPEECH), (1, SILENCE))
    assert utterances == [] and cutter.finish() is None


def test_whoever_lowers_their_voice_still_speaks() -> None:
    _, utterances = heard((1, SPEECH), (3, 0.4), (0.6, SILENCE))
    assert len(utterances) == 1 and seconds_of(utterances[0].sound) > 4


def test_after_twelve_seconds_the_next_pause_is_an_end() -> None:
    _, utterances = heard((12.5, SPEECH), (0.2, SILENCE), (2, SPEECH), (0.6, SILENCE))
    assert [round(seconds_of(each.sound)) for each in utterances] == [13, 3]


def test_who_never_pauses_is_cut_where_they_are_quietest_and_loses_nothing() -> None:
    _, utterances = heard((20, SPEECH), (0.04, 0.5), (7, SPEECH), (0.6, SILENCE))
    first, second = utterances
    assert seconds_of(first.sound) == pytest.approx(20, abs=0.2)
    got = numbers(utterances)
    assert got == list(range(got[0], got[-1] + 1))
    assert second.start == pytest.approx(first.end, abs=0.05)
    assert (first.number, second.number) == (0, 1)


def test_a_microphone_that_is_turned_off_ends_what_was_said() -> None:
    cutter, utterances = heard((1, SPEECH))
    assert utterances == []
    done = cutter.finish()
    assert done and seconds_of(done.sound) == pytest.approx(1, abs=0.1)
    assert cutter.finish() is None


def test_what_is_being_said_can_be_heard_before_it_is_over() -> None:
    cutter, _ = heard((1, SPEECH))
    now = cutter.so_far()
    assert now and now.number == 0
    cutter, _ = heard((1, SPEECH), (0.3, SILENCE))
    assert cutter.so_far() is None
