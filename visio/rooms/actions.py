"""What can be done with a room?"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from visio.errors import Refused, Unavailable
from visio.gateways import livekit
from visio.people.actions import introduce
from visio.people.models import User
from visio.rooms import address
from visio.rooms.access import Power, Who, checked_powers, digest, role_in
from visio.rooms.models import Address, Room, Ticket

# More than anybody goes through, and too few to hold many names for oneself.
MOST_ROOMS = 500


def make_room(owner: User, *, name: str = "", access: str = Room.Access.OPEN) -> Room:
    """A room at the address its name makes, or at one drawn by chance when it has no name that letters can spell."""
    if Room.objects.filter(owner=owner).count() >= MOST_ROOMS:
        raise Refused("room.too_many", most=MOST_ROOMS)
    slug = _spelled(name) or address.draw()
    with transaction.atomic():
        room = Room.objects.create(owner=owner, name=name, access=access, slug=slug)
        _take(slug, room)
    return room


def change_room(
    room: Room,
    *,
    name: str | None = None,
    slug: str | None = None,
    access: str | None = None,
    powers: Mapping[Power, Who] | None = None,
) -> Room:
    """Its old addresses go on leading to it. What `powers` does not name stays as it is; `meetings` applies them inside."""
    room.powers = {**room.powers, **checked_powers(powers or {})}
    room.name = room.name if name is None else name
    room.access = room.access if access is None else access
    room.slug = room.slug if slug is None else address.fold(slug)
    with transaction.atomic():
        if slug is not None:
            _take(room.slug, room)
        room.save(update_fields=["name", "access", "slug", "powers"])
    return room


def delete_room(room: Room) -> None:
    """The address answers 404, every pass is worthless, and the call ends.

    The row goes first, locked so that no ticket comes between: whoever tries to come back meanwhile finds no room. When
    LiveKit does not answer, the periodic look at it (`meetings/jobs.py`) ends the call.
    """
    with transaction.atomic():
        for here in Room.objects.select_for_update().filter(pk=room.pk):
            here.delete()
    with suppress(Unavailable):
        livekit.close_room(room.livekit_name)


def issue_ticket(room: Room, *, user: User | None, name: str, device: str, mark: str = "") -> tuple[Ticket, str]:
    """The ticket, and the pass that only its holder will know."""
    pass_ = secrets.token_urlsafe(32)
    ticket = Ticket(
        room=room,
        user=user,
        identity=f"p-{secrets.token_urlsafe(12)}",
        pass_digest=digest(pass_),
        name=name,
        role=role_in(room, user),
        device=device,
        visit=draw_visit(),
        mark=mark,
    )
    with _room_at_livekit(room):
        ticket.save(force_insert=True)
    if user:
        introduce(user, name=name)
    return ticket, pass_


def renew_ticket(ticket: Ticket) -> Ticket:
    """Somebody lost the line, or left, and comes back: same identity, same pass, and what LiveKit got before is void.

    Revoked meanwhile, it stays so.
    """
    ticket.visit = draw_visit()
    with _room_at_livekit(ticket.room):
        here = Ticket.objects.filter(pk=ticket.pk)
        if here.filter(revoked_at=None).update(issued_at=timezone.now(), left_at=None, visit=ticket.visit):
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


def revoke_ticket(ticket: Ticket) -> None:
    ticket.revoked_at = timezone.now()
    ticket.save(update_fields=["revoked_at"])


def _spelled(name: str) -> str:
    try:
        return address.fold(name) if name else ""
    except Refused as refused:
        if refused.code == "room.address_invalid":
            return ""
        raise


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
