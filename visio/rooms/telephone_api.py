"""How do hosts learn what to dial, and how does the telephone bridge find the room? A host by session or pass, the bridge by its
own secret."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from visio.configuration import configuration
from visio.errors import answers
from visio.limits import Limit
from visio.people.access import seeker
from visio.rooms import access, pin
from visio.rooms.lobby_api import by_pass_or_page
from visio.rooms.models import Room

router = Router(tags=["telephone"])

renewal_limit = Limit(burst=20, per_second=1 / 60)


class TelephoneOut(Schema):
    """What to dial; both empty where nobody can telephone, or into this room."""

    number: str
    pin: str


class Dialled(Schema, extra="forbid"):
    """`caller` is whom the bridge knows the call by, best the number it comes from: their tries are counted by it."""

    pin: str = Field(pattern=r"^[0-9]{10}$")
    caller: str = Field(min_length=1, max_length=64)


class RoomBehindPin(Schema):
    """The name is empty where one has to be let in first."""

    slug: str
    name: str


@router.get("/rooms/{slug}/telephone", response=answers(200, TelephoneOut, 401, 403, 404, 429))
def how_to_dial(request: HttpRequest, slug: str) -> dict[str, str]:
    room, _ = access.room_to_admit(request, slug, as_host=True)
    return dialled(room)


@router.post(
    "/rooms/{slug}/telephone/pin", auth=by_pass_or_page, response=answers(200, TelephoneOut, 401, 403, 404, 429)
)
def renew_pin(request: HttpRequest, slug: str) -> dict[str, str]:
    """The old one leads nowhere from then on."""
    renewal_limit.take(seeker(request))
    room, host = access.room_to_admit(request, slug, as_host=True)
    return dialled(pin.renew(room, by=host.reference))


@router.post("/telephone/pin", auth=access.is_bridge, response=answers(200, RoomBehindPin, 401, 404, 429))
def room_behind_pin(request: HttpRequest, asked: Dialled) -> dict[str, str]:
    """The bridge's secret in Authorization stands in for everything else; where none is set, nothing is here."""
    room = pin.room_behind(asked.pin, caller=asked.caller)
    return {"slug": room.slug, "name": room.name if access.may_enter(None, room) else ""}


def dialled(room: Room) -> dict[str, str]:
    number = configuration.telephone_number
    is_on = number and pin.takes_calls(room)
    return {"number": number, "pin": room.pin} if is_on else {"number": "", "pin": ""}
