"""Who may do what: every address × every kind of person, with what each is answered. The table is the promise.

An address that is missing from it fails, and so does a line of it that no address answers. Nobody tells apart, by any answer,
what is in another room from what is nowhere.
"""

from __future__ import annotations

import json
import re

import pytest
from django.urls import get_resolver

from tests.doors import DOORS, KINDS, World, routes, world
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.push import running_push
from visio.testing.seat import Seat

# nobody: no account, no pass. guest: inside, no account. stranger: another account, not inside. participant: an account,
# inside. host: named so on the room, inside. owner: of the room, inside. admin: of the instance, not inside. application: a
# program with a token LiveKit would believe, which is nobody to us. Message, raised hand and whom it is done to: the participant's.
API = """
                                              nobody  guest  stranger  participant  host  owner  admin  application
GET /api/session                                 200    200       200          200   200    200    200          200
POST /api/signin                                 204    204       204          204   204    204    204          204
POST /api/signin/confirm                         200    200       200          200   200    200    200          200
POST /api/signin/with/{provider}                 404    404       404          404   404    404    404          404
POST /api/signin/back/{provider}                 404    404       404          404   404    404    404          404
POST /api/signin/ended/{provider}                404    404       404          404   404    404    404          404
POST /api/signout                                204    204       204          204   204    204    204          204
POST /api/signin/out                             400    400       400          400   400    400    400          400
GET /api/sessions                                401    401       200          200   200    200    200          401
DELETE /api/sessions                             401    401       204          204   204    204    204          401
DELETE /api/sessions/{id}                        401    401       404          404   404    204    404          401
PATCH /api/me                                    401    401       200          200   200    200    200          401
GET /api/me/preferences                          401    401       200          200   200    200    200          401
PATCH /api/me/preferences                        401    401       200          200   200    200    200          401
POST /api/signin/passkey/begin                   403    403       403          403   403    403    403          403
POST /api/signin/passkey                         200    200       200          200   200    200    200          200
GET /api/passkeys                                401    401       200          200   200    200    200          401
POST /api/passkeys                               401    401       200          200   200    200    200          401
POST /api/passkeys/begin                         401    401       403          403   403    403    403          401
PATCH /api/passkeys/{id}                         401    401       404          404   404    200    404          401
DELETE /api/passkeys/{id}                        401    401       404          404   404    204    404          401
GET /api/rooms                                   401    401       200          200   200    200    200          401
POST /api/rooms                                  401    401       200          200   200    200    200          401
GET /api/rooms/{slug}                            200    200       200          200   200    200    200          200
PATCH /api/rooms/{slug}                          401    401       403          403   403    200    403          401
DELETE /api/rooms/{slug}                         401    401       403          403   403    204    403          401
POST /api/rooms/{slug}/join                      200    200       200          200   200    200    200          200
GET /api/rooms/{slug}/lobby                      401    401       403          403   200    200    403          401
POST /api/rooms/{slug}/lobby/admit               401    401       403          403   200    200    403          401
POST /api/rooms/{slug}/lobby/{identity}/admit    401    401       403          403   200    200    403          401
POST /api/rooms/{slug}/lobby/{identity}/refuse   401    401       403          403   200    200    403          401
POST /api/rooms/{slug}/lobby/note                401    401       403          403   204    204    403          401
PUT /api/rooms/{slug}/lock                       401    401       403          403   204    204    403          401
DELETE /api/rooms/{slug}/knock                   204    204       204          204   204    204    204          204
POST /api/lobby/watch                            401    401       200          200   200    200    200          401
GET /api/rooms/{slug}/telephone                  401    401       403          403   200    200    403          401
POST /api/rooms/{slug}/telephone/pin             401    401       403          403   200    200    403          401
POST /api/telephone/pin                          404    404       404          404   404    404    404          404
POST /api/meeting/rejoin                         401    200       401          200   200    200    401          401
GET /api/meeting                                 401    200       401          200   200    200    401          401
POST /api/meeting/messages                       401    200       401          200   200    200    401          401
PATCH /api/meeting/messages/{id}                 401    403       401          200   403    403    401          401
DELETE /api/meeting/messages/{id}                401    403       401          204   204    204    401          401
POST /api/meeting/messages/{id}/report           401    204       401          204   204    204    401          401
POST /api/meeting/reactions                      401    204       401          204   204    204    401          401
PUT /api/meeting/hand                            401    200       401          200   200    200    401          401
POST /api/meeting/hands/next                     401    403       401          403   200    200    401          401
DELETE /api/meeting/hands                        401    403       401          403   200    200    401          401
DELETE /api/meeting/hands/{identity}             401    403       401          403   200    200    401          401
PUT /api/meeting/captions                        401    403       401          403   204    204    401          401
PUT /api/meeting/language                        401    204       401          204   204    204    401          401
PUT /api/meeting/microphone                      401    204       401          204   204    204    401          401
PATCH /api/meeting/name                          401    204       401          204   204    204    401          401
PATCH /api/meeting/people/{identity}/name        401    403       401          403   204    204    401          401
POST /api/meeting/mute                           401    403       401          403   204    204    401          401
POST /api/meeting/stop                           401    403       401          403   204    204    401          401
POST /api/meeting/unmute/ask                     401    403       401          403   204    204    401          401
POST /api/meeting/unmute/decline                 401    204       401          204   204    204    401          401
POST /api/meeting/remove                         401    403       401          403   200    200    401          401
POST /api/meeting/to-lobby                       401    403       401          403   204    204    401          401
DELETE /api/meeting/blocked/{id}                 401    403       401          403   204    204    401          401
POST /api/meeting/promote                        401    403       401          403   204    204    401          401
POST /api/meeting/demote                         401    403       401          403   204    204    401          401
PUT /api/meeting/spotlight                       401    403       401          403   204    204    401          401
PATCH /api/meeting/powers                        401    403       401          403   403    200    401          401
POST /api/meeting/end                            401    403       401          403   204    204    401          401
POST /api/meeting/leave                          401    204       401          204   204    204    401          401
GET /api/meeting/recording                       401    200       401          200   200    200    401          401
POST /api/meeting/recording                      401    403       401          403   200    200    401          401
DELETE /api/meeting/recording                    401    403       401          403   204    204    401          401
POST /api/meeting/recording/ask                  401    204       401          204   403    403    401          401
DELETE /api/meeting/recording/ask                401    403       401          403   204    204    401          401
PUT /api/meeting/recording/consent               401    204       401          204   204    204    401          401
GET /api/recordings                              401    401       200          200   200    200    200          401
GET /api/recordings/{id}                         401    401       404          404   404    200    404          401
DELETE /api/recordings/{id}                      401    401       404          404   404    204    404          401
POST /api/recordings/{id}/links                  401    401       404          404   404    200    404          401
GET /api/recordings/{id}/film                    401    401       404          404   404    200    404          401
GET /api/recordings/{id}/sound/{identity}        401    401       404          404   404    200    404          401
GET /api/recordings/{id}/consents.csv            401    401       404          404   404    200    404          401
GET /api/recordings/{id}/shares                  401    401       404          404   404    200    404          401
POST /api/recordings/{id}/shares                 401    401       404          404   404    200    404          401
DELETE /api/recordings/{id}/shares/{share}       401    401       404          404   404    204    404          401
POST /api/recordings/{id}/open                   204    204       204          204   204    204    204          204
GET /api/recordings/{id}/transcript/exports/{format}  401  401   404          404   404    200    404          401
POST /api/recordings/{id}/transcript/summary     401    401       404          404   404    202    404          401
PUT /api/recordings/{id}/transcript/summary      401    401       404          404   404    204    404          401
PUT /api/recordings/{id}/transcript/summary/validated  401  401  404          404   404    204    404          401
GET /api/transcripts                             401    401       200          200   200    200    200          401
GET /api/recordings/{id}/transcript              401    401       404          404   404    200    404          401
POST /api/recordings/{id}/transcript             401    401       404          404   404    204    404          401
PUT /api/recordings/{id}/transcript/validated    401    401       404          404   404    204    404          401
PATCH /api/recordings/{id}/transcript/speakers/{speaker} 401    401       404          404   404    204    404          401
POST /api/recordings/{id}/transcript/speakers/{speaker}/merge 401    401       404          404   404    204    404          401
POST /api/recordings/{id}/transcript/speakers/{speaker}/split 401    401       404          404   404    200    404          401
PUT /api/recordings/{id}/transcript/segments/{segment} 401    401       404          404   404    204    404          401
PUT /api/recordings/{id}/transcript/segments/{segment}/speaker 401    401       404          404   404    204    404          401
POST /api/recordings/{id}/transcript/segments/{segment}/redact 401    401       404          404   404    204    404          401
GET /api/recordings/{id}/transcript/changes      401    401       404          404   404    200    404          401
POST /api/recordings/{id}/transcript/bookmarks   401    401       404          404   404    200    404          401
DELETE /api/recordings/{id}/transcript/bookmarks/{bookmark} 401    401       404          404   404    204    404          401
POST /api/livekit/webhook                        401    401       401          401   401    401    401          401
"""

