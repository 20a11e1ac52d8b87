"""A room whose owner wished so records each meeting by itself, with nobody in it who did not agree."""

from __future__ import annotations

import json

import pytest

from visio.gateways import storage
from visio.meetings.models import Event
from visio.oversight.models import Line
from visio.recordings import jobs
from visio.recordings.models import Recording
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.recorded import free_recorder
from visio.testing.seat import Seat


@pytest.fixture
def slug(alice: Browser) -> str:
    slug = alice.make_room(name="Budget")
    alice.patch(f"/rooms/{slug}", {"records": {"mode": "sound", "wants_words": True}})
    return slug


@pytest.fixture
def host(alice: Browser, slug: str, livekit: FakeLiveKit) -> Seat:
    return Seat(alice, slug, livekit).enter()


@pytest.fixture
def guest(charlie: Browser, slug: str, host: Seat, livekit: FakeLiveKit) -> Seat:
    return Seat(charlie, slug, livekit, name="Charlie").enter()


def test_nothing_begins_before_somebody_is_inside(slug: str) -> None:
    free_recorder()
    jobs.begin.call()
    assert not Recording.objects.exists()


def test_it_begins_once_and_nobody_is_in_it_before_they_agree(host: Seat, guest: Seat) -> None:
    free_recorder(slots=5)
    jobs.begin.call()
    jobs.begin.call()
    recording = Recording.objects.get()
    assert (recording.mode, recording.wants_words, recording.started_by) == ("sound", True, "Alice")
    assert recording.agreed == []
    running = host.ask("GET", "/recording")["running"]
    assert (running["is_automatic"], running["agrees"]) == (True, None)
    line = Line.objects.get(act="recording.started")
    assert (line.who, line.why) == ("visio", f"sound and words, room {recording.room_id}")


def test_a_room_that_wishes_nothing_records_nothing(alice: Browser, host: Seat, slug: str) -> None:
    alice.patch(f"/rooms/{slug}", {"records": {"mode": "", "wants_words": False}})
    free_recorder()
    jobs.begin.call()
    assert not Recording.objects.exists()


def test_ended_by_a_host_it_stays_ended_in_this_meeting_and_begins_in_the_next(
    alice: Browser, host: Seat, slug: str, livekit: FakeLiveKit
) -> None:
    free_recorder(slots=5)
    jobs.begin.call()
    host.ask("DELETE", "/recording", status=204)
    jobs.begin.call()
    assert Recording.objects.count() == 1
    host.ask("POST", "/end", status=204)
    Seat(alice, slug, livekit).enter()
    jobs.begin.call()
    assert Recording.objects.count() == 2


def test_ended_because_all_had_left_it_begins_again_when_they_are_back(host: Seat) -> None:
    free_recorder(slots=5)
    jobs.begin.call()
    Recording.objects.update(state=Recording.State.READY)
    jobs.begin.call()
    assert Recording.objects.count() == 2


def test_what_failed_for_a_reason_that_lasts_is_not_tried_again_and_again(host: Seat) -> None:
    free_recorder(slots=5)
    jobs.begin.call()
    Recording.objects.update(state=Recording.State.FAILED, failure="storage")
    jobs.begin.call()
    assert Recording.objects.count() == 1


@pytest.mark.parametrize("why", ["none_free", "no_space"])
def test_where_none_can_begin_the_hosts_are_told_once_and_it_begins_as_soon_as_it_can(
    host: Seat, guest: Seat, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    free_recorder(slots=0 if why == "none_free" else 1)
    if why == "no_space":
        monkeypatch.setattr(storage.kept, "free_bytes", lambda: 1000)
    jobs.begin.call()
    jobs.begin.call()
    [event] = Event.objects.filter(kind="recording")
    assert (event.ear, json.loads(event.body)) == ("hosts", {"what": "waits", "why": why})
    assert host.ask("GET", "/recording")["waits_for"] == why
    assert guest.ask("GET", "/recording")["waits_for"] == ""
    free_recorder(slots=1)
    monkeypatch.setattr(storage.kept, "free_bytes", lambda: None)
    jobs.begin.call()
    assert Recording.objects.count() == 1
    assert host.ask("GET", "/recording")["waits_for"] == ""
