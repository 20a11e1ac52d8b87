"""Which words of what is still being said will stay."""

from __future__ import annotations

from visio.media.agreement import Agreement


def test_what_two_hearings_agree_on_stands() -> None:
    agreement = Agreement()
    assert agreement.hear("Bonjour à tous") == ("", "Bonjour à tous")
    assert agreement.hear("Bonjour à toutes et") == ("Bonjour à", "toutes et")
    assert agreement.hear("Bonjour à toutes et à tous") == ("Bonjour à toutes et", "à tous")


def test_what_stands_is_not_taken_back() -> None:
    agreement = Agreement()
    for text in ("we move the server", "we move the server", "we moved a server today"):
        stable, rest = agreement.hear(text)
    assert (stable, rest) == ("we move the server", "today")


def test_points_and_capitals_make_no_other_word() -> None:
    agreement = Agreement()
    agreement.hear("Merci Claire.")
    assert agreement.hear("merci Claire, la semaine") == ("merci Claire,", "la semaine")
