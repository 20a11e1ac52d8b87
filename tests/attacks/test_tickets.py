"""Tickets that were forged, borrowed or kept (classes 1, 2, 30): the real SFU takes ours, for one room, as long as the door would."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from tests.attacks.conftest import RawClient
from visio.configuration import configuration
from visio.gateways import livekit
from visio.gateways.twirp import NotThere
from visio.rooms.actions import revoke_ticket
from visio.rooms.models import Room, Ticket
from visio.testing.people import Browser
from visio.testing.seat import tell
from visio.testing.sfu import RealLiveKit, eventually

SECRET = configuration.livekit_signing_secret


def claims_of(ticket: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(ticket, SECRET, algorithms=["HS256"])
    return claims


def resigned(ticket: str, *, secret: str = "another secret of thirty-two letters", **changed: object) -> str:
    return jwt.encode(claims_of(ticket) | changed, secret, algorithm="HS256")


def rewritten(ticket: str, **changed: object) -> str:
    """Other claims under the old signature."""
    head, _, signature = ticket.split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims_of(ticket) | changed).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{signature}"


FORGED: dict[str, Callable[[str], str]] = {
    "signed by somebody else": lambda ticket: resigned(ticket),
    "not signed": lambda ticket: jwt.encode(claims_of(ticket), "", algorithm="none"),
    "signature cut off": lambda ticket: ticket.rpartition(".")[0] + ".",
    "signed with the name of the key": lambda ticket: resigned(
        ticket, secret=configuration.livekit_key.ljust(32, "\0")
    ),
    "another issuer": lambda ticket: resigned(ticket, secret=SECRET, iss="another"),
    "too old": lambda ticket: resigned(ticket, secret=SECRET, nbf=int(time.time()) - 900, exp=int(time.time()) - 300),
    "not yet": lambda ticket: resigned(ticket, secret=SECRET, nbf=int(time.time()) + 900, exp=int(time.time()) + 990),
    "rewritten to a host's": lambda ticket: rewritten(ticket, video={**claims_of(ticket)["video"], "roomAdmin": True}),
    "rewritten for every room": lambda ticket: rewritten(ticket, video={**claims_of(ticket)["video"], "room": "*"}),
    "rewritten unseen": lambda ticket: rewritten(ticket, video={**claims_of(ticket)["video"], "hidden": True}),
    "a pass": lambda _: "never-a-ticket",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_forged_ticket_opens_nothing(
    sfu: RealLiveKit, alice: Browser, charlie: Browser, forge: Callable[[str], str]
) -> None:
    entry = charlie.join(alice.make_room(), name="Charlie")
    with pytest.raises(NotThere):
        sfu.enter(forge(entry["ticket"]))
    assert livekit.people_in(Room.objects.get().livekit_name) == []


def test_a_ticket_is_for_one_room_by_its_whole_name(alice: Browser, charlie: Browser) -> None:
    rooms = [claims_of(charlie.join(alice.make_room(), name="Charlie")["ticket"])["video"]["room"] for _ in range(3)]
    assert len(set(rooms)) == 3 and all(name.isalnum() and len(name) == 32 for name in rooms)


def test_the_ticket_of_somebody_put_out_lets_them_in_for_two_seconds_at_most(
    sfu: RealLiveKit, alice: Browser, charlie: Browser
) -> None:
    slug = alice.make_room()
    RawClient(sfu, alice.join(slug))
    entry = charlie.join(slug, name="Charlie")
    RawClient(sfu, entry)
    channel, identity = Room.objects.get().livekit_name, entry["identity"]
    revoke_ticket(Ticket.objects.get(identity=identity))
    livekit.remove(channel, identity)
    began = time.monotonic()
    sfu.enter(entry["ticket"])

    def is_out() -> bool:
        tell(sfu)
        return identity not in {person.identity for person in livekit.people_in(channel)}

    assert eventually(is_out, within=2)
    assert time.monotonic() - began < 2
    charlie.post("/meeting/rejoin", pass_=entry["pass"], status=401)


def test_the_ticket_of_a_meeting_that_was_ended_opens_nothing(
    sfu: RealLiveKit, alice: Browser, charlie: Browser
) -> None:
    slug = alice.make_room()
    hers, his = alice.join(slug), charlie.join(slug, name="Charlie")
    RawClient(sfu, hers)
    alice.post("/meeting/end", pass_=hers["pass"], status=204)
    with pytest.raises(NotThere):
        sfu.enter(his["ticket"])
