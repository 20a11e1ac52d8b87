"""What may follow the slash."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visio.errors import Refused
from visio.rooms import address
from visio.testing.people import Browser

FOLDED = {
    "Salle du budget": "salle-du-budget",
    "  Réunion d'équipe — Île-de-France  ": "reunion-d-equipe-ile-de-france",
    "Cœur de l'État": "coeur-de-l-etat",
    "STRASSE / Straße": "strasse-strasse",
    "Łódź": "lodz",
    "№ 7 bis": "no-7-bis",
    "a.b/c\\d%e": "a-b-c-d-e",
    "---x--y--z---": "x-y-z",
    "ﬁnance": "finance",
    "2027": "2027",
}


@pytest.mark.parametrize(("name", "slug"), FOLDED.items())
def test_a_name_makes_an_address_people_can_type(name: str, slug: str) -> None:
    assert address.fold(name) == slug


@pytest.mark.parametrize("name", ["", "a", "ab", "!!", "会議", "x" * 61, "../..", "\x00\x00\x00", "a-b"])
def test_what_leaves_too_little_or_too_much_is_refused(alice: Browser, name: str) -> None:
    slug = alice.make_room()
    assert alice.patch(f"/rooms/{slug}", {"slug": name}, status=422)["code"] == "room.address_invalid"


@pytest.mark.parametrize(
    "name", ["api", "Assets", "sign-in", "SIGN OUT", "Réadyz", "push", "livekit", "rtc", "well-known"]
)
def test_words_we_need_are_refused(alice: Browser, name: str) -> None:
    slug = alice.make_room()
    assert alice.patch(f"/rooms/{slug}", {"slug": name}, status=422)["code"] == "room.address_reserved"
    assert alice.post("/rooms", {"name": name}, status=422)["code"] == "room.address_reserved"


def test_drawn_addresses_differ() -> None:
    drawn = {address.draw() for _ in range(1000)}
    assert len(drawn) == 1000
    assert all(re.fullmatch(r"[a-z]{3}-[a-z]{4}-[a-z]{3}", each) for each in drawn)


@given(st.text(max_size=100))
def test_whatever_is_typed_a_kept_address_is_found_again(name: str) -> None:
    try:
        slug = address.fold(name)
    except Refused:
        return
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and 3 <= len(slug) <= 60
    assert address.fold(slug) == slug
    assert address.key(slug) == address.key(slug.upper()) == slug.replace("-", "")


NO_ADDRESS = [
    "..", "%2e%2e", "%2e%2e%2fapi", "%00", "abc%00defghij", "%", "%25", "%0d%0aSet-Cookie:x", "-", "---", "%20", "a%20b",
    "%ff%fe", "'%20OR%201=1--", "<script>", "é", "x" * 81, "x" * 5000, "%F0%9F%A6%8A", "%E2%80%AE", "abc_defg_hij",
]  # fmt: skip


@pytest.mark.parametrize("typed", NO_ADDRESS, ids=range(len(NO_ADDRESS)))
def test_what_no_address_can_be_is_not_found(charlie: Browser, typed: str) -> None:
    for method, path in (("GET", ""), ("POST", "/join")):
        answer = charlie.ask(method, f"/rooms/{typed}{path}", {"name": "C", "device": "phone"}, status=404)
        assert answer["code"] in {"room.not_found", "api.unknown_address"}
        assert answer["message"]
    page = charlie.client.get(f"/{typed}")
    assert page.status_code == 404
