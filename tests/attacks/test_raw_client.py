"""Somebody inside throws our page away and speaks to the SFU directly (classes 5, 13, 15): the ticket allows what it says, no more."""

from __future__ import annotations

import base64
import time

import httpx
import pytest

from livekit import rtc
from tests.attacks.conftest import RawClient
from visio.gateways import livekit
from visio.meetings.models import Presence
from visio.rooms.models import Room
from visio.testing.people import Browser
from visio.testing.seat import tell
from visio.testing.sfu import RealLiveKit, eventually

# Long enough for a packet to arrive that was let through.
A_WHILE = 1.0


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room()


def test_a_forged_packet_reaches_nobody(sfu: RealLiveKit, alice: Browser, charlie: Browser, slug: str) -> None:
    victim, forger = RawClient(sfu, alice.join(slug)), RawClient(sfu, charlie.join(slug, name="Alice"))
    forged = b'{"event": "ended", "data": {"by": "Alice"}}'
    forger.tries(forger.me.publish_data(forged, reliable=True, topic="visio"))
    forger.tries(forger.me.publish_data(forged, destination_identities=[victim.identity]))
    time.sleep(A_WHILE)
    assert victim.heard == []
    # That they would have heard it: what the server itself sends arrives.
    room = {"room": victim.channel}
    sfu.ask("SendData", {**room, "data": base64.b64encode(b"ours").decode()}, {"roomAdmin": True, **room})
    assert eventually(lambda: victim.heard, within=20) == [b"ours"]


def test_nobody_gives_themselves_another_name_role_or_mark(
    sfu: RealLiveKit, alice: Browser, charlie: Browser, slug: str
) -> None:
    RawClient(sfu, alice.join(slug))
    forger = RawClient(sfu, charlie.join(slug, name="Charlie"))
    forger.tries(forger.me.set_name("Alice"))
    forger.tries(forger.me.set_metadata('{"role": "owner"}'))
    forger.tries(forger.me.set_attributes({"role": "owner", "verified": "yes"}))
    time.sleep(A_WHILE)
    channel = Room.objects.get().livekit_name
    (seen,) = eventually(
        lambda: [person for person in livekit.people_in(channel) if person.identity == forger.identity], within=20
    )
    assert (seen.name, seen.attributes["role"], seen.attributes["verified"]) == ("Charlie", "guest", "no")


def test_only_camera_microphone_and_screen_are_taken(sfu: RealLiveKit, charlie: Browser, slug: str) -> None:
    one = RawClient(sfu, charlie.join(slug, name="Charlie"))
    source = rtc.AudioSource(48000, 1)

    def publishes(kind: rtc.TrackSource.ValueType, *, within: float) -> None:
        track = rtc.LocalAudioTrack.create_audio_track("a track", source)
        one.tries(one.me.publish_track(track, rtc.TrackPublishOptions(source=kind)), seconds=within)

    def published() -> list[str]:
        """The sources that the SFU has from them."""
        told = sfu.ask("ListParticipants", {"room": one.channel}, {"roomAdmin": True, "room": one.channel})
        return [each.get("source", "") for person in told["participants"] for each in person.get("tracks", [])]

    publishes(rtc.TrackSource.SOURCE_MICROPHONE, within=30)
    assert eventually(published, within=20) == ["MICROPHONE"]
    publishes(rtc.TrackSource.SOURCE_UNKNOWN, within=4)
    assert published() == ["MICROPHONE"]


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("ListRooms", {}),
        ("ListParticipants", {}),
        ("DeleteRoom", {}),
        ("CreateRoom", {"name": "mine"}),
        ("RemoveParticipant", {"identity": "p-1"}),
        ("MutePublishedTrack", {"identity": "p-1", "track_sid": "TR_1", "muted": True}),
        ("UpdateParticipant", {"identity": "p-1", "permission": {"canPublishData": True}}),
        ("UpdateSubscriptions", {"identity": "p-1", "track_sids": ["TR_1"], "subscribe": True}),
        ("SendData", {"data": "eA=="}),
        ("UpdateRoomMetadata", {"metadata": "x"}),
        ("MoveParticipant", {"identity": "p-1", "destination_room": "elsewhere"}),
    ],
)
def test_a_ticket_administers_nothing(
    sfu: RealLiveKit, charlie: Browser, slug: str, method: str, more: dict[str, object]
) -> None:
    entry = charlie.join(slug, name="Charlie")
    answer = httpx.post(
        f"{sfu.url}/twirp/livekit.RoomService/{method}",
        json={"room": Room.objects.get().livekit_name, **more},
        headers={"Authorization": f"Bearer {entry['ticket']}"},
    )
    assert answer.status_code in {401, 403}, answer.text


def test_nobody_is_inside_unseen(sfu: RealLiveKit, alice: Browser, charlie: Browser, slug: str) -> None:
    """A client that publishes nothing and asks for nothing is listed all the same: to us, to LiveKit and to the others."""
    present, silent = RawClient(sfu, alice.join(slug)), RawClient(sfu, charlie.join(slug, name="Charlie"))
    both = {present.identity, silent.identity}

    def as_we_have_it() -> set[str]:
        tell(sfu)
        return set(Presence.objects.filter(left_at=None).values_list("identity", flat=True))

    channel = Room.objects.get().livekit_name
    assert eventually(lambda: {person.identity for person in livekit.people_in(channel)} == both, within=20)
    assert eventually(lambda: as_we_have_it() == both, within=20)
    assert eventually(lambda: silent.identity in present.room.remote_participants, within=20)
