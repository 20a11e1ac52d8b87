"""LiveKit in our words: a ticket to enter, who is inside, asking someone to leave, and reading what it tells us.

Plain Twirp (one POST of JSON) over a connection kept per thread: 0.5 ms of CPU a call, where the asynchronous client
library costs 3.3 ms, a second of import and 36 MB in each process. Never call it inside a database transaction.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import jwt

from visio.configuration import configuration
from visio.errors import Refused
from visio.gateways.tokens import sign
from visio.gateways.twirp import NotThere, Twirp, Wire

# Who writes what is said: a machine, and the only one by this name in a room.
CAPTIONER = "captioner"

# The role of what records, as its attributes say it.
RECORDER = "recorder"

# LiveKit keeps a made room this long for its first participant, and this long for somebody who lost the line to come back.
EMPTY_SECONDS = 60
DEPARTURE_SECONDS = 20

# LiveKit queues a webhook for 30 s at most; older than this is somebody replaying one.
OLDEST_WEBHOOK_SECONDS = 300

# Why somebody is gone for good, and not for want of a line.
WILLED = {"CLIENT_INITIATED", "PARTICIPANT_REMOVED", "ROOM_DELETED", "ROOM_CLOSED", "USER_REJECTED"}

# The one way out of this file. Tests put a fake here; nothing else is replaced.
wire: Wire = Twirp()


@dataclass(frozen=True, slots=True)
class SentTrack:
    """Sound or image somebody sends: which, and whether it is silent or dark just now."""

    sid: str
    source: str
    is_muted: bool


@dataclass(frozen=True, slots=True)
class Inside:
    """A participant as LiveKit sees them. `sid` is new at each connection, `identity` stays."""

    identity: str
    sid: str
    name: str
    attributes: Mapping[str, str]
    joined_at: datetime
    # Which of our tickets they came with.
    visit: str = ""
    # What LiveKit lets them send; None when it did not say.
    sources: frozenset[str] | None = field(default=None, compare=False)
    tracks: tuple[SentTrack, ...] = field(default=(), compare=False)
    # Of somebody who left: by leaving, or because they were removed, and not because the line broke.
    is_over: bool = field(default=False, compare=False)
    # One of our own processes.
    is_machine: bool = False

    @property
    def is_recorder(self) -> bool:
        return self.attributes.get("role") == RECORDER


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A room LiveKit holds now; `sid` is new each time the room is made again. `wishes` is what `wish` wrote."""

    name: str
    sid: str
    people: int
    wishes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HookEvent:
    """What LiveKit told us: `kind` is its own word (`participant_joined`); `room` is empty when it is about none."""

    id: str
    kind: str
    room: str
    room_sid: str
    person: Inside | None
    at: datetime


def write_ticket(
    *,
    room: str,
    identity: str,
    name: str,
    attributes: Mapping[str, str],
    seconds: int,
    sources: Collection[str],
    visit: str = "",
) -> str:
    """A signed right to connect to one room within `seconds`. No I/O.

    Every grant is written out: LiveKit reads some missing ones as yes, and no sources as all of them.
    """
    now = int(time.time())
    claims = {
        "sub": identity,
        "nbf": now,
        "exp": now + seconds,
        "name": name,
        "attributes": dict(attributes),
        "metadata": visit,
        "video": {
            "roomJoin": True,
            "room": room,
            "canPublish": bool(sources),
            "canSubscribe": True,
            "canPublishSources": sorted(sources),
            "canPublishData": False,
            "canUpdateOwnMetadata": False,
            "canSubscribeMetrics": False,
            "roomAdmin": False,
            "roomCreate": False,
            "roomList": False,
            "roomRecord": False,
            "ingressAdmin": False,
            "hidden": False,
            "recorder": False,
            "agent": False,
        },
    }
    return sign(claims)


