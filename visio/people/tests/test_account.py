"""What a person sees of their account, and may change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from visio.people.names import LONGEST, MOST_BYTES, Name
from visio.testing.people import Browser

name_of = TypeAdapter(Name).validate_python


def test_a_stranger_has_no_account(charlie: Browser) -> None:
    assert charlie.get("/session")["user"] is None


def test_alice_sees_herself(alice: Browser) -> None:
    assert alice.get("/session")["user"] == {
        "name": "Alice",
        "email": "alice@example.org",
        "is_admin": False,
        "organisation": "",
    }


def test_alice_changes_her_name(alice: Browser) -> None:
    alice.patch("/me", {"name": "  Alice\t Martin "})
    assert alice.get("/session")["user"]["name"] == "Alice Martin"


def test_a_stranger_has_no_name_to_change(charlie: Browser) -> None:
    assert charlie.patch("/me", {"name": "Charlie"}, status=401)["message"] == "Connectez-vous pour continuer."


GOOD = {
    "Élodie Müller": "Élodie Müller",
    "E\u0301lodie": "Élodie",
    "<b>Alice</b>": "<b>Alice</b>",
    "👩‍👩‍👧‍👦": "👩‍👩‍👧‍👦",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "می‌خواهم": "می‌خواهم",
    "محمد": "محمد",
    "山田 太郎": "山田 太郎",
    "A\nB": "A B",
    "Al\x00ice\x07": "Alice",
    "\u202eecilA": "ecilA",
    "\u2066Alice\u2069\u200f": "Alice",
    "x" * LONGEST: "x" * LONGEST,
}


@pytest.mark.parametrize(("typed", "kept"), GOOD.items())
def test_a_name_is_any_text_a_person_can_read(typed: str, kept: str) -> None:
    assert name_of(typed) == kept


BAD = ["", " ", "\t\n", "\u200b", "\u202e", "\u200d\u200c", "\u0301", "\u3164", "x" * (LONGEST + 1), "x" * 10_000]


@pytest.mark.parametrize("typed", [*BAD, "🦊" * 70], ids=ascii)
def test_a_name_that_shows_nothing_or_never_ends_is_refused(alice: Browser, typed: str) -> None:
    answer = alice.patch("/me", {"name": typed}, status=422)
    assert answer["code"] == "input.invalid"
    assert answer["fields"]["name"] in {"Write a name.", "This name is too long."}


@given(st.text(max_size=300))
def test_whatever_is_typed_a_kept_name_is_one_clean_line(typed: str) -> None:
    try:
        name = name_of(typed)
    except ValidationError:
        return
    assert 1 <= len(name) <= LONGEST
    assert len(name.encode()) <= MOST_BYTES
    assert name == name.strip() and "\n" not in name and "\u202e" not in name and "\x00" not in name
    assert name_of(name) == name
