"""Who is inside already, and does a recorder listen? Asked of LiveKit, which knows best, and only when the room is live."""

from __future__ import annotations

from visio.errors import Unavailable
from visio.gateways import livekit
from visio.gateways.livekit import Inside
from visio.rooms.models import Room

MOST_SHOWN = 50


def inside(room: Room) -> list[Inside]:
    """In order of arrival. Nobody when LiveKit does not answer: that never keeps the door's page from opening."""
    if not room.is_live:
        return []
    try:
        return sorted(livekit.everybody_in(room.livekit_name), key=lambda each: each.joined_at)
    except Unavailable:
        return []


def names_of(people: list[Inside]) -> list[dict[str, str]]:
    return [{"name": each.name} for each in people if not each.is_machine][:MOST_SHOWN]


def recorded(room: Room, people: list[Inside]) -> dict[str, object]:
    """What the recorder inside says that it keeps; without one, what is kept of each meeting here by itself."""
    for each in people:
        if each.is_recorder:
            return {"mode": each.attributes.get("mode", "video"), "wants_words": each.attributes.get("words") == "yes"}
    return {"mode": room.records, "wants_words": room.records_words}