def write_recorder_ticket(
    *, room: str, recording: str, seconds: int, mode: str = "video", wants_words: bool = False
) -> str:
    """For our recorder: all inside see it, it says nothing, and no room stays open for its sake.

    What it is and what it keeps stands in attributes that nobody but it can have, since people may not write their own.
    """
    now = int(time.time())
    grants = {
        "roomJoin": True,
        "room": room,
        "canPublish": False,
        "canSubscribe": True,
        "canPublishData": False,
        "canUpdateOwnMetadata": True,
        "hidden": False,
        "recorder": True,
    }
    told = {"role": RECORDER, "recording": recording, "state": "starting", "mode": mode}
    claims = {
        "sub": f"recorder-{secrets.token_urlsafe(8)}",
        "nbf": now,
        "exp": now + seconds,
        "name": "Visio",
        "kind": "egress",
        "attributes": told if not wants_words else told | {"words": "yes"},
        "video": grants,
    }
    return sign(claims)


def ensure_room(room: str) -> None:
    """Make the room, or do nothing when it is there. LiveKit makes none by itself."""
    wire.ask(
        "CreateRoom",
        {"name": room, "empty_timeout": EMPTY_SECONDS, "departure_timeout": DEPARTURE_SECONDS},
        {"roomCreate": True},
    )


def close_room(room: str) -> None:
    """Everyone is out at once; nothing happens when the room is gone already."""
    try:
        wire.ask("DeleteRoom", {"room": room}, {"roomCreate": True})
    except NotThere:
        pass


def remove(room: str, identity: str) -> None:
    """Ask one participant to leave. Their ticket may still be good: revoke it first."""
    try:
        wire.ask("RemoveParticipant", {"room": room, "identity": identity}, _admin(room))
    except NotThere:
        pass


def rename(room: str, identity: str, name: str) -> bool:
    """Everybody sees the new name; False when nobody by that identity is inside."""
    try:
        wire.ask("UpdateParticipant", {"room": room, "identity": identity, "name": name}, _admin(room))
    except NotThere:
        return False
    return True


def allow(room: str, identity: str, *, sources: Collection[str], attributes: Mapping[str, str]) -> None:
    """What somebody inside may send from now on, and what everybody is told of them; what they send already and may not
    any more is cut. Nothing happens when they are not inside.

    The whole permission is written: LiveKit takes what is missing for a no.
    """
    permission = {
        "can_subscribe": True,
        "can_publish": bool(sources),
        "can_publish_sources": sorted(source.upper() for source in sources),
        "can_publish_data": False,
        "can_update_metadata": False,
        "can_subscribe_metrics": False,
        "hidden": False,
        "recorder": False,
        "agent": False,
    }
    wanted = {"room": room, "identity": identity, "permission": permission, "attributes": dict(attributes)}
    try:
        wire.ask("UpdateParticipant", wanted, _admin(room))
    except NotThere:
        pass


def mark(room: str, identity: str, attributes: Mapping[str, str]) -> None:
    """What everybody is told of somebody inside; their other attributes stay. Nothing happens when they are not."""
    wanted = {"room": room, "identity": identity, "attributes": dict(attributes)}
    try:
        wire.ask("UpdateParticipant", wanted, _admin(room))
    except NotThere:
        pass


def mute(room: str, identity: str, tracks: Iterable[SentTrack]) -> None:
    """Silence or darken what somebody sends. They alone can turn it on again."""
    for track in tracks:
        try:
            asked = {"room": room, "identity": identity, "track_sid": track.sid, "muted": True}
            wire.ask("MutePublishedTrack", asked, _admin(room))
        except NotThere:
            pass


def wish(room: str, **wishes: bool) -> None:
    """What our machines are to do in the room, which bears it for them to see; other wishes stay. Nothing happens when there
    is no such room."""
    held = next((each for each in open_rooms() if each.name == room), None)
    if held is None:
        return
    try:
        wire.ask("UpdateRoomMetadata", {"room": room, "metadata": json.dumps({**held.wishes, **wishes})}, _admin(room))
    except NotThere:
        pass