# At a door where one knocks: who was inside when it became one stays.
KNOCKING_ROOM = """
                                              nobody  guest  stranger  participant  host  owner  admin  application
GET /api/rooms/{slug}                            200    200       200          200   200    200    200          200
POST /api/rooms/{slug}/join                      202    202       202          202   200    200    202          202
POST /api/meeting/rejoin                         401    200       401          200   200    200    401          401
GET /api/meeting                                 401    200       401          200   200    200    401          401
"""

# For those named on the room: the others inside are out.
MEMBERS_ROOM = """
                                              nobody  guest  stranger  participant  host  owner  admin  application
POST /api/rooms/{slug}/join                      401    401       403          403   200    200    403          401
POST /api/meeting/rejoin                         401    401       401          401   200    200    401          401
GET /api/meeting                                 401    401       401          401   200    200    401          401
GET /api/rooms/{slug}/lobby                      401    401       403          403   200    200    403          401
"""

# In a room for the signed-in: the guest who was inside when it became one is out.
SIGNED_IN_ROOM = """
                                              nobody  guest  stranger  participant  host  owner  admin  application
GET /api/rooms/{slug}                            200    200       200          200   200    200    200          200
POST /api/rooms/{slug}/join                      401    401       200          200   200    200    200          401
POST /api/meeting/rejoin                         401    401       401          200   200    200    401          401
GET /api/meeting                                 401    401       401          200   200    200    401          401
POST /api/meeting/messages                       401    401       401          200   200    200    401          401
POST /api/meeting/leave                          401    401       401          204   204    204    401          401
"""

