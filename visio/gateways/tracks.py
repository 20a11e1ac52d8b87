"""Being inside a call as what records it: who is there, what they send, and taking of it what is asked for and nothing else.

`call.py` is for machines that speak in the call; these two are the importers of LiveKit's SDK.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy
from numpy.typing import NDArray

from livekit import rtc
from visio.errors import Unavailable

# Ten seconds of sound, a third of one of picture: a busy machine comes after.
FRAMES_KEPT, PICTURES_KEPT = 500, 8
FRAME_MILLISECONDS = 20

Source = Literal["camera", "microphone", "screen", "screen_sound"]
SOURCES: Mapping[rtc.TrackSource.ValueType, Source] = {
    rtc.TrackSource.SOURCE_CAMERA: "camera",
    rtc.TrackSource.SOURCE_MICROPHONE: "microphone",
    rtc.TrackSource.SOURCE_SCREENSHARE: "screen",
    rtc.TrackSource.SOURCE_SCREENSHARE_AUDIO: "screen_sound",
}

Change = Literal[
    "participant_connected",
    "participant_disconnected",
    "participant_name_changed",
    "participant_attributes_changed",
    "track_published",
    "track_unpublished",
    "track_unsubscribed",
    "track_muted",
    "track_unmuted",
]


@dataclass(frozen=True, slots=True)
class Sent:
    """Something somebody sends; `has_layers` when it can be had smaller."""

    sid: str
    source: Source
    is_muted: bool
    has_layers: bool


@dataclass(frozen=True, slots=True)
class Somebody:
    """As they are now. `joined` is a Unix time."""

    identity: str
    name: str
    attributes: Mapping[str, str]
    joined: float
    sends: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class RawPicture:
    """I420; the bytes stay as they are."""

    width: int
    height: int
    i420: memoryview | bytes | bytearray


class Stay:
    """One stay in one room. Callbacks are called in its event loop: `changed` whenever somebody or something they send did,
    `came` when what was taken begins to arrive, by its sid, `over` when we are out."""

    def __init__(self, *, changed: Callable[[], None], came: Callable[[str], None], over: Callable[[], None]) -> None:
        self._room = rtc.Room()
        self._taken: set[str] = set()
        for change in get_args(Change):
            self._room.on(change, lambda *_: changed())
        self._room.on("track_subscribed", lambda _track, publication, _participant: came(publication.sid))
        self._room.on("disconnected", lambda *_: over())

    async def enter(self, url: str, ticket: str, *, within: float) -> None:
        """After a restart of LiveKit the room is made again by the first who comes back: tried for so many seconds.

        Raises Unavailable("livekit")."""
        options = rtc.RoomOptions(auto_subscribe=False, connect_timeout=5, rtc_config=rtc.RtcConfiguration())
        deadline = time.monotonic() + within
        while True:
            try:
                return await self._room.connect(url, ticket, options)
            except rtc.ConnectError as trouble:
                if time.monotonic() > deadline:
                    raise Unavailable("livekit", retry=True) from trouble
                await asyncio.sleep(1)

    @property
    def identity(self) -> str:
        return self._room.local_participant.identity

    def people(self) -> list[Somebody]:
        """And no machines."""
        return [_somebody(one) for one in self._room.remote_participants.values() if not _is_machine(one)]

    def take(self, sids: Collection[str]) -> None:
        """These, and nothing else from now on."""
        for publication in self._publications():
            is_wanted = publication.sid in sids
            if is_wanted != (publication.sid in self._taken):
                (self._taken.add if is_wanted else self._taken.discard)(publication.sid)
                publication.set_subscribed(is_wanted)

    def size(self, sid: str, width: int) -> None:
        """How wide it is drawn: no more of it is sent than that takes."""
        for publication in self._publications():
            if publication.sid == sid and publication.simulcasted:
                publication.set_video_quality(_layer(width))

    async def sound(self, sid: str, rate: int) -> AsyncIterator[NDArray[numpy.int16]]:
        """One channel, 20 ms at a time, for as long as it is there."""
        if (track := self._track(sid)) is None:
            return
        stream = rtc.AudioStream.from_track(
            track=track, sample_rate=rate, num_channels=1, frame_size_ms=FRAME_MILLISECONDS, capacity=FRAMES_KEPT
        )
        try:
            async for event in stream:
                yield numpy.frombuffer(event.frame.data, numpy.int16)
        finally:
            await stream.aclose()

    async def pictures(self, sid: str) -> AsyncIterator[RawPicture]:
        """As they come, for as long as it is there."""
        if (track := self._track(sid)) is None:
            return
        stream = rtc.VideoStream.from_track(track=track, format=rtc.VideoBufferType.I420, capacity=PICTURES_KEPT)
        try:
            async for event in stream:
                yield RawPicture(event.frame.width, event.frame.height, event.frame.data)
        finally:
            await stream.aclose()

    async def show(self, attributes: Mapping[str, str], *, within: float) -> None:
        """On our own participant, for everybody. Lost without a word when the line is cut: they see that by it."""
        try:
            await asyncio.wait_for(self._room.local_participant.set_attributes(dict(attributes)), within)
        except (TimeoutError, RuntimeError):
            return

    async def leave(self) -> None:
        await self._room.disconnect()

    def _publications(self) -> list[rtc.RemoteTrackPublication]:
        people = self._room.remote_participants.values()
        return [publication for one in people for publication in one.track_publications.values()]

    def _track(self, sid: str) -> rtc.Track | None:
        return next((each.track for each in self._publications() if each.sid == sid), None)


def _is_machine(one: rtc.Participant) -> bool:
    return one.kind != rtc.ParticipantKind.PARTICIPANT_KIND_STANDARD


def _somebody(one: rtc.RemoteParticipant) -> Somebody:
    joined = one.joined_at.timestamp() if one.joined_at else time.time()
    sends = [
        Sent(each.sid, SOURCES[each.source], each.muted, each.simulcasted)
        for each in one.track_publications.values()
        if each.source in SOURCES
    ]
    return Somebody(one.identity, one.name, dict(one.attributes), joined, tuple(sends))


def _layer(width: int) -> rtc.VideoQuality.ValueType:
    if width > 960:
        return rtc.VideoQuality.VIDEO_QUALITY_HIGH
    return rtc.VideoQuality.VIDEO_QUALITY_MEDIUM if width > 320 else rtc.VideoQuality.VIDEO_QUALITY_LOW
