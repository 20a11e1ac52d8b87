"""People come, go and end a meeting while its room is deleted: each is answered, and none waits for another in a circle."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import shuffle

import pytest
from django.db import connections
from django.utils import timezone

from visio.errors import Refused
from visio.gateways.livekit import Inside
from visio.meetings import actions, presence
from visio.people.models import User
from visio.rooms.access import Newcomer
from visio.rooms.actions import delete_room, issue_ticket, make_room, renew_ticket
from visio.rooms.models import Room, Ticket
from visio.testing.livekit import FakeLiveKit


def come_in(ticket: Ticket) -> None:
    person = Inside(ticket.identity, f"PA_{ticket.identity}", ticket.name, {}, timezone.now(), ticket.visit)
    presence.enter(ticket.room.livekit_name, person, room_sid="RM", at=timezone.now())


def answer(to: Callable[[], object]) -> str:
    """The refusal, if it is one; anything else that is raised fails the test."""
    try:
        to()
    except Refused as refused:
        return refused.code
    finally:
        connections.close_all()
    return ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(6))
def test_all_at_once(livekit: FakeLiveKit, turn: int) -> None:
    room = make_room(User.objects.create(email="alice@example.org", name="Alice"))
    join = partial(issue_ticket, room, Newcomer(None, name="Charlie", device="desktop"))
    tickets = [join()[0] for _ in range(5)]
    for ticket in tickets[:4]:
        come_in(ticket)
    wanted: list[Callable[[], object]] = [
        *[partial(actions.leave, ticket) for ticket in tickets[:3]],
        *[partial(renew_ticket, ticket) for ticket in tickets[:2]],
        partial(come_in, tickets[4]),
        partial(actions.end, by=tickets[0]),
        partial(delete_room, Room.objects.get(), by=room.owner),
        *[join] * 3,
    ]
    shuffle(wanted)
    with ThreadPoolExecutor(len(wanted)) as pool:
        assert {*pool.map(answer, wanted)} <= {"", "room.not_found", "pass.invalid"}
    assert not Room.objects.exists() and not Ticket.objects.exists() and livekit.rooms == {}
