"""The measure itself: the error rate of examples small enough to be worked out by hand."""

from __future__ import annotations

import pytest

from visio.media import voices
from visio.media.speech import Segment
from visio.media.voices import Said
from visio.testing import sound
from visio.testing.hearing import wrong_words_shared
from visio.testing.sound import PEOPLE, turns
from visio.testing.telling import diarization_error

TRUE = [sound.Turn("A", 0, 10, ""), sound.Turn("B", 10, 20, "")]


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ([(0, 10, 1), (10, 20, 0)], 0.0),
        ([], 1.0),
        ([(0, 20, 0)], 0.5),
        ([(0, 12, 0), (12, 20, 1)], 0.1),
        ([(0, 10, 0), (10, 20, 1), (20, 24, 1)], 0.2),
        ([(0, 10, 0), (10, 20, 1), (0, 5, 2)], 0.25),
        ([(0, 10, 0), (10, 15, 1), (15, 20, 2)], 0.25),
    ],
)
def test_what_is_missed_invented_or_somebody_elses_is_wrong(told: list[tuple[float, float, int]], error: float) -> None:
    assert diarization_error([voices.Turn(*turn) for turn in told], TRUE) == pytest.approx(error)


def test_words_given_to_another_are_wrong_twice() -> None:
    texts = {person: [turn.text for turn in turns("en") if turn.speaker == person] for person in PEOPLE}
    said = [Said(PEOPLE.index(person), Segment(text, 0, 0, "en", 1)) for person in PEOPLE for text in texts[person]]
    assert wrong_words_shared(said, "en") == 0
    mixed = [Said(None, each.segment) for each in said]
    assert wrong_words_shared(mixed, "en") > 1
    assert wrong_words_shared(said[1:], "en") < 0.1
