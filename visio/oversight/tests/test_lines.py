"""What stands in a line: who, what, on what, from where; and nobody's name."""

from __future__ import annotations

import json

import pytest

from visio import limits
from visio.configuration import configuration
from visio.oversight.models import Line
from visio.people.models import User
from visio.people.signin import make_link
from visio.rooms.models import Room
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat
from visio.trail import Act, asked_from, note


def last() -> Line:
    return Line.objects.latest("id")


def test_a_line_says_who_did_what_on_what_and_when(alice: Browser) -> None:
    slug = alice.make_room(name="Salle du budget")
    line, owner = last(), User.objects.get()
    assert (line.act, line.who, line.subject) == (Act.ROOM_MADE, f"user {owner.pk}", f"room {Room.objects.get().pk}")
    assert (line.result, line.why, line.prefix) == ("done", "open", "127.0.0.0/24")
    alice.patch(f"/rooms/{slug}", {"access": "signed_in", "name": "Autre"})
    assert (last().act, last().why) == (Act.ROOM_CHANGED, "name, access signed_in")


def test_a_guest_is_the_identity_that_others_saw(alice: Browser, charlie: Browser, livekit: FakeLiveKit) -> None:
    seat = Seat(charlie, alice.make_room(), livekit, name="Charlie")
    assert (last().act, last().who, last().why) == (Act.TICKET_ISSUED, f"guest {seat.identity}", "guest")


def test_no_name_mail_address_or_title_stands_in_any_line(
    alice: Browser, bob: Browser, charlie: Browser, livekit: FakeLiveKit
) -> None:
    slug = alice.make_room(name="Salle du budget")
    hers, his = Seat(alice, slug, livekit).enter(), Seat(charlie, slug, livekit, name="Charlie").enter()
    his.ask("PATCH", "/name", {"name": "Karl"}, status=204)
    his.raise_hand()
    hers.ask("POST", "/hands/next")
    bob.delete(f"/rooms/{slug}", status=403)
    charlie.post("/signin", {"email": "charlie@example.org"}, status=204)
    charlie.post("/signin/confirm", {"token": make_link(email="charlie@example.org").partition("#")[2]})
    hers.ask("POST", "/end", status=204)
    written = json.dumps(list(Line.objects.values("who", "act", "subject", "prefix", "why")))
    assert not [word for word in ("Charlie", "Karl", "charlie@", "alice@", "budget", slug) if word in written]
    assert {Act.HAND_CALLED, Act.SIGNED_IN, Act.MEETING_ENDED, Act.REFUSED} <= set(
        Line.objects.values_list("act", flat=True)
    )


def test_who_asks_for_what_they_may_not_do_is_kept(alice: Browser, bob: Browser) -> None:
    slug = alice.make_room()
    bob.patch(f"/rooms/{slug}", {"name": "Bob's"}, status=403)
    line = last()
    assert (line.act, line.result, line.why) == (Act.REFUSED, "refused", "room.owner_only")
    assert (line.who, line.subject) == (User.objects.get(name="Bob").reference, "PATCH /api/rooms/<slug>")


def test_so_are_used_up_links_and_forged_webhooks(charlie: Browser) -> None:
    charlie.post("/signin/confirm", {"token": "no such link"}, status=400)
    assert last().why == "signin.link_invalid"
    charlie.post("/livekit/webhook", {}, status=401)
    assert last().why == "webhook.invalid"


def test_a_flood_of_refusals_does_not_fill_the_trail(alice: Browser, bob: Browser) -> None:
    slug = alice.make_room()
    before = Line.objects.count()
    for _ in range(50):
        bob.delete(f"/rooms/{slug}", status=403)
    assert Line.objects.count() - before == 30


@pytest.mark.parametrize(
    ("remote", "passed", "proxies", "prefix"),
    [
        ("203.0.113.77", "", 0, "203.0.113.0/24"),
        ("203.0.113.77", "198.51.100.1", 0, "203.0.113.0/24"),
        ("10.0.0.1", "198.51.100.1", 1, "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "", 0, "203.0.113.0/24"),
        ("", "", 0, "unknown"),
    ],
)
def test_where_from_is_kept_as_coarsely_as_a_street(
    db: None, monkeypatch: pytest.MonkeyPatch, remote: str, passed: str, proxies: int, prefix: str
) -> None:
    monkeypatch.setattr(limits, "configuration", configuration.model_copy(update={"trusted_proxies": proxies}))
    before = asked_from.set((remote, passed))
    note(Act.ROOM_MADE)
    asked_from.reset(before)
    assert last().prefix == prefix
    note(Act.ROOM_MADE)
    assert last().prefix == ""


def test_what_is_too_long_is_cut_and_keeps_nothing_from_being_done(db: None) -> None:
    note(Act.ROOM_CHANGED, on="x" * 500, why="y" * 500)
    assert (len(last().subject), len(last().why)) == (120, 120)
