"""Somebody with a LiveKit client of their own, no page of ours, and a good ticket: what they try, against the real server."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from livekit.rtc.participant import PublishDataError, PublishTrackError

from livekit import rtc
from visio.gateways import livekit as gateway
from visio.gateways.livekit import Inside
from visio.rooms.models import Room
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import post_hook
from visio.testing.sfu import RealLiveKit, eventually, running_livekit

pytestmark = pytest.mark.django_db(transaction=True)

REFUSED = (PublishTrackError, PublishDataError, TimeoutError)


@pytest.fixture(scope="module")
def server() -> Iterator[RealLiveKit]:
    with running_livekit() as server:
        yield server


class Meeting:
    """Alice hosts with a raw client; Charlie attacks with another."""

    def __init__(self, alice: Browser, charlie: Browser, server: RealLiveKit) -> None:
        self.charlie, self.server = charlie, server
        self.slug = alice.make_room()
        self.channel = Room.objects.get().livekit_name
        self.rooms: list[rtc.Room] = []
        self.entries = {"host": alice.join(self.slug), "attacker": charlie.join(self.slug, name="Charlie")}
        self.host = self.enter(self.entries["host"]["ticket"])
        self.attacker = self.enter(self.entries["attacker"]["ticket"])
        self.identity: str = self.entries["attacker"]["identity"]
        self.hear()

    def enter(self, ticket: str) -> rtc.Room:
        room = self.server.client(ticket)
        self.rooms.append(room)
        return room

    def ask(self, who: str, path: str, body: object = None, *, method: str = "POST", status: int = 204) -> Any:
        pass_ = self.entries[who]["pass"]
        return self.charlie.ask(method, f"/meeting{path}", body, status=status, pass_=pass_)

    def hear(self, seconds: float = 0.5) -> None:
        """What LiveKit tells within this time, as the web process is told."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            while self.server.hooks:
                post_hook(self.server.hooks.pop(0))
            time.sleep(0.02)

    def attacker_as_seen(self) -> rtc.RemoteParticipant:
        eventually(lambda: self.identity in self.host.remote_participants)
        return self.host.remote_participants[self.identity]

    def attacker_at_livekit(self) -> Inside:
        (found,) = [person for person in gateway.people_in(self.channel) if person.identity == self.identity]
        return found

    def publish(self, source: rtc.TrackSource.ValueType) -> None:
        async def publishing() -> None:
            track = rtc.LocalVideoTrack.create_video_track("x", rtc.VideoSource(64, 64))
            await self.attacker.local_participant.publish_track(track, rtc.TrackPublishOptions(source=source))

        self.server.wait(publishing(), within=4)

    def is_cut(self, room: rtc.Room) -> None:
        """Within two seconds of entering, webhooks included."""
        until = time.monotonic() + 2
        while room.connection_state != rtc.ConnectionState.CONN_DISCONNECTED:
            assert time.monotonic() < until, "still inside"
            self.hear(0.05)

    def close(self) -> None:
        for room in self.rooms:
            self.server.wait(room.disconnect())
        self.server.forget()


@pytest.fixture
def meeting(
    alice: Browser, charlie: Browser, livekit: FakeLiveKit, server: RealLiveKit, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Meeting]:
    monkeypatch.setattr(gateway, "wire", server)
    server.hooks.clear()
    meeting = Meeting(alice, charlie, server)
    yield meeting
    meeting.close()


def test_a_forged_packet_reaches_nobody(meeting: Meeting) -> None:
    heard: list[object] = []
    meeting.host.on("data_received", heard.append)
    forged = json.dumps({"verb": "removed", "by_name": "Alice"})
    with suppress(*REFUSED):
        meeting.server.wait(meeting.attacker.local_participant.publish_data(forged, reliable=True), within=3)
    time.sleep(0.5)
    assert heard == []


