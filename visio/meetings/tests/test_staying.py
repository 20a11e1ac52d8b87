"""Coming back, being renamed, leaving, and the end for all."""

from __future__ import annotations

import json
from datetime import timedelta

import jwt
from django.utils import timezone

from visio.configuration import configuration
from visio.meetings import jobs
from visio.meetings.models import Event, Meeting, Presence
from visio.rooms.models import Room, Ticket
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat


def test_who_lost_the_line_comes_back_as_the_same_person(host: Seat, guest: Seat) -> None:
    again = guest.ask("POST", "/rejoin")
    assert (again["identity"], again["pass"], again["role"]) == (guest.identity, guest.pass_, "guest")
    assert again["room"] == guest.entry["room"] and again["push"] == guest.entry["push"]
    claims = jwt.decode(again["ticket"], configuration.livekit_signing_secret, algorithms=["HS256"])
    assert claims["sub"] == guest.identity
    assert guest.browser.last["Cache-Control"] == "no-store"


def test_coming_back_makes_the_room_again(host: Seat, livekit: FakeLiveKit) -> None:
    livekit.restart()
    host.come_back()
    assert host.identity in livekit.people[host.channel]
    assert Presence.objects.get().left_at is None


def test_nobody_comes_back_while_livekit_does_not_answer(host: Seat, livekit: FakeLiveKit) -> None:
    livekit.is_down = True
    assert host.ask("POST", "/rejoin", status=503)["code"] == "unavailable.livekit"


def test_a_guest_does_not_come_back_when_the_room_is_for_the_signed_in_now(host: Seat, guest: Seat) -> None:
    Room.objects.update(access=Room.Access.SIGNED_IN)
    assert guest.ask("POST", "/rejoin", status=401)["code"] == "signin.required"
    assert host.ask("POST", "/rejoin")


def test_without_a_good_pass_there_is_no_answer(host: Seat, alice: Browser) -> None:
    for pass_ in ("", "nonsense", host.pass_ + "x", "é" * 40):
        host.pass_ = pass_ or "\t"
        assert host.ask("GET", status=401)["code"] == "pass.invalid"
    assert alice.get("/meeting", status=401)["code"] == "pass.invalid"


def test_a_pass_is_worth_nothing_after_a_day(host: Seat) -> None:
    Ticket.objects.update(issued_at=timezone.now() - timedelta(hours=25))
    host.ask("GET", status=401)


def test_a_new_name_is_seen_by_all(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    guest.raise_hand()
    guest.ask("PATCH", "/name", {"name": "  Charlie\u202e  Dupont "}, status=204)
    assert livekit.people[guest.channel][guest.identity]["name"] == "Charlie Dupont"
    told = Event.objects.get(kind="renamed")
    assert json.loads(told.body) == {"identity": guest.identity, "name": "Charlie Dupont"}
    assert guest.say("hello")["name"] == "Charlie Dupont"
    assert host.ask("GET")["hands"][0]["name"] == "Charlie Dupont"
    assert Presence.objects.filter(name="Charlie Dupont").count() == 1
    livekit.restart()
    guest.come_back()
    assert livekit.people[guest.channel][guest.identity]["name"] == "Charlie Dupont"


def test_no_name_changes_while_livekit_does_not_answer(host: Seat, livekit: FakeLiveKit) -> None:
    livekit.is_down = True
    host.ask("PATCH", "/name", {"name": "Alicia"}, status=503)
    assert Ticket.objects.get().name == "Alice" and not Event.objects.exists()


def test_the_owner_ends_the_meeting_for_all(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    host.ask("POST", "/end", status=204)
    assert livekit.rooms == {}
    assert json.loads(Event.objects.latest("id").body) == {"by": "Alice"}
    assert Meeting.objects.get().closed_at and not Presence.objects.filter(left_at=None).exists()
    for seat in (host, guest):
        assert seat.ask("POST", "/rejoin", status=401)["code"] == "pass.invalid"


def test_a_guest_cannot_end_it(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    assert guest.ask("POST", "/end", status=403)["code"] == "meeting.hosts_only"
    assert len(livekit.people[host.channel]) == 2


def test_an_end_that_livekit_did_not_hear_is_carried_out_later(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    channel = host.channel
    livekit.is_down = True
    host.ask("POST", "/end", status=204)
    livekit.is_down = False
    jobs.look.call()
    assert livekit.people[channel] == {}
    assert Meeting.objects.filter(closed_at=None).count() == 0


def test_after_the_end_the_room_opens_anew_for_who_joins(
    host: Seat, guest: Seat, slug: str, charlie: Browser, livekit: FakeLiveKit
) -> None:
    host.say("over")
    host.ask("POST", "/end", status=204)
    again = Seat(charlie, slug, livekit, name="Charlie").enter()
    assert again.ask("GET")["messages"] == []
    assert Meeting.objects.count() == 2
