"""Who may? The door of every room, and the table of who may do what inside: each function returns what was asked for, or refuses."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from visio.configuration import configuration
from visio.errors import Refused
from visio.limits import Limit
from visio.people.access import seeker as seeker_of
from visio.people.access import signed_in
from visio.people.models import User
from visio.rooms.bans import Ban
from visio.rooms.models import Member, Room, Ticket

Way = Literal["enter", "knock", "sign_in", "locked", "no"]

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
    Power.CAPTIONS: (*_HOSTING, Who.SIGNED_IN, Who.EVERYONE, Who.NOBODY),
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
    """Inside, the ticket alone says so: whoever is a host no more is none, whatever they are named on the room.

    `fitting.TICKET_HOSTS` says the same in SQL, and `fitting.TICKET_ADMITS` who has the power to admit."""
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
    """The owner, and whom they named a host."""
    if user is None or not user.is_active:
        return False
    return is_owner(user, room) or is_named_host(user, room)


def is_named_host(user: User, room: Room) -> bool:
    return room.members.filter(email=user.email, role=Member.Role.HOST).exists()


def may_admit(user: User, room: Room) -> bool:
    """From elsewhere in the product; whoever is inside does with the power on their ticket."""
    return may_host(user, room) and (is_owner(user, room) or powers_of(room)[Power.ADMIT] != Who.OWNER)


def ban_of(room: Room, *, user: User | None, mark: str, name: str = "", address: str = "") -> Ban | None:
    """What shuts somebody out until the meeting is over, or until a host admits them. Nobody shuts the owner out."""
    if is_owner(user, room):
        return None
    bans = Ban.objects.against(room, user=user, mark=mark, name=name, address=address)
    return next(iter(bans.order_by("may_knock")[:1]), None)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who stands at a door, and all that they can be known again by."""

    user: User | None
    name: str
    device: str
    # The sign-in they came with; what comes of it ends with it.
    sign_in: int | None = None
    # Where from, by network; the place in the lobby they hold; the digest of their browser's mark.
    address: str = ""
    secret: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Host:
    """Who decides at a door: by their name to the others, by their reference in the audit trail."""

    name: str
    reference: str


def room_to_admit(request: HttpRequest, slug: str, *, as_host: bool = False) -> tuple[Room, Host]:
    """The room, and who decides who comes in: inside with their pass, anywhere else in the product by their session.

    `as_host`: even where anybody signed in may admit, this is for a host."""
    room = room_at(slug, seeker=seeker_of(request))
    if pass_ := shown_secret(request):
        ticket = ticket_of(pass_)
        is_inside = ticket.room_id == room.pk and not ticket.left_at and fits(ticket)
        if is_inside and has(ticket, Power.ADMIT) and (hosts(ticket) or not as_host):
            return room, Host(ticket.name, ticket.reference)
    elif may_admit(user := signed_in(request), room):
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
    if user is None:
        return Ticket.Role.GUEST
    if is_owner(user, room):
        return Ticket.Role.OWNER
    return Ticket.Role.HOST if is_named_host(user, room) else Ticket.Role.PARTICIPANT


def ticket_of(pass_: str) -> Ticket:
    """The ticket this pass belongs to, with its room and its holder's account."""
    known = Ticket.objects.recent().select_related("room", "user", "sign_in")
    ticket = known.filter(pass_digest=digest(pass_)).first()
    if ticket and not ticket.is_ended:
        return ticket
    if ticket is None or not ticket.removed_by:
        raise Refused("pass.invalid")
    ban = ban_of(ticket.room, user=ticket.user, mark=ticket.mark)
    raise Refused("meeting.sent_back" if ban and ban.may_knock else "meeting.removed")


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
