"""Who may? The door of every room, and the table of who may do what inside: each function returns what was asked for, or refuses."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum

from visio.errors import Refused
from visio.limits import Limit
from visio.people.models import User
from visio.rooms.models import Ban, Room, Ticket

# Misses are what somebody has who tries addresses; the right ones are not counted. A whole office that follows an old link
# stays below, and whoever guesses needs centuries for one of 26¹⁰ addresses.
misses = Limit(burst=200, per_second=1)


class Power(StrEnum):
    """Something one may do inside."""

    MICROPHONE = "microphone"
    CAMERA = "camera"
    SHARE = "share"
    CHAT = "chat"
    PRIVATE_CHAT = "private_chat"
    REACTIONS = "reactions"
    HAND = "hand"
    RENAME = "rename"
    INVITE = "invite"
    CAPTIONS = "captions"
    ADMIT = "admit"
    MUTE = "mute"
    RECORD = "record"
    POLLS = "polls"
    LAYOUT = "layout"


class Who(StrEnum):
    """Each includes those after it; hosts are the owner and whom the owner or a host made one."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed_in"
    HOSTS = "hosts"
    OWNER = "owner"
    NOBODY = "nobody"


_OPEN = (Who.EVERYONE, Who.SIGNED_IN, Who.HOSTS)
_OPEN_OR_OFF = (*_OPEN, Who.NOBODY)
_HOSTING = (Who.HOSTS, Who.OWNER)

# Who may do what: for each power, to whom it can be given; the first is who has it where the room says nothing else.
TABLE: Mapping[Power, tuple[Who, ...]] = {
    Power.MICROPHONE: _OPEN,
    Power.CAMERA: _OPEN_OR_OFF,
    Power.SHARE: _OPEN_OR_OFF,
    Power.CHAT: _OPEN_OR_OFF,
    Power.PRIVATE_CHAT: _OPEN_OR_OFF,
    Power.REACTIONS: _OPEN_OR_OFF,
    Power.HAND: _OPEN_OR_OFF,
    Power.RENAME: _OPEN_OR_OFF,
    Power.INVITE: _OPEN,
    Power.CAPTIONS: _OPEN_OR_OFF,
    Power.ADMIT: (*_HOSTING, Who.SIGNED_IN),
    Power.MUTE: _HOSTING,
    Power.RECORD: (*_HOSTING, Who.NOBODY),
    Power.POLLS: (*_HOSTING, Who.SIGNED_IN, Who.EVERYONE),
    Power.LAYOUT: _HOSTING,
}

RANK = {Ticket.Role.GUEST: 0, Ticket.Role.PARTICIPANT: 1, Ticket.Role.HOST: 2, Ticket.Role.OWNER: 3}
_FROM_RANK = {Who.EVERYONE: 0, Who.SIGNED_IN: 1, Who.HOSTS: 2, Who.OWNER: 3, Who.NOBODY: 4}

# What LiveKit lets somebody send who has this power.
SOURCES = {
    Power.CAMERA: ("camera",),
    Power.MICROPHONE: ("microphone",),
    Power.SHARE: ("screen_share", "screen_share_audio"),
}


def powers_of(room: Room) -> dict[Power, Who]:
    """The whole table as it stands in this room."""
    return {power: Who(room.powers.get(power, whom[0])) for power, whom in TABLE.items()}


def has(ticket: Ticket, power: Power) -> bool:
    who = Who(ticket.room.powers.get(power, TABLE[power][0]))
    return RANK[Ticket.Role(ticket.role)] >= _FROM_RANK[who]


def with_power(ticket: Ticket, power: Power) -> Ticket:
    if has(ticket, power):
        return ticket
    raise Refused("meeting.not_allowed")


def hosts(ticket: Ticket) -> bool:
    return RANK[Ticket.Role(ticket.role)] >= RANK[Ticket.Role.HOST]


def outranks(ticket: Ticket, other: Ticket) -> bool:
    return RANK[Ticket.Role(ticket.role)] > RANK[Ticket.Role(other.role)]


def sources_of(ticket: Ticket) -> list[str]:
    """What LiveKit lets its holder send."""
    return [source for power, sources in SOURCES.items() if has(ticket, power) for source in sources]


def checked_powers(wanted: Mapping[Power, Who]) -> Mapping[Power, Who]:
    """Refuses to give a power to whom it cannot be given."""
    if all(who in TABLE[power] for power, who in wanted.items()):
        return wanted
    raise Refused("room.power_not_given")


def room_at(slug: str, *, seeker: str) -> Room:
    """The room at this address; a `seeker` (see `people.access.seeker`) who missed too often has to wait before the next try."""
    misses.check(seeker)
    if room := Room.objects.at(slug):
        return room
    misses.take(seeker)
    raise Refused("room.not_found")


def may_enter(user: User | None, room: Room) -> bool:
    return room.access == Room.Access.OPEN or (user is not None and user.is_active)


def room_to_enter(user: User | None, slug: str, *, seeker: str, mark: str = "") -> Room:
    room = room_at(slug, seeker=seeker)
    if not may_enter(user, room):
        raise Refused("signin.required")
    if is_blocked(room, user=user, mark=mark):
        raise Refused("room.blocked")
    return room


def is_blocked(room: Room, *, user: User | None, mark: str) -> bool:
    """From the meeting that goes on; without one nobody is, which a join outside of one need not ask the database for."""
    if not room.is_live or is_owner(user, room):
        return False
    return bool(Ban.objects.against(room, user=user, mark=mark).exists())


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
    ticket = Ticket.objects.recent().select_related("room", "user").filter(pass_digest=digest(pass_)).first()
    if ticket and not ticket.revoked_at:
        return ticket
    raise Refused("meeting.removed" if ticket and ticket.removed_by else "pass.invalid")


def digest(pass_: str) -> str:
    """A pass is 256 random bits, so a plain hash keeps it as well as a slow one."""
    return hashlib.sha256(pass_.encode()).hexdigest()
