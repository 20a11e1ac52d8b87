"""Somebody with a LiveKit client of their own, no page of ours, and a good ticket: what they try, against the real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from livekit import rtc
from visio.gateways import livekit as gateway
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import post_hook
from visio.testing.sfu import RealLiveKit, running_livekit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def server() -> Iterator[RealLiveKit]:
    with running_livekit() as server:
        yield server


class Meeting:
    """Alice hosts with a raw client; Charlie attacks with another."""

    def __init__(self, alice: Browser, charlie: Browser, server: RealLiveKit) -> None:
        self.alice, self.charlie, self.server = alice, charlie, server
        self.slug = alice.make_room()
        self.host = alice.join(self.slug)
        self.attacker = charlie.join(self.slug, name="Charlie")

    async def enter(self, entry: Any) -> rtc.Room:
        room = rtc.Room()
        await room.connect(self.server.url, entry["ticket"], rtc.RoomOptions(connect_timeout=5))
        return room

    async def ask(self, entry: Any, path: str, body: object = None, *, method: str = "POST", status: int = 204) -> Any:
        await self.hear()
        asking = asyncio.to_thread(self.alice.ask, method, f"/meeting{path}", body, status=status, pass_=entry["pass"])
        return await asking

    async def hear(self) -> None:
        """What LiveKit told since."""
        await asyncio.sleep(0.5)
        while self.server.hooks:
            await asyncio.to_thread(post_hook, self.server.hooks.pop(0))


@pytest.fixture
def meeting(
    alice: Browser, charlie: Browser, livekit: FakeLiveKit, server: RealLiveKit, monkeypatch: pytest.MonkeyPatch
) -> Meeting:
    monkeypatch.setattr(gateway, "wire", server)
    server.hooks.clear()
    return Meeting(alice, charlie, server)


async def until(question: Callable[[], object], seconds: float = 2) -> None:
    async with asyncio.timeout(seconds):
        while not question():
            await asyncio.sleep(0.02)


def is_out(room: rtc.Room) -> bool:
    return room.connection_state == rtc.ConnectionState.CONN_DISCONNECTED


def test_a_forged_packet_reaches_nobody(meeting: Meeting) -> None:
    async def attack() -> None:
        host, attacker = await meeting.enter(meeting.host), await meeting.enter(meeting.attacker)
        heard: list[object] = []
        host.on("data_received", heard.append)
        forged = json.dumps({"verb": "removed", "by_name": "Alice"})
        try:
            await attacker.local_participant.publish_data(forged, reliable=True)
        except rtc.PublishDataError:
            pass
        await asyncio.sleep(1)
        assert heard == []
        await asyncio.gather(host.disconnect(), attacker.disconnect())

    asyncio.run(attack())


def test_nobody_makes_themselves_a_host_or_takes_a_name_at_livekit(meeting: Meeting) -> None:
    async def attack() -> None:
        attacker = await meeting.enter(meeting.attacker)
        me = attacker.local_participant
        tries = (me.set_attributes({"role": "owner", "lookalike": ""}), me.set_metadata("x"), me.set_name("Alice"))
        for attempt in tries:
            try:
                await asyncio.wait_for(attempt, 2)
            except (TimeoutError, Exception):  # whatever its library makes of the refusal
                continue
        (room,) = [each for each in gateway.open_rooms() if each.people]
        (seen,) = gateway.people_in(room.name)
        assert (seen.name, seen.attributes["role"]) == ("Charlie", "guest")
        assert seen.visit
        await attacker.disconnect()

    asyncio.run(attack())


def test_nothing_is_sent_from_a_source_that_the_table_forbids(meeting: Meeting) -> None:
    async def attack() -> None:
        host, attacker = await meeting.enter(meeting.host), await meeting.enter(meeting.attacker)
        await meeting.ask(meeting.host, "/powers", {"powers": {"share": "hosts"}}, method="PATCH", status=200)
        track = rtc.LocalVideoTrack.create_video_track("x", rtc.VideoSource(64, 64))
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_SCREENSHARE)
        with pytest.raises(Exception, match=r".*"):
            await asyncio.wait_for(attacker.local_participant.publish_track(track, options), 3)
        seen = host.remote_participants[meeting.attacker["identity"]]
        assert not seen.track_publications
        await asyncio.gather(host.disconnect(), attacker.disconnect())

    asyncio.run(attack())


def test_what_is_sent_already_is_cut_when_the_table_takes_it_away(meeting: Meeting) -> None:
    async def attack() -> None:
        host, attacker = await meeting.enter(meeting.host), await meeting.enter(meeting.attacker)
        track = rtc.LocalVideoTrack.create_video_track("x", rtc.VideoSource(64, 64))
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA)
        await attacker.local_participant.publish_track(track, options)
        seen = host.remote_participants[meeting.attacker["identity"]]
        await until(lambda: seen.track_publications)
        await meeting.ask(meeting.host, "/powers", {"powers": {"camera": "hosts"}}, method="PATCH", status=200)
        await until(lambda: not seen.track_publications)
        await asyncio.gather(host.disconnect(), attacker.disconnect())

    asyncio.run(attack())


def test_who_was_removed_is_cut_within_two_seconds_when_they_use_the_old_ticket(meeting: Meeting) -> None:
    async def attack() -> None:
        host, attacker = await meeting.enter(meeting.host), await meeting.enter(meeting.attacker)
        wanted = {"identities": [meeting.attacker["identity"]], "block": True}
        await meeting.ask(meeting.host, "/remove", wanted, status=200)
        await until(lambda: is_out(attacker))
        again = await meeting.enter(meeting.attacker)
        await meeting.hear()
        await until(lambda: is_out(again))
        body = {"name": "Somebody else", "device": "desktop"}
        refusal = await asyncio.to_thread(meeting.charlie.post, f"/rooms/{meeting.slug}/join", body, status=403)
        assert refusal["code"] == "room.blocked"
        await host.disconnect()

    asyncio.run(attack())


def test_a_ticket_of_who_left_opens_nothing_more(meeting: Meeting) -> None:
    async def attack() -> None:
        host, attacker = await meeting.enter(meeting.host), await meeting.enter(meeting.attacker)
        await meeting.hear()
        await attacker.disconnect()
        await meeting.hear()
        again = await meeting.enter(meeting.attacker)
        await meeting.hear()
        await until(lambda: is_out(again))
        await host.disconnect()

    asyncio.run(attack())


def test_a_demoted_host_with_an_old_ticket_is_no_host(meeting: Meeting) -> None:
    async def attack() -> None:
        host, attacker = await meeting.enter(meeting.host), await meeting.enter(meeting.attacker)
        named = {"identities": [meeting.attacker["identity"]]}
        await meeting.ask(meeting.host, "/promote", named)
        old = await meeting.ask(meeting.attacker, "/rejoin", status=200)
        await meeting.ask(meeting.host, "/demote", named)
        again = await meeting.enter(old)
        await meeting.hear()
        seen = host.remote_participants[meeting.attacker["identity"]]
        await until(lambda: seen.attributes.get("role") == "guest")
        await meeting.ask(meeting.attacker, "/mute", {}, status=403)
        await asyncio.gather(host.disconnect(), attacker.disconnect(), again.disconnect())

    asyncio.run(attack())
