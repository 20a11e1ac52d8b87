"""How does the browser ask about rooms? Mine, one by its address, and the door."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from visio.configuration import configuration
from visio.errors import answers
from visio.limits import Limit
from visio.origins import livekit_url
from visio.people.access import seeker, signed_in, visitor
from visio.people.names import Name, OptionalName
from visio.rooms import access, actions
from visio.rooms.access import Power, Who
from visio.rooms.entry import Entry, open_door
from visio.rooms.inside import people_inside
from visio.rooms.mark import marked
from visio.rooms.models import Room, Ticket

router = Router(tags=["rooms"])

# A whole ministry may stand behind one address and start its day at nine.
join_limit = Limit(burst=300, per_second=30)
# Each look at a live room asks LiveKit, and a waiting page looks every so often.
look_limit = Limit(burst=600, per_second=60)
# By account: names are for those who use them, and nobody learns by trying which are taken.
room_limit = Limit(burst=60, per_second=1 / 60)


class RoomOut(Schema):
    slug: str
    name: str
    access: Room.Access
    url: str
    last_used_at: datetime | None
    is_live: bool
    created_at: datetime
    powers: dict[Power, Who]

    @staticmethod
    def resolve_powers(room: Room) -> dict[Power, Who]:
        return access.powers_of(room)

    @staticmethod
    def resolve_url(room: Room) -> str:
        return url_of(room)


class Present(Schema):
    name: str


class RoomFromOutside(Schema):
    """What anybody with the address may know; who is inside, only those who may enter."""

    slug: str
    name: str
    access: Room.Access
    may: Literal["enter", "sign_in"]
    is_owner: bool
    present: list[Present]
    url: str
    # Where the meeting will be, so that the way there is warm before the click; empty for those who may not enter.
    livekit_url: str


class NewRoom(Schema, extra="forbid"):
    name: OptionalName = ""
    access: Room.Access = Room.Access.OPEN


class RoomChange(Schema, extra="forbid"):
    """What is missing stays as it is."""

    name: OptionalName | None = None
    slug: str | None = Field(None, max_length=200)
    access: Room.Access | None = None
    powers: dict[Power, Who] | None = None


class Join(Schema, extra="forbid"):
    name: Name
    device: Ticket.Device


def url_of(room: Room) -> str:
    return f"{configuration.public_url}/{room.slug}"


@router.get("/rooms", response=answers(200, list[RoomOut], 401))
def my_rooms(request: HttpRequest) -> list[Room]:
    return list(Room.objects.of(signed_in(request)))


@router.post("/rooms", response=answers(200, RoomOut, 401, 409, 429))
def make_room(request: HttpRequest, asked: NewRoom) -> Room:
    owner = signed_in(request)
    room_limit.take(seeker(request))
    return actions.make_room(owner, name=asked.name, access=asked.access)


@router.get("/rooms/{slug}", response=answers(200, RoomFromOutside, 404, 429))
def look(request: HttpRequest, slug: str) -> dict[str, object]:
    user, room = visitor(request), access.room_at(slug, seeker=seeker(request))
    may_enter = access.may_enter(user, room)
    if room.is_live:
        look_limit.take(seeker(request))
    return {
        "slug": room.slug,
        "name": room.name,
        "access": room.access,
        "may": "enter" if may_enter else "sign_in",
        "is_owner": access.is_owner(user, room),
        "present": people_inside(room) if may_enter else [],
        "url": url_of(room),
        "livekit_url": livekit_url(request) if may_enter else "",
    }


@router.patch("/rooms/{slug}", response=answers(200, RoomOut, 401, 403, 404, 409, 429))
def change_room(request: HttpRequest, slug: str, asked: RoomChange) -> Room:
    owner = signed_in(request)
    room_limit.take(seeker(request))
    room = access.room_to_own(owner, slug, seeker=seeker(request))
    return actions.change_room(room, name=asked.name, slug=asked.slug, access=asked.access, powers=asked.powers)


@router.delete("/rooms/{slug}", response=answers(204, None, 401, 403, 404))
def delete_room(request: HttpRequest, slug: str) -> Status[None]:
    actions.delete_room(access.room_to_own(signed_in(request), slug, seeker=seeker(request)))
    return Status(204, None)


@router.post("/rooms/{slug}/join", response=answers(200, Entry, 401, 403, 404, 429), by_alias=True)
def join(request: HttpRequest, response: HttpResponse, slug: str, asked: Join) -> dict[str, object]:
    """The only door."""
    user = visitor(request)
    join_limit.take(seeker(request))
    mark = marked(request, response)
    room = access.room_to_enter(user, slug, seeker=seeker(request), mark=mark)
    ticket, pass_ = actions.issue_ticket(room, user=user, name=asked.name, device=asked.device, mark=mark)
    return open_door(ticket, pass_, request)
