"""Rooms: making, finding, changing and deleting them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from visio.configuration import configuration
from visio.rooms import actions
from visio.rooms import api as room_api
from visio.rooms.models import Address, Room, Ticket
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser


def test_a_room_without_a_name_has_an_address_drawn_by_chance(alice: Browser) -> None:
    room = alice.post("/rooms", {})
    assert re.fullmatch(r"[a-z]{3}-[a-z]{4}-[a-z]{3}", room["slug"])
    assert room["url"].endswith(f"/{room['slug']}")
    assert (room["name"], room["access"], room["is_live"], room["last_used_at"]) == ("", "knock", False, None)


def test_a_room_with_a_name_has_the_address_its_name_makes(alice: Browser) -> None:
    assert alice.post("/rooms", {"name": "Salle du budget"})["slug"] == "salle-du-budget"


def test_a_name_that_latin_letters_cannot_spell_gets_a_drawn_address(alice: Browser) -> None:
    room = alice.post("/rooms", {"name": "会議室"})
    assert room["name"] == "会議室"
    assert re.fullmatch(r"[a-z]{3}-[a-z]{4}-[a-z]{3}", room["slug"])


def test_two_rooms_cannot_have_one_address(alice: Browser, bob: Browser) -> None:
    alice.make_room(name="Salle du budget")
    assert bob.post("/rooms", {"name": "Salle du Budget !"}, status=409)["code"] == "room.address_taken"
    assert bob.post("/rooms", {"name": "Salledubudget"}, status=409)["code"] == "room.address_taken"
    assert Room.objects.count() == 1


def test_a_stranger_makes_no_room(charlie: Browser) -> None:
    assert charlie.post("/rooms", {}, status=401)["code"] == "signin.required"
    assert charlie.get("/rooms", status=401)["code"] == "signin.required"


@pytest.mark.parametrize("typed", ["abc-defg-hij", "ABC-DEFG-HIJ", "abcdefghij", "a-bcdefghi-j"])
def test_hyphens_and_case_do_not_matter(alice: Browser, charlie: Browser, typed: str) -> None:
    slug = alice.make_room()
    Address.objects.filter(room__slug=slug).delete()
    Address.objects.create(key="abcdefghij", room=Room.objects.get())
    assert charlie.get(f"/rooms/{typed}")["slug"] == slug


def test_my_rooms_are_mine_and_the_one_used_last_comes_first(alice: Browser, bob: Browser) -> None:
    bob.make_room()
    never, older, latest = alice.make_room(), alice.make_room(), alice.make_room()
    now = timezone.now()
    Room.objects.filter(slug=older).update(last_used_at=now - timedelta(days=2))
    Room.objects.filter(slug=latest).update(last_used_at=now)
    assert [room["slug"] for room in alice.get("/rooms")] == [latest, older, never]


def test_an_open_room_shows_its_door_to_a_stranger(alice: Browser, charlie: Browser) -> None:
    slug = alice.make_room(name="Salle du budget")
    door = charlie.get(f"/rooms/{slug}")
    assert door == {
        "slug": slug,
        "name": "Salle du budget",
        "access": "open",
        "may": "enter",
        "is_owner": False,
        "present": [],
        "is_recorded": False,
        "records": {"mode": "", "wants_words": False},
        "url": f"{configuration.public_url}/{slug}",
        "livekit_url": f"ws://testserver:{configuration.livekit_port}",
    }
    assert alice.get(f"/rooms/{slug}")["is_owner"] is True


def test_who_is_inside_is_shown_to_those_who_may_enter(
    alice: Browser, bob: Browser, charlie: Browser, livekit: FakeLiveKit
) -> None:
    slug = alice.make_room(access="signed_in")
    livekit.enter(alice.join(slug)["ticket"])
    Room.objects.update(is_live=True)
    assert bob.get(f"/rooms/{slug}")["present"] == [{"name": "Alice"}]
    door = charlie.get(f"/rooms/{slug}")
    assert (door["may"], door["present"]) == ("sign_in", [])


def test_the_door_opens_even_when_livekit_does_not_answer(alice: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    Room.objects.update(is_live=True)
    livekit.is_down = True
    assert alice.get(f"/rooms/{slug}")["present"] == []


def test_the_old_address_of_a_moved_room_leads_to_it(alice: Browser, charlie: Browser) -> None:
    first = alice.make_room()
    moved = alice.patch(f"/rooms/{first}", {"slug": "Salle du Budget"})
    assert moved["slug"] == "salle-du-budget"
    assert charlie.get(f"/rooms/{first}")["slug"] == "salle-du-budget"
    assert charlie.get("/rooms/salle-du-budget")["slug"] == "salle-du-budget"


def test_nobody_else_takes_an_old_address(alice: Browser, bob: Browser) -> None:
    alice.make_room(name="Point presse")
    alice.patch("/rooms/point-presse", {"slug": "presse"})
    bob.post("/rooms", {"name": "Point presse"}, status=409)
    alice.post("/rooms", {"name": "Point presse"}, status=409)


def test_a_room_moves_back_to_its_old_address(alice: Browser) -> None:
    alice.make_room(name="Point presse")
    alice.patch("/rooms/point-presse", {"slug": "presse"})
    assert alice.patch("/rooms/presse", {"slug": "point-presse"})["slug"] == "point-presse"


def test_the_address_of_a_deleted_room_goes_to_nobody_but_its_owner(alice: Browser, bob: Browser) -> None:
    alice.make_room(name="Point presse")
    alice.delete("/rooms/point-presse", status=204)
    bob.post("/rooms", {"name": "Point presse"}, status=409)
    assert alice.make_room(name="Point presse") == "point-presse"


def test_changing_one_thing_leaves_the_others(alice: Browser) -> None:
    alice.make_room(name="Salle du budget")
    assert alice.patch("/rooms/salle-du-budget", {"access": "signed_in"})["name"] == "Salle du budget"
    changed = alice.patch("/rooms/salle-du-budget", {"name": "Budget 2027"})
    assert (changed["name"], changed["slug"], changed["access"]) == ("Budget 2027", "salle-du-budget", "signed_in")


def test_a_move_that_fails_changes_nothing(alice: Browser, bob: Browser) -> None:
    bob.make_room(name="Presse")
    slug = alice.make_room()
    alice.patch(f"/rooms/{slug}", {"name": "Other", "slug": "presse"}, status=409)
    assert alice.get(f"/rooms/{slug}")["name"] == ""


def test_only_the_owner_changes_or_deletes(alice: Browser, bob: Browser, charlie: Browser) -> None:
    slug = alice.make_room()
    assert bob.patch(f"/rooms/{slug}", {"name": "Mine"}, status=403)["code"] == "room.owner_only"
    assert bob.delete(f"/rooms/{slug}", status=403)["code"] == "room.owner_only"
    assert charlie.delete(f"/rooms/{slug}", status=401)["code"] == "signin.required"


def test_a_deleted_room_is_gone_and_its_call_ends(alice: Browser, bob: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    livekit.enter(bob.join(slug)["ticket"])
    alice.delete(f"/rooms/{slug}", status=204)
    assert livekit.rooms == {}
    assert Ticket.objects.count() == 0
    assert bob.get(f"/rooms/{slug}", status=404)["code"] == "room.not_found"
    assert bob.post(f"/rooms/{slug}/join", {"name": "Bob", "device": "desktop"}, status=404)["code"] == "room.not_found"


def test_a_room_is_deleted_even_when_livekit_does_not_answer(alice: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    livekit.is_down = True
    alice.delete(f"/rooms/{slug}", status=204)
    alice.get(f"/rooms/{slug}", status=404)


def test_somebody_who_tries_addresses_is_slowed_down(alice: Browser, charlie: Browser) -> None:
    slug = alice.make_room()
    _miss(charlie, 200)
    assert charlie.get(f"/rooms/{slug}", status=429)["code"] == "limit.too_many"
    assert int(charlie.last["Retry-After"]) >= 1


def test_nobody_signed_in_pays_for_who_tries_behind_the_same_address(alice: Browser, charlie: Browser) -> None:
    slug = alice.make_room()
    _miss(charlie, 200)
    charlie.get(f"/rooms/{slug}", status=429)
    alice.get(f"/rooms/{slug}")
    alice.join(slug)


def test_an_office_behind_one_address_comes_at_nine(alice: Browser, charlie: Browser) -> None:
    """All looked at the door first, some followed an old link, and one joined twenty times."""
    slug = alice.make_room()
    _miss(charlie, 40)
    for _ in range(200):
        charlie.client.get(f"/{slug}")
        charlie.get(f"/rooms/{slug}")
        charlie.join(slug)
    for _ in range(20):
        charlie.join(slug)


def test_an_account_has_only_so_many_rooms(alice: Browser, bob: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_ROOMS", 2)
    slug = alice.make_room()
    alice.make_room()
    refusal = alice.post("/rooms", {}, status=409)
    assert (refusal["code"], "2 rooms" in refusal["message"]) == ("room.too_many", True)
    bob.make_room()
    alice.delete(f"/rooms/{slug}", status=204)
    alice.make_room()


def test_names_are_not_tried_one_after_the_other(alice: Browser, bob: Browser) -> None:
    slug = bob.make_room(name="Point presse")
    mine = alice.make_room()
    for number in range(59):
        if number % 2:
            alice.post("/rooms", {"name": "Point presse"}, status=409)
        else:
            alice.patch(f"/rooms/{mine}", {"slug": "Point presse"}, status=409)
    assert alice.post("/rooms", {"name": "Presse"}, status=429)["code"] == "limit.too_many"
    alice.patch(f"/rooms/{mine}", {"slug": "presse"}, status=429)
    bob.patch(f"/rooms/{slug}", {"name": "Presse"})


def test_looking_into_a_live_room_again_and_again_is_slowed(alice: Browser, charlie: Browser) -> None:
    slug = alice.make_room()
    for _ in range(600):
        room_api.look_limit.take("127.0.0.1")
    charlie.get(f"/rooms/{slug}")
    Room.objects.update(is_live=True)
    charlie.get(f"/rooms/{slug}", status=429)
    alice.get(f"/rooms/{slug}")


def test_a_page_of_another_site_spends_nobodys_tries(alice: Browser, charlie: Browser) -> None:
    slug = alice.make_room()
    hidden_picture = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    for turn in range(300):
        assert charlie.client.get(f"/aaa-bbbb-c{turn:03}", headers=hidden_picture).status_code == 403
        assert charlie.client.get(f"/api/rooms/{slug}", headers=hidden_picture).status_code == 403
    charlie.get(f"/rooms/{slug}")
    followed_link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert charlie.client.get(f"/{slug}", headers=followed_link).status_code == 200


def _miss(browser: Browser, times: int) -> None:
    for turn in range(times):
        browser.get(f"/rooms/aaa-bbbb-c{turn:03}", status=404)
