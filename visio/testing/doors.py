"""At a door: somebody who knocks, and a host who decides, through the API."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import HttpResponse

from visio.testing.people import Browser


class Knocker:
    """One person at one door. `answer` is what the join said last: an entry, a place, or a refusal."""

    def __init__(self, browser: Browser, slug: str, *, name: str = "", address: str = "127.0.0.1") -> None:
        self.browser, self.slug, self.address = browser, slug, address
        self.name = name or (browser.user.name if browser.user else "") or "Somebody"
        self.secret = ""
        self.answer: Any = None

    def knock(self, *, status: int = 202) -> Any:
        """Ask to come in, showing the place that is held. Session and place are both shown, as the front end does."""
        headers = {"X-CSRFToken": self.browser.client.cookies["csrftoken"].value, "Accept-Language": "en"}
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        said = self.browser.client.post(
            f"/api/rooms/{self.slug}/join",
            json.dumps({"name": self.name, "device": "desktop"}),
            content_type="application/json",
            headers=headers,
            REMOTE_ADDR=self.address,
        )
        self.browser.last = cast(HttpResponse, said)
        assert said.status_code == status, said.content
        self.answer = said.json()
        if status == 202:
            self.secret = self.answer["knock"]["place_secret"]
        return self.answer

    def come_in(self) -> Any:
        return self.knock(status=200)

    def cancel(self) -> None:
        self.browser.ask("DELETE", f"/rooms/{self.slug}/knock", status=204, pass_=self.secret)


def waiting(host: Browser, slug: str, **how: Any) -> list[Any]:
    found: list[Any] = host.get(f"/rooms/{slug}/lobby", **how)["waiting"]
    return found


def admit(host: Browser, slug: str, name: str, **how: Any) -> Any:
    return host.post(f"/rooms/{slug}/lobby/{named(host, slug, name)}/admit", **how)


def refuse(host: Browser, slug: str, name: str, *, block: bool = False) -> Any:
    return host.post(f"/rooms/{slug}/lobby/{named(host, slug, name)}/refuse", {"block": block})


def named(host: Browser, slug: str, name: str) -> str:
    return next(str(knock["identity"]) for knock in waiting(host, slug) if knock["name"] == name)
