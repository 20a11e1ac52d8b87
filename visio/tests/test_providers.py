"""What an operator may say of identity providers, and what is said about what may not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from visio.configuration import Configuration
from visio.providers import providers_of, speaks_for

ENTRY = {
    "id": "pro",
    "name": "ProConnect",
    "profile": "proconnect",
    "issuer": "https://fca.example.gouv.fr/api/v2",
    "client_id": "visio",
    "client_secret": "very secret indeed",
    "email_domains": ["*"],
}


def written(*changes: dict[str, Any]) -> str:
    return json.dumps([{**ENTRY, **change} for change in changes])


def test_a_profile_is_a_set_of_defaults() -> None:
    pro = providers_of(written({}))["pro"]
    assert (pro.pkce, pro.nonce, pro.state, pro.userinfo, pro.organisation_claim) == (
        False,
        True,
        True,
        "signed",
        "siret",
    )
    generic = providers_of(written({"profile": "generic"}))["pro"]
    assert (generic.pkce, generic.userinfo, generic.organisation_claim) == (True, "plain", "")


def test_what_stands_in_the_entry_counts_more() -> None:
    pro = providers_of(written({"pkce": True, "algorithms": ["RS256"], "acr_values": "eidas1"}))["pro"]
    assert (pro.pkce, pro.algorithms, pro.acr_values) == (True, ["RS256"], "eidas1")


def test_none_is_none() -> None:
    assert providers_of("") == {} == providers_of("[]")


SECOND = {"id": "key", "issuer": "https://keycloak.example.org/realms/a", "email_domains": ["example.org"]}

WRONG: list[tuple[str, str]] = [
    ("{", "must be JSON"),
    ("{}", "must be a list"),
    ("[1]", "provider 1"),
    (written({"id": "Pro Connect"}), "provider 1: id"),
    (written({"issuer": "http://identity.example.org"}), "issuer: this must be https"),
    (written({"issuer": "https://user:password@identity.example.org"}), "issuer: this must be https"),
    (written({"issuer": "https://identity.example.org?x"}), "issuer: this must be https"),
    (written({"issuer": "https://[identity"}), "issuer: this must be https"),
    (written({"client_secret": "short"}), "client_secret"),
    (written({"email_domains": []}), "email_domains"),
    (written({"email_domains": ["@example.org"]}), "is no domain"),
    (written({"algorithms": ["HS256"]}), "algorithms"),
    (written({"algorithms": ["none"]}), "algorithms"),
    (written({"algorithms": []}), "algorithms"),
    (written({"scopes": "profile"}), "scopes"),
    (written({"profile": "saml"}), "profile"),
    (written({"pkse": True}), "pkse"),
    (written({"nonce": False}), "cannot both be off"),
    (written({"state": False}), "with pkce on"),
    (written({}, {}), "provider 2: the id “pro” is taken"),
    (written({}, {"id": "key", "email_domains": ["example.org"]}), "provider 2: this issuer"),
    (written({}, {**SECOND, "email_domains": ["*"]}), "bound to another issuer"),
]


@pytest.mark.parametrize(("given", "says"), WRONG, ids=[says for _, says in WRONG])
def test_what_cannot_be_is_said_without_the_secret(given: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)) as wrong:
        providers_of(given)
    assert "secret indeed" not in str(wrong.value) and "password" not in str(wrong.value)


@pytest.mark.parametrize(
    ("email", "pro", "key"),
    [
        ("a@example.org", False, True),
        ("a@EXAMPLE.org", False, True),
        ("a@example.com", True, False),
        ("a@sub.example.org", True, False),
    ],
)
def test_an_issuer_speaks_for_the_domains_bound_to_it(email: str, pro: bool, key: bool) -> None:
    them = providers_of(written({}, SECOND))
    assert (speaks_for(them["pro"], email, them), speaks_for(them["key"], email, them)) == (pro, key)


def test_they_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "providers.json"
    file.write_text(written({}, SECOND))
    monkeypatch.setenv("VISIO_IDENTITY_PROVIDERS_FILE", str(file))
    read = Configuration()
    assert list(read.providers) == ["pro", "key"]
    assert "secret indeed" not in repr(read) + repr(read.providers)


def test_visio_does_not_start_with_wrong_ones() -> None:
    given = {**os.environ, "VISIO_IDENTITY_PROVIDERS": written({"issuer": "http://identity.example.org"})}
    done = subprocess.run(
        [sys.executable, "-m", "visio.cli", "doctor"], env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("VISIO_IDENTITY_PROVIDERS: provider 1: issuer: this must be https://")
    assert "secret indeed" not in done.stderr
