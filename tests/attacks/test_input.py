"""More than was asked for (classes 20 and 21): fields nobody knows, hosts that are not ours."""

from __future__ import annotations

import pytest

from tests.doors import world
from visio.configuration import configuration
from visio.people.models import User
from visio.testing.letters import Letters
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.web.api import api

BODIES: dict[str, dict[str, object]] = {
    "PATCH /api/me": {"name": "Dora"},
    "PATCH /api/me/preferences": {"told_by_mail": False},
    "POST /api/signin/with/{provider}": {"next": "/"},
    "POST /api/signin/back/{provider}": {"code": "x", "state": "x"},
    "POST /api/signin/out": {"state": "x"},
    "POST /api/signin": {"email": "dora@example.org"},
    "POST /api/signin/confirm": {"token": "x"},
    "POST /api/signin/passkey": {
        "id": "x",
        "client_data": "x",
        "authenticator_data": "x",
        "signature": "x",
        "user_handle": "x",
    },
    "POST /api/passkeys": {"name": "Key", "id": "x", "client_data": "x", "attestation": "x"},
    "PATCH /api/passkeys/{id}": {"name": "Key"},
    "POST /api/rooms": {"name": "Ailleurs"},
    "PATCH /api/rooms/{slug}": {"name": "Ailleurs"},
    "POST /api/rooms/{slug}/join": {"name": "Dora", "device": "phone"},
    "POST /api/rooms/{slug}/lobby/{identity}/refuse": {"block": False},
    "POST /api/rooms/{slug}/lobby/note": {"text": "Bientôt"},
    "PUT /api/rooms/{slug}/lock": {"locked": True},
    "POST /api/telephone/pin": {"pin": "0123456789", "caller": "+33100000000"},
    "POST /api/meeting/messages": {"text": "Bonjour"},
    "PATCH /api/meeting/messages/{id}": {"text": "Bonjour"},
    "POST /api/meeting/reactions": {"kind": "clap"},
    "PUT /api/meeting/hand": {"raised": True},
    "PUT /api/meeting/captions": {"on": True},
    "PUT /api/meeting/language": {"language": "fr"},
    "PUT /api/meeting/microphone": {"is_shared": True},
    "PATCH /api/meeting/name": {"name": "Dora"},
    "PATCH /api/meeting/people/{identity}/name": {"name": "Dora"},
    "POST /api/meeting/mute": {},
    "POST /api/meeting/stop": {"what": "camera"},
    "POST /api/meeting/unmute/ask": {"identities": ["p-dora"]},
    "POST /api/meeting/remove": {"identities": ["p-dora"]},
    "POST /api/meeting/to-lobby": {"identities": ["p-dora"]},
    "POST /api/meeting/promote": {"identities": ["p-dora"]},
    "POST /api/meeting/demote": {"identities": ["p-dora"]},
    "PUT /api/meeting/spotlight": {"identity": "p-dora"},
    "PATCH /api/meeting/powers": {"powers": {}},
    "POST /api/meeting/recording": {"mode": "sound", "wants_words": True, "with_names": False},
    "PUT /api/meeting/recording/consent": {"agrees": True},
    "POST /api/recordings/{id}/links": {"identity": "p-bob"},
    "POST /api/recordings/{id}/shares": {"link": True},
    "POST /api/recordings/{id}/open": {"key": "x"},
    "PUT /api/recordings/{id}/transcript/summary": {
        "content": {"title": "x", "abstract": [], "topics": [], "decisions": [], "actions": []}
    },
    "PUT /api/recordings/{id}/transcript/summary/validated": {"is_validated": True},
    "POST /api/recordings/{id}/transcript": {"people": {"p-bob": 2}},
    "PUT /api/recordings/{id}/transcript/validated": {"is_validated": True},
    "PATCH /api/recordings/{id}/transcript/speakers/{speaker}": {"name": "Robert"},
    "POST /api/recordings/{id}/transcript/speakers/{speaker}/merge": {"into": 1},
    "POST /api/recordings/{id}/transcript/speakers/{speaker}/split": {"segments": [1]},
    "PUT /api/recordings/{id}/transcript/segments/{segment}": {"text": "Oui.", "was": "Non."},
    "PUT /api/recordings/{id}/transcript/segments/{segment}/speaker": {"speaker": 1},
    "POST /api/recordings/{id}/transcript/bookmarks": {"at": 1, "note": "Ici"},
}
# Without a telephone bridge there is nothing to ask; with one: visio/rooms/tests/test_pin.py.
NOWHERE = {"POST /api/telephone/pin": 404}
MORE = ["is_admin", "role", "owner", "id", "identity", "user", "livekit_name", "created_at", "__proto__", "constructor"]


def test_every_body_stands_above() -> None:
    taken = {
        f"{method.upper()} {path}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, told in methods.items()
        if "application/json" in told.get("requestBody", {}).get("content", {})
    }
    assert taken == BODIES.keys()


@pytest.mark.parametrize("route", BODIES)
def test_a_field_nobody_asked_for_is_refused_and_nothing_is_done(db: None, livekit: FakeLiveKit, route: str) -> None:
    there = world(livekit)
    method, path = route.split()
    kind = "participant" if "{id}" in path else "owner"
    path = path.removeprefix("/api").format(
        slug=there.slug,
        id=there.message,
        identity=there.seats["participant"].identity,
        provider="none",
        speaker=1,
        segment=1,
    )
    before = list(User.objects.order_by("id").values_list("name", "is_admin"))
    for more in MORE:
        answer = there.ask(kind, method, path, {**BODIES[route], more: True})
        assert answer.status_code == NOWHERE.get(route, 422), more
    assert list(User.objects.order_by("id").values_list("name", "is_admin")) == before
    assert [message["text"] for message in there.seats["owner"].ask("GET")["messages"]] == ["Bonjour"]


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Host", "Forwarded", "Origin", "Referer"])
def test_a_letter_leads_to_us_whatever_host_was_asked(charlie: Browser, letters: Letters, name: str) -> None:
    token = charlie.client.cookies["csrftoken"].value
    answer = charlie.client.post(
        "/api/signin",
        {"email": "alice@example.org"},
        content_type="application/json",
        headers={"X-CSRFToken": token, name: "host=evil.example" if name == "Forwarded" else "evil.example"},
    )
    assert answer.status_code in {204, 400, 403}
    for letter in letters.sent:
        assert configuration.public_url in letter.body and "evil" not in letter.body


def test_even_a_host_of_ours_is_not_what_a_letter_says(charlie: Browser, letters: Letters) -> None:
    token = charlie.client.cookies["csrftoken"].value
    charlie.client.post(
        "/api/signin",
        {"email": "alice@example.org"},
        content_type="application/json",
        headers={"X-CSRFToken": token, "Host": "localhost:4444"},
    )
    assert letters.link_to("alice@example.org").startswith(f"{configuration.public_url}/signin#")