def test_nobody_makes_themselves_a_host_or_takes_a_name_at_livekit(meeting: Meeting) -> None:
    before = meeting.attacker_at_livekit()
    me = meeting.attacker.local_participant
    for attempt in (me.set_attributes({"role": "owner"}), me.set_metadata("x"), me.set_name("Alice")):
        # Its library waits for an answer that never comes.
        with suppress(Exception):
            meeting.server.wait(attempt, within=2)
    after = meeting.attacker_at_livekit()
    assert after == before
    assert (after.name, after.attributes["role"]) == ("Charlie", "guest")


def test_nothing_is_sent_from_a_source_that_the_table_forbids(meeting: Meeting) -> None:
    meeting.ask("host", "/powers", {"powers": {"share": "hosts"}}, method="PATCH", status=200)
    with suppress(*REFUSED):
        meeting.publish(rtc.TrackSource.SOURCE_SCREENSHARE)
    assert not meeting.attacker_at_livekit().tracks
    assert not meeting.attacker_as_seen().track_publications


def test_what_is_sent_already_is_cut_when_the_table_takes_it_away(meeting: Meeting) -> None:
    meeting.publish(rtc.TrackSource.SOURCE_CAMERA)
    eventually(lambda: meeting.attacker_as_seen().track_publications)
    meeting.ask("host", "/powers", {"powers": {"camera": "hosts"}}, method="PATCH", status=200)
    eventually(lambda: not meeting.attacker_as_seen().track_publications, within=2)
    assert meeting.attacker_at_livekit().sources == frozenset({"microphone", "screen_share", "screen_share_audio"})


def test_a_share_is_stopped_and_may_begin_again(meeting: Meeting) -> None:
    meeting.publish(rtc.TrackSource.SOURCE_SCREENSHARE)
    eventually(lambda: meeting.attacker_as_seen().track_publications)
    meeting.ask("host", "/stop", {"what": "share", "identities": [meeting.identity]})
    eventually(lambda: not meeting.attacker_as_seen().track_publications, within=2)
    assert "screen_share" in (meeting.attacker_at_livekit().sources or ())


def test_a_camera_is_darkened_by_the_server(meeting: Meeting) -> None:
    meeting.publish(rtc.TrackSource.SOURCE_CAMERA)
    eventually(lambda: meeting.attacker_at_livekit().tracks)
    meeting.ask("host", "/stop", {"what": "camera", "identities": [meeting.identity]})
    eventually(lambda: all(track.is_muted for track in meeting.attacker_at_livekit().tracks), within=2)


def test_who_was_removed_is_cut_within_two_seconds_when_they_use_the_old_ticket(meeting: Meeting) -> None:
    meeting.ask("host", "/remove", {"identities": [meeting.identity], "block": True}, status=200)
    meeting.is_cut(meeting.attacker)
    meeting.is_cut(meeting.enter(meeting.entries["attacker"]["ticket"]))
    body = {"name": "Somebody else", "device": "desktop"}
    refusal = meeting.charlie.post(f"/rooms/{meeting.slug}/join", body, status=403)
    assert refusal["code"] == "room.blocked"


def test_a_ticket_of_who_left_opens_nothing_more(meeting: Meeting) -> None:
    meeting.server.wait(meeting.attacker.disconnect())
    meeting.hear()
    meeting.is_cut(meeting.enter(meeting.entries["attacker"]["ticket"]))


def test_a_demoted_host_with_an_old_ticket_is_no_host(meeting: Meeting) -> None:
    named = {"identities": [meeting.identity]}
    meeting.ask("host", "/promote", named)
    eventually(lambda: meeting.attacker_as_seen().attributes.get("role") == "host")
    old = meeting.ask("attacker", "/rejoin", status=200)["ticket"]
    meeting.ask("host", "/demote", named)
    meeting.enter(old)
    meeting.hear()
    eventually(lambda: meeting.attacker_at_livekit().attributes["role"] == "guest", within=2)
    meeting.ask("attacker", "/mute", {}, status=403)
    meeting.ask("attacker", "/remove", named, status=403)
