"""Being inside a call as a machine: hear each microphone, send text, be seen as what one is. The one importer of LiveKit's SDK.

Whoever enters here has a token of our own making, as an agent: everybody sees that it is one, LiveKit does not count it among
the people, and no participant can have such a token.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy
from livekit.rtc.participant import PublishDataError

from livekit import rtc
from visio.errors import Unavailable
from visio.gateways.tokens import sign
from visio.media.speech import RATE, Sound, of_samples

TOKEN_SECONDS = 60
CONNECT_SECONDS = 10.0

# Some six seconds of sound: who comes that late after it has other troubles.
FRAMES_KEPT = 200

# Nothing from a microphone for this long: it is off.
SILENCE_SECONDS = 0.7


@dataclass(frozen=True, slots=True)
class Person:
    identity: str
    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Microphone:
    """One person's; `track` is what LiveKit calls it."""

    track: str
    person: Person


class Ears(Protocol):
    """Who wants to know what happens in the call. All called in its event loop."""

    async def listen(self, microphone: Microphone, frames: AsyncIterator[Sound | None]) -> None:
        """To one microphone for as long as it is there; None when it is silent because it is off."""

    def came(self, person: Person) -> None:
        """They are connected and hear what is sent to them."""

    def over(self) -> None:
        """We are out: the room is closed, or another with our name has taken our place."""


class Call:
    """One stay in one room."""

    def __init__(self, room: rtc.Room, ears: Ears, frame: int) -> None:
        self._room, self._ears, self._frame = room, ears, frame
        self._listening: dict[str, asyncio.Task[None]] = {}
        room.on("participant_active", lambda one: None if _is_machine(one) else ears.came(_person(one)))
        room.on("track_published", self._wish)
        room.on("track_subscribed", self._hear)
        room.on("track_unsubscribed", lambda track, *_: self._stop(track.sid))
        room.on("disconnected", lambda *_: ears.over())

    @property
    def has_people(self) -> bool:
        return any(not _is_machine(one) for one in self._room.remote_participants.values())

    def person(self, identity: str) -> Person | None:
        """As they are now: names and languages change."""
        one = self._room.remote_participants.get(identity)
        return _person(one) if one else None

    async def send(
        self, text: str, *, topic: str, attributes: Mapping[str, str], to: Sequence[str] | None = None
    ) -> None:
        """A text stream, to everybody or to some. Lost without a word when the line is."""
        try:
            await self._room.local_participant.send_text(
                text,
                topic=topic,
                attributes=dict(attributes),
                destination_identities=list(to) if to else None,
                # Readable for clients of any age.
                compress=False,
            )
        except (rtc.StreamError, PublishDataError):
            return

    async def show(self, attributes: Mapping[str, str]) -> None:
        """On our own participant, for everybody."""
        await self._room.local_participant.set_attributes(dict(attributes))

    async def leave(self) -> None:
        for sid in list(self._listening):
            self._stop(sid)
        await self._room.disconnect()

    def begin(self) -> None:
        for one in self._room.remote_participants.values():
            for publication in one.track_publications.values():
                self._wish(publication, one)

    def _wish(self, publication: rtc.RemoteTrackPublication, one: rtc.RemoteParticipant) -> None:
        if publication.source == rtc.TrackSource.SOURCE_MICROPHONE and not _is_machine(one):
            publication.set_subscribed(True)

    def _hear(self, track: rtc.Track, publication: rtc.RemoteTrackPublication, one: rtc.RemoteParticipant) -> None:
        if track.kind != rtc.TrackKind.KIND_AUDIO:
            return
        microphone = Microphone(publication.sid, _person(one))
        self._listening[track.sid] = asyncio.create_task(self._ears.listen(microphone, self._frames(track)))

    async def _frames(self, track: rtc.Track) -> AsyncIterator[Sound | None]:
        """At our rate, in frames of the wished length."""
        stream = rtc.AudioStream(
            track, capacity=FRAMES_KEPT, sample_rate=RATE, num_channels=1, frame_size_ms=self._frame * 1000 // RATE
        )
        try:
            while True:
                try:
                    event = await asyncio.wait_for(anext(stream), SILENCE_SECONDS)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    yield None
                    continue
                yield of_samples(numpy.frombuffer(event.frame.data, numpy.int16))
        finally:
            await stream.aclose()

    def _stop(self, sid: str) -> None:
        if task := self._listening.pop(sid, None):
            task.cancel()


async def enter(
    url: str, room: str, ears: Ears, *, identity: str, name: str, attributes: Mapping[str, str], frame: int
) -> Call:
    """Connects; hears from then on. `frame` is how many samples at a time. Raises Unavailable("livekit")."""
    here = rtc.Room()
    call = Call(here, ears, frame)
    options = rtc.RoomOptions(auto_subscribe=False, connect_timeout=CONNECT_SECONDS)
    try:
        way_in = token(room, identity=identity, name=name, attributes=attributes)
        await here.connect(url.replace("http", "ws", 1), way_in, options)
    except rtc.ConnectError as trouble:
        raise Unavailable("livekit", retry=True) from trouble
    call.begin()
    return call


def token(room: str, *, identity: str, name: str, attributes: Mapping[str, str]) -> str:
    """Hears, sends data, says what it is; shows no picture and has no power over anybody. Every grant is written out."""
    return sign(
        {
            "sub": identity,
            "exp": int(time.time()) + TOKEN_SECONDS,
            "name": name,
            "kind": "agent",
            "attributes": dict(attributes),
            "video": {
                "roomJoin": True,
                "room": room,
                "canPublish": False,
                "canSubscribe": True,
                "canPublishData": True,
                "canUpdateOwnMetadata": True,
                "canSubscribeMetrics": False,
                "roomAdmin": False,
                "roomCreate": False,
                "roomList": False,
                "roomRecord": False,
                "ingressAdmin": False,
                "hidden": False,
                "recorder": False,
                "agent": True,
            },
        }
    )


def _is_machine(one: rtc.Participant) -> bool:
    return one.kind != rtc.ParticipantKind.PARTICIPANT_KIND_STANDARD


def _person(one: rtc.Participant) -> Person:
    return Person(one.identity, one.name, dict(one.attributes))
