"""What does every answer carry? A snapshot for each kind of answer, looked at on every address, page, file and refusal, and push."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from tests.doors import DOORS, World, routes, world
from visio import headers, origins
from visio.configuration import configuration
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.push import running_push

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
ALWAYS = {
    "Content-Security-Policy": NOTHING,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "autoplay=(self), camera=(self), display-capture=(self), fullscreen=(self), microphone=(self), "
        "picture-in-picture=(self), publickey-credentials-create=(self), publickey-credentials-get=(self), "
        "screen-wake-lock=(self), speaker-selection=(self), accelerometer=(), geolocation=(), "
        "gyroscope=(), hid=(), magnetometer=(), midi=(), payment=(), serial=(), usb=(), "
        "xr-spatial-tracking=()"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
API = ALWAYS | {"Cache-Control": "no-store"}
PAGE = ALWAYS | {
    "Cache-Control": "no-cache, private",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-…'; "
        "connect-src 'self' http://testserver:8001 ws://testserver:7880 http://testserver:7880; "
        "img-src 'self' data: blob:; media-src 'self' blob: data:; font-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
}
# A page without the front end, for when nothing else can be given.
PLAIN = ALWAYS | {"Cache-Control": "no-store"}
HASHED_FILE = ALWAYS | {"Cache-Control": "max-age=315360000, public, immutable"}
FILE = ALWAYS | {"Cache-Control": "max-age=60, public"}


def carried(answer: HttpResponseBase) -> dict[str, str]:
    """Of the headers that a browser goes by; a nonce is another one each time."""
    found = {name: answer[name] for name in {*ALWAYS, "Cache-Control", "Strict-Transport-Security"} if name in answer}
    return {name: re.sub("'nonce-[^']+'", "'nonce-…'", value) for name, value in found.items()}


@pytest.fixture
def built(tmp_path: Path, settings: Settings) -> None:
    """A front end of two files."""
    folder = tmp_path
    (folder / ".vite").mkdir()
    (folder / ".vite/manifest.json").write_text("{}")
    (folder / "index.html").write_text('<!doctype html><html lang="en"><head></head><body></body></html>')
    (folder / "assets").mkdir()
    (folder / "assets/index-1.js").write_text("hello()")
    (folder / "icon.svg").write_text("<svg/>")
    settings.FRONT_END = settings.WHITENOISE_ROOT = folder


@pytest.mark.parametrize("route", routes())
@pytest.mark.parametrize("kind", ["owner", "nobody"])
def test_every_address_of_the_api(db: None, livekit: FakeLiveKit, route: str, kind: str) -> None:
    """Done and refused alike."""
    assert carried(DOORS[route](world(livekit), kind)) == API


@pytest.mark.parametrize(
    ("method", "path", "how"),
    [
        ("GET", "/api/nothing", {}),
        ("PUT", "/api/rooms", {}),
        ("POST", "/api/rooms", {"data": "x" * 70_000, "content_type": "application/json"}),
        ("POST", "/api/rooms", {"data": "a=1", "content_type": "application/x-www-form-urlencoded"}),
        ("GET", "/api/session", {"headers": {"Host": "elsewhere.example"}}),
        ("GET", "/api/session", {"headers": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}}),
    ],
)
def test_what_the_api_refuses(db: None, method: str, path: str, how: dict[str, Any]) -> None:
    answer = Client().generic(method, path, **how)
    assert answer.status_code >= 400
    assert carried(answer) == API


def pages(there: World) -> Iterator[str]:
    yield from ("/", "/signin", f"/{there.slug}", "/zzz-zzzz-zzz", "/no/such/page")


def test_every_page(built: None, db: None, livekit: FakeLiveKit) -> None:
    there = world(livekit)
    assert {path: carried(there.browsers["owner"].client.get(path)) for path in pages(there)} == dict.fromkeys(
        pages(there), PAGE
    )


def test_every_file(built: None, client: Client) -> None:
    for path, wanted in {"/assets/index-1.js": HASHED_FILE, "/icon.svg": FILE}.items():
        answer = client.get(path)
        assert carried(answer) == wanted
        answer.close()


def test_what_needs_no_front_end(db: None, client: Client) -> None:
    assert carried(client.get("/", headers={"Host": "elsewhere.example"})) == PLAIN
    for path in ("/livez", "/readyz"):
        assert carried(client.get(path)) == PLAIN


def test_a_bug(alice: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    alice.client.raise_request_exception = False
    monkeypatch.setattr("visio.people.api.actions.rename", breaks)
    monkeypatch.setattr("visio.web.pages.page", breaks)
    alice.patch("/me", {"name": "Alice"}, status=500)
    assert carried(alice.last) == API
    assert carried(alice.client.get("/")) == PLAIN


@pytest.mark.django_db(transaction=True)
def test_push(livekit: FakeLiveKit) -> None:
    seat = world(livekit).seats["guest"]
    wanted = {name.lower(): value for name, value in ALWAYS.items()} | {"cache-control": "no-store, no-transform"}
    with running_push() as push:
        for path, how in (
            ("/push/events", {"pass_": seat.pass_}),
            ("/push/events", {}),
            ("/push/ready", {}),
            ("/elsewhere", {}),
            ("/push/events", {"method": "OPTIONS"}),
            ("/push/events", {"method": "POST"}),
        ):
            heard = push.ask(path, **how)
            assert {name: heard.headers.get(name) for name in wanted} == wanted, (path, how)
            push.hang_up(heard)


def test_over_tls_browsers_come_by_tls_alone_for_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    over_tls = configuration.model_copy(update={"url": "https://visio.example.org"})
    monkeypatch.setattr(headers, "configuration", over_tls)
    told = headers.of_every_answer()["Strict-Transport-Security"]
    assert int(told.partition("=")[2].partition(";")[0]) >= 365 * 24 * 3600


def test_each_page_has_a_nonce_of_its_own(built: None, client: Client, db: None) -> None:
    nonces = {re.findall("'nonce-([^']+)'", client.get("/")["Content-Security-Policy"])[0] for _ in range(3)}
    assert len(nonces) == 3 and all(len(nonce) >= 22 for nonce in nonces)


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Server", "Forwarded"]
)
def test_what_somebody_forwards_is_believed_from_our_proxies_alone(
    client: Client, db: None, alice: Browser, name: str
) -> None:
    slug = alice.make_room()
    plain = alice.get(f"/rooms/{slug}")
    forged = {
        name: "https"
        if name.endswith("Proto")
        else "host=evil.example;proto=https"
        if name == "Forwarded"
        else "evil.example"
    }
    answer = alice.client.get(f"/api/rooms/{slug}", headers=forged)
    assert answer.json() == plain
    assert "evil" not in alice.client.get("/", headers=forged)["Content-Security-Policy"]
    assert origins.livekit_url(answer.wsgi_request).startswith("ws://testserver")


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "127.0.0.1.elsewhere.example",
        "testserver@elsewhere.example",
        "a,b",
        "testserver:x",
        "",
        "[::1",
    ],
)
def test_a_host_that_is_not_ours_is_answered_nothing(client: Client, db: None, host: str) -> None:
    for path in ("/", "/api/session", "/signin"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert not host or host not in answer.content.decode()
