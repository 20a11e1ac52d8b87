"""Asking again and again (class 8): whatever is limited says when to come back, and not to others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.doors import World, world
from visio.testing.livekit import FakeLiveKit

# What is asked, as whom, and the most tries before the first no.
FLOODS: dict[str, tuple[str, str, Callable[[World, int], tuple[str, object]], int]] = {
    "sign-in links": ("nobody", "POST", lambda _, n: ("/signin", {"email": f"a{n}@example.org"}), 60),
    "guessed links": ("nobody", "POST", lambda _, n: ("/signin/confirm", {"token": f"guess{n}"}), 60),
    "guessed addresses": ("nobody", "GET", lambda _, n: (f"/rooms/nowhere-{n}", None), 200),
    "the door": ("nobody", "POST", lambda w, _: (f"/rooms/{w.slug}/join", {"name": "A", "device": "phone"}), 300),
    "rooms": ("stranger", "POST", lambda _, n: ("/rooms", {"name": f"Salle numéro {n}"}), 60),
    "messages": ("guest", "POST", lambda _, n: ("/meeting/messages", {"text": f"{n}"}), 10),
    "reactions": ("guest", "POST", lambda _, n: ("/meeting/reactions", {"kind": "clap"}), 15),
    "a hand": ("guest", "PUT", lambda _, n: ("/meeting/hand", {"raised": n % 2 == 0}), 20),
    "names": ("guest", "PATCH", lambda _, n: ("/meeting/name", {"name": f"Name {n}"}), 20),
    "coming back": ("guest", "POST", lambda _, n: ("/meeting/rejoin", None), 20),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_told_when_to_come_back(db: None, livekit: FakeLiveKit, flood: str) -> None:
    kind, method, asks, most = FLOODS[flood]
    there = world(livekit)
    for turn in range(most + 1):
        path, body = asks(there, turn)
        answer = there.ask(kind, method, path, body)
        if answer.status_code == 429:
            break
    assert answer.status_code == 429, f"still answered after {turn + 1} tries"
    assert int(answer["Retry-After"]) >= 1


@pytest.mark.parametrize("flood", ["messages", "reactions", "a hand", "names", "coming back"])
def test_nobody_else_inside_pays_for_it(db: None, livekit: FakeLiveKit, flood: str) -> None:
    """Class 16: one who floods keeps no other from anything."""
    kind, method, asks, most = FLOODS[flood]
    there = world(livekit)
    for turn in range(most + 5):
        there.ask(kind, method, *asks(there, turn))
    assert there.ask("participant", method, *asks(there, 0)).status_code < 300
