"""What may be set, how it is spelt, and what is said about what may not."""

from __future__ import annotations

import os
import secrets
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from visio.configuration import Configuration

LIVEKIT = {"livekit_secret": secrets.token_urlsafe(32)}


def configured(tmp_path: Path, **settings: Any) -> Configuration:
    return Configuration(data_dir=tmp_path, **settings)


def settings_with(tmp_path: Path, expression: str, **environment: str) -> str:
    """What Django is told, by a process of its own that is configured so."""
    given = {**os.environ, "VISIO_DATA_DIR": str(tmp_path), "VISIO_DATABASE_URL": "", **environment}
    command = [sys.executable, "-c", f"from visio import settings; print({expression})"]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    return done.stdout.strip() + done.stderr


@pytest.mark.parametrize(
    ("setting", "given", "kept"),
    [
        ("url", "https://visio.example.org", "https://visio.example.org"),
        ("url", "HTTPS://Visio.Example.org:443/", "https://visio.example.org"),
        ("url", "http://[::1]:8000", "http://[::1]:8000"),
        ("push_url", "http://push.example.org:80", "http://push.example.org"),
        ("livekit_url", "wss://livekit.example.org/", "wss://livekit.example.org"),
        ("livekit_public_url", "wss://example.org/livekit/", "wss://example.org/livekit"),
        ("livekit_webhook_url", "http://10.0.0.2:8000/api/livekit/webhook", "http://10.0.0.2:8000/api/livekit/webhook"),
    ],
)
def test_an_address_is_kept_as_browsers_spell_it(tmp_path: Path, setting: str, given: str, kept: str) -> None:
    assert getattr(configured(tmp_path, **{setting: given}, **LIVEKIT), setting) == kept


@pytest.mark.parametrize(
    ("setting", "given"),
    [
        ("url", "visio.example.org"),
        ("url", "//visio.example.org"),
        ("url", "https://"),
        ("url", "https://visio.example.org/meet"),
        ("url", "https://visio.example.org?x"),
        ("url", "https://user@visio.example.org"),
        ("url", "https://visio.example.org:99999"),
        ("url", "https://[visio"),
        ("push_url", "wss://visio.example.org"),
        ("livekit_url", "https://livekit.example.org"),
        ("livekit_public_url", "livekit.example.org"),
        ("livekit_webhook_url", "visio:8000"),
        ("database_url", "mysql://visio:hidden@db.example.org/visio"),
        ("database_url", "postgresql://visio:hidden@db.example.org:port/visio"),
        ("mail_url", "mail.example.org:hidden"),
    ],
)
def test_what_is_no_such_address_keeps_visio_from_starting(tmp_path: Path, setting: str, given: str) -> None:
    with pytest.raises(ValidationError) as refused:
        configured(tmp_path, **{setting: given}, **LIVEKIT)
    assert [each["loc"] for each in refused.value.errors()] == [(setting,)]
    assert "://" in refused.value.errors()[0]["msg"] and "hidden" not in str(refused.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_who_listens_everywhere_says_under_which_address(tmp_path: Path, host: str) -> None:
    with pytest.raises(ValidationError, match="set VISIO_URL"):
        configured(tmp_path, host=host)
    assert configured(tmp_path, host=host, url="http://localhost:8000").is_loopback


@pytest.mark.parametrize(
    ("host", "page", "livekit"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", "http://127.0.0.1:7880"),
        ("::1", "http://[::1]:8000", "http://[::1]:7880"),
        ("2001:db8::1", "http://[2001:db8::1]:8000", "http://[2001:db8::1]:7880"),
    ],
)
def test_an_ipv6_host_stands_in_brackets(tmp_path: Path, host: str, page: str, livekit: str) -> None:
    made = configured(tmp_path, host=host)
    assert (made.public_url, made.livekit_server_url) == (page, livekit)


def test_everywhere_is_reached_at_the_machines_own_address(tmp_path: Path) -> None:
    for host, reached in {"0.0.0.0": "http://127.0.0.1:7880", "::": "http://[::1]:7880"}.items():
        assert configured(tmp_path, host=host, url="https://visio.example.org").livekit_server_url == reached


def test_django_answers_under_every_name_we_are_asked_by(tmp_path: Path) -> None:
    hosts = settings_with(
        tmp_path,
        "settings.ALLOWED_HOSTS",
        VISIO_HOST="::",
        VISIO_URL="https://visio.example.org",
        VISIO_LIVEKIT_WEBHOOK_URL="http://web.internal:8000/api/livekit/webhook",
    )
    assert hosts == str(["127.0.0.1", "[::1]", "localhost", "visio.example.org", "web.internal"])


def test_what_the_address_of_the_database_asks_for_is_done(tmp_path: Path) -> None:
    url = "postgresql://visio@/visio?host=/run/postgresql&sslmode=verify-full&options=-c%20work_mem%3D8MB"
    told = settings_with(tmp_path, "settings.DATABASES['default']['OPTIONS']", VISIO_DATABASE_URL=url)
    for asked in ("'host': '/run/postgresql'", "'sslmode': 'verify-full'", "'options': '-c work_mem=8MB'"):
        assert asked in told
    assert "statement_timeout" in settings_with(
        tmp_path, "settings.DATABASES['default']['OPTIONS']", VISIO_DATABASE_URL="postgres://db.example.org/visio"
    )


@pytest.mark.parametrize(
    ("url", "ssl", "starttls"),
    [
        ("smtps://user:password@mail.example.org", True, False),
        ("smtp://user:password@mail.example.org", False, True),
        ("smtp://mail.example.org:587", False, True),
        ("smtp://127.0.0.1", False, False),
    ],
)
def test_a_password_travels_encrypted(tmp_path: Path, url: str, ssl: bool, starttls: bool) -> None:
    told = settings_with(tmp_path, "settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS", VISIO_MAIL_URL=url)
    assert told == f"{ssl} {starttls}"


def test_a_generated_secret_is_whole_and_stays(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: configured(tmp_path).signing_key, range(8)))
    assert len(keys) == 1 and len(keys.pop()) >= 32
    [kept] = (tmp_path / "secrets").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_half_a_secret_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "secret-key").touch()
    with pytest.raises(SystemExit, match="secret-key is shorter than 32 characters: remove it"):
        _ = configured(tmp_path).signing_key


