"""Who may? The door of every room: each function returns what was asked for, or refuses."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from visio.configuration import configuration
from visio.errors import Refused
from visio.limits import Limit
from visio.people.access import seeker as seeker_of
from visio.people.access import signed_in
from visio.people.models import User
from visio.rooms.models import Member, Room, Ticket

Way = Literal["enter", "knock", "sign_in", "locked", "no"]

# Whom the role on their ticket makes a host, whoever they are.
HOSTING = {Ticket.Role.OWNER}

# Misses are what somebody has who tries addresses; the right ones are not counted. A whole office that follows an old link
# stays below, and whoever guesses needs centuries for one of 26¹⁰ addresses.
misses = Limit(burst=200, per_second=1)


def room_at(slug: str, *, seeker: str) -> Room:
    """The room at this address; a `seeker` (see `people.access.seeker`) who missed too often has to wait before the next try."""
    misses.check(seeker)
    if room := Room.objects.at(slug):
        return room
    misses.take(seeker)
    raise Refused("room.not_found")


def may_enter(user: User | None, room: Room) -> bool:
    """Without asking anybody."""
    if room.access == Room.Access.OPEN:
        return True
    if user is None or not user.is_active:
        return False
    return room.access == Room.Access.SIGNED_IN or is_named(user, room)


def is_named(user: User, room: Room) -> bool:
    """On the room: as its owner, by their e-mail, or by its domain."""
    if is_owner(user, room) or room.members.filter(email=user.email).exists():
        return True
    return room.email_domains.filter(domain=user.email.rpartition("@")[2]).exists()


def fits(ticket: Ticket) -> bool:
    """Would the door let its holder in today? As `fitting.FITS`, which says the same in SQL."""
    if may_enter(ticket.user, ticket.room):
        return True
    is_let_in = ticket.admitted_at is not None and ticket.left_at is None
    return is_let_in and ticket.room.access == Room.Access.KNOCK


def may_come_back(ticket: Ticket) -> bool:
    """Who lost the line does, into a locked room too; who left it comes by the door."""
    return fits(ticket) and (ticket.left_at is None or not ticket.room.is_locked or hosts(ticket))


def way_in(user: User | None, room: Room) -> Way:
    if room.is_locked and not may_host(user, room):
        return "locked"
    if may_enter(user, room):
        return "enter"
    if room.access == Room.Access.KNOCK:
        return "knock"
    return "no" if user else "sign_in"


def shut(way: Way) -> Refused:
    """Why there is no way in."""
    return Refused({"locked": "room.locked", "no": "room.members_only"}.get(way, "signin.required"))


def may_host(user: User | None, room: Room) -> bool:
    """Decides who comes in: the owner, and whom they named a host."""
    if user is None or not user.is_active:
        return False
    return is_owner(user, room) or room.members.filter(email=user.email, role=Member.Role.HOST).exists()


def hosts(ticket: Ticket) -> bool:
    """So does whoever is inside as a host. `fitting.TICKET_HOSTS` says the same in SQL."""
    return ticket.role in HOSTING or may_host(ticket.user, ticket.room)


@dataclass(frozen=True, slots=True)
class Host:
    """Who decides at a door: by their name to the others, by their reference in the audit trail."""

    name: str
    reference: str


def room_to_host(request: HttpRequest, slug: str) -> tuple[Room, Host]:
    """The room, and who hosts it: inside with their pass, anywhere else in the product by their session."""
    room = room_at(slug, seeker=seeker_of(request))
    if pass_ := shown_secret(request):
        ticket = ticket_of(pass_)
        if ticket.room_id == room.pk and not ticket.left_at and fits(ticket) and hosts(ticket):
            return room, Host(ticket.name, ticket.reference)
    elif may_host(user := signed_in(request), room):
        return room, Host(str(user), user.reference)
    raise Refused("room.host_only")


def shown_secret(request: HttpRequest) -> str:
    """What the browser shows beside, or instead of, its session: a pass, or what holds its place in a lobby."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def room_to_own(user: User, slug: str, *, seeker: str) -> Room:
    room = room_at(slug, seeker=seeker)
    if is_owner(user, room):
        return room
    raise Refused("room.owner_only")


def is_owner(user: User | None, room: Room) -> bool:
    return user is not None and user.pk == room.owner_id


def role_in(room: Room, user: User | None) -> Ticket.Role:
    if is_owner(user, room):
        return Ticket.Role.OWNER
    return Ticket.Role.PARTICIPANT if user else Ticket.Role.GUEST


def ticket_of(pass_: str) -> Ticket:
    """The ticket this pass belongs to, with its room and its holder's account."""
    if ticket := Ticket.objects.good().select_related("room", "user").filter(pass_digest=digest(pass_)).first():
        return ticket
    raise Refused("pass.invalid")


def digest(pass_: str) -> str:
    """A pass is 256 random bits, so a plain hash keeps it as well as a slow one."""
    return hashlib.sha256(pass_.encode()).hexdigest()


def is_bridge(request: HttpRequest) -> bool:
    """Is it the telephone bridge that asks? Without a secret for it there is none, and nothing to ask."""
    if not (secret := configuration.telephone_secret.get_secret_value()):
        raise Refused("api.unknown_address")
    if not constant_time_compare(shown_secret(request), secret):
        raise Refused("telephone.untrusted")
    return True
