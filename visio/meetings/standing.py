"""How does each person inside stand? What LiveKit lets them send and what everybody is told of them, made as our rows say.

Always by the server, and only where something differs: as somebody enters, when the table of who may do what or a role
changes, and at each periodic look. Who comes with a ticket from before is put right as they enter.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from visio.errors import Unavailable
from visio.gateways import livekit
from visio.gateways.livekit import Inside
from visio.people.lookalikes import look_alike
from visio.rooms.access import RANK, hosts, sources_of
from visio.rooms.entry import attributes_of
from visio.rooms.models import Room, Ticket

HOSTING = [role for role, rank in RANK.items() if rank >= RANK[Ticket.Role.HOST]]


def put_right(channel: str, people: Iterable[Inside]) -> None:
    """Not inside a transaction."""
    there = {person.identity: person for person in people}
    tickets = list(
        Ticket.objects.select_related("room__owner", "user").filter(room__livekit_name=channel, identity__in=there)
    )
    names = _names_of_hosts(tickets[0].room) if tickets else []
    for ticket in tickets:
        person = there[ticket.identity]
        sources, attributes = sources_of(ticket), attributes_of(ticket) | {"lookalike": _lookalike(ticket, names)}
        is_told = all(person.attributes.get(key, "") == value for key, value in attributes.items())
        if not is_told or (person.sources is not None and person.sources != frozenset(sources)):
            livekit.allow(channel, ticket.identity, sources=sources, attributes=attributes)


def put_all_right(channel: str) -> None:
    """Now, if LiveKit answers; if not, the periodic look does it."""
    with suppress(Unavailable):
        put_right(channel, livekit.people_in(channel))


def put_newcomer_right(channel: str, person: Inside) -> None:
    """A host who comes brings a name that others inside may be too close to."""
    if person.attributes.get("role") in HOSTING:
        put_all_right(channel)
        return
    with suppress(Unavailable):
        put_right(channel, [person])


def _names_of_hosts(room: Room) -> list[tuple[int | None, str]]:
    """Whose account, and the name."""
    inside = Ticket.objects.filter(room=room, role__in=HOSTING, revoked_at=None, left_at=None)
    return [(room.owner_id, room.owner.name), *inside.values_list("user", "name")]


def _lookalike(ticket: Ticket, names: list[tuple[int | None, str]]) -> str:
    """`yes` for who is no host and has a name that could be taken for one's."""
    if hosts(ticket):
        return ""
    others = (name for user, name in names if name and (user is None or user != ticket.user_id))
    return "yes" if any(look_alike(ticket.name, name) for name in others) else ""