@pytest.mark.parametrize(
    "secret",
    [
        "a" * 40,
        "changeme" * 5,
        "django-insecure-abcdefghijklmnopqrstuvwxyz",
        "my-secret-key-of-more-than-32-letters",
        "0123" * 10,
    ],
)
@pytest.mark.parametrize("name", ["secret_key", "livekit_secret"])
def test_a_secret_that_is_none_keeps_visio_from_starting_in_public(tmp_path: Path, name: str, secret: str) -> None:
    with pytest.raises(ValidationError, match=f"VISIO_{name.upper()} is an example's"):
        configured(tmp_path, url="https://visio.example.org", **{name: secret})
    assert configured(tmp_path, **{name: secret}).is_loopback


def test_a_drawn_secret_is_taken(tmp_path: Path) -> None:
    for _ in range(50):
        drawn = secrets.token_urlsafe(32)
        assert configured(tmp_path, url="https://visio.example.org", secret_key=drawn).signing_key == drawn


def test_a_bucket_needs_its_server_and_its_keys(tmp_path: Path) -> None:
    url = "s3://visio/recordings?endpoint=https://s3.example.org"
    keys = {"storage_key": "visio", "storage_secret": secrets.token_urlsafe(32)}
    assert configured(tmp_path).bucket is None
    at = configured(tmp_path, storage_url=url, **keys).bucket
    assert at is not None and (at.endpoint, at.bucket, at.prefix) == ("https://s3.example.org", "visio", "recordings")
    with pytest.raises(ValidationError, match="VISIO_STORAGE_SECRET"):
        configured(tmp_path, storage_url=url, storage_key="visio")
    with pytest.raises(ValidationError, match="the server is missing"):
        configured(tmp_path, storage_url="s3://visio", **keys)
