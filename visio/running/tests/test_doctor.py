"""What `visio doctor` says of identity providers, of storage, and of a server that writes."""

from __future__ import annotations

import pytest

from visio.configuration import configuration
from visio.gateways import identity, storage
from visio.gateways.bucket import Bucket
from visio.providers import Provider
from visio.running.doctor import language_spoken, providers_answer, storage_keeps
from visio.testing.chat import chatting, says
from visio.testing.s3 import S3


def test_none_is_well() -> None:
    assert not providers_answer().is_wrong


def test_one_that_is_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    away = Provider.model_validate(
        {
            "id": "away",
            "name": "Away",
            "issuer": "http://127.0.0.1:1",
            "client_id": "visio",
            "client_secret": "a secret",
            "email_domains": ["*"],
        }
    )
    monkeypatch.setitem(configuration.__dict__, "providers", {"away": away})
    identity.forget_all()
    found = providers_answer()
    assert found.is_wrong
    assert found.says.startswith("http://127.0.0.1:1: ") and "refused" in found.says


def test_storage_that_keeps_is_well_and_left_as_it_was(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not storage_keeps().is_wrong
    monkeypatch.setattr(storage, "kept", bucket := s3.bucket())
    assert not storage_keeps().is_wrong
    assert bucket.prefix.encode() not in bucket.server.ask("GET", bucket.root, {"list-type": "2"}).body


def test_storage_that_refuses_says_why(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "kept", Bucket(s3.address("nobody-made-it"), key=s3.key, secret=s3.secret))
    found = storage_keeps()
    assert found.is_wrong and "NoSuchBucket" in found.says


def test_without_a_server_that_writes_summaries_are_made_here() -> None:
    assert not language_spoken().is_wrong


def test_one_that_is_away_is_named_with_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(configuration.__dict__, "language_url", "http://127.0.0.1:1")
    found = language_spoken()
    assert found.is_wrong and "refused" in found.says and "VISIO_LANGUAGE_URL" in found.do


def test_one_that_answers_is_named_with_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    with chatting(says("")) as chat:
        monkeypatch.setitem(configuration.__dict__, "language_url", chat.url)
        assert language_spoken().says == f"{chat.url}, ready with mistral-small"
