"""What `visio doctor` says of identity providers."""

from __future__ import annotations

import pytest

from visio.configuration import configuration
from visio.gateways import identity
from visio.providers import Provider
from visio.running.doctor import providers_answer


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
