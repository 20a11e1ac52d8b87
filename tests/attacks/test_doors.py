"""Before anybody is let in (classes 3, 4, 31): a fresh install gives strangers nothing, nor does a door, nor a forged word of LiveKit's."""

from __future__ import annotations

import json

import pytest

from visio.meetings.models import Meeting
from visio.rooms.models import Room, Ticket
from visio.testing.doors import Knocker, admit
from visio.testing.livekit import FakeLiveKit, sign_hook
from visio.testing.people import Browser
from visio.testing.seat import Seat, post_hook


def test_on_a_fresh_install_nobody_makes_or_leads_a_room(charlie: Browser, livekit: FakeLiveKit) -> None:
    charlie.post("/rooms", {"name": "A room"}, status=401)
    charlie.post("/rooms/a-room/join", {"name": "Charlie", "device": "desktop"}, status=404)
    assert not Room.objects.exists() and livekit.people == {}


def test_the_first_one_in_leads_nothing(alice: Browser, charlie: Browser, livekit: FakeLiveKit) -> None:
    seat = Seat(charlie, alice.make_room(), livekit, name="Charlie").enter()
    assert (seat.entry["role"], seat.entry["admits"]) == ("guest", False)
    seat.ask("POST", "/end", status=403)


def test_who_waits_holds_no_ticket_and_reads_no_name(alice: Browser, charlie: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room(name="Budget secret", access="knock")
    host = Seat(alice, slug, livekit).enter()
    host.say("For us alone")
    guest = Knocker(charlie, slug, name="Charlie")
    told = json.dumps([guest.knock(), charlie.get(f"/rooms/{slug}")])
    for kept in ("Alice", "Budget secret", "For us alone", host.identity, "ticket", '"pass"'):
        assert kept not in told
    assert not Ticket.objects.filter(name="Charlie").exists()
    # What holds the place is no pass, before they are let in and after.
    charlie.ask("GET", "/meeting", status=401, pass_=guest.secret)
    admit(alice, slug, "Charlie")
    charlie.ask("GET", "/meeting", status=401, pass_=guest.secret)
    entry = guest.come_in()
    assert guest.secret not in json.dumps(entry)


@pytest.fixture
def told(alice: Browser, livekit: FakeLiveKit) -> dict[str, object]:
    """What LiveKit would say of Alice, unsigned."""
    livekit.enter(alice.join(alice.make_room())["ticket"])
    word: dict[str, object] = json.loads(livekit.hooks[-1][0])
    return word


@pytest.mark.parametrize("secret", ["another secret of thirty-two letters", "0" * 32])
def test_a_forged_word_of_livekits_is_not_heard(told: dict[str, object], secret: str) -> None:
    assert post_hook(sign_hook(told, secret=secret)) == 401
    assert not Meeting.objects.exists()


def test_a_word_of_livekits_counts_once_and_for_its_own_body(told: dict[str, object]) -> None:
    body, signature = sign_hook(told)
    assert [post_hook((body, signature)) for _ in range(2)] == [204, 204]
    assert Meeting.objects.count() == 1
    assert post_hook((body.replace(b"participant_joined", b"participant_left"), signature)) == 401
