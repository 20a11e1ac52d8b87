"""One rule, three readers: the door in Python, our queries, and push say the same of every ticket."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import connection
from django.utils import timezone

from visio.people.models import User
from visio.push.feeds import Hearing, What
from visio.rooms import access
from visio.rooms.access import Power
from visio.rooms.fitting import HOSTS
from visio.rooms.models import EmailDomain, Member, Room, Ticket
from visio.testing.loops import complete
from visio.testing.push import feed_of_tests

PEOPLE = ("nobody", "somebody", "closed", "owner", "host", "member", "of_domain", "near_domain")


@pytest.fixture
def tickets(transactional_db: None) -> list[Ticket]:
    """Of everybody, for every kind of room: admitted, left, revoked or not."""
    accounts: dict[str, User | None] = {
        name: User.objects.create(email=f"{name}@example.com", is_active=name != "closed") for name in PEOPLE[1:]
    }
    accounts["nobody"] = None
    for name, email in (("of_domain", "one@named.example"), ("near_domain", "named.example@named.example.net")):
        User.objects.filter(email=f"{name}@example.com").update(email=email)
    made: list[Ticket] = []
    now = timezone.now()
    owner = accounts["owner"]
    assert owner
    for level, admitters in product(Room.Access.values, ("", "owner", "hosts", "signed_in")):
        room = Room.objects.create(owner=owner, slug=f"{level}-{admitters}", access=level)
        Member.objects.create(room=room, email="host@example.com", role="host")
        Member.objects.create(room=room, email="member@example.com")
        Member.objects.create(room=room, email="closed@example.com")
        EmailDomain.objects.create(room=room, domain="named.example")
        room.powers = {"admit": admitters} if admitters else {}
        room.save()
        for name, admitted, left, revoked in product(PEOPLE, (None, now), (None, now), (None, now)):
            count = len(made)
            made.append(
                Ticket(
                    room=room,
                    user=accounts[name],
                    identity=f"p-{count}",
                    pass_digest=f"digest {count}",
                    role=access.role_in(room, accounts[name]),
                    admitted_at=admitted,
                    left_at=left,
                    revoked_at=revoked,
                )
            )
    Ticket.objects.bulk_create(made)
    return list(Ticket.objects.select_related("room", "user"))


def test_the_door_our_queries_and_push_agree(tickets: list[Ticket]) -> None:
    fitting = {each.pk for each in tickets if access.fits(each) and not each.revoked_at}
    shut_out = set(Ticket.objects.shut_out().values_list("pk", flat=True))
    assert shut_out == {each.pk for each in tickets} - fitting
    inside = {each.pass_digest for each in tickets if each.pk in fitting and not each.left_at}
    hosting = {each.pass_digest for each in tickets if each.pass_digest in inside and access.hosts(each)}
    admitting = {each.pass_digest for each in tickets if each.pass_digest in inside and access.has(each, Power.ADMIT)}
    heard_inside = heard("meeting", tickets)
    assert {*heard_inside} == inside
    assert {digest for digest, hearing in heard_inside.items() if HOSTS in hearing.ears} == hosting
    assert {*heard("lobby", tickets)} == admitting
    assert 0 < len(hosting) < len(inside) < len(fitting) < len(tickets)
    assert hosting - admitting and admitting - hosting


def heard(what: What, tickets: list[Ticket]) -> dict[str, Hearing]:
    async def ask() -> dict[str, Hearing]:
        feed = feed_of_tests()
        try:
            return await feed.hearings(what, [each.pass_digest for each in tickets])
        finally:
            await feed.close()

    connection.close()
    return complete(ask())
