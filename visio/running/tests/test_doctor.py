"""What `visio doctor` says of identity providers, and of a server that writes."""

from __future__ import annotations

import pytest

from visio.configuration import configuration
from visio.gateways import identity
from visio.providers import Provider
from visio.running.doctor import language_spoken, providers_answer
from visio.testing.chat import chatting, says


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
