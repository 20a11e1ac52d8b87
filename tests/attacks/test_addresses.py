"""Addresses that are guessed or written strangely (class 7): each leads to its one room, or to the same answer as nothing."""

from __future__ import annotations

import math
from urllib.parse import quote

import pytest

from visio import limits
from visio.rooms import address
from visio.testing.people import Browser

STRANGE = [
    "..", "../rooms", "%2e%2e%2f", "%252e%252e", "salle-du-budget/", "salle-du-budget%00", "salle-du-budget\n", "salle-du-budget.",
    "salle du budget?", "salle-du-budget'--", "salle-du-budget' OR '1'='1", "*", "%", "_", "salle-du-budge_", "salle-du-budg%",
    "{slug}", "$ne", "[object Object]", "null", "undefined", "0", "-1", "1", "\u202etegdub-ud-ellas", "ѕalle-du-budget", "x" * 5000,
    "salle-du-budget\\", "salle-du-budget;", "salle-du-budget#", "room 1", "9" * 400,
]  # fmt: skip


@pytest.mark.parametrize("written", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_address_is_answered_as_one_where_nothing_is(alice: Browser, charlie: Browser, written: str) -> None:
    alice.make_room(name="Salle du budget")
    nothing = charlie.get("/rooms/zzz-zzzz-zzz", status=404)
    answer = charlie.client.get(f"/api/rooms/{quote(written, safe='')}", headers={"Accept-Language": "fr"})
    assert answer.status_code == 404
    assert answer.json() in (nothing, {"code": "api.unknown_address", "message": "Il n'y a rien à cette adresse."})


def test_a_drawn_address_is_not_to_be_guessed() -> None:
    """By chance alone, and one of so many that the tries a stranger has would take centuries."""
    drawn = {address.draw() for _ in range(2000)}
    assert len(drawn) == 2000
    letters = [slug.replace("-", "") for slug in drawn]
    assert all({letter[place] for letter in letters} == set("abcdefghijklmnopqrstuvwxyz") for place in range(10))
    assert math.log2(26**10) > 46


def test_who_guesses_learns_nothing_and_is_slowed(
    alice: Browser, charlie: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And gets only one more try a second; a room that is there is told apart by nothing while they wait."""
    there = alice.make_room()
    said = {charlie.client.get(f"/api/rooms/{address.draw()}").content for _ in range(200)}
    assert len(said) == 1
    slowed = [charlie.get(f"/rooms/{slug}", status=429) for slug in (there, address.draw())]
    assert slowed[0] == slowed[1]
    assert int(charlie.last["Retry-After"]) >= 1
    monkeypatch.setattr(limits, "clock", lambda: 10.0)
    assert charlie.get(f"/rooms/{there}")["slug"] == there
