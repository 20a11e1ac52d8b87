"""Raised hands: one queue, the same for all, in the order the server saw them."""

from __future__ import annotations

import json
from typing import Any

from visio.meetings import jobs
from visio.meetings.models import Event
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat, lose


def queue(hands: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(hand["place"], hand["name"]) for hand in hands]


def last_told() -> list[tuple[int, str]]:
    return queue(_last_event()["hands"])


def last_change() -> tuple[str, str, str] | None:
    """What happened, to whose hand, and by whom."""
    change = _last_event()["change"]
    return change and (change["what"], change["identity"], change["by"])


def _last_event() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Event.objects.filter(kind="hands").latest("id").body)
    return told


def test_hands_are_numbered_in_the_order_they_went_up(host: Seat, guest: Seat) -> None:
    guest.raise_hand()
    assert last_change() == ("raised", guest.identity, guest.identity)
    hands = host.raise_hand()
    assert queue(hands) == [(1, "Charlie"), (2, "Alice")] == last_told()
    assert hands == guest.ask("GET")["hands"]
    assert hands[0]["raised_at"] <= hands[1]["raised_at"]


def test_a_hand_raised_twice_keeps_its_place_and_is_told_once(host: Seat, guest: Seat) -> None:
    guest.raise_hand()
    host.raise_hand()
    assert queue(guest.raise_hand()) == [(1, "Charlie"), (2, "Alice")]
    assert Event.objects.filter(kind="hands").count() == 2


def test_a_lowered_hand_moves_the_others_up(host: Seat, guest: Seat) -> None:
    guest.raise_hand()
    host.raise_hand()
    assert queue(guest.ask("PUT", "/hand", {"raised": False})) == [(1, "Alice")] == last_told()
    assert last_change() == ("lowered", guest.identity, guest.identity)


def test_the_owner_gives_the_floor_to_the_next(host: Seat, guest: Seat) -> None:
    guest.raise_hand()
    host.raise_hand()
    assert queue(host.ask("POST", "/hands/next")) == [(1, "Alice")] == last_told()
    assert last_change() == ("called", guest.identity, host.identity)
    assert host.ask("POST", "/hands/next") == []
    told = Event.objects.count()
    assert host.ask("POST", "/hands/next") == []
    assert Event.objects.count() == told


def test_the_owner_lowers_a_hand(host: Seat, guest: Seat) -> None:
    guest.raise_hand()
    assert host.ask("DELETE", f"/hands/{guest.identity}") == []
    assert host.ask("DELETE", "/hands/nobody") == []
    assert last_told() == []
    assert last_change() == ("lowered", guest.identity, host.identity)


def test_a_guest_lowers_only_their_own(host: Seat, guest: Seat) -> None:
    host.raise_hand()
    assert guest.ask("DELETE", f"/hands/{host.identity}", status=403)["code"] == "meeting.hosts_only"
    assert guest.ask("POST", "/hands/next", status=403)["code"] == "meeting.hosts_only"
    assert queue(guest.ask("GET")["hands"]) == [(1, "Alice")]


def test_whoever_left_waits_no_longer(host: Seat, guest: Seat) -> None:
    guest.raise_hand()
    guest.ask("POST", "/leave", status=204)
    assert host.ask("GET")["hands"] == [] == last_told()
    assert last_change() is None


def test_a_lost_line_keeps_its_place_until_the_look(
    host: Seat, guest: Seat, bob: Browser, slug: str, livekit: FakeLiveKit
) -> None:
    guest.raise_hand()
    livekit.leave(guest.channel, guest.identity)
    lose(livekit)
    assert queue(host.ask("GET")["hands"]) == [(1, "Charlie")]
    jobs.look.call()
    assert host.ask("GET")["hands"] == []
