"""A deployment's own look: its tokens get through, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from visio.configuration import HERE, Configuration, configuration
from visio.theme import NotATheme, style_sheet, tokens_of
from visio.web import pages

TOKENS = HERE.parent / "frontend/src/styles/tokens.css"


@pytest.mark.parametrize(
    ("theme", "tokens"),
    [
        ("", {}),
        ("--accent: #000091", {"--accent": "#000091"}),
        (":root {\n  /* ours */ --accent : red ;\n}", {"--accent": "red"}),
        ("--font: 'Marianne', sans-serif; --s1: 4px;", {"--font": "'Marianne', sans-serif", "--s1": "4px"}),
        (
            "--page: light-dark(oklch(0.98 0.004 250 / 50%), #000)",
            {"--page": "light-dark(oklch(0.98 0.004 250 / 50%), #000)"},
        ),
        ("--t-title: clamp(1.375rem, 1.1rem + 1vw, 1.75rem)", {"--t-title": "clamp(1.375rem, 1.1rem + 1vw, 1.75rem)"}),
    ],
)
def test_tokens_get_through(theme: str, tokens: dict[str, str]) -> None:
    assert tokens_of(theme) == tokens


@pytest.mark.parametrize(
    "theme",
    [
        "color: red",
        "body { display: none }",
        ":root { --a: red } body { display: none }",
        "@import 'https://elsewhere.example/x.css'",
        "--accent: url(https://elsewhere.example/spy)",
        "--accent: image-set('https://elsewhere.example/spy' 1x)",
        "--accent: URL (//elsewhere.example)",
        "--accent: red } body { display: none",
        "--accent: r\\65 d",
        "--accent: </style><script>alert(1)</script>",
        "--accent: light-dark(red, blue",
        "--accent: red)(",
        "--accent: 'open",
        "--accent: red /* never closed",
        "--accent: red !important",
        "--accent:",
        "--Accent: red",
        "--accent",
        "--accent: rêd",
        "--accent: \0red",
        "--accent: red; " * 1000,
    ],
)
def test_nothing_else_does(theme: str) -> None:
    with pytest.raises(NotATheme):
        tokens_of(theme)


@given(st.text(alphabet="-ab:;{}()/*\\\"'@<>url# \n", max_size=60))
def test_whatever_gets_through_stays_inside_its_declaration(theme: str) -> None:
    try:
        sheet = style_sheet(tokens_of(theme))
    except NotATheme:
        return
    assert (sheet.count("{"), sheet.count("}")) == (3, 3)
    assert not [each for each in ("url(", "/*", "\\", "<", "@import") if each in sheet]


def test_our_own_tokens_could_be_a_theme() -> None:
    ours = TOKENS.read_text().partition(":root {")[2].rpartition("}\n}")[0]
    assert len(tokens_of(ours.replace("color-scheme: light dark;", ""))) > 40


@pytest.fixture
def themed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> Iterator[Client]:
    (tmp_path / "index.html").write_text('<!doctype html>\n<html lang="en"><head></head><body></body></html>')
    settings.FRONT_END = tmp_path
    monkeypatch.setattr(pages, "configuration", configuration.model_copy(update={"theme": "--accent: #000091"}))
    pages._theme.cache_clear()
    yield Client()
    pages._theme.cache_clear()


@pytest.mark.django_db
def test_each_page_wears_it_last(themed: Client) -> None:
    page = themed.get("/")
    link = page.content.decode().partition("</head>")[0].rpartition("<link")[2]
    address = link.partition('href="')[2].partition('"')[0]
    assert address.startswith("/theme.css?")
    assert "style-src 'self'" in page["Content-Security-Policy"]
    sheet = themed.get(address)
    assert sheet.status_code == 200
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet["Cache-Control"]
    assert sheet.content.decode().startswith("@layer theme{@media not (")
    assert "--accent:#000091;" in sheet.content.decode()


@pytest.mark.django_db
def test_without_one_there_is_no_such_file(client: Client) -> None:
    assert client.get("/theme.css").status_code in {404, 503}
    assert b"theme.css" not in client.get("/").content


def test_it_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theme.css").write_text("/* ours */\n:root {\n  --accent: #000091;\n}\n")
    monkeypatch.setenv("VISIO_THEME_FILE", str(tmp_path / "theme.css"))
    assert tokens_of(Configuration().theme) == {"--accent": "#000091"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"VISIO_THEME": "body { color: red }"}, "VISIO_THEME: “body { color: red }” is not “--token: value”"),
        ({"VISIO_THEME_FILE": "/no/such/theme.css"}, "VISIO_THEME_FILE: [Errno 2] No such file or directory"),
    ],
)
def test_a_wrong_one_is_told_before_anything_starts(given: dict[str, str], says: str) -> None:
    command = [sys.executable, "-m", "visio.cli", "doctor"]
    done = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert says in done.stderr and "Traceback" not in done.stderr
