"""Whatever is asked in whatever order by whomever: nobody does what the table forbids, and LiveKit allows what our rows say."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from visio import limits
from visio.people.models import User
from visio.rooms.access import RANK, TABLE, Power, Who
from visio.rooms.models import Room, Ticket
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat

WHO_RANK = {Who.EVERYONE: 0, Who.SIGNED_IN: 1, Who.HOSTS: 2, Who.OWNER: 3, Who.NOBODY: 4}
PEOPLE = st.integers(0, 3)


@pytest.mark.django_db
def test_nobody_ever_does_what_the_table_forbids(livekit: FakeLiveKit) -> None:
    class Meeting(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.savepoint = transaction.atomic()
            self.savepoint.__enter__()
            livekit.restart()
            livekit.hooks.clear()
            limits.forget_all()
            alice = Browser(User.objects.create(email="a@example.org", name="Alice"))
            others = [Browser(User.objects.create(email=f"{n}@example.org", name=n)) for n in ("Bob", "Dan")]
            self.slug = alice.make_room()
            self.seats = [
                Seat(each, self.slug, livekit, name=name).enter()
                for each, name in zip([alice, *others, Browser()], ("Alice", "Bob", "Dan", "Gus"), strict=True)
            ]
            # Our own idea of what is true.
            self.rank = [3, 1, 1, 0]
            self.inside = [True] * 4
            self.powers: dict[Power, Who] = {power: whom[0] for power, whom in TABLE.items()}

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

        def asks(self, who: int, method: str, path: str, body: object, *, may: bool, good: int = 204) -> bool:
            limits.forget_all()
            seat = self.seats[who]
            if not self.inside[who]:
                seat.ask(method, path, body, status=401)
                return False
            seat.ask(method, path, body, status=good if may else 403)
            return may

        def has(self, who: int, power: Power) -> bool:
            return self.rank[who] >= WHO_RANK[self.powers[power]]

        @rule(who=PEOPLE, power=st.sampled_from(list(Power)), data=st.data())
        def change_a_power(self, who: int, power: Power, data: st.DataObject) -> None:
            to = data.draw(st.sampled_from(TABLE[power]))
            if self.asks(who, "PATCH", "/powers", {"powers": {power: to}}, may=self.rank[who] == 3, good=200):
                self.powers[power] = to

        @rule(who=PEOPLE, whom=PEOPLE, verb=st.sampled_from(["promote", "demote", "remove"]))
        def change_a_person(self, who: int, whom: int, verb: str) -> None:
            if not self.inside[whom]:
                return
            hosts, higher = self.rank[who] >= 2, self.rank[who] > self.rank[whom]
            may = hosts
            if verb == "remove":
                may = hosts and higher
            if verb == "demote" and self.rank[whom] >= 2:
                may = hosts and (higher or (who == whom and self.rank[who] == 2))
            body = {"identities": [self.seats[whom].identity]}
            if not self.asks(who, "POST", f"/{verb}", body, may=may, good=200 if verb == "remove" else 204):
                return
            if verb == "remove":
                self.inside[whom] = False
            elif verb == "promote":
                self.rank[whom] = max(2, self.rank[whom])
            elif self.rank[whom] == 2:
                self.rank[whom] = 0 if whom == 3 else 1

        @rule(who=PEOPLE, whom=PEOPLE)
        def mute(self, who: int, whom: int) -> None:
            if self.inside[whom]:
                body = {"identities": [self.seats[whom].identity]}
                self.asks(who, "POST", "/mute", body, may=self.has(who, Power.MUTE))

        @rule(who=PEOPLE, whom=PEOPLE)
        def spotlight(self, who: int, whom: int) -> None:
            if self.inside[whom]:
                body = {"identity": self.seats[whom].identity}
                self.asks(who, "PUT", "/spotlight", body, may=self.has(who, Power.LAYOUT))

        @rule(who=PEOPLE, to=st.sampled_from(["everyone", "hosts"]))
        def write(self, who: int, to: str) -> None:
            power = Power.CHAT if to == "everyone" else Power.PRIVATE_CHAT
            self.asks(who, "POST", "/messages", {"text": "x", "to": to}, may=self.has(who, power), good=200)

        @rule(who=PEOPLE)
        def react(self, who: int) -> None:
            self.asks(who, "POST", "/reactions", {"kind": "clap"}, may=self.has(who, Power.REACTIONS))

        @rule(who=PEOPLE)
        def lower_all(self, who: int) -> None:
            self.asks(who, "DELETE", "/hands", None, may=self.rank[who] >= 2, good=200)

        @invariant()
        def livekit_allows_what_the_table_says(self) -> None:
            room = Room.objects.get()
            there: dict[str, Any] = livekit.people[room.livekit_name]
            for number, seat in enumerate(self.seats):
                assert (seat.identity in there) == self.inside[number]
                if not self.inside[number]:
                    continue
                assert RANK[Ticket.Role(there[seat.identity]["attributes"]["role"])] == self.rank[number]
                allowed = set(there[seat.identity]["permission"]["can_publish_sources"])
                assert ("CAMERA" in allowed) == self.has(number, Power.CAMERA)
                assert ("MICROPHONE" in allowed) == self.has(number, Power.MICROPHONE)
                assert ("SCREEN_SHARE" in allowed) == self.has(number, Power.SHARE)

        @invariant()
        def what_is_private_is_read_by_few(self) -> None:
            for number, seat in enumerate(self.seats):
                if self.inside[number] and self.rank[number] < 2:
                    private = [each for each in seat.ask("GET")["messages"] if each["to"] == "hosts"]
                    assert all(each["identity"] == seat.identity for each in private)

    run_state_machine_as_test(Meeting, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))
