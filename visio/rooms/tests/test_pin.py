"""Whoever telephones dials ten digits: whose they are, who sees them, and what those get who guess."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pydantic import SecretStr, ValidationError

from visio import configuration as settings
from visio import limits
from visio.oversight.models import Line
from visio.rooms import access, pin, telephone_api
from visio.rooms.models import Room, draw_pin
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat
from visio.trail import Act

SECRET = "kT9vQ2xW7rLm4ZpB8sDfH3jNcYg6AeUo"
NOBODYS = "0000000000"


@pytest.fixture
def telephone(monkeypatch: pytest.MonkeyPatch) -> None:
    """An instance that can be telephoned."""
    with_one = settings.configuration.model_copy(
        update={"telephone_number": "+33 1 84 00 00 00", "telephone_secret": SecretStr(SECRET)}
    )
    for module in (access, telephone_api):
        monkeypatch.setattr(module, "configuration", with_one)


@pytest.fixture
def slug(alice: Browser, telephone: None) -> str:
    return alice.make_room(name="Salle du budget")


class Bridge:
    """What takes the calls, and asks us."""

    def __init__(self, secret: str = SECRET) -> None:
        self.client, self.secret = Client(enforce_csrf_checks=True), secret

    def asks(self, dialled: str, *, caller: str = "+33600000000", status: int = 200) -> Any:
        self.last = self.client.post(
            "/api/telephone/pin",
            {"pin": dialled, "caller": caller},
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}", "Accept-Language": "en"},
        )
        assert self.last.status_code == status, self.last.content
        return self.last.json()


@pytest.fixture
def bridge() -> Bridge:
    return Bridge()


def pin_of(slug: str) -> str:
    room = Room.objects.at(slug)
    assert room
    return room.pin


def test_each_room_has_ten_digits_of_its_own(alice: Browser) -> None:
    for _ in range(20):
        alice.make_room()
    pins = list(Room.objects.values_list("pin", flat=True))
    assert len({*pins}) == 20
    assert all(re.fullmatch("[0-9]{10}", one) for one in pins)


def test_they_are_drawn_by_chance_alone() -> None:
    drawn = [draw_pin() for _ in range(3000)]
    assert len({*drawn}) == 3000
    assert all({one[place] for one in drawn} == {*"0123456789"} for place in range(10))


def test_one_that_is_taken_is_drawn_again(alice: Browser, slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([pin_of(slug), pin_of(slug), NOBODYS])
    monkeypatch.setattr(pin, "draw_pin", lambda: next(draws))
    assert pin_of(alice.make_room()) == NOBODYS


def test_its_hosts_see_it_and_nobody_else(
    alice: Browser, bob: Browser, charlie: Browser, slug: str, livekit: FakeLiveKit
) -> None:
    told = {"number": "+33 1 84 00 00 00", "pin": pin_of(slug)}
    assert alice.get(f"/rooms/{slug}/telephone") == told
    bob.get(f"/rooms/{slug}/telephone", status=403)
    charlie.get(f"/rooms/{slug}/telephone", status=401)
    guest = Seat(charlie, slug, livekit, name="Charlie").enter()
    charlie.get(f"/rooms/{slug}/telephone", status=403, pass_=guest.pass_)
    host = Seat(alice, slug, livekit).enter()
    assert charlie.get(f"/rooms/{slug}/telephone", pass_=host.pass_) == told
    alice.patch(f"/rooms/{slug}", {"members": [{"email": "bob@example.org", "role": "host"}]})
    assert bob.get(f"/rooms/{slug}/telephone") == told


def test_it_stands_in_no_other_answer(alice: Browser, slug: str, livekit: FakeLiveKit) -> None:
    Seat(alice, slug, livekit).enter()
    for path in ("/rooms", f"/rooms/{slug}", f"/rooms/{slug}/lobby", "/session"):
        alice.get(path)
        assert pin_of(slug) not in alice.last.content.decode()


def test_where_nobody_can_telephone_there_is_none_to_see(alice: Browser) -> None:
    slug = alice.make_room()
    assert alice.get(f"/rooms/{slug}/telephone") == {"number": "", "pin": ""}
    assert alice.post(f"/rooms/{slug}/telephone/pin") == {"number": "", "pin": ""}


@pytest.mark.parametrize("closed", ["signed_in", "members"])
def test_nor_of_a_room_that_takes_no_calls(alice: Browser, slug: str, closed: str) -> None:
    alice.patch(f"/rooms/{slug}", {"access": closed})
    assert alice.get(f"/rooms/{slug}/telephone") == {"number": "", "pin": ""}
    alice.patch(f"/rooms/{slug}", {"access": "knock"})
    assert alice.get(f"/rooms/{slug}/telephone")["pin"] == pin_of(slug)


def test_a_renewed_one_replaces_the_old_and_that_is_a_line(
    alice: Browser, bob: Browser, slug: str, bridge: Bridge
) -> None:
    old = pin_of(slug)
    new = alice.post(f"/rooms/{slug}/telephone/pin")["pin"]
    line = Line.objects.latest("id")
    assert (line.act, line.subject, line.why) == (Act.PIN_RENEWED, Room.objects.get().reference, "")
    assert new == pin_of(slug) != old
    bridge.asks(old, status=404)
    assert bridge.asks(new)["slug"] == slug
    bob.post(f"/rooms/{slug}/telephone/pin", status=403)
    assert pin_of(slug) == new


def test_the_bridge_is_led_to_the_room(alice: Browser, slug: str, bridge: Bridge) -> None:
    assert bridge.asks(pin_of(slug)) == {"slug": slug, "name": "Salle du budget"}
    alice.patch(f"/rooms/{slug}", {"access": "knock"})
    assert bridge.asks(pin_of(slug)) == {"slug": slug, "name": ""}


def test_without_a_bridge_there_is_nothing_to_ask(alice: Browser) -> None:
    told = Bridge().asks(pin_of(alice.make_room()), status=404)
    assert told["code"] == "api.unknown_address"


@pytest.mark.parametrize("secret", ["", "x", SECRET[:-1], SECRET.lower(), f"{SECRET} "[::-1]])
def test_only_the_bridge_may_ask_and_others_are_kept(slug: str, secret: str) -> None:
    assert Bridge(secret).asks(pin_of(slug), status=401)["code"] == "telephone.untrusted"
    line = Line.objects.latest("id")
    assert (line.act, line.why) == (Act.REFUSED, "telephone.untrusted")


def test_a_pass_or_a_session_is_no_bridge(alice: Browser, slug: str, livekit: FakeLiveKit) -> None:
    seat = Seat(alice, slug, livekit).enter()
    asked = {"pin": pin_of(slug), "caller": "alice"}
    alice.post("/telephone/pin", asked, status=401)
    alice.post("/telephone/pin", asked, status=401, pass_=seat.pass_)


@pytest.mark.parametrize("closed", ["signed_in", "members", "locked"])
def test_a_room_that_takes_no_calls_is_not_told_apart_from_none(
    alice: Browser, slug: str, bridge: Bridge, closed: str
) -> None:
    """The same body, the same headers, and the same query."""
    if closed == "locked":
        Room.objects.update(is_locked=True)
    else:
        alice.patch(f"/rooms/{slug}", {"access": closed})
    seen = []
    for dialled in (NOBODYS, pin_of(slug)):
        with CaptureQueriesContext(connection) as asked:
            body = bridge.asks(dialled, status=404)
        seen.append((body, dict(bridge.last.headers), [each["sql"].replace(dialled, "…") for each in asked]))
    assert seen[0] == seen[1]
    assert len(seen[0][2]) == 1


def test_who_guesses_from_one_telephone_is_stopped_after_five(
    alice: Browser, slug: str, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        bridge.asks(f"{number:010d}", status=404)
    told = bridge.asks(pin_of(slug), status=429)
    assert (told["code"], bridge.last["Retry-After"]) == ("limit.too_many", "60")
    assert bridge.asks(pin_of(slug), caller="+33600000001")["slug"] == slug
    monkeypatch.setattr(limits, "clock", lambda: 60.0)
    assert bridge.asks(pin_of(slug))["slug"] == slug


def test_who_guesses_from_many_telephones_is_stopped_as_well(slug: str, bridge: Bridge) -> None:
    for number in range(120):
        bridge.asks(f"{number:010d}", caller=f"+336{number}", status=404)
    bridge.asks(NOBODYS, caller="+337", status=429)
    assert int(bridge.last["Retry-After"]) >= 1


def test_the_right_one_is_never_counted_as_a_guess_but_a_room_is_not_rung_without_end(
    slug: str, bridge: Bridge
) -> None:
    for number in range(100):
        bridge.asks(pin_of(slug), caller=f"+336{number % 2}")
    bridge.asks(pin_of(slug), caller="+337", status=429)


@pytest.mark.parametrize(
    "dialled", ["", "123", "12345678901", "12345 6789", "１２３４５６７８９０", "123456789\n", "abcdefghij"]
)
def test_what_is_no_pin_is_not_looked_for(slug: str, bridge: Bridge, dialled: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        bridge.asks(dialled, status=422)
    assert len(asked) == 0


def test_more_than_was_asked_for_is_refused(slug: str, bridge: Bridge) -> None:
    asked = {"pin": pin_of(slug), "caller": "x", "slug": slug}
    shown = {"Authorization": f"Bearer {SECRET}"}
    answer = bridge.client.post("/api/telephone/pin", asked, content_type="application/json", headers=shown)
    assert (answer.status_code, answer.json()["fields"].keys()) == (422, {"slug"})


def test_the_secret_of_the_bridge_is_no_short_one() -> None:
    with pytest.raises(ValidationError, match="VISIO_TELEPHONE_SECRET is shorter"):
        settings.Configuration(telephone_secret=SecretStr("short"))
