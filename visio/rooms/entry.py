"""What does a browser need to be inside? Everything in one answer, so that a click costs one request and one socket."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from visio.configuration import configuration
from visio.gateways import livekit
from visio.origins import livekit_url, push_url
from visio.rooms import access
from visio.rooms.access import Power
from visio.rooms.models import Ticket


class LiveKitOut(Schema):
    url: str
    single_peer_connection: bool
    # Without any there is nobody to ask for a way: browsers try LiveKit's own addresses at once.
    relays: bool


class PushOut(Schema):
    url: str


class EnteredRoom(Schema):
    slug: str
    name: str


class Entry(Schema):
    """Answer it `by_alias`. `pass` is the secret to show our API and push; `ticket` is for LiveKit and soon too old to connect with."""

    identity: str
    pass_: str = Field(alias="pass")
    ticket: str
    role: Ticket.Role
    # May decide who comes in, and hears who waits.
    admits: bool
    livekit: LiveKitOut
    push: PushOut
    room: EnteredRoom


def attributes_of(ticket: Ticket) -> dict[str, str]:
    """What everyone inside is told of its holder. Only we write it: LiveKit lets nobody change their own."""
    return {
        "role": ticket.role,
        "verified": "yes" if ticket.user else "no",
        "organisation": str(ticket.user.organisation or "") if ticket.user else "",
        "device": ticket.device,
    }


def open_door(ticket: Ticket, pass_: str, request: HttpRequest) -> dict[str, object]:
    """Writes the way in for who holds this ticket."""
    room = ticket.room
    return {
        "identity": ticket.identity,
        "pass": pass_,
        "ticket": livekit.write_ticket(
            room=room.livekit_name,
            identity=ticket.identity,
            name=ticket.name,
            attributes=attributes_of(ticket),
            sources=access.sources_of(ticket),
            visit=ticket.visit,
            seconds=configuration.ticket_seconds,
        ),
        "role": ticket.role,
        "admits": access.has(ticket, Power.ADMIT),
        "livekit": {
            "url": livekit_url(request),
            "single_peer_connection": configuration.single_peer_connection,
            "relays": configuration.has_relays,
        },
        "push": {"url": push_url(request)},
        "room": {"slug": room.slug, "name": room.name},
    }