PAGES = """
                                              nobody  guest  stranger  participant  host  owner  admin  application
GET /                                            200    200       200          200   200    200    200          200
GET /signin                                      200    200       200          200   200    200    200          200
GET /signin/back/<str:provider>                  200    200       200          200   200    200    200          200
GET /signin/out                                  200    200       200          200   200    200    200          200
GET /recordings                                  200    200       200          200   200    200    200          200
GET /recordings/<uuid:id>                        200    200       200          200   200    200    200          200
GET /<str:slug>                                  200    200       200          200   200    200    200          200
GET /livez                                       200    200       200          200   200    200    200          200
GET /readyz                                      200    200       200          200   200    200    200          200
GET /theme.css                                   404    404       404          404   404    404    404          404
"""

PUSH = """
                                              nobody  guest  stranger  participant  host  owner  admin  application
GET /push/events                                 401    200       401          200   200    200    401          401
GET /push/ready                                  200    200       200          200   200    200    200          200
"""


def rows(table: str) -> dict[str, dict[str, int]]:
    head, *lines = [line for line in table.splitlines() if line.strip()]
    kinds = head.split()
    found = {}
    for line in lines:
        method, path, *statuses = line.split()
        found[f"{method} {path}"] = dict(zip(kinds, map(int, statuses), strict=True))
    return found


def cells(table: str) -> list[tuple[str, str, int]]:
    return [(route, kind, status) for route, row in rows(table).items() for kind, status in row.items()]


def test_every_address_stands_in_the_table_and_nothing_else_does() -> None:
    assert list(rows(API)) == routes() == list(DOORS)
    pages = {f"GET /{pattern.pattern}" for pattern in get_resolver().url_patterns if str(pattern.pattern) != "api/"}
    assert set(rows(PAGES)) == pages


def test_every_kind_of_person_has_their_column() -> None:
    for table in (API, SIGNED_IN_ROOM, KNOCKING_ROOM, MEMBERS_ROOM, PAGES, PUSH):
        assert all(list(row) == KINDS for row in rows(table).values())


@pytest.mark.parametrize(("route", "kind", "status"), cells(API))
def test_each_is_answered_as_the_table_says(db: None, livekit: FakeLiveKit, route: str, kind: str, status: int) -> None:
    answer = DOORS[route](world(livekit), kind)
    assert answer.status_code == status, answer.content


@pytest.mark.parametrize(
    ("access", "route", "kind", "status"),
    [
        (access, *cell)
        for access, table in {"signed_in": SIGNED_IN_ROOM, "knock": KNOCKING_ROOM, "members": MEMBERS_ROOM}.items()
        for cell in cells(table)
    ],
)
def test_so_they_are_in_a_room_that_is_not_open(
    db: None, livekit: FakeLiveKit, access: str, route: str, kind: str, status: int
) -> None:
    answer = DOORS[route](world(livekit, access=access), kind)
    assert answer.status_code == status, answer.content


@pytest.mark.parametrize("kind", KINDS)
def test_so_they_are_by_the_pages(db: None, livekit: FakeLiveKit, kind: str) -> None:
    there = world(livekit)
    for route, row in rows(PAGES).items():
        path = route.removeprefix("GET ").replace("<str:slug>", there.slug).replace("<str:provider>", "none")
        path = path.replace("<uuid:id>", "00000000-0000-4000-8000-000000000000")
        assert there.browsers[kind].client.get(path).status_code == row[kind], route


