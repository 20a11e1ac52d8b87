"""Whose tries are counted where somebody might flood us? By person, by address, and told when to come back (`test_floods.py`)."""

from __future__ import annotations

import re

import pytest

from tests.doors import DOORS, world
from visio import limits
from visio.rooms.api import door_limit
from visio.testing.livekit import FakeLiveKit

# Each address where a flood would hurt: whose tries count when nobody in particular asks, and when somebody known does.
LIMITED = {
    "POST /api/signin": ("address", "address"),
    "POST /api/signin/confirm": ("address", "address"),
    "POST /api/signin/with/{provider}": ("address", "address"),
    "POST /api/signin/back/{provider}": ("address", "address"),
    "POST /api/signin/ended/{provider}": ("address", "address"),
    "POST /api/signin/passkey/begin": ("address", "address"),
    "POST /api/signin/passkey": ("address", "address"),
    "POST /api/passkeys": ("nobody", "person"),
    "POST /api/rooms": ("nobody", "person"),
    "PATCH /api/rooms/{slug}": ("nobody", "person"),
    "POST /api/rooms/{slug}/join": ("address", "person"),
    "POST /api/rooms/{slug}/lobby/admit": ("address", "person"),
    "POST /api/rooms/{slug}/telephone/pin": ("address", "person"),
    "POST /api/rooms/{slug}/lobby/note": ("address", "person"),
    "GET /api/recordings/{id}/transcript/exports/{format}": ("nobody", "person"),
    "POST /api/recordings/{id}/transcript/summary": ("nobody", "person"),
    "PUT /api/recordings/{id}/transcript/summary": ("nobody", "person"),
    "POST /api/meeting/messages": ("nobody", "participant"),
    "PATCH /api/meeting/messages/{id}": ("nobody", "participant"),
    "POST /api/meeting/reactions": ("nobody", "participant"),
    "POST /api/meeting/rejoin": ("nobody", "participant"),
    "POST /api/meeting/mute": ("nobody", "participant"),
    "POST /api/meeting/remove": ("nobody", "participant"),
    "PATCH /api/meeting/powers": ("nobody", "participant"),
    "PUT /api/meeting/microphone": ("nobody", "participant"),
    "POST /api/meeting/recording/ask": ("nobody", "participant"),
    "POST /api/recordings/{id}/links": ("address", "person"),
    "POST /api/recordings/{id}/shares": ("nobody", "person"),
    "POST /api/recordings/{id}/open": ("address", "person"),
    "GET /api/transcripts": ("nobody", "person"),
    "POST /api/recordings/{id}/transcript": ("nobody", "person"),
    "PUT /api/recordings/{id}/transcript/segments/{segment}": ("nobody", "person"),
    "POST /api/recordings/{id}/transcript/segments/{segment}/redact": ("nobody", "person"),
    "POST /api/recordings/{id}/transcript/bookmarks": ("nobody", "person"),
}
KEYS = {"person": r"user \d+", "participant": r"p-.+", "address": r"[\d.]+|[\da-f:]+/64", "room": r"room \d+"}


@pytest.mark.parametrize("route", LIMITED)
@pytest.mark.parametrize("kind", ["nobody", "owner"])
def test_tries_are_counted_by_whoever_makes_them(
    db: None, livekit: FakeLiveKit, route: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = world(livekit)
    counted: list[str] = []
    take = limits.Limit.take

    def seen(limit: limits.Limit, key: str) -> None:
        counted.append(next((name for name, key_of in KEYS.items() if re.fullmatch(key_of, key)), key))
        take(limit, key)

    monkeypatch.setattr(limits.Limit, "take", seen)
    DOORS[route](there, kind)
    expected = LIMITED[route][kind == "owner"]
    # Without a pass there is nobody whose tries to count, nor anything done for them.
    assert expected in counted or (expected == "nobody" and not counted), counted


def test_a_door_has_a_bucket_of_its_own(db: None, livekit: FakeLiveKit, monkeypatch: pytest.MonkeyPatch) -> None:
    there = world(livekit)
    monkeypatch.setattr(door_limit, "burst", 1)
    limits.forget_all()
    assert DOORS["POST /api/rooms/{slug}/join"](there, "stranger").status_code == 200
    answer = DOORS["POST /api/rooms/{slug}/join"](there, "guest")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
