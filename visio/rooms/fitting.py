"""Does a ticket still fit the door? The one rule in SQL, for our queries and for push; `access.fits` is the same in Python.

No Django here, so that push can read it. A test compares all three over every kind of room, person and ticket.
"""

from __future__ import annotations

# A pass serves this long after the last ticket made for it; rejoining makes a new one.
PASS_HOURS = 24

# An admission that nobody used is good for this long, and so is the place of who was told no, to hear of it.
DECISION_MINUTES = 60

# Hosts listen to a lobby with this ear, those who wait with this one and one of their own.
HOSTS, WAITING = "hosts", "waiting"

_NAMED = (
    "holder.id = room.owner_id"
    " OR EXISTS (SELECT 1 FROM rooms_member member WHERE member.room_id = room.id AND member.email = holder.email)"
    # An e-mail has one @: what is left without the domain, and the domain again, is the whole only if it ended so.
    " OR EXISTS (SELECT 1 FROM rooms_emaildomain named WHERE named.room_id = room.id"
    " AND replace(holder.email, '@' || named.domain, '') || '@' || named.domain = holder.email)"
)

# Of `rooms_ticket` beside its `room` and its `holder`, who may be nobody.
FITS = (
    "(room.access = 'open'"
    " OR holder.is_active IS TRUE AND (room.access = 'signed_in'"
    f" OR room.access IN ('knock', 'members') AND ({_NAMED}))"
    " OR room.access = 'knock' AND rooms_ticket.admitted_at IS NOT NULL AND rooms_ticket.left_at IS NULL)"
)

# As `access.hosts` decides it, of a ticket that fits; and as `access.has` does of the power to admit.
TICKET_HOSTS = "rooms_ticket.role IN ('owner', 'host')"
TICKET_ADMITS = (
    "CASE room.powers ->> 'admit' WHEN 'owner' THEN rooms_ticket.role = 'owner'"
    f" WHEN 'signed_in' THEN {TICKET_HOSTS} OR rooms_ticket.role = 'participant' ELSE {TICKET_HOSTS} END"
)

# Of `rooms_ticket` alone.
TICKET_FITS = (
    "EXISTS (SELECT 1 FROM rooms_room room LEFT JOIN people_user holder ON holder.id = rooms_ticket.user_id"
    f" WHERE room.id = rooms_ticket.room_id AND {FITS})"
)


def lobby_channel(livekit_name: str) -> str:
    """What those at a room's door, and its hosts, listen to."""
    return f"lobby:{livekit_name}"


def person_channel(user: int) -> str:
    """What a host listens to who is somewhere else in the product."""
    return f"person:{user}"
