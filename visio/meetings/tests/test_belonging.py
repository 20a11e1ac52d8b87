"""What is said in a meeting is for those who are in it and might enter it now: a pass outlives neither."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from visio.meetings import jobs
from visio.meetings.models import Meeting, Message, Presence
from visio.people.models import User
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat, lose, tell


def over(*seats: Seat) -> None:
    """All leave, and LiveKit lets the room go."""
    livekit, channel = seats[0].livekit, seats[0].channel
    for seat in seats:
        seat.leave()
    livekit.finish(channel)
    tell(livekit)


def test_a_door_that_closes_to_guests_closes_to_those_inside(
    host: Seat, guest: Seat, slug: str, alice: Browser, livekit: FakeLiveKit
) -> None:
    alice.patch(f"/rooms/{slug}", {"access": "signed_in"})
    assert guest.ask("GET", status=401)["code"] == "signin.required"
    guest.ask("POST", "/messages", {"text": "still here"}, status=401)
    channel = host.channel
    jobs.look.call()
    assert list(livekit.people[channel]) == [host.identity]
    guest.enter()
    assert list(livekit.people[channel]) == [host.identity]
    host.say("just us")


def test_a_closed_account_is_no_longer_one_of_the_signed_in(
    slug: str, alice: Browser, bob: Browser, livekit: FakeLiveKit
) -> None:
    alice.patch(f"/rooms/{slug}", {"access": "signed_in"})
    seat = Seat(bob, slug, livekit).enter()
    seat.say("hello")
    User.objects.filter(email="bob@example.org").update(is_active=False)
    assert seat.ask("GET", status=401)["code"] == "signin.required"


def test_the_guest_of_nine_oclock_neither_reads_nor_writes_at_two(
    host: Seat, guest: Seat, slug: str, bob: Browser, livekit: FakeLiveKit
) -> None:
    over(guest, host)
    later = Seat(bob, slug, livekit).enter()
    later.say("about the guest")
    assert guest.ask("GET", status=401)["code"] == "pass.invalid"
    guest.ask("POST", "/messages", {"text": "what about me?"}, status=401)
    guest.come_back()
    assert [message["text"] for message in guest.ask("GET")["messages"]] == ["about the guest"]


def test_a_pass_from_before_the_first_came_in_is_for_that_meeting(
    slug: str, alice: Browser, charlie: Browser, livekit: FakeLiveKit
) -> None:
    early = Seat(charlie, slug, livekit, name="Charlie")
    Seat(alice, slug, livekit).enter()
    early.ask("GET")
    early.enter().say("hello")


def test_whoever_joined_as_the_last_one_left_belongs_to_the_next_meeting(
    host: Seat, slug: str, charlie: Browser, livekit: FakeLiveKit
) -> None:
    """LiveKit lets the room go some 20 s after the last one left."""
    over(host)
    Meeting.objects.update(closed_at=timezone.now() - timedelta(seconds=5))
    next = Seat(charlie, slug, livekit, name="Charlie")
    assert next.ask("GET")["messages"] == []
    next.enter().say("hello")


def test_who_left_says_nothing_until_they_come_back(host: Seat, guest: Seat) -> None:
    guest.ask("POST", "/leave", status=204)
    for method, path, body in (
        ("GET", "", None),
        ("POST", "/messages", {"text": "one more thing"}),
        ("PUT", "/hand", {"raised": True}),
        ("PATCH", "/name", {"name": "Nobody"}),
    ):
        assert guest.ask(method, path, body, status=401)["code"] == "pass.invalid"
    guest.ask("POST", "/leave", status=204)
    guest.come_back()
    guest.say("one more thing")


def test_nobody_speaks_in_a_meeting_that_has_not_begun(slug: str, alice: Browser, livekit: FakeLiveKit) -> None:
    seat = Seat(alice, slug, livekit)
    for method, path, body in (
        ("POST", "/messages", {"text": "anybody?"}),
        ("POST", "/reactions", {"kind": "clap"}),
        ("PUT", "/hand", {"raised": True}),
        ("POST", "/hands/next", None),
    ):
        assert seat.ask(method, path, body, status=409)["code"] == "meeting.not_open"
    seat.ask("PATCH", "/name", {"name": "Alicia"}, status=204)
    seat.ask("POST", "/end", status=204)
    assert not Meeting.objects.exists()


def test_the_first_may_speak_before_livekit_has_told_of_them(slug: str, alice: Browser, livekit: FakeLiveKit) -> None:
    seat = Seat(alice, slug, livekit)
    livekit.enter(seat.entry["ticket"])
    seat.say("I am the first")
    tell(livekit)
    lose(livekit)
    jobs.look.call()
    stay = Presence.objects.get()
    assert (stay.name, stay.left_at) == ("Alice", None)
    assert stay.held_until < timezone.now() and Message.objects.get().meeting == Meeting.objects.get()


def test_a_meeting_ends_when_the_last_one_leaves(host: Seat, guest: Seat) -> None:
    """And not when LiveKit gives up waiting for them."""
    livekit, channel = host.livekit, host.channel
    Meeting.objects.update(opened_at=timezone.now() - timedelta(minutes=30))
    host.leave()
    guest.leave()
    ago = timezone.now() - timedelta(seconds=20)
    Presence.objects.update(left_at=ago)
    livekit.finish(channel)
    tell(livekit)
    assert Meeting.objects.get().closed_at == ago


@pytest.mark.parametrize("raised", ["yes", 1, "true", None])
def test_a_hand_is_up_or_down_and_nothing_else(host: Seat, raised: object) -> None:
    assert list(host.ask("PUT", "/hand", {"raised": raised}, status=422)["fields"]) == ["raised"]


@pytest.mark.parametrize("number", ["5", True, 5.5])
def test_a_reply_names_a_message_by_its_number(host: Seat, number: object) -> None:
    refusal = host.ask("POST", "/messages", {"text": "x", "reply_to": number}, status=422)
    assert list(refusal["fields"]) == ["reply_to"]


def test_coming_back_again_and_again_is_slowed(host: Seat) -> None:
    for _ in range(20):
        host.ask("POST", "/rejoin")
    assert host.ask("POST", "/rejoin", status=429)["code"] == "limit.too_many"
