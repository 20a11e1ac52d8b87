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
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt

from visio.configuration import configuration
from visio.errors import Refused
from visio.gateways.tokens import sign
from visio.gateways.twirp import NotThere, Twirp, Wire

SOURCES = ["camera", "microphone", "screen_share", "screen_share_audio"]

# The role of what records, as its attributes say it.
RECORDER = "recorder"

# LiveKit keeps a made room this long for its first participant, and this long for somebody who lost the line to come back.
EMPTY_SECONDS = 60
DEPARTURE_SECONDS = 20

# LiveKit queues a webhook for 30 s at most; older than this is somebody replaying one.
OLDEST_WEBHOOK_SECONDS = 300

# The one way out of this file. Tests put a fake here; nothing else is replaced.
wire: Wire = Twirp()


@dataclass(frozen=True, slots=True)
class Inside:
    """A participant as LiveKit sees them. `sid` is new at each connection, `identity` stays."""

    identity: str
    sid: str
    name: str
    attributes: Mapping[str, str]
    joined_at: datetime

    @property
    def is_recorder(self) -> bool:
        return self.attributes.get("role") == RECORDER


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A room LiveKit holds now; `sid` is new each time the room is made again."""

    name: str
    sid: str
    people: int


@dataclass(frozen=True, slots=True)
class HookEvent:
    """What LiveKit told us: `kind` is its own word (`participant_joined`); `room` is empty when it is about none."""

    id: str
    kind: str
    room: str
    room_sid: str
    person: Inside | None
    at: datetime


def write_ticket(*, room: str, identity: str, name: str, attributes: Mapping[str, str], seconds: int) -> str:
    """A signed right to connect to one room within `seconds`. No I/O.

    Every grant is written out: LiveKit reads some missing ones as yes.
    """
    now = int(time.time())
    claims = {
        "sub": identity,
        "nbf": now,
        "exp": now + seconds,
        "name": name,
        "attributes": dict(attributes),
        "video": {
            "roomJoin": True,
            "room": room,
            "canPublish": True,
            "canSubscribe": True,
            "canPublishSources": SOURCES,
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


def write_recorder_ticket(*, room: str, recording: str, seconds: int) -> str:
    """For our recorder: all inside see it, it says nothing, and no room stays open for its sake.

    What it is stands in attributes that nobody but it can have, since people may not write their own.
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
    claims = {
        "sub": f"recorder-{secrets.token_urlsafe(8)}",
        "nbf": now,
        "exp": now + seconds,
        "name": "Visio",
        "kind": "egress",
        "attributes": {"role": RECORDER, "recording": recording, "state": "starting"},
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


def people_in(room: str) -> list[Inside]:
    """Who is inside now; nobody when there is no such room."""
    try:
        answer = wire.ask("ListParticipants", {"room": room}, _admin(room))
    except NotThere:
        return []
    return [_inside(each) for each in answer.get("participants", []) if each.get("state") != "DISCONNECTED"]


def open_rooms() -> list[OpenRoom]:
    answer = wire.ask("ListRooms", {}, {"roomList": True})
    return [OpenRoom(each["name"], each["sid"], int(each["num_participants"])) for each in answer.get("rooms", [])]


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
    )
