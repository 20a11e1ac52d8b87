"""Told apart by time: what one may not see is answered as what is not there, and costs the same.

A clock says how busy a machine is. What makes one answer slower than another is what is asked of the database, and of LiveKit:
so these are counted, and compared word for word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.doors import World, world
from visio import limits
from visio.gateways import livekit as gateway
from visio.people.models import SignIn
from visio.rooms.models import Room
from visio.testing.doors import Knocker
from visio.testing.letters import Letters
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording
from visio.testing.seat import Seat

NOWHERE = "zzz-zzzz-zzz"
# What was asked about, and what Django calls its savepoints.
VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b|\bs\d+_x\d+\b")


@dataclass(frozen=True)
class Seen:
    """All that somebody who asks could tell two answers apart by."""

    status: int
    headers: dict[str, str]
    body: object
    # What was asked of the database, without what it was asked about.
    queries: list[str]
    # And of LiveKit.
    livekit: list[str]


class Asked(FakeLiveKit):
    """Keeps which questions it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def ask(self, method: str, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(method)
        return super().ask(method, body, grants)


@pytest.fixture
def livekit(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """In the place of every test's."""
    fake = Asked()
    monkeypatch.setattr(gateway, "wire", fake)
    return fake


def seen(there: World, kind: str, method: str, path: str, body: object = None) -> Seen:
    limits.forget_all()
    assert isinstance(there.livekit, Asked)
    there.livekit.asked.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = there.ask(kind, method, path, body)
    return Seen(
        answer.status_code,
        dict(answer.headers),
        json.loads(answer.content or b"null"),
        [VALUES.sub("?", each["sql"]) for each in asked],
        list(there.livekit.asked),
    )


@pytest.fixture
def there(db: None, livekit: Asked) -> World:
    """Dora, who has nothing to do with Alice's room, hosts one of her own, and somebody knocks at either."""
    made = world(livekit)
    dora = made.browsers["stranger"]
    made.seats["stranger"] = Seat(dora, dora.make_room(name="Ailleurs"), livekit).enter()
    return made


def answers_alike(there: World, kind: str, method: str, paths: tuple[str, str], body: object = None) -> Seen:
    """The first leads to something of somebody else's, the second to nothing."""
    theirs, nothing = (seen(there, kind, method, path, body) for path in paths)
    assert theirs == nothing
    assert theirs.status == 404 and theirs.queries
    return theirs


def of_alice(there: World) -> Room:
    room = Room.objects.at(there.slug)
    assert room
    return room


@pytest.mark.parametrize("kind", ["nobody", "stranger", "admin"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("POST", "/join", {"name": "Dora", "device": "desktop"}),
        ("GET", "/lobby", None),
        ("PUT", "/lock", {"locked": True}),
        ("GET", "/telephone", None),
        ("POST", "/telephone/pin", None),
    ],
)
def test_a_room_that_was_deleted_from_one_that_never_was(
    there: World, kind: str, method: str, path: str, body: object
) -> None:
    there.browsers["owner"].delete(f"/rooms/{there.slug}", status=204)
    answers_alike(there, kind, method, (f"/rooms/{there.slug}{path}", f"/rooms/{NOWHERE}{path}"), body)


@pytest.mark.parametrize(("method", "body"), [("PATCH", {"text": "Mine now"}), ("DELETE", None)])
def test_a_message_of_another_room_from_one_that_never_was(there: World, method: str, body: object) -> None:
    theirs, nothing = f"/meeting/messages/{there.message}", f"/meeting/messages/{10**9}"
    answers_alike(there, "stranger", method, (theirs, nothing), body)


@pytest.mark.parametrize("verb", ["admit", "refuse"])
def test_somebody_at_another_door_from_nobody(there: World, verb: str) -> None:
    """Dora hosts a door of her own, and asks there for who waits at Alice's."""
    there.browsers["owner"].patch(f"/rooms/{there.slug}", {"access": "knock"})
    Knocker(Browser(), there.slug, name="Zoé").knock()
    identity = there.browsers["owner"].get(f"/rooms/{there.slug}/lobby")["waiting"][0]["identity"]
    own = f"/rooms/{there.browsers['stranger'].get('/rooms')[0]['slug']}/lobby"
    body = {"block": False} if verb == "refuse" else None
    answers_alike(there, "stranger", "POST", (f"{own}/{identity}/{verb}", f"{own}/k-nobody/{verb}"), body)


@pytest.mark.parametrize("kind", ["nobody", "stranger", "admin"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("DELETE", "", None),
        ("POST", "/links", {}),
        ("GET", "/film?link=x", None),
        ("GET", "/sound/p-bob?link=x", None),
        ("GET", "/shares", None),
        ("POST", "/shares", {"link": True}),
        ("DELETE", "/shares/1", None),
        ("POST", "/open", {"key": "guess"}),
    ],
)
def test_a_recording_of_somebody_else_from_one_that_never_was(
    there: World, kind: str, method: str, path: str, body: object
) -> None:
    """However many it is shared with."""
    recording = ready_recording(of_alice(there).owner)
    for wished in ({"email": "bob@example.org"}, {"link": True}):
        there.browsers["owner"].post(f"/recordings/{recording.pk}/shares", wished)
    nowhere = "00000000-0000-4000-8000-000000000000"
    theirs, nothing = (seen(there, kind, method, f"/recordings/{id}{path}", body) for id in (recording.pk, nowhere))
    assert theirs == nothing
    assert theirs.status == (401 if kind == "nobody" and path != "/open" else 404)


def test_somebody_else_s_sign_in_from_one_that_never_was(there: World) -> None:
    hers = SignIn.objects.filter(user=of_alice(there).owner).latest("pk").pk
    answers_alike(there, "stranger", "DELETE", (f"/sessions/{hers}", f"/sessions/{10**9}"))


@pytest.mark.parametrize(
    ("access", "kind"),
    [
        ("members", "nobody"),
        ("members", "stranger"),
        ("knock", "nobody"),
        ("knock", "stranger"),
        ("signed_in", "nobody"),
    ],
)
def test_a_closed_room_that_is_full_from_one_that_is_empty(
    there: World, livekit: Asked, access: str, kind: str
) -> None:
    """That there is a room its link tells; who is inside, and whether anybody is, only the room itself."""
    there.browsers["owner"].patch(f"/rooms/{there.slug}", {"access": access, "name": "Réunion"})
    other = there.browsers["owner"].make_room(name="Une autre")
    there.browsers["owner"].patch(f"/rooms/{other}", {"access": access, "name": "Réunion"})
    Seat(there.browsers["owner"], there.slug, livekit).enter()
    full, empty = (seen(there, kind, "GET", f"/rooms/{slug}") for slug in (there.slug, other))
    for one in (full, empty):
        assert isinstance(one.body, dict)
        del one.body["slug"], one.body["url"]
        del one.headers["Content-Length"]
    assert Room.objects.filter(is_live=True, slug=there.slug).exists()
    assert full == empty
    assert full.livekit == []


@pytest.mark.parametrize("kind", ["nobody", "stranger"])
def test_the_door_of_a_room_for_members_whoever_they_are(there: World, kind: str) -> None:
    """Whom a room names is not learnt by knocking at two of them."""
    body = {"name": "Dora", "device": "desktop"}
    slugs = [there.browsers["owner"].make_room(access="members") for _ in range(2)]
    many = [{"email": f"somebody{number}@example.com", "role": "host"} for number in range(20)]
    there.browsers["owner"].patch(f"/rooms/{slugs[0]}", {"members": many, "email_domains": ["example.net"]})
    named, nobody = (seen(there, kind, "POST", f"/rooms/{slug}/join", body) for slug in slugs)
    assert named == nobody
    assert named.status == (401 if kind == "nobody" else 403)


def test_a_pass_that_ended_from_one_that_never_was(there: World) -> None:
    there.seats["owner"].ask("POST", "/end", status=204)
    ended = seen(there, "guest", "GET", "/meeting")
    there.seats["guest"].pass_ = "never-was"
    assert ended == seen(there, "guest", "GET", "/meeting")
    assert ended.status == 401


def test_who_has_an_account_from_who_has_none(there: World, letters: Letters) -> None:
    """By the worker everything else is done, which answers nobody."""
    known, unknown = (
        seen(there, "nobody", "POST", "/signin", {"email": email})
        for email in ("alice@example.org", "someone@example.org")
    )
    assert known == unknown
    assert known.status == 204
