"""A recorder for each wanted recording, another where one dies or falls silent, and every recording comes to its end."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from visio.gateways import storage
from visio.recordings import dispatch, jobs
from visio.recordings.dispatch import Work
from visio.recordings.models import Consent, Piece, Recording
from visio.rooms.models import Room
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.recorded import running_recording
from visio.testing.seat import Seat

# Says what a recorder says, and does what the test wrote into its environment.
PLAYED = """
import json, os, sys, threading, time
job = json.loads(sys.stdin.readline())
say = lambda **what: print(json.dumps(what), flush=True)
assert not any(name.startswith(("VISIO_DATABASE", "VISIO_SECRET")) for name in os.environ)
assert job["url"].startswith("ws") and job["ticket"].count(".") == 2 and job["mode"] == "video"
if end := os.environ.get("PLAY_END"):
    say(end=end, seconds=1.0, bytes=int(os.environ.get("PLAY_BYTES", 0)))
    sys.exit()
say(beat=job["before"] + 1, bytes=1000, agreed=job["agreed"])
for line in sys.stdin:
    told = json.loads(line)
    if told.get("stop"):
        say(end="stopped", seconds=2.0, bytes=2000)
        break
    say(beat=job["before"] + 2, bytes=1500)
"""


@pytest.fixture
def seat(alice: Browser, livekit: FakeLiveKit) -> Seat:
    return Seat(alice, alice.make_room(name="Budget"), livekit).enter()


@pytest.fixture
def wanted(seat: Seat) -> Recording:
    recording = running_recording(Room.objects.get().slug)
    recording.state, recording.began_at, recording.runner = Recording.State.ASKED, None, ""
    recording.save()
    return recording


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work(slots=2, command=(sys.executable, "-c", PLAYED))
    yield made
    for child in made.children.values():
        child.bury()


def until(work: Work, look: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline
        work.step()
        time.sleep(0.02)


def now(recording: Recording) -> Recording:
    recording.refresh_from_db()
    return recording


def test_it_is_said_to_be_recorded_once_something_is_safe(work: Work, wanted: Recording) -> None:
    work.step()
    assert now(wanted).state == Recording.State.ASKED
    until(work, lambda: now(wanted).state == Recording.State.RECORDING)
    assert wanted.began_at is not None and wanted.runner == work.id


def test_a_dead_recorder_is_followed_by_another(work: Work, wanted: Recording) -> None:
    until(work, lambda: now(wanted).state == Recording.State.RECORDING)
    os.kill(work.children[wanted.pk].process.pid, signal.SIGKILL)
    until(work, lambda: wanted.pieces.count() == 2 and bool(work.children[wanted.pk].has_spoken))
    assert [piece.end for piece in wanted.pieces.order_by("number")] == ["died", ""]
    assert now(wanted).state == Recording.State.RECORDING and wanted.seconds >= 1


def test_a_silent_recorder_is_put_down_and_followed(
    work: Work, wanted: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    until(work, lambda: now(wanted).state == Recording.State.RECORDING)
    monkeypatch.setattr(dispatch, "SILENT_SECONDS", 0.2)
    until(work, lambda: wanted.pieces.count() == 2)
    assert wanted.pieces.get(number=0).end == "silent"


def test_stopped_it_ends_and_nobody_goes_on(work: Work, wanted: Recording, seat: Seat) -> None:
    until(work, lambda: now(wanted).state == Recording.State.RECORDING)
    seat.ask("DELETE", "/recording", status=204)
    until(work, lambda: now(wanted).ended_at is not None)
    work.step()
    assert (wanted.state, wanted.runner, work.children) == (Recording.State.ENDING, "", {})
    assert wanted.pieces.get().end == "stopped"


def test_stopped_before_the_first_byte_nothing_failed(
    work: Work, wanted: Recording, monkeypatch: pytest.MonkeyPatch, seat: Seat, alice: Browser
) -> None:
    monkeypatch.setenv("PLAY_END", "stopped")
    until(work, lambda: now(wanted).ended_at is not None)
    jobs.wind.call(str(wanted.pk))
    assert (now(wanted).state, wanted.failure) == (Recording.State.FAILED, "")
    assert seat.ask("GET", "/recording")["failure"] == "" and alice.get("/recordings") == []


def test_it_ends_with_its_meeting(work: Work, wanted: Recording, seat: Seat) -> None:
    until(work, lambda: now(wanted).state == Recording.State.RECORDING)
    seat.ask("POST", "/end", status=204)
    until(work, lambda: now(wanted).ended_at is not None)
    assert wanted.state == Recording.State.ENDING


def test_who_agrees_and_who_no_longer_does_is_passed_on(work: Work, wanted: Recording) -> None:
    until(work, lambda: now(wanted).state == Recording.State.RECORDING)
    Consent.objects.create(recording=wanted, identity="p-a", name="A", agrees=True)
    until(work, lambda: work.children[wanted.pk].agreed == ["p-a"] and work.children[wanted.pk].piece.bytes == 1500)
    Consent.objects.create(recording=wanted, identity="p-a", name="A", agrees=False)
    until(work, lambda: work.children[wanted.pk].agreed == [])


@pytest.mark.parametrize(("kept", "state"), [("5000", Recording.State.ENDING), ("0", Recording.State.ENDING)])
def test_storage_that_refuses_ends_it_and_is_said(
    work: Work, wanted: Recording, monkeypatch: pytest.MonkeyPatch, kept: str, state: str
) -> None:
    monkeypatch.setenv("PLAY_END", "storage")
    monkeypatch.setenv("PLAY_BYTES", kept)
    until(work, lambda: now(wanted).ended_at is not None)
    assert (wanted.state, wanted.failure) == (state, "storage")


def test_recorders_that_never_keep_anything_are_given_up(
    work: Work, wanted: Recording, monkeypatch: pytest.MonkeyPatch, seat: Seat
) -> None:
    monkeypatch.setenv("PLAY_END", "lost")
    until(work, lambda: now(wanted).ended_at is not None, seconds=20)
    assert wanted.pieces.count() == dispatch.MOST_EMPTY
    jobs.wind.call(str(wanted.pk))
    assert (now(wanted).state, wanted.failure) == (Recording.State.FAILED, "recorder")
    assert seat.ask("GET", "/recording")["failure"] == "recorder"


def test_of_two_dispatchers_one_takes_it(work: Work, wanted: Recording) -> None:
    other = Work(slots=2, command=work.command)
    work.step()
    other.step()
    assert (len(work.children), len(other.children)) == (1, 0)


def test_a_dispatcher_that_died_is_followed_by_another(work: Work, wanted: Recording) -> None:
    Recording.objects.update(runner="dead", beat_at=timezone.now() - timedelta(seconds=10))
    work.step()
    assert now(wanted).runner == work.id


def test_one_that_was_believed_dead_lets_go(work: Work, wanted: Recording) -> None:
    until(work, lambda: now(wanted).state == Recording.State.RECORDING)
    Recording.objects.update(runner="another", beat_at=timezone.now())
    work.step()
    assert work.children == {}
    assert now(wanted).runner == "another"


def test_no_more_at_once_than_it_has_slots_for(wanted: Recording) -> None:
    full = Work(slots=0)
    full.step()
    assert full.children == {} and now(wanted).runner == ""


def test_what_was_being_ended_when_all_died_is_settled(wanted: Recording, livekit: FakeLiveKit) -> None:
    long_ago = timezone.now() - timedelta(minutes=5)
    Recording.objects.update(state=Recording.State.ENDING, runner="dead", beat_at=long_ago)
    Piece.objects.create(recording=wanted, number=0)
    storage.kept.put(f"{wanted.pk}/pieces/000/film/000000", b"nothing that plays")
    jobs.look.call()
    assert now(wanted).ended_at is not None
    jobs.wind.call(str(wanted.pk))
    assert now(wanted).state == Recording.State.FAILED
    assert storage.kept.names(str(wanted.pk)) == []
