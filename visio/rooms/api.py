"""How does the browser ask about rooms? Mine, one by its address, and the door."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field, StrictBool

from visio.configuration import configuration
from visio.errors import answers
from visio.limits import Limit, address_of
from visio.media import Mode
from visio.origins import livekit_url, lobby_push_url
from visio.people.access import seeker, sign_in_of, signed_in, visitor
from visio.people.email import Domain, Email
from visio.people.names import Name, OptionalName
from visio.rooms import access, actions
from visio.rooms.access import Newcomer, Power, Way, Who
from visio.rooms.actions import Records
from visio.rooms.entry import Entry, PushOut, open_door
from visio.rooms.inside import inside, names_of, recorded
from visio.rooms.lobby import Place
from visio.rooms.mark import marked
from visio.rooms.models import Room, Ticket

router = Router(tags=["rooms"])

# On one room; a ministry is a domain.
MOST_NAMED = 500

# A whole ministry may stand behind one address and start its day at nine.
join_limit = Limit(burst=300, per_second=30)
# At one door, from everywhere: more than come to any meeting at once, and few enough that a flood from many networks stays there.
door_limit = Limit(burst=5000, per_second=200)
# Each look at a live room asks LiveKit, and a waiting page looks every so often.
look_limit = Limit(burst=600, per_second=60)
# By account: names are for those who use them, and nobody learns by trying which are taken.
room_limit = Limit(burst=60, per_second=1 / 60)


class MemberIO(Schema, extra="forbid"):
    email: Email
    # As `Member.Role`, which has the name of a ticket's role in the document.
    role: Literal["host", "member"]


class RecordsIO(Schema, extra="forbid"):
    """Recorded by itself, whoever is inside: nothing, while `mode` is empty."""

    mode: Mode | Literal[""]
    wants_words: StrictBool


class RoomOut(Schema):
    slug: str
    name: str
    access: Room.Access
    url: str
    last_used_at: datetime | None
    is_live: bool
    created_at: datetime
    members: list[MemberIO]
    email_domains: list[str]
    powers: dict[Power, Who]
    records: RecordsIO

    @staticmethod
    def resolve_records(room: Room) -> dict[str, object]:
        return {"mode": room.records, "wants_words": room.records_words}

    @staticmethod
    def resolve_powers(room: Room) -> dict[Power, Who]:
        return access.powers_of(room)

    @staticmethod
    def resolve_url(room: Room) -> str:
        return url_of(room)

    @staticmethod
    def resolve_members(room: Room) -> list[dict[str, str]]:
        return [{"email": member.email, "role": member.role} for member in room.members.all()]

    @staticmethod
    def resolve_email_domains(room: Room) -> list[str]:
        return [named.domain for named in room.email_domains.all()]


class Present(Schema):
    name: str


class RoomFromOutside(Schema):
    """What anybody with the address may know; who is inside, only those who may enter."""

    slug: str
    name: str
    access: Room.Access
    may: Way
    is_owner: bool
    present: list[Present]
    # A recorder is inside: told before one enters. And what it records, or what is recorded here by itself.
    is_recorded: bool
    records: RecordsIO
    url: str
    # Where the meeting will be, so that the way there is warm before the click; empty for those who may not enter.
    livekit_url: str


class NewRoom(Schema, extra="forbid"):
    name: OptionalName = ""
    # Missing: what they prefer for new rooms.
    access: Room.Access | None = None


class RoomChange(Schema, extra="forbid"):
    """What is missing stays as it is."""

    name: OptionalName | None = None
    slug: str | None = Field(None, max_length=200)
    access: Room.Access | None = None
    members: list[MemberIO] | None = Field(None, max_length=MOST_NAMED)
    email_domains: list[Domain] | None = Field(None, max_length=MOST_NAMED)
    powers: dict[Power, Who] | None = None
    records: RecordsIO | None = None


class Join(Schema, extra="forbid"):
    name: Name
    device: Ticket.Device


class PlaceOut(Schema):
    """Answer it `by_alias`. The secret holds the place: shown in Authorization when asking again, and to push."""

    place_secret: str
    number: int
    position: int
    cursor: int
    push: PushOut


class Waiting(Schema):
    knock: PlaceOut


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
    way = access.way_in(user, room)
    may_enter = way == "enter"
    if room.is_live:
        look_limit.take(seeker(request))
    people = inside(room) if may_enter else []
    return {
        "slug": room.slug,
        # Who has to be let in sees no more than the link shows.
        "name": room.name if way in ("enter", "sign_in") else "",
        "access": room.access,
        "may": way,
        "is_owner": access.is_owner(user, room),
        "present": names_of(people),
        "is_recorded": any(each.is_recorder for each in people),
        "records": recorded(room, people),
        "url": url_of(room),
        "livekit_url": livekit_url(request) if may_enter else "",
    }


@router.patch("/rooms/{slug}", response=answers(200, RoomOut, 401, 403, 404, 409, 429))
def change_room(request: HttpRequest, slug: str, asked: RoomChange) -> Room:
    owner = signed_in(request)
    room_limit.take(seeker(request))
    room = access.room_to_own(owner, slug, seeker=seeker(request))
    return actions.change_room(
        room,
        by=owner,
        name=asked.name,
        slug=asked.slug,
        access=asked.access,
        members=None if asked.members is None else {member.email: member.role for member in asked.members},
        email_domains=asked.email_domains,
        powers=asked.powers,
        records=None if asked.records is None else Records(asked.records.mode, asked.records.wants_words),
    )


@router.delete("/rooms/{slug}", response=answers(204, None, 401, 403, 404))
def delete_room(request: HttpRequest, slug: str) -> Status[None]:
    owner = signed_in(request)
    actions.delete_room(access.room_to_own(owner, slug, seeker=seeker(request)), by=owner)
    return Status(204, None)


@router.post("/rooms/{slug}/join", response=answers(200, Entry, 401, 403, 404, 429) | {202: Waiting}, by_alias=True)
def join(request: HttpRequest, response: HttpResponse, slug: str, asked: Join) -> Status[dict[str, object]]:
    """The only door. Whoever has to wait gets a place, and comes again with its secret once they are admitted."""
    user = visitor(request)
    join_limit.take(seeker(request))
    room = access.room_at(slug, seeker=seeker(request))
    door_limit.take(room.reference)
    who = Newcomer(
        user=user,
        name=asked.name,
        device=asked.device,
        sign_in=sign_in_of(request),
        address=address_of(request),
        secret=access.shown_secret(request),
        mark=marked(request, response),
    )
    came = actions.come_in(room, who)
    return Status(202, _waiting(came, request)) if isinstance(came, Place) else Status(200, open_door(*came, request))


def _waiting(place: Place, request: HttpRequest) -> dict[str, object]:
    return {
        "knock": {
            "place_secret": place.secret,
            "number": place.knock.pk,
            "position": place.position,
            "cursor": place.cursor,
            "push": {"url": lobby_push_url(request)},
        }
    }
