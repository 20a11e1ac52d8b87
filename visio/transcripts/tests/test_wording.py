"""When is each word of a corrected line said?"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from visio.transcripts.wording import Word, sureness, timed

BEFORE: list[Word] = [("Le", 0.0, 0.2, 0.9), ("buget", 0.2, 0.8, 0.4), ("est", 1.0, 1.2, 0.9), ("voté.", 1.2, 2.0, 0.9)]


def test_a_corrected_word_has_the_time_of_the_wrong_one() -> None:
    assert timed("Le budget est voté.", BEFORE) == [BEFORE[0], ("budget", 0.2, 0.8, 1.0), *BEFORE[2:]]


def test_capitals_and_points_move_no_word() -> None:
    assert [word[1:3] for word in timed("le Buget, est voté !", BEFORE)] == [word[1:3] for word in BEFORE]
    assert timed("le buget est voté.", BEFORE)[0] == ("le", 0.0, 0.2, 1.0)


def test_two_words_for_one_share_its_time_by_their_length() -> None:
    assert timed("Le a abc est voté.", BEFORE)[1:3] == [("a", 0.2, 0.35, 1.0), ("abc", 0.35, 0.8, 1.0)]


def test_a_word_that_was_missed_takes_its_share_of_the_one_before_it_and_the_pause() -> None:
    assert timed("Le buget total est voté.", BEFORE)[1:3] == [("buget", 0.2, 0.6, 1.0), ("total", 0.6, 1.0, 1.0)]
    assert timed("Oui, Le buget est voté.", BEFORE)[:2] == [("Oui,", 0.0, 0.1, 1.0), ("Le", 0.1, 0.2, 0.9)]


def test_words_that_were_never_said_are_gone() -> None:
    assert timed("Le est voté.", BEFORE) == [BEFORE[0], *BEFORE[2:]]


def test_without_times_before_there_are_none_after() -> None:
    assert timed("Le budget.", []) == [] and sureness([]) == 1.0


@given(st.text(alphabet="ab é.", max_size=40), st.text(alphabet="ab é.", max_size=40))
def test_whatever_is_written_each_word_has_its_time_in_the_line_and_after_the_one_before(old: str, new: str) -> None:
    before = [(word, n * 0.5, n * 0.5 + 0.4, 0.5) for n, word in enumerate(old.split())]
    after = timed(new, before)
    assert " ".join(word[0] for word in after) == (" ".join(new.split()) if before else "")
    times = [time for word in after for time in word[1:3]]
    assert all(one <= other + 1e-3 for one, other in pairwise(times))
    assert all(-1e-3 <= time <= len(before) * 0.5 for time in times)