def people_in(room: str) -> list[Inside]:
    """Who is inside now; nobody when there is no such room."""
    return [each for each in everybody_in(room) if not each.is_machine]


def machines_in(room: str) -> list[Inside]:
    """Which of our own processes are inside now."""
    return [each for each in everybody_in(room) if each.is_machine]


def everybody_in(room: str) -> list[Inside]:
    """People and machines; nobody when there is no such room."""
    try:
        answer = wire.ask("ListParticipants", {"room": room}, _admin(room))
    except NotThere:
        return []
    return [_inside(each) for each in answer.get("participants", []) if each.get("state") != "DISCONNECTED"]


def open_rooms() -> list[OpenRoom]:
    answer = wire.ask("ListRooms", {}, {"roomList": True})
    return [
        OpenRoom(each["name"], each["sid"], int(each["num_participants"]), _wishes(each.get("metadata", "")))
        for each in answer.get("rooms", [])
    ]


def _wishes(metadata: str) -> Mapping[str, Any]:
    """Nothing when it is not ours."""
    try:
        told = json.loads(metadata or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def read_webhook(body: bytes, authorization: str) -> HookEvent:
    """What LiveKit says, once it is certain that LiveKit says it, about this body, now. Refuses `webhook.invalid`."""
    try:
        claims = jwt.decode(
            authorization.removeprefix("Bearer "),
            configuration.livekit_signing_secret,
            algorithms=["HS256"],
            issuer=configuration.livekit_key,
            leeway=60,
            options={"require": ["exp", "iss"]},
        )
    except jwt.InvalidTokenError as wrong:
        raise Refused("webhook.invalid") from wrong
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    if not hmac.compare_digest(str(claims.get("sha256", "")).encode(), digest.encode()):
        raise Refused("webhook.invalid")

    try:
        told = json.loads(body)
        at = datetime.fromtimestamp(int(told["createdAt"]), UTC)
        room, person = told.get("room", {}), told.get("participant")
        event = HookEvent(
            id=str(told["id"]),
            kind=str(told["event"]),
            room=str(room.get("name", "")),
            room_sid=str(room.get("sid", "")),
            person=_inside(person) if person else None,
            at=at,
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as wrong:
        raise Refused("webhook.invalid") from wrong
    if abs((datetime.now(UTC) - at).total_seconds()) > OLDEST_WEBHOOK_SECONDS:
        raise Refused("webhook.invalid")
    return event


def _admin(room: str) -> dict[str, Any]:
    return {"roomAdmin": True, "room": room}


def _inside(told: Mapping[str, Any]) -> Inside:
    """Twirp writes joined_at, webhooks joinedAt; both as decimal text."""
    return Inside(
        identity=str(told["identity"]),
        sid=str(told["sid"]),
        name=str(told.get("name", "")),
        attributes={str(key): str(value) for key, value in (told.get("attributes") or {}).items()},
        joined_at=datetime.fromtimestamp(int(told.get("joined_at") or told.get("joinedAt") or 0), UTC),
        visit=str(told.get("metadata", "")),
        sources=_allowed(told.get("permission")),
        tracks=tuple(_track(track) for track in told.get("tracks") or []),
        is_over=(told.get("disconnect_reason") or told.get("disconnectReason")) in WILLED,
        is_machine=told.get("kind", "STANDARD") != "STANDARD",
    )


def _allowed(permission: Mapping[str, Any] | None) -> frozenset[str] | None:
    if permission is None:
        return None
    if not (permission.get("can_publish") or permission.get("canPublish")):
        return frozenset()
    named = permission.get("can_publish_sources") or permission.get("canPublishSources") or ["all"]
    return frozenset(str(source).lower() for source in named)


def _track(told: Mapping[str, Any]) -> SentTrack:
    return SentTrack(str(told["sid"]), str(told.get("source", "")).lower(), bool(told.get("muted", False)))
