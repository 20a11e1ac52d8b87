"""Who was there, from when to when: quick with LiveKit's webhooks, certain without them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from visio.errors import Unavailable
from visio.gateways import livekit as gateway
from visio.meetings import jobs
from visio.meetings.models import Meeting, Presence
from visio.rooms.models import Room
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat, lose, post_hook, tell


def stays() -> list[tuple[str, bool]]:
    """Each stay: whose, and whether it goes on."""
    return [(stay.name, stay.left_at is None) for stay in Presence.objects.order_by("id")]


def test_a_meeting_begins_with_the_first_and_ends_after_the_last(
    host: Seat, guest: Seat, slug: str, alice: Browser, livekit: FakeLiveKit
) -> None:
    assert stays() == [("Alice", True), ("Charlie", True)]
    assert [room["is_live"] for room in alice.get("/rooms")] == [True]
    channel = host.channel
    host.leave()
    assert stays() == [("Alice", False), ("Charlie", True)]
    guest.leave()
    assert Meeting.objects.get().closed_at is None
    livekit.finish(channel)
    tell(livekit)
    assert Meeting.objects.get().closed_at
    mine = alice.get("/rooms")[0]
    assert mine["is_live"] is False and mine["last_used_at"]


def test_a_presence_says_who_and_with_what(host: Seat, guest: Seat) -> None:
    alice, charlie = Presence.objects.order_by("id")
    assert alice.user == host.browser.user and alice.device == "desktop"
    assert charlie.user is None and charlie.identity == guest.identity


def test_the_next_opening_is_another_meeting(host: Seat, slug: str, alice: Browser, livekit: FakeLiveKit) -> None:
    channel = host.channel
    host.leave()
    livekit.finish(channel)
    tell(livekit)
    Seat(alice, slug, livekit).enter()
    assert [meeting.closed_at is None for meeting in Meeting.objects.order_by("id")] == [False, True]


def test_an_event_told_twice_counts_once(host: Seat, livekit: FakeLiveKit) -> None:
    livekit.leave(host.channel, host.identity)
    hook = livekit.hooks.pop()
    assert [post_hook(hook), post_hook(hook)] == [204, 204]
    assert stays() == [("Alice", False)]


def test_events_may_come_in_any_order(host: Seat, livekit: FakeLiveKit) -> None:
    """Alice's line breaks: LiveKit says that she left the old connection after saying that she has a new one."""
    livekit.enter(host.entry["ticket"])
    left, joined = livekit.hooks
    assert [post_hook(joined), post_hook(left)] == [204, 204]
    assert stays() == [("Alice", True)]


def test_the_look_finds_who_came_and_went_unheard(host: Seat, guest: Seat, slug: str, bob: Browser) -> None:
    livekit = host.livekit
    channel = host.channel
    livekit.leave(channel, guest.identity)
    livekit.enter(bob.join(slug)["ticket"])
    lose(livekit)
    jobs.look.call()
    assert stays() == [("Alice", True), ("Charlie", False), ("Bob", True)]


def test_the_look_opens_a_meeting_whose_beginning_was_lost(alice: Browser, slug: str, livekit: FakeLiveKit) -> None:
    livekit.enter(alice.join(slug)["ticket"])
    lose(livekit)
    jobs.look.call()
    assert stays() == [("Alice", True)] and Room.objects.get().is_live


def test_an_empty_room_is_no_meeting(alice: Browser, slug: str) -> None:
    alice.join(slug)
    jobs.look.call()
    assert not Meeting.objects.exists()


def test_the_look_does_not_contradict_what_was_told_since_its_list(host: Seat, livekit: FakeLiveKit) -> None:
    """Alice enters while the look reads: she is missing in its list and present in ours."""
    Presence.objects.update(held_until=timezone.now() + timedelta(minutes=1))
    livekit.leave(host.channel, host.identity)
    lose(livekit)
    jobs.look.call()
    assert stays() == [("Alice", True)]


def test_a_departure_told_too_early_is_taken_back(host: Seat) -> None:
    Presence.objects.update(left_at=timezone.now() - timedelta(seconds=5))
    jobs.look.call()
    assert stays() == [("Alice", True)]


def test_nothing_changes_while_livekit_does_not_answer(host: Seat, livekit: FakeLiveKit) -> None:
    livekit.is_down = True
    with pytest.raises(Unavailable):
        jobs.look.call()
    assert stays() == [("Alice", True)] and Meeting.objects.get().closed_at is None


def test_a_restarted_livekit_ends_no_meeting(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    livekit.restart()
    jobs.look.call()
    host.come_back()
    # Charlie needs a little longer, and has not left either.
    jobs.look.call()
    assert stays() == [("Alice", True), ("Charlie", True)]
    guest.come_back()
    jobs.look.call()
    assert stays() == [("Alice", True), ("Charlie", True)]
    meeting = Meeting.objects.get()
    assert meeting.closed_at is None and meeting.missing_since is None


def test_who_does_not_come_back_after_a_restart_has_left(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    livekit.restart()
    host.come_back()
    seconds_pass(30)
    jobs.look.call()
    assert stays() == [("Alice", True), ("Charlie", False)]


def test_a_room_that_stays_away_closes_its_meeting(host: Seat, livekit: FakeLiveKit) -> None:
    livekit.restart()
    jobs.look.call()
    assert Meeting.objects.get().closed_at is None
    ago = timezone.now() - timedelta(seconds=30)
    Meeting.objects.update(opened_at=ago, missing_since=ago)
    jobs.look.call()
    meeting = Meeting.objects.get()
    assert meeting.closed_at == Presence.objects.get().left_at == ago


def test_the_end_of_an_earlier_room_does_not_end_what_goes_on_in_a_new_one(host: Seat, livekit: FakeLiveKit) -> None:
    channel = host.channel
    livekit.leave(channel, host.identity)
    livekit.finish(channel)
    ended = livekit.hooks.pop()
    host.come_back()
    post_hook(ended)
    assert Meeting.objects.get().closed_at is None
    assert stays()[-1] == ("Alice", True)


def test_whoever_was_put_out_and_returns_is_put_out_again(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    """LiveKit itself cannot take back a ticket."""
    channel = host.channel
    Room.objects.get().tickets.filter(identity=guest.identity).update(revoked_at=timezone.now())
    jobs.look.call()
    assert list(livekit.people[channel]) == [host.identity]
    guest.enter()
    assert list(livekit.people[channel]) == [host.identity]


def test_strangers_at_livekit_are_left_alone(livekit: FakeLiveKit, db: None) -> None:
    gateway.ensure_room("another product")
    livekit.enter(
        gateway.write_ticket(room="another product", identity="x", name="X", attributes={}, sources=[], seconds=60)
    )
    tell(livekit)
    jobs.look.call()
    assert not Meeting.objects.exists() and "another product" in livekit.rooms


def test_a_room_deleted_while_livekit_is_away_is_closed_when_it_is_back(
    host: Seat, slug: str, alice: Browser, livekit: FakeLiveKit
) -> None:
    channel = host.channel
    livekit.is_down = True
    alice.delete(f"/rooms/{slug}", status=204)
    livekit.is_down = False
    jobs.look.call()
    assert channel not in livekit.rooms and Meeting.objects.get().closed_at


def test_leaving_is_known_before_livekit_tells(host: Seat, guest: Seat) -> None:
    guest.ask("POST", "/leave", status=204)
    assert stays() == [("Alice", True), ("Charlie", False)]


def seconds_pass(seconds: float) -> None:
    """As far as the look can tell."""
    Presence.objects.update(held_until=F("held_until") - timedelta(seconds=seconds))
