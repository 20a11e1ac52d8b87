"""How do hosts ask about who waits, and how does who waits go away? From inside with a pass, from anywhere else by session."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from ninja.utils import check_csrf
from pydantic import StrictBool

from visio.errors import Refused, answers
from visio.limits import Limit
from visio.origins import lobby_push_url
from visio.people.access import seeker, signed_in
from visio.people.names import Name
from visio.rooms import access, lobby, watching
from visio.rooms.entry import PushOut
from visio.rooms.models import Knock, Room


def by_pass_or_page(request: HttpRequest) -> bool:
    """A pass, which `access` looks at, stands in for the token of a page of ours."""
    if not access.shown_secret(request) and check_csrf(request):
        raise Refused("csrf.failed")
    return True


router = Router(tags=["lobby"], auth=by_pass_or_page)

host_limit = Limit(burst=120, per_second=4)
note_limit = Limit(burst=10, per_second=0.2)

Identity = Annotated[str, Path(max_length=24, pattern=r"^[A-Za-z0-9_-]+$")]


class KnockOut(Schema):
    """Who waits, as hosts see it; `verified` says that they are signed in."""

    identity: str
    name: str
    verified: bool
    asked_at: str


class LobbyOut(Schema):
    """First come first. `cursor` is the id of the last event this contains: listen to push from there."""

    slug: str
    room: str
    waiting: list[KnockOut]
    is_locked: bool
    cursor: int
    push: PushOut


class WatchOut(Schema):
    """What a host's page needs to hear who knocks at any room they host: `watch` is shown to push."""

    watch: str
    lobbies: list[LobbyOut]
    cursor: int
    push: PushOut


class DecisionOut(Schema):
    """What became of a knock, and by whom: perhaps another host was quicker."""

    identity: str
    state: Knock.State
    by: str


class Refusing(Schema, extra="forbid"):
    block: StrictBool = False


class Note(Schema, extra="forbid"):
    text: Name


class Lock(Schema, extra="forbid"):
    locked: StrictBool


def hosted(request: HttpRequest, slug: str) -> tuple[Room, access.Host]:
    """The room, and who asks, who may admit."""
    host_limit.take(seeker(request))
    return access.room_to_admit(request, slug)


@router.get("/rooms/{slug}/lobby", response=answers(200, LobbyOut, 401, 403, 404, 429))
def waiting(request: HttpRequest, slug: str) -> dict[str, object]:
    return watching.lobby_of(hosted(request, slug)[0]) | {"push": {"url": lobby_push_url(request)}}


@router.post("/rooms/{slug}/lobby/admit", response=answers(200, list[DecisionOut], 401, 403, 404, 429))
def admit_all(request: HttpRequest, slug: str) -> list[lobby.Decision]:
    room, by = hosted(request, slug)
    return lobby.admit_all(room, by=by)


@router.post("/rooms/{slug}/lobby/{identity}/admit", response=answers(200, DecisionOut, 401, 403, 404, 429))
def admit(request: HttpRequest, slug: str, identity: Identity) -> lobby.Decision:
    room, by = hosted(request, slug)
    return lobby.admit(room, identity=identity, by=by)


@router.post("/rooms/{slug}/lobby/{identity}/refuse", response=answers(200, DecisionOut, 401, 403, 404, 429))
def refuse(request: HttpRequest, slug: str, identity: Identity, asked: Refusing) -> lobby.Decision:
    room, by = hosted(request, slug)
    return lobby.refuse(room, identity=identity, by=by, block=asked.block)


@router.post("/rooms/{slug}/lobby/note", response=answers(204, None, 401, 403, 404, 429))
def send_note(request: HttpRequest, slug: str, asked: Note) -> Status[None]:
    note_limit.take(seeker(request))
    room, by = hosted(request, slug)
    lobby.say(room, text=asked.text, by=by)
    return Status(204, None)


@router.put("/rooms/{slug}/lock", response=answers(204, None, 401, 403, 404, 409, 429))
def lock(request: HttpRequest, slug: str, asked: Lock) -> Status[None]:
    host_limit.take(seeker(request))
    room, by = access.room_to_admit(request, slug, as_host=True)
    lobby.lock_room(room, is_locked=asked.locked, by=by)
    return Status(204, None)


@router.delete("/rooms/{slug}/knock", response=answers(204, None, 404, 429))
def cancel(request: HttpRequest, slug: str) -> Status[None]:
    """By who waits, with what holds their place."""
    lobby.cancel(access.room_at(slug, seeker=seeker(request)), secret=access.shown_secret(request))
    return Status(204, None)


@router.post("/lobby/watch", response=answers(200, WatchOut, 401, 429))
def watch(request: HttpRequest) -> dict[str, object]:
    host = signed_in(request)
    host_limit.take(seeker(request))
    push = {"url": lobby_push_url(request)}
    watched = watching.watch(host, session_key=request.session.session_key or "")
    lobbies = [each | {"push": push} for each in watching.lobbies_of(host)]
    return watched | {"push": push, "lobbies": lobbies}
