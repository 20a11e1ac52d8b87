"""A room of Alice's, and seats in it."""

from __future__ import annotations

import pytest

from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room(name="Salle du budget")


@pytest.fixture
def host(alice: Browser, slug: str, livekit: FakeLiveKit) -> Seat:
    """Alice, inside her room."""
    return Seat(alice, slug, livekit).enter()


@pytest.fixture
def guest(charlie: Browser, slug: str, livekit: FakeLiveKit, host: Seat) -> Seat:
    """Charlie, let in by the link, after Alice."""
    return Seat(charlie, slug, livekit, name="Charlie").enter()
