"""Somebody else's place (classes 9, 10, 14): an account made again, an identity, a pass, a session of before."""

from __future__ import annotations

from visio.people.models import User
from visio.people.signin import make_link
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat


def signs_in(browser: Browser, email: str) -> None:
    browser.post("/signin/confirm", {"token": make_link(email=email).partition("#")[2]})


def test_an_account_made_again_under_the_same_address_inherits_nothing(
    alice: Browser, charlie: Browser, livekit: FakeLiveKit
) -> None:
    slug = alice.make_room(name="Salle du budget")
    alice.patch("/me", {"name": "Alice the first"})
    seat = Seat(alice, slug, livekit).enter()
    User.objects.get(email="alice@example.org").delete()
    signs_in(charlie, "alice@example.org")
    assert charlie.get("/rooms") == []
    assert charlie.get("/session")["user"]["name"] == ""
    charlie.get(f"/rooms/{slug}", status=404)
    charlie.post("/rooms", {"name": "Salle du budget"}, status=409)
    seat.ask("GET", status=401)
    alice.get("/rooms", status=401)


def test_the_identity_that_others_see_opens_nothing(alice: Browser, bob: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    hers, his = Seat(alice, slug, livekit).enter(), Seat(bob, slug, livekit).enter()
    for shown in (
        hers.identity,
        hers.entry["ticket"],
        "",
        "null",
        hers.pass_[:-1],
        hers.pass_ + "A",
        hers.pass_.lower(),
    ):
        his.pass_ = shown
        his.ask("GET", status=401)
        his.ask("POST", "/end", status=401)


def test_a_pass_of_one_room_does_nothing_in_another(alice: Browser, bob: Browser, livekit: FakeLiveKit) -> None:
    ours, theirs = alice.make_room(), bob.make_room()
    hers, his = Seat(alice, ours, livekit).enter(), Seat(bob, theirs, livekit).enter()
    his.say("In my own room")
    his.ask("POST", "/hands/next")
    his.ask("POST", "/end", status=204)
    assert hers.ask("GET")["messages"] == []
    assert hers.channel in livekit.rooms


def test_each_join_is_another_identity_so_that_nobody_is_followed_from_room_to_room(
    alice: Browser, bob: Browser
) -> None:
    rooms = [alice.make_room() for _ in range(3)]
    identities = {bob.join(slug)["identity"] for slug in [*rooms, *rooms]}
    assert len(identities) == 6


def test_a_session_set_before_signing_in_is_not_the_one_after(charlie: Browser) -> None:
    charlie.client.cookies["session"] = "a" * 32
    signs_in(charlie, "charlie@example.org")
    assert charlie.client.cookies["session"].value != "a" * 32
