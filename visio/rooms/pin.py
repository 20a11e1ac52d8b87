"""Which room does somebody mean who telephones? The one with the PIN they dial: ten digits, drawn by chance, its hosts' to tell.

A PIN is kept as it is: hosts have to see it again, and whoever reads the database finds the room's address beside it, which
leads to the same door. It leads no further than that door: what is behind it, the room's access decides.
"""

from __future__ import annotations

from django.db import transaction

from visio.errors import Refused
from visio.limits import Limit
from visio.rooms.access import may_enter, way_in
from visio.rooms.models import Room, draw_pin
from visio.trail import Act, Named, note

# Only misses count, as at addresses: who dials the right one is not held up by those who guess beside them. Of a thousand
# rooms, whoever guesses as fast as this from anywhere finds one in about a year, and then has to knock.
misses_of_one = Limit(burst=5, per_second=1 / 60)
misses_of_all = Limit(burst=120, per_second=1 / 3)
# Whole offices telephone at nine; more than that at one room is somebody who rings to disturb.
calls = Limit(burst=100, per_second=1)

ALL = "everybody"


def room_behind(pin: str, *, caller: str) -> Room:
    """A PIN that is nobody's and one of a room that takes no calls are answered alike, after the same one query."""
    misses_of_one.check(caller)
    misses_of_all.check(ALL)
    room = Room.objects.filter(pin=pin).first()
    if room and way_in(None, room) in ("enter", "knock"):
        calls.take(room.reference)
        return room
    misses_of_one.take(caller)
    misses_of_all.take(ALL)
    raise Refused("pin.unknown")


def takes_calls(room: Room) -> bool:
    """Whoever telephones is nobody we know: they come in as a guest, or knock as one."""
    return may_enter(None, room) or room.access == Room.Access.KNOCK


@transaction.atomic
def renew(room: Room, *, by: Named | str) -> Room:
    """Whoever knew the old one has nothing any more."""
    room.pin = draw_free()
    room.save(update_fields=["pin"])
    note(Act.PIN_RENEWED, by=by, on=room)
    return room


def draw_free() -> str:
    """Two who draw the same at the same moment: the database takes one of them."""
    while Room.objects.filter(pin=(drawn := draw_pin())).exists():
        pass
    return drawn
