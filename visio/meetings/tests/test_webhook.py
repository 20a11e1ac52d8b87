"""Whose word is it? Only LiveKit's, about this body, said just now."""

from __future__ import annotations

import json
import time

import jwt
import pytest
from django.test import Client

from visio.configuration import configuration
from visio.meetings.models import Meeting, SeenHook
from visio.testing.livekit import FakeLiveKit, sign_hook
from visio.testing.people import Browser
from visio.testing.seat import post_hook


@pytest.fixture
def joined(alice: Browser, slug: str, livekit: FakeLiveKit) -> dict[str, object]:
    """What LiveKit would say about Alice, unsigned."""
    livekit.enter(alice.join(slug)["ticket"])
    told: dict[str, object] = json.loads(livekit.hooks[-1][0])
    return told


def test_a_signed_word_is_believed(joined: dict[str, object]) -> None:
    assert post_hook(sign_hook(joined)) == 204
    assert Meeting.objects.exists()


def test_bearer_before_it_changes_nothing(joined: dict[str, object]) -> None:
    body, authorization = sign_hook(joined)
    assert post_hook((body, f"Bearer {authorization}")) == 204


@pytest.mark.parametrize(
    "forge",
    [
        lambda told: sign_hook(told, secret="another secret of thirty-two letters"),
        lambda told: sign_hook(told, key="another"),
        lambda told: (sign_hook(told)[0] + b" ", sign_hook(told)[1]),
        lambda told: (sign_hook(told)[0], ""),
        lambda told: (sign_hook(told)[0], "é"),
        lambda told: (sign_hook(told)[0], jwt.encode({"iss": configuration.livekit_key}, "", algorithm="none")),
        lambda told: sign_hook(told | {"createdAt": str(int(time.time()) - 400)}),
        lambda told: sign_hook(told | {"createdAt": str(int(time.time()) + 400)}),
        lambda told: sign_hook(told | {"createdAt": "9" * 30}),
        lambda told: sign_hook(told | {"room": "no room"}),
        lambda told: sign_hook({"event": "participant_joined"}),
        lambda told: sign_hook([told]),
    ],
)
def test_no_other_word_is(joined: dict[str, object], forge: object) -> None:
    assert callable(forge)
    assert post_hook(forge(joined)) == 401
    assert not Meeting.objects.exists() and not SeenHook.objects.exists()


def test_a_ticket_is_no_signature(alice: Browser, slug: str, joined: dict[str, object]) -> None:
    """Signed with the same secret, and known to a browser."""
    assert post_hook((sign_hook(joined)[0], alice.join(slug)["ticket"])) == 401


def test_what_does_not_concern_us_is_taken_and_forgotten(db: None, livekit: FakeLiveKit) -> None:
    for event in ("track_published", "egress_started", "something new"):
        told = {"event": event, "id": event, "createdAt": str(int(time.time())), "room": {"name": "x", "sid": "y"}}
        assert post_hook(sign_hook(told)) == 204
    assert post_hook(sign_hook({"event": "ingress_started", "id": "1", "createdAt": str(int(time.time()))})) == 204


def test_a_browser_needs_more_than_the_address(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/livekit/webhook", b"{}", content_type="application/json")
    assert answer.status_code == 401 and answer.json()["code"] == "webhook.invalid"
