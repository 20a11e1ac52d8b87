"""A LiveKit that keeps its rooms in memory, and the real one on loopback; both pass the same contract test."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import jwt

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways.twirp import NotThere

Hook = tuple[bytes, str]


def sign_hook(told: object, *, key: str = "", secret: str = "") -> Hook:
    """Body and Authorization header as LiveKit sends them."""
    body = json.dumps(told).encode()
    claims = {
        "iss": key or configuration.livekit_key,
        "exp": int(time.time()) + 300,
        "sha256": base64.b64encode(hashlib.sha256(body).digest()).decode(),
    }
    return body, jwt.encode(claims, secret or configuration.livekit_signing_secret, algorithm="HS256")


class FakeLiveKit:
    """A wire for `visio.gateways.livekit`: the RoomService in memory, and the webhooks it would have sent, in order."""

    def __init__(self) -> None:
        self.rooms: dict[str, dict[str, Any]] = {}
        self.people: dict[str, dict[str, dict[str, Any]]] = {}
        self.hooks: list[Hook] = []
        self.is_down = False
        self._one_at_a_time = threading.Lock()

    # What our side asks.

    def ask(self, method: str, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        if self.is_down:
            raise Unavailable("livekit", retry=True)
        does = {
            "CreateRoom": self._create_room,
            "DeleteRoom": self._delete_room,
            "ListRooms": self._list_rooms,
            "ListParticipants": self._list_participants,
            "RemoveParticipant": self._remove_participant,
            "MutePublishedTrack": self._mute_track,
            "UpdateParticipant": self._update_participant,
            "UpdateRoomMetadata": self._update_room_metadata,
        }[method]
        with self._one_at_a_time:
            copied: dict[str, Any] = json.loads(json.dumps(does(body, grants)))
        return copied

    def _create_room(self, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        _demand(grants, "roomCreate")
        name = body["name"]
        if name not in self.rooms:
            self.rooms[name] = {"sid": _sid("RM"), "name": name, "departure_timeout": body["departure_timeout"]}
            self.people[name] = {}
            self._tell("room_started", name)
        return self._room(name)

    def _delete_room(self, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        _demand(grants, "roomCreate")
        name = self._known(body)
        for identity in list(self.people[name]):
            self.leave(name, identity)
        self.finish(name)
        return {}

    def _list_rooms(self, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        _demand(grants, "roomList")
        return {"rooms": [self._room(name) for name in self.rooms]}

    def _list_participants(self, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        _demand(grants, "roomAdmin", body["room"])
        return {"participants": list(self.people.get(body["room"], {}).values())}

    def _remove_participant(self, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        _demand(grants, "roomAdmin", body["room"])
        self._person(body)
        self.leave(body["room"], body["identity"], reason="PARTICIPANT_REMOVED")
        return {}

    def _update_participant(self, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        _demand(grants, "roomAdmin", body["room"])
        person = self._person(body)
        person["name"] = body.get("name") or person["name"]
        person["attributes"] = {**person["attributes"], **body.get("attributes", {})}
        person["attributes"] = {key: value for key, value in person["attributes"].items() if value}
        if "permission" in body:
            person["permission"] = body["permission"]
            allowed = set(body["permission"]["can_publish_sources"])
            person["tracks"] = [track for track in person["tracks"] if track["source"] in allowed]
        return person

    def _mute_track(self, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        _demand(grants, "roomAdmin", body["room"])
        for track in self._person(body)["tracks"]:
            if track["sid"] == body["track_sid"]:
                track["muted"] = body["muted"]
                return {"track": track}
        raise NotThere(body["track_sid"])

    def _update_room_metadata(self, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        _demand(grants, "roomAdmin", body["room"])
        name = self._known(body)
        self.rooms[name]["metadata"] = body["metadata"]
        return self._room(name)

    # What happens at the other side.

    def enter(self, ticket: str) -> str:
        """A browser connects with this ticket; answers the connection's sid. Raises NotThere when there is no such room."""
        claims = jwt.decode(
            ticket, configuration.livekit_signing_secret, algorithms=["HS256"], issuer=configuration.livekit_key
        )
        room, identity = claims["video"]["room"], claims["sub"]
        if not claims["video"]["roomJoin"] or room not in self.rooms:
            raise NotThere(room)
        if identity in self.people[room]:
            self.leave(room, identity, reason="DUPLICATE_IDENTITY")
        video = claims["video"]
        self.people[room][identity] = {
            "sid": _sid("PA"),
            "identity": identity,
            "name": claims["name"],
            "state": "ACTIVE",
            "kind": claims.get("kind", "standard").upper(),
            "attributes": {key: value for key, value in claims.get("attributes", {}).items() if value},
            "metadata": claims.get("metadata", ""),
            "permission": {
                "can_publish": video["canPublish"],
                "can_publish_sources": [source.upper() for source in video.get("canPublishSources", [])],
            },
            "tracks": [],
            "joined_at": str(int(time.time())),
        }
        self._tell("participant_joined", room, self.people[room][identity])
        return str(self.people[room][identity]["sid"])

    def publish(self, room: str, identity: str, source: str) -> str:
        """A browser sends something; answers the track's sid. Raises NotThere when it may not."""
        person = self.people[room][identity]
        if source.upper() not in person["permission"]["can_publish_sources"]:
            raise NotThere(source)
        sid = _sid("TR")
        person["tracks"].append({"sid": sid, "source": source.upper(), "muted": False})
        return sid

    def leave(self, room: str, identity: str, *, reason: str = "CLIENT_INITIATED") -> None:
        """A browser is gone. The room stays until `finish`, as LiveKit's departure timeout has it."""
        person = self.people[room].pop(identity)
        self._tell("participant_left", room, person | {"disconnect_reason": reason})

    def finish(self, room: str) -> None:
        """The departure timeout is over."""
        self._tell("room_finished", room)
        del self.rooms[room], self.people[room]

    def restart(self) -> None:
        """Killed and started again: it knows nothing any more and tells nobody."""
        self.rooms.clear()
        self.people.clear()

    def _tell(self, kind: str, room: str, person: Mapping[str, Any] | None = None) -> None:
        told: dict[str, Any] = {
            "event": kind,
            "id": _sid("EV"),
            "createdAt": str(int(time.time())),
            "room": {"name": room, "sid": self.rooms[room]["sid"]},
        }
        if person:
            told["participant"] = {_camel(key): value for key, value in person.items()}
        self.hooks.append(sign_hook(told))

    def _room(self, name: str) -> dict[str, Any]:
        people = [each for each in self.people[name].values() if each["kind"] == "STANDARD"]
        return self.rooms[name] | {"num_participants": len(people)}

    def _known(self, body: Mapping[str, Any]) -> str:
        name = str(body.get("name") or body.get("room"))
        if name not in self.rooms:
            raise NotThere(name)
        return name

    def _person(self, body: Mapping[str, Any]) -> dict[str, Any]:
        with suppress(KeyError):
            return self.people[body["room"]][body["identity"]]
        raise NotThere(body["identity"])


def _demand(grants: Mapping[str, Any], grant: str, room: str = "") -> None:
    """LiveKit answers 401 to a token without the right for this call; the gateway says so as Unavailable."""
    if not grants.get(grant) or (room and grants.get("room") != room):
        raise Unavailable("livekit", retry=False)


def _sid(kind: str) -> str:
    return f"{kind}_{secrets.token_urlsafe(9)}"


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(word.title() for word in rest)
