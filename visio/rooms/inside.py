"""Who is inside already? Asked of LiveKit, which knows best, and only when the room is live."""

from __future__ import annotations

from visio.errors import Unavailable
from visio.gateways import livekit
from visio.rooms.models import Room

MOST_SHOWN = 50


def people_inside(room: Room) -> list[dict[str, str]]:
    """Names, in order of arrival. Nobody when LiveKit does not answer: that never keeps the door's page from opening."""
    if not room.is_live:
        return []
    try:
        inside = livekit.people_in(room.livekit_name)
    except Unavailable:
        return []
    return [{"name": each.name} for each in sorted(inside, key=lambda each: each.joined_at)[:MOST_SHOWN]]
