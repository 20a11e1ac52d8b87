"""The first HTML of each address: its status, its language, what it may load, and what it loads at once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from visio.configuration import HERE, configuration
from visio.rooms.models import RoomQuerySet
from visio.testing.people import Browser
from visio.web.chunks import PAGES

MANIFEST = {
    "index.html": {"file": "assets/index-1.js", "isEntry": True, "imports": ["_react-1.js"]},
    "_react-1.js": {"file": "assets/react-1.js"},
    "_ui-1.js": {"file": "assets/ui-1.js", "css": ["assets/ui-1.css"], "imports": ["_react-1.js"]},
    "src/features/home/Home.tsx": {"file": "assets/Home-1.js", "css": ["assets/Home-1.css"], "imports": ["_ui-1.js"]},
    "src/room/RoomPage.tsx": {"file": "assets/Room-1.js", "imports": ["_ui-1.js", "_react-1.js"]},
    "src/words/fr/shell.json": {"file": "assets/shell-fr.js"},
    "src/words/en/shell.json": {"file": "assets/shell-en.js"},
    "src/features/meeting/Meeting.tsx": {"file": "assets/Meeting-1.js"},
}
INDEX = '<!doctype html>\n<html lang="en"><head><title>Visio</title></head><body><div id="root"></div></body></html>'


@pytest.fixture(autouse=True)
def front_end(tmp_path: Path, settings: Settings) -> Path:
    (tmp_path / ".vite").mkdir()
    (tmp_path / ".vite/manifest.json").write_text(json.dumps(MANIFEST))
    (tmp_path / "index.html").write_text(INDEX)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/index-1.js").write_text("hello()" * 100)
    (tmp_path / "assets/index-1.js.br").write_bytes(b"brotli")
    (tmp_path / "icon.svg").write_text("<svg/>")
    settings.FRONT_END = settings.WHITENOISE_ROOT = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/signin", 200), ("/no/such/page", 404), ("/abc-defg-hij", 404)]
)
@pytest.mark.django_db
def test_each_address_has_its_status_and_the_one_page(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert '<div id="root">' in answer.content.decode()


def test_a_room_is_found_under_its_address_however_it_is_typed(alice: Browser, client: Client) -> None:
    slug = alice.make_room(name="Salle du budget")
    assert client.get(f"/{slug}").status_code == 200
    assert client.get("/SALLE-DU-BUDGET").status_code == 200


def test_the_page_speaks_the_language_of_the_browser(client: Client) -> None:
    french = client.get("/", headers={"Accept-Language": "fr-FR,fr;q=0.9"}).content.decode()
    assert '<html lang="fr">' in french and "shell-fr" in french and "shell-en" not in french
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "de"}).content.decode()


def test_the_page_asks_at_once_for_what_it_needs_and_for_nothing_else(client: Client) -> None:
    home = client.get("/").content.decode()
    assert re.findall(r'rel="modulepreload" crossorigin href="/assets/([^"]+)"', home) == [
        "Home-1.js", "ui-1.js", "shell-en.js",
    ]  # fmt: skip
    assert re.findall(r'rel="stylesheet" crossorigin href="/assets/([^"]+)"', home) == ["Home-1.css", "ui-1.css"]
    assert "Meeting" not in home and "Room-1" not in home


def test_the_page_may_load_only_what_is_ours(client: Client) -> None:
    answer = client.get("/", headers={"Host": "localhost"})
    policy = dict(each.split(" ", 1) for each in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    push, sfu = f"localhost:{configuration.push_port}", f"localhost:{configuration.livekit_port}"
    assert policy["connect-src"] == f"'self' http://{push} ws://{sfu} http://{sfu}"
    nonce = re.search(r"'nonce-([^']+)'", policy["style-src"])
    assert nonce and f'nonce="{nonce[1]}"' in answer.content.decode()
    assert nonce[1] not in client.get("/")["Content-Security-Policy"]


def test_the_page_carries_the_headers_that_keep_it_safe(client: Client) -> None:
    answer = client.get("/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=(self)" in answer["Permissions-Policy"] and "geolocation=()" in answer["Permissions-Policy"]
    assert answer["Cache-Control"] == "no-cache, private"
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_hashed_files_are_kept_for_ever_and_come_compressed(client: Client) -> None:
    answer = client.get("/assets/index-1.js", headers={"Accept-Encoding": "br"})
    assert answer["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer["Vary"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer
    assert answer.getvalue() == b"brotli"


@pytest.mark.parametrize("path", ["/index.html", "/.vite/manifest.json", "/assets/../index.html", "/assets/none.js"])
@pytest.mark.django_db
def test_nothing_else_of_the_build_is_served(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_comes_even_when_the_database_does_not_answer(client: Client) -> None:
    with mock.patch.object(RoomQuerySet, "at", side_effect=OperationalError("gone")):
        answer = client.get("/abc-defg-hij")
    assert answer.status_code == 503
    assert '<div id="root">' in answer.content.decode()


def test_before_the_first_build_the_page_says_so(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.FRONT_END = tmp_path / "nothing"
    answer = client.get("/")
    assert answer.status_code == 503
    assert "make build" in answer.content.decode()


def test_a_host_name_that_is_not_ours_gets_a_plain_page_that_says_what_to_set(client: Client) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "VISIO_URL" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()


def test_every_source_that_is_asked_for_early_is_there() -> None:
    for sources in PAGES.values():
        for source in sources:
            assert (HERE.parent / "frontend" / source).is_file()
