"""Who may not record asks; the hosts hear it, and begin or say no."""

from __future__ import annotations

import json
from typing import Any

import pytest

from visio import limits
from visio.meetings.models import Event, Meeting
from visio.oversight.models import Line
from visio.recordings import jobs
from visio.recordings.models import Ask
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.recorded import free_recorder, running_recording
from visio.testing.seat import Seat


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room(name="Budget")


@pytest.fixture
def host(alice: Browser, slug: str, livekit: FakeLiveKit) -> Seat:
    return Seat(alice, slug, livekit).enter()


@pytest.fixture
def guest(charlie: Browser, slug: str, host: Seat, livekit: FakeLiveKit) -> Seat:
    return Seat(charlie, slug, livekit, name="Charlie").enter()


@pytest.fixture
def member(bob: Browser, slug: str, host: Seat, livekit: FakeLiveKit) -> Seat:
    return Seat(bob, slug, livekit).enter()


def ask(seat: Seat, *, status: int = 204) -> Any:
    return seat.ask("POST", "/recording/ask", status=status)


def told() -> list[tuple[str, Any]]:
    events = Event.objects.filter(kind="recording").order_by("id")
    return [(event.ear, json.loads(event.body)) for event in events]


def test_the_hosts_hear_it_and_who_asked_sees_that_it_stands(host: Seat, guest: Seat, member: Seat) -> None:
    ask(guest)
    who = {"identity": guest.identity, "name": "Charlie"}
    assert told() == [("hosts", {"what": "asked", **who})]
    assert host.ask("GET", "/recording")["asked"] == who
    assert guest.ask("GET", "/recording")["asked"] == who
    assert member.ask("GET", "/recording")["asked"] is None
    assert Line.objects.filter(act="recording.asked").count() == 1


def test_while_one_stands_there_is_no_second(guest: Seat, member: Seat) -> None:
    ask(guest)
    assert ask(member, status=409)["code"] == "recording.asked_already"
    assert len(told()) == 1


def test_a_no_is_for_who_asked_and_for_the_other_hosts(host: Seat, guest: Seat, member: Seat) -> None:
    ask(guest)
    host.ask("DELETE", "/recording/ask", status=204)
    said = {"what": "declined", "identity": host.identity, "name": "Alice"}
    assert told()[1:] == [("hosts", said), (guest.identity, said)]
    assert host.ask("GET", "/recording")["asked"] is None
    host.ask("DELETE", "/recording/ask", status=204)
    assert len(told()) == 3
    ask(member)


def test_once_a_minute_is_enough(host: Seat, guest: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(guest)
    host.ask("DELETE", "/recording/ask", status=204)
    assert ask(guest, status=429)["code"] == "limit.too_many"
    later = limits.clock() + 60
    monkeypatch.setattr(limits, "clock", lambda: later)
    ask(guest)


def test_a_recording_that_begins_is_the_answer(host: Seat, guest: Seat) -> None:
    ask(guest)
    free_recorder()
    host.ask("POST", "/recording", {})
    assert host.ask("GET", "/recording")["asked"] is None


def test_nobody_asks_for_what_is_there_or_what_they_may_do_themselves(host: Seat, guest: Seat, slug: str) -> None:
    assert host.ask("GET", "/recording")["may_ask"] is False
    assert ask(host, status=403)["code"] == "meeting.not_allowed"
    running_recording(slug)
    assert ask(guest, status=409)["code"] == "recording.already_running"


def test_where_nobody_records_nobody_asks(host: Seat, guest: Seat) -> None:
    host.ask("PATCH", "/powers", {"powers": {"record": "nobody"}})
    assert guest.ask("GET", "/recording")["may_ask"] is False
    ask(guest, status=403)


def test_who_asked_is_forgotten_after_the_meeting(host: Seat, guest: Seat) -> None:
    ask(guest)
    jobs.forget.call()
    assert Ask.objects.count() == 1
    host.ask("POST", "/end", status=204)
    assert Meeting.objects.get().closed_at
    jobs.forget.call()
    assert Ask.objects.count() == 0