@pytest.mark.django_db(transaction=True)
def test_so_they_are_by_push(livekit: FakeLiveKit) -> None:
    there = world(livekit)
    with running_push() as push:
        for route, row in rows(PUSH).items():
            for kind, status in row.items():
                seat = there.seats.get(kind)
                heard = push.ask(route.removeprefix("GET "), pass_=seat.pass_ if seat else "")
                assert heard.status == status, (route, kind)
                push.hang_up(heard)


@pytest.fixture
def elsewhere(livekit: FakeLiveKit, db: None) -> tuple[World, Seat]:
    """Somebody inside another room, who even owns it."""
    there = world(livekit)
    own = there.browsers["stranger"].make_room(name="Ailleurs")
    return there, Seat(there.browsers["stranger"], own, livekit).enter()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/messages/{}", {"text": "Mine now"}),
        ("DELETE", "/messages/{}", None),
        ("POST", "/messages", {"text": "See there", "reply_to": "{}"}),
        ("POST", "/messages/{}/report", None),
    ],
)
def test_a_message_of_another_room_is_answered_as_one_that_never_was(
    elsewhere: tuple[World, Seat], method: str, path: str, body: dict[str, object] | None
) -> None:
    there, seat = elsewhere
    said = []
    for id in (there.message, 10**9):
        filled = {key: id if value == "{}" else value for key, value in body.items()} if body else None
        said.append(seat.ask(method, path.format(id), filled, status=404))
    assert said[0] == said[1] and said[0]["code"] == "meeting.message_not_found"
    texts = [message["text"] for message in there.seats["owner"].ask("GET")["messages"]]
    assert texts == ["Bonjour"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/people/{}/name", {"name": "Renamed"}),
        *[("POST", f"/{verb}", {"identities": ["{}"]}) for verb in ("mute", "unmute/ask", "remove", "to-lobby")],
        *[("POST", f"/{verb}", {"identities": ["{}"]}) for verb in ("promote", "demote")],
        ("POST", "/stop", {"identities": ["{}"], "what": "camera"}),
        ("PUT", "/spotlight", {"identity": "{}"}),
    ],
)
def test_somebody_in_another_room_is_answered_as_nobody(
    elsewhere: tuple[World, Seat], method: str, path: str, body: dict[str, object]
) -> None:
    there, seat = elsewhere
    said = []
    for identity in (there.seats["participant"].identity, "p-nobody"):
        filled = json.loads(json.dumps(body).replace("{}", identity))
        said.append(seat.ask(method, path.format(identity), filled, status=404))
    assert said[0] == said[1] and said[0]["code"] == "meeting.person_not_found"


def test_a_hand_of_another_room_is_answered_as_one_that_is_not_up(elsewhere: tuple[World, Seat]) -> None:
    there, seat = elsewhere
    identity = there.seats["participant"].identity
    assert seat.ask("DELETE", f"/hands/{identity}") == seat.ask("DELETE", "/hands/p-nobody") == []
    assert [hand["identity"] for hand in there.seats["owner"].ask("GET")["hands"]] == [identity]


def test_a_room_that_was_deleted_is_answered_as_one_that_never_was(
    livekit: FakeLiveKit, alice: Browser, bob: Browser
) -> None:
    gone = alice.make_room(name="Partie")
    alice.delete(f"/rooms/{gone}", status=204)
    for method, path, body in (
        ("GET", "/rooms/{}", None),
        ("PATCH", "/rooms/{}", {"name": "x"}),
        ("DELETE", "/rooms/{}", None),
        ("POST", "/rooms/{}/join", {"name": "Bob", "device": "desktop"}),
    ):
        said = [bob.ask(method, path.format(slug), body, status=404) for slug in (gone, "zzz-zzzz-zzz", "%00", "a")]
        assert all(one == said[0] for one in said), (method, path)


@pytest.mark.parametrize("route", [route for route in DOORS if route.split()[1].startswith("/api/meeting")])
def test_a_pass_that_ended_is_answered_as_one_that_never_was(db: None, livekit: FakeLiveKit, route: str) -> None:
    there = world(livekit)
    there.seats["owner"].ask("POST", "/end", status=204)
    ended = DOORS[route](there, "guest")
    there.seats["guest"].pass_ = "never-was"
    never = DOORS[route](there, "guest")
    assert (ended.status_code, json.loads(ended.content)) == (never.status_code, json.loads(never.content))
    assert ended.status_code == 401


def test_an_account_is_answered_as_no_account(livekit: FakeLiveKit, alice: Browser, charlie: Browser) -> None:
    """Whoever asks for a link learns nothing of who is known here."""
    said = []
    for email in ("alice@example.org", "nobody@example.org"):
        charlie.post("/signin", {"email": email}, status=204)
        headers = {name: value for name, value in charlie.last.headers.items() if not re.match("Date|Set-Cookie", name)}
        said.append((charlie.last.content, headers))
    assert said[0] == said[1]
