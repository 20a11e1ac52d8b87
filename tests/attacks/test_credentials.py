"""What programs usually show (classes 1, 14): none of it stands in for a session or a pass, at any address."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable

import jwt
import pytest
from django.conf import settings
from django.test import Client

from tests.doors import World, world
from visio.configuration import configuration
from visio.people.models import User
from visio.people.signin import make_link
from visio.testing.livekit import FakeLiveKit

# How it is shown: a header, and what follows the question mark.
Shown = tuple[dict[str, str], str]

# What only the owner may ask of a room, and what only an account may ask at all.
CLOSED = ["/session", "/rooms", "/sessions", "/me/preferences", "/rooms/{slug}/lobby", "/meeting"]


def _bearer(token: str) -> Shown:
    return {"Authorization": f"Bearer {token}"}, ""


def _basic(name: str, password: str) -> Shown:
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}, ""


def _of_the_server(**claims: object) -> str:
    """As our server signs for LiveKit."""
    signed = {"iss": configuration.livekit_key, "exp": int(time.time()) + 600, **claims}
    return jwt.encode(signed, configuration.livekit_signing_secret, algorithm="HS256")


def _link() -> str:
    return make_link(email="alice@example.org").partition("#")[2]


CREDENTIALS: dict[str, Callable[[World], Shown]] = {
    "LiveKit's administration": lambda _: _bearer(_of_the_server(video={"roomAdmin": True, "roomCreate": True})),
    "a token that names the owner": lambda _: _bearer(_of_the_server(sub="alice@example.org")),
    "the owner's ticket": lambda there: _bearer(there.seats["owner"].entry["ticket"]),
    "the owner's session as a bearer": lambda there: _bearer(
        there.browsers["owner"].client.cookies[settings.SESSION_COOKIE_NAME].value
    ),
    "LiveKit's key and secret": lambda _: _basic(configuration.livekit_key, configuration.livekit_signing_secret),
    "a name and an empty password": lambda _: _basic("alice@example.org", ""),
    "an API key": lambda _: ({"X-API-Key": configuration.livekit_signing_secret, "Api-Key": "alice"}, ""),
    "a proxy's word": lambda _: ({"Remote-User": "alice@example.org", "X-Forwarded-User": "alice@example.org"}, ""),
    "a sign-in link as a question": lambda _: ({}, f"?sesame={_link()}"),
    "a sign-in link as a bearer": lambda _: _bearer(_link()),
    "a pass as a question": lambda there: ({}, f"?access_token={there.seats['owner'].pass_}"),
}


def _asked(path: str, shown: Shown) -> tuple[int, dict[str, object]]:
    headers, question = shown
    answer = Client().get(f"/api{path}{question}", headers={"Accept-Language": "en", **headers})
    return answer.status_code, answer.json()


@pytest.mark.parametrize("shows", CREDENTIALS.values(), ids=CREDENTIALS.keys())
def test_what_programs_show_opens_no_more_than_nothing_does(
    db: None, livekit: FakeLiveKit, shows: Callable[[World], Shown]
) -> None:
    there = world(livekit)
    for path in (each.format(slug=there.slug) for each in CLOSED):
        status, said = _asked(path, shows(there))
        bare_status, bare = _asked(path, ({}, ""))
        assert status == bare_status, path
        assert said.get("user") == bare.get("user"), path


@pytest.mark.parametrize("shows", CREDENTIALS.values(), ids=CREDENTIALS.keys())
def test_nor_does_it_change_anything(db: None, livekit: FakeLiveKit, shows: Callable[[World], Shown]) -> None:
    there = world(livekit)
    headers, question = shows(there)
    for ask, path in (
        ("delete", f"/rooms/{there.slug}"),
        ("post", "/rooms"),
        ("patch", "/me"),
        ("post", "/meeting/end"),
    ):
        browser = Client(enforce_csrf_checks=True)
        answer = browser.generic(ask.upper(), f"/api{path}{question}", b"{}", "application/json", headers=headers)
        assert answer.status_code in {401, 403}, (path, answer.content)
    assert there.browsers["owner"].get("/rooms")[0]["slug"] == there.slug
    assert User.objects.get(email="alice@example.org").name == "Alice"
