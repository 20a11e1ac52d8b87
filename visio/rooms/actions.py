"""What can be done with a room?"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from visio.errors import Refused, Unavailable
from visio.gateways import livekit
from visio.media import Mode
from visio.people.actions import introduce
from visio.people.models import User
from visio.people.organisations import access_of_new_room
from visio.rooms import address, lobby, pin, refusals
from visio.rooms.access import Newcomer, Power, Who, ban_of, checked_powers, digest, role_in, shut, way_in
from visio.rooms.lobby import Place
from visio.rooms.models import Address, EmailDomain, Knock, Member, Room, Ticket
from visio.trail import VISIO, Act, note

# More than anybody goes through, and too few to hold many names for oneself.
MOST_ROOMS = 500


@dataclass(frozen=True, slots=True)
class Records:
    """What is recorded of each meeting in a room by itself: nothing, while `mode` is empty."""

    mode: Mode | Literal[""]
    wants_words: bool


def make_room(owner: User, *, name: str = "", access: str | None = None) -> Room:
    """A room at the address its name makes, or at one drawn by chance when it has no name that letters can spell."""
    if Room.objects.filter(owner=owner).count() >= MOST_ROOMS:
        raise Refused("room.too_many", most=MOST_ROOMS)
    slug = _spelled(name) or address.draw()
    with transaction.atomic():
        access = access or access_of_new_room(owner)
        room = Room.objects.create(owner=owner, name=name, access=access, slug=slug, pin=pin.draw_free())
        _take(slug, room)
        note(Act.ROOM_MADE, by=owner, on=room, why=room.access)
    return room


def change_room(
    room: Room,
    *,
    by: User,
    name: str | None = None,
    slug: str | None = None,
    access: str | None = None,
    members: Mapping[str, str] | None = None,
    email_domains: Iterable[str] | None = None,
    powers: Mapping[Power, Who] | None = None,
    records: Records | None = None,
) -> Room:
    """Its old addresses go on leading to it. Who may come in is decided again for those who wait and for those inside; what
    `powers` does not name stays as it is, and `meetings` applies them inside."""
    given = {"name": name, "slug": slug, "access": access, "members": members, "email_domains": email_domains}
    given["powers"] = powers
    changed = [f"access {access}" if what == "access" else what for what, to in given.items() if to is not None]
    if records is not None:
        changed.append(f"records {records.mode or 'nothing'}{' and words' if records.wants_words else ''}")
    with transaction.atomic():
        room = lobby.locked(room)
        was = room.access
        room.name = room.name if name is None else name
        room.access = was if access is None else access
        room.powers = {**room.powers, **checked_powers(powers or {})}
        if slug is not None:
            room.slug = address.fold(slug)
            _take(room.slug, room)
        if records is not None:
            room.records, room.records_words = records.mode, records.wants_words
        room.save(update_fields=["name", "access", "slug", "powers", "records", "records_words"])
        if members is not None:
            _name(room, members)
        if email_domains is not None:
            room.email_domains.all().delete()
            EmailDomain.objects.bulk_create([EmailDomain(room=room, domain=each) for each in sorted({*email_domains})])
        is_another_door = room.access != was or members is not None or email_domains is not None
        shut_out = lobby.decide_again(room, was=was) if is_another_door else []
        note(Act.ROOM_CHANGED, by=by, on=room, why=", ".join(changed))
    # Should LiveKit not answer, the periodic look puts them out.
    with suppress(Unavailable):
        for identity in shut_out:
            livekit.remove(room.livekit_name, identity)
    return room


def come_in(room: Room, who: Newcomer) -> tuple[Ticket, str] | Place:
    """Through the door, or to a place in its lobby, if they do not hold one already. Refuses whom neither is open to."""
    ban = ban_of(room, user=who.user, mark=who.mark, name=who.name, address=who.address)
    if ban and not ban.may_knock:
        raise Refused("room.blocked")
    held = lobby.place_of(room, who.secret)
    if held and lobby.lets_in(held, who.user):
        return issue_ticket(room, who, admitted=held)
    way = "knock" if ban else way_in(who.user, room)
    is_waiting = held is not None and held.state == Knock.State.WAITING
    if way == "enter":
        entered = issue_ticket(room, who)
        if is_waiting:
            lobby.cancel(room, secret=who.secret)
        return entered
    if way == "knock" or (is_waiting and way == "locked"):
        # No place when the door was changed just now: what is it like?
        return lobby.knock(room, who, is_sent_back=ban is not None) or come_in(lobby.as_it_is(room), who)
    # Who was refused is told so, whatever else has closed since.
    if held and way == "locked":
        refusals.refuse_refused(room, who)
    raise shut(way)


def delete_room(room: Room, *, by: User) -> None:
    """The address answers 404, every pass is worthless, and the call ends.

    The row goes first, locked so that no ticket comes between: whoever tries to come back meanwhile finds no room. When
    LiveKit does not answer, the periodic look at it (`meetings/jobs.py`) ends the call.
    """
    with transaction.atomic():
        for here in Room.objects.select_for_update().filter(pk=room.pk):
            note(Act.ROOM_DELETED, by=by, on=here)
            here.delete()
    with suppress(Unavailable):
        livekit.close_room(room.livekit_name)


def issue_ticket(room: Room, who: Newcomer, *, admitted: Knock | None = None) -> tuple[Ticket, str]:
    """The ticket, and the pass that only its holder will know. Of an admission there is one."""
    pass_ = secrets.token_urlsafe(32)
    ticket = Ticket(
        room=room,
        user=who.user,
        sign_in_id=who.sign_in,
        identity=f"p-{secrets.token_urlsafe(12)}",
        pass_digest=digest(pass_),
        name=who.name,
        role=role_in(room, who.user),
        device=who.device,
        admitted_at=timezone.now() if admitted else None,
        visit=draw_visit(),
        mark=who.mark,
    )
    with _room_at_livekit(room):
        _keep(ticket, admitted)
    if who.user:
        introduce(who.user, name=who.name)
    return ticket, pass_


@transaction.atomic
def _keep(ticket: Ticket, admitted: Knock | None) -> None:
    ticket.save(force_insert=True)
    if admitted:
        lobby.use_admission(admitted, ticket)
    note(Act.TICKET_ISSUED, by=ticket, on=ticket.room, why=ticket.role)


def renew_ticket(ticket: Ticket) -> Ticket:
    """Somebody lost the line, or left, and comes back: same identity, same pass, and what LiveKit got before is void.

    Revoked meanwhile, it stays so.
    """
    ticket.visit = draw_visit()
    with _room_at_livekit(ticket.room), transaction.atomic():
        here = Ticket.objects.filter(pk=ticket.pk)
        if here.filter(revoked_at=None).update(issued_at=timezone.now(), left_at=None, visit=ticket.visit):
            note(Act.TICKET_RENEWED, by=ticket, on=ticket.room, why=ticket.role)
            return ticket
        if here.exists():
            raise Refused("pass.invalid")
        raise Ticket.DoesNotExist


def draw_visit() -> str:
    """Names one ticket written for LiveKit. Others inside see it, and it opens nothing."""
    return secrets.token_urlsafe(9)


@contextmanager
def _room_at_livekit(room: Room) -> Iterator[None]:
    """LiveKit has the room (it forgets them when it restarts) before the row that needs it is written.

    The database takes no ticket for a room that was deleted meanwhile: then LiveKit's must not outlive it.
    """
    livekit.ensure_room(room.livekit_name)
    try:
        yield
    except (IntegrityError, Ticket.DoesNotExist) as gone:
        livekit.close_room(room.livekit_name)
        raise Refused("room.not_found") from gone


@transaction.atomic
def revoke_ticket(ticket: Ticket) -> None:
    ticket.revoked_at = timezone.now()
    ticket.save(update_fields=["revoked_at"])
    note(Act.TICKET_REVOKED, by=VISIO, on=ticket)


def _spelled(name: str) -> str:
    try:
        return address.fold(name) if name else ""
    except Refused as refused:
        if refused.code == "room.address_invalid":
            return ""
        raise


def _name(room: Room, members: Mapping[str, str]) -> None:
    """These and nobody else; the owner needs no naming. Whom that makes a host, or one no more, is so inside too."""
    were = _hosts_named_on(room)
    room.members.all().delete()
    named = {email: role for email, role in members.items() if email != room.owner.email}
    Member.objects.bulk_create([Member(room=room, email=email, role=role) for email, role in sorted(named.items())])
    are, inside = _hosts_named_on(room), Ticket.objects.filter(room=room)
    inside.filter(user__email__in=are - were, role=Ticket.Role.PARTICIPANT).update(role=Ticket.Role.HOST)
    inside.filter(user__email__in=were - are, role=Ticket.Role.HOST).update(role=Ticket.Role.PARTICIPANT)


def _hosts_named_on(room: Room) -> set[str]:
    return {*room.members.filter(role=Member.Role.HOST).values_list("email", flat=True)}


def _take(slug: str, room: Room) -> None:
    """The database decides who has an address. An old one can be had again by this room, or by the owner of a room that
    is gone; one that leads to a room stays with it."""
    key = slug.replace("-", "")
    try:
        with transaction.atomic():
            Address.objects.create(key=key, room=room, owner_id=room.owner_id)
    except IntegrityError as taken:
        free = Q(room=None) | Q(room=room)
        if not Address.objects.filter(free, key=key, owner_id=room.owner_id).update(room=room):
            raise Refused("room.address_taken") from taken
