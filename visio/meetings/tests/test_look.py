"""The look at LiveKit goes on past what fails, and closes what a deleted room left behind."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import pytest

from visio.errors import Unavailable
from visio.gateways import livekit as gateway
from visio.meetings import jobs
from visio.meetings.models import Meeting, Presence
from visio.rooms.models import Room
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat, lose


def test_one_room_that_cannot_be_looked_into_hides_no_other(
    alice: Browser, livekit: FakeLiveKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    seats = [Seat(alice, alice.make_room(), livekit).enter() for _ in range(3)]
    away = min(seat.channel for seat in seats)
    for seat in seats:
        livekit.leave(seat.channel, seat.identity)
    lose(livekit)
    list_people = livekit._list_participants

    def without_one_node(body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        if body["room"] == away:
            raise Unavailable("livekit", retry=True)
        return list_people(body, grants)

    monkeypatch.setattr(livekit, "_list_participants", without_one_node)
    jobs.look.call()
    assert Presence.objects.get(left_at=None).meeting.channel == away


def test_a_room_that_was_deleted_before_anybody_was_seen_inside_is_closed(alice: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    livekit.enter(alice.join(slug)["ticket"])
    lose(livekit)
    livekit.is_down = True
    alice.delete(f"/rooms/{slug}", status=204)
    livekit.is_down = False
    jobs.look.call()
    assert livekit.rooms == {} and not Meeting.objects.exists()


def test_a_room_of_another_instance_stays_open(livekit: FakeLiveKit, db: None) -> None:
    """It too has a name of 32 letters, but none that we drew."""
    assert not Room.objects.exists()
    gateway.ensure_room(secrets.token_hex(16))
    jobs.look.call()
    assert len(livekit.rooms) == 1
