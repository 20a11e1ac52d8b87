"""Somebody's place in a meeting: their browser's pass, their connection to LiveKit, and what they ask with it."""

from __future__ import annotations

from typing import Any, Protocol

from django.test import Client

from visio.testing.livekit import FakeLiveKit, Hook
from visio.testing.people import Browser


class Seat:
    def __init__(self, browser: Browser, slug: str, livekit: FakeLiveKit, *, name: str = "") -> None:
        self.browser, self.livekit = browser, livekit
        self.entry = browser.join(slug, name=name)
        self.identity: str = self.entry["identity"]
        self.pass_: str = self.entry["pass"]

    def ask(self, method: str, path: str = "", body: object = None, *, status: int = 200) -> Any:
        return self.browser.ask(method, f"/meeting{path}", body, status=status, pass_=self.pass_)

    def enter(self) -> Seat:
        """Connect to LiveKit, and let it tell us."""
        self.livekit.enter(self.entry["ticket"])
        tell(self.livekit)
        return self

    def come_back(self) -> None:
        """As a browser does that lost LiveKit altogether."""
        self.entry = self.ask("POST", "/rejoin")
        self.enter()

    def leave(self) -> None:
        self.livekit.leave(self.channel, self.identity)
        tell(self.livekit)

    def say(self, text: str, **more: Any) -> Any:
        return self.ask("POST", "/messages", {"text": text, **more})

    def raise_hand(self) -> Any:
        return self.ask("PUT", "/hand", {"raised": True})

    @property
    def channel(self) -> str:
        return next(room for room, people in self.livekit.people.items() if self.identity in people)


class Tells(Protocol):
    """The fake LiveKit and the real one: what waits to be told."""

    hooks: list[Hook]


def tell(livekit: Tells) -> None:
    """Deliver the webhooks that wait."""
    while livekit.hooks:
        post_hook(livekit.hooks.pop(0))


def lose(livekit: FakeLiveKit) -> None:
    """The web process was away for longer than LiveKit keeps its webhooks."""
    livekit.hooks.clear()


def post_hook(hook: Hook) -> int:
    body, authorization = hook
    answer = Client().post(
        "/api/livekit/webhook",
        body,
        content_type="application/webhook+json",
        headers={"Authorization": authorization},
    )
    return answer.status_code
