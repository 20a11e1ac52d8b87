"""Who may? The door of every room: each function returns what was asked for, or refuses."""

from __future__ import annotations

import hashlib

from visio.errors import Refused
from visio.limits import Limit
from visio.people.models import User
from visio.rooms.models import Room, Ticket

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
    return room.access == Room.Access.OPEN or (user is not None and user.is_active)


def room_to_enter(user: User | None, slug: str, *, seeker: str) -> Room:
    room = room_at(slug, seeker=seeker)
    if may_enter(user, room):
        return room
    raise Refused("signin.required")


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
