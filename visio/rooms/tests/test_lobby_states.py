"""Whatever people and hosts do at a door, in whatever order: nobody is inside who was not let in, nobody is let in twice."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from visio import limits
from visio.gateways import livekit as gateway
from visio.people.models import User
from visio.rooms.models import Knock, LobbyEvent, Room, Ticket
from visio.testing.doors import Knocker
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat, tell

NAMES = ("Ann", "Ben", "Cam")
names = st.sampled_from(NAMES)


class Door(RuleBasedStateMachine):
    """A model of one door beside the real one, asked only through the API. Ann and Ben are guests, Cam has an account."""

    def __init__(self) -> None:
        super().__init__()
        self._rolled_back = transaction.atomic()
        self._rolled_back.__enter__()
        self.livekit = FakeLiveKit()
        self._wire = gateway.wire
        gateway.wire = self.livekit

    @initialize()
    def begin(self) -> None:
        limits.forget_all()
        self.host = Browser(User.objects.create(email="alice@example.org", name="Alice"))
        self.slug = self.host.make_room(access="knock")
        self.access, self.is_locked = "knock", False
        cam = User.objects.create(email="cam@example.org", name="Cam")
        browsers = {"Ann": Browser(), "Ben": Browser(), "Cam": Browser(cam)}
        self.people = {name: Knocker(browsers[name], self.slug, name=name) for name in NAMES}
        self.state = dict.fromkeys(NAMES, "outside")
        self.entries: dict[str, Any] = {}
        self.seat = Seat(self.host, self.slug, self.livekit).enter()

    def may_enter(self, name: str) -> bool:
        return self.access == "open" or (self.access == "signed_in" and name == "Cam")

    @rule(name=names)
    def knock(self, name: str) -> None:
        limits.forget_all()
        person, state = self.people[name], self.state[name]
        if state == "inside":
            return
        if state == "blocked":
            # While the meeting lasts, whatever the door is like now.
            expected = 403
        elif state == "admitted" and (self.access == "knock" or self.may_enter(name)):
            expected = 200
        elif self.is_locked:
            expected = 202 if state == "waiting" else 403
        elif self.may_enter(name):
            expected = 200
        elif self.access == "knock":
            expected = 403 if state == "refused" else 202
        else:
            expected = 403 if name == "Cam" else 401
        answer = person.knock(status=expected)
        if expected == 200:
            self.entries[name] = answer
            self.state[name] = "inside"
            self.livekit.enter(answer["ticket"])
            tell(self.livekit)
        elif expected == 202:
            self.state[name] = "waiting"

    @rule()
    def everybody_knocks(self) -> None:
        for name in NAMES:
            self.knock(name)

    @rule(name=names, deed=st.sampled_from(["admit", "refuse", "block"]))
    def decide(self, name: str, deed: str) -> None:
        limits.forget_all()
        knock = Knock.objects.filter(name=name).order_by("-id").first()
        if knock is None:
            return
        path = f"/rooms/{self.slug}/lobby/{knock.identity}/{'admit' if deed == 'admit' else 'refuse'}"
        answer = self.host.post(path, None if deed == "admit" else {"block": deed == "block"})
        if self.state[name] == "waiting":
            self.state[name] = {"admit": "admitted", "refuse": "refused", "block": "blocked"}[deed]
            assert answer["state"] == ("admitted" if deed == "admit" else "refused")

    @rule()
    def admit_all(self) -> None:
        limits.forget_all()
        self.host.post(f"/rooms/{self.slug}/lobby/admit")
        self.state = {name: "admitted" if state == "waiting" else state for name, state in self.state.items()}

    @precondition(lambda self: "waiting" in self.state.values() or "admitted" in self.state.values())
    @rule(name=names)
    def cancel(self, name: str) -> None:
        if self.state[name] in ("waiting", "admitted"):
            self.people[name].cancel()
            self.state[name] = "outside"

    @rule(name=names)
    def leave(self, name: str) -> None:
        if self.state[name] == "inside":
            person = self.people[name]
            person.browser.post("/meeting/leave", pass_=self.entries[name]["pass"], status=204)
            self.livekit.leave(self.seat.channel, self.entries[name]["identity"])
            tell(self.livekit)
            self.state[name] = "outside"

    @rule(locked=st.booleans())
    def lock(self, locked: bool) -> None:
        limits.forget_all()
        self.host.put(f"/rooms/{self.slug}/lock", {"locked": locked}, status=204)
        was, self.is_locked = self.is_locked, locked
        if was and not locked:
            self.decide_waiting()

    def decide_waiting(self) -> None:
        """The door that changed, or is opened again, decides for who waits at it."""
        for name, state in self.state.items():
            if state == "waiting" and self.may_enter(name):
                self.state[name] = "admitted"
            elif state == "waiting" and self.access != "knock":
                self.state[name] = "outside"

    @rule(access=st.sampled_from(Room.Access.values))
    def change(self, access: str) -> None:
        limits.forget_all()
        was, self.access = self.access, access
        self.host.patch(f"/rooms/{self.slug}", {"access": access})
        tell(self.livekit)
        if was == access:
            return
        for name, state in self.state.items():
            if (state == "admitted" and access != "knock") or (
                state == "inside" and access != "knock" and not self.may_enter(name)
            ):
                self.state[name] = "outside"
        if not self.is_locked:
            self.decide_waiting()

    @invariant()
    def who_is_inside_was_let_in(self) -> None:
        if not hasattr(self, "seat"):
            return
        inside = {person["name"] for person in self.livekit.people[self.seat.channel].values()}
        assert inside == {"Alice", *(name for name, state in self.state.items() if state == "inside")}

    @invariant()
    def who_waits_is_in_the_list(self) -> None:
        if not hasattr(self, "seat"):
            return
        listed = [knock["name"] for knock in self.host.get(f"/rooms/{self.slug}/lobby")["waiting"]]
        assert sorted(listed) == sorted(name for name, state in self.state.items() if state == "waiting")

    @invariant()
    def an_admission_is_used_once_and_each_line_is_for_one(self) -> None:
        assert not Knock.objects.filter(ticket__isnull=False, is_used=False).exists()
        assert Ticket.objects.filter(knock__isnull=False).count() == Knock.objects.filter(is_used=True).count()
        ears = {*Knock.objects.values_list("identity", flat=True), "hosts", "waiting"}
        lobby = LobbyEvent.objects.filter(channel__startswith="lobby:")
        assert set(lobby.values_list("ear", flat=True)) <= ears

    def teardown(self) -> None:
        gateway.wire = self._wire
        transaction.set_rollback(True)
        self._rolled_back.__exit__(None, None, None)


@pytest.mark.django_db
def test_a_door_keeps_its_promises() -> None:
    run_state_machine_as_test(Door, settings=settings(max_examples=30, stateful_step_count=30, deadline=None))
