"""The only door: who gets a ticket, what it allows, and what it costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from pytest_django import DjangoAssertNumQueries

from visio.configuration import configuration
from visio.errors import Refused
from visio.people.models import User
from visio.rooms import access, actions
from visio.rooms.models import Room, Ticket
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser


def claims_of(ticket: str) -> dict[str, object]:
    claims: dict[str, object] = jwt.decode(ticket, configuration.livekit_signing_secret, algorithms=["HS256"])
    return claims


def test_a_guest_enters_an_open_room_with_only_a_name(alice: Browser, charlie: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room(name="Salle du budget")
    entry = charlie.join(slug, name="Charlie", device="phone")
    assert entry["role"] == "guest"
    assert entry["room"] == {"slug": slug, "name": "Salle du budget"}
    assert entry["livekit"]["url"] == f"ws://testserver:{configuration.livekit_port}"
    assert entry["push"]["url"] == f"http://testserver:{configuration.push_port}/push/events"
    assert charlie.last["Cache-Control"] == "no-store"
    assert livekit.enter(entry["ticket"])


def test_the_ticket_allows_what_a_participant_needs_and_nothing_more(alice: Browser) -> None:
    slug = alice.make_room()
    entry = alice.join(slug)
    claims = claims_of(entry["ticket"])
    assert claims["sub"] == entry["identity"]
    assert claims["name"] == "Alice"
    assert claims["attributes"] == {"role": "owner", "verified": "yes", "organisation": "", "device": "desktop"}
    expires = claims["exp"]
    assert isinstance(expires, int) and 0 < expires - time.time() <= 300
    grants = claims["video"]
    assert isinstance(grants, dict)
    assert grants["room"] == Room.objects.get().livekit_name
    allowed = {name for name, value in grants.items() if value is True}
    assert allowed == {"roomJoin", "canPublish", "canSubscribe"}


def test_roles_are_decided_by_the_server(alice: Browser, bob: Browser, charlie: Browser) -> None:
    slug = alice.make_room()
    entries = [alice.join(slug), bob.join(slug), charlie.join(slug, name="Alice")]
    assert [entry["role"] for entry in entries] == ["owner", "participant", "guest"]
    assert claims_of(entries[2]["ticket"])["attributes"] == {
        "role": "guest",
        "verified": "no",
        "organisation": "",
        "device": "desktop",
    }


def test_what_others_see_says_nothing_about_account_or_pass(alice: Browser) -> None:
    slug = alice.make_room()
    first, second = alice.join(slug), alice.join(slug)
    assert first["identity"].startswith("p-")
    assert first["identity"] != second["identity"] and first["pass"] != second["pass"]
    kept = Ticket.objects.get(identity=first["identity"])
    assert first["pass"] not in {kept.identity, kept.pass_digest}
    assert str(User.objects.get(name="Alice").pk) != first["identity"]


def test_a_room_for_the_signed_in_asks_strangers_to_sign_in(alice: Browser, bob: Browser, charlie: Browser) -> None:
    slug = alice.make_room(access="signed_in")
    refusal = charlie.post(f"/rooms/{slug}/join", {"name": "Charlie", "device": "phone"}, status=401)
    assert refusal["code"] == "signin.required"
    assert Ticket.objects.count() == 0
    assert bob.join(slug)["role"] == "participant"


def test_the_room_is_made_again_when_livekit_forgot_it(alice: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    alice.join(slug)
    livekit.restart()
    assert livekit.enter(alice.join(slug)["ticket"])


def test_nobody_enters_while_livekit_does_not_answer(alice: Browser, charlie: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    livekit.is_down = True
    trouble = charlie.post(f"/rooms/{slug}/join", {"name": "Charlie", "device": "phone"}, status=503)
    assert trouble["code"] == "unavailable.livekit"
    assert trouble["message"].startswith("Le serveur audio et vidéo ne répond pas")
    assert charlie.last["Retry-After"]


@pytest.fixture
def deleted_meanwhile(livekit: FakeLiveKit, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on, the room is deleted just before LiveKit makes it."""
    make = livekit._create_room

    def too_late(*asked: Any) -> dict[str, Any]:
        Room.objects.all().delete()
        return make(*asked)

    return lambda: monkeypatch.setattr(livekit, "_create_room", too_late)


@pytest.mark.django_db(transaction=True)
def test_a_room_that_is_deleted_while_somebody_joins_is_not_found_and_not_left_open(
    alice: Browser, charlie: Browser, livekit: FakeLiveKit, deleted_meanwhile: Callable[[], None]
) -> None:
    slug = alice.make_room()
    deleted_meanwhile()
    refusal = charlie.post(f"/rooms/{slug}/join", {"name": "Charlie", "device": "phone"}, status=404)
    assert refusal["code"] == "room.not_found"
    assert livekit.rooms == {}


def test_so_it_is_while_somebody_comes_back(
    alice: Browser, livekit: FakeLiveKit, deleted_meanwhile: Callable[[], None]
) -> None:
    pass_ = alice.join(alice.make_room())["pass"]
    livekit.restart()
    deleted_meanwhile()
    assert alice.ask("POST", "/meeting/rejoin", status=404, pass_=pass_)["code"] == "room.not_found"
    assert livekit.rooms == {}


def test_a_pass_leads_to_its_ticket_until_it_is_revoked(alice: Browser) -> None:
    entry = alice.join(alice.make_room())
    ticket = access.ticket_of(entry["pass"])
    assert ticket.identity == entry["identity"]
    actions.revoke_ticket(ticket)
    with pytest.raises(Refused, match=r"pass\.invalid"):
        access.ticket_of(entry["pass"])


def test_the_first_name_given_in_a_meeting_becomes_the_accounts(alice: Browser) -> None:
    User.objects.update(name="")
    slug = alice.make_room()
    alice.join(slug, name="Alice Martin")
    alice.join(slug, name="Somebody else")
    assert alice.get("/session")["user"]["name"] == "Alice Martin"


def test_a_guest_costs_four_queries_in_a_transaction(
    alice: Browser, charlie: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The room, and who is shut out of it; the ticket and its line in the audit trail, between a beginning and an end."""
    slug = alice.make_room()
    with django_assert_num_queries(4 + 2):
        charlie.join(slug)


def test_a_signed_in_person_costs_two_more(alice: Browser, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    slug = alice.make_room()
    with django_assert_num_queries(5 + 2):
        alice.join(slug)


def test_a_door_costs_one_query(
    alice: Browser, charlie: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    slug = alice.make_room()
    with django_assert_num_queries(1):
        charlie.get(f"/rooms/{slug}")
