"""What every test may ask for by name: `alice`, `bob`, `charlie`, `livekit`, `letters`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator

import hypothesis
import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from visio import limits
from visio.gateways import livekit as gateway
from visio.gateways import storage
from visio.oversight import unchanging
from visio.people.models import User
from visio.testing.letters import Letters
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.s3 import S3, running_s3

# How long one example takes says how busy this machine is, and nothing about the code.
hypothesis.settings.register_profile("visio", deadline=None)
hypothesis.settings.load_profile("visio")


@pytest.fixture
def alice(db: None, livekit: FakeLiveKit) -> Browser:
    """Hosts: signed in, rooms are hers."""
    return Browser(User.objects.create(email="alice@example.org", name="Alice"))


@pytest.fixture
def bob(db: None, livekit: FakeLiveKit) -> Browser:
    """Is invited: signed in, owns nothing."""
    return Browser(User.objects.create(email="bob@example.org", name="Bob"))


@pytest.fixture
def charlie(db: None, livekit: FakeLiveKit) -> Browser:
    """A stranger: no account, and reads French."""
    return Browser(language="fr")


@pytest.fixture
def livekit(monkeypatch: pytest.MonkeyPatch) -> FakeLiveKit:
    """A LiveKit in memory, at the gateway's one way out."""
    fake = FakeLiveKit()
    monkeypatch.setattr(gateway, "wire", fake)
    return fake


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    """A mail server that takes everything and delivers nothing."""
    return Letters.collected(monkeypatch)


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> storage.Folder:
    """A place of its own for each test's files; made when something is put there."""
    folder = storage.Folder(tmp_path_factory.getbasetemp() / "kept" / secrets.token_hex(8))
    monkeypatch.setattr(storage, "kept", folder)
    return folder


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """Started for the first test that asks for it."""
    with running_s3() as server:
        yield server


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody pays for the tries of an earlier test, nor gets them back because this one is slow."""
    limits.forget_all()
    monkeypatch.setattr(limits, "clock", lambda: 0.0)


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Tests that commit have their tables emptied afterwards, which the audit trail's own refuse to be."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def lifted(self: BaseDatabaseOperations, statements: Iterable[str]) -> None:
        with connection.cursor() as cursor:
            unchanging.lift(connection.vendor, cursor.execute)
            flush(self, statements)
            unchanging.lay(connection.vendor, cursor.execute)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(operations, "execute_sql_flush", lifted)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file, as it is really used: several threads, and the push process, share one in memory badly or not at all."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")
