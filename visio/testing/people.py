"""Three people with a browser each, for tests through the API: what they send, and what they are answered."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, cast

from django.http import HttpResponse
from django.test import Client

from visio.people.models import User
from visio.web.api import api


def documented(method: str, path: str) -> frozenset[int]:
    """What the OpenAPI document says may be answered here; everything, where it knows no such address."""
    for (named, pattern), statuses in _answers().items():
        if named == method and pattern.fullmatch(f"/api{path}"):
            return statuses
    return frozenset(range(600))


@cache
def _answers() -> dict[tuple[str, re.Pattern[str]], frozenset[int]]:
    return {
        (method.upper(), re.compile(re.sub(r"{\w+}", "[^/]+", path))): frozenset({*map(int, told["responses"]), 500})
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, told in methods.items()
    }


class Browser:
    """One person's browser. Says `/rooms` for `/api/rooms`; sends JSON with the page's token, as the front end does."""

    def __init__(self, user: User | None = None, *, language: str = "en") -> None:
        self.user = user
        self.language = language
        self.client = Client(enforce_csrf_checks=True)
        self.last = HttpResponse()
        if user:
            self.client.force_login(user)
        self.client.get("/api/session")

    def get(self, path: str, **how: Any) -> Any:
        return self.ask("GET", path, **how)

    def post(self, path: str, body: object = None, **how: Any) -> Any:
        return self.ask("POST", path, body, **how)

    def patch(self, path: str, body: object = None, **how: Any) -> Any:
        return self.ask("PATCH", path, body, **how)

    def put(self, path: str, body: object = None, **how: Any) -> Any:
        return self.ask("PUT", path, body, **how)

    def delete(self, path: str, **how: Any) -> Any:
        return self.ask("DELETE", path, **how)

    def ask(self, method: str, path: str, body: object = None, *, status: int = 200, pass_: str = "") -> Any:
        """What is answered, once the status is the one expected; `self.last` has the headers. A pass stands in for the token."""
        headers = {"Accept-Language": self.language}
        if pass_:
            headers["Authorization"] = f"Bearer {pass_}"
        elif token := self.client.cookies.get("csrftoken"):
            headers["X-CSRFToken"] = token.value
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        self.last = cast(
            HttpResponse,
            self.client.generic(method, f"/api{path}", data, content_type="application/json", headers=headers),
        )
        said = self.last.content.decode()
        assert self.last.status_code == status, f"{method} {path}: {self.last.status_code} {said}"
        assert status in documented(method, path), f"{method} {path} may answer {status}: say so where it is written"
        return json.loads(said) if said else None

    def make_room(self, **wishes: str) -> str:
        """A room of theirs, open to anyone unless it is wished otherwise; answers its address."""
        return str(self.post("/rooms", {"access": "open", **wishes})["slug"])

    def join(self, slug: str, *, name: str = "", device: str = "desktop") -> Any:
        """The entry; the name is by default the person's own."""
        known = name or (self.user.name if self.user else "") or "Somebody"
        return self.post(f"/rooms/{slug}/join", {"name": known, "device": device})
