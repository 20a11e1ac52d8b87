"""Which names could be taken for one another."""

from __future__ import annotations

import pytest

from visio.people.lookalikes import look_alike, skeletons


@pytest.mark.parametrize(
    "other",
    ["Alice", "ALICE", "аlice", "Аlісе", "AIice", "A l i c e", "Àlice", "𝐀𝐥𝐢𝐜𝐞", "alice.", "Ａｌｉｃｅ", "A1ice"],
)
def test_names_that_look_like_alice(other: str) -> None:
    assert look_alike("Alice", other)


@pytest.mark.parametrize("other", ["Bob", "Alicia", "Malice", "Ali", "أليس", "愛麗絲", "🙂"])
def test_names_that_do_not(other: str) -> None:
    assert not look_alike("Alice", other)


def test_two_letters_that_look_like_one() -> None:
    assert look_alike("Emma Martin", "Ernrna Martin")


def test_a_name_without_letters_looks_like_none() -> None:
    assert skeletons("🙂 …") == frozenset() and not look_alike("🙂", "🙂")
