"""Whom a provider speaks for signs in there, and by no link in a mailbox, unless whoever runs this says so."""

from __future__ import annotations

from typing import Any

import pytest

from visio.configuration import configuration
from visio.people.models import Identity, SignInLink, User
from visio.people.signin import make_link
from visio.providers import Provider
from visio.testing.letters import Letters
from visio.testing.people import Browser


def provider(id: str = "pro", **how: Any) -> Provider:
    usual = {"name": "Pro", "client_id": "visio", "client_secret": "x" * 32, "email_domains": ["example.org"]}
    return Provider.model_validate({**usual, "id": id, "issuer": f"https://{id}.example", **how})


def there_are(monkeypatch: pytest.MonkeyPatch, *providers: Provider) -> None:
    monkeypatch.setitem(configuration.__dict__, "providers", {each.id: each for each in providers})


def vouched(issuer: str = "https://pro.example", *, email: str = "alice@example.net") -> None:
    Identity.objects.create(user=User.objects.create(email=email), issuer=issuer, sub="1")


def test_an_address_of_a_bound_domain_is_told_where_to_sign_in(
    alice: Browser, charlie: Browser, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an account or without: the answer is one of the domain."""
    there_are(monkeypatch, provider())
    known, unknown = (
        charlie.post("/signin", {"email": email}, status=403) for email in ("alice@example.org", "Nobody@Example.org")
    )
    assert known == unknown
    assert (
        known["code"] == "signin.provider_decides" and "example.org" in known["message"] and "Pro" in known["message"]
    )
    assert letters.sent == [] and not SignInLink.objects.exists()


def test_an_address_elsewhere_gets_its_link(
    charlie: Browser, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    there_are(monkeypatch, provider(), provider("all", email_domains=["*"]))
    for email in ("guest@example.net", "guest@sub.example.org"):
        charlie.post("/signin", {"email": email}, status=204)
        assert "/signin#" in letters.link_to(email)


def test_whom_a_provider_of_every_domain_has_vouched_for_gets_a_letter_without_a_link(
    charlie: Browser, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    there_are(monkeypatch, provider(email_domains=["*"]))
    vouched()
    for _ in range(3):
        charlie.post("/signin", {"email": "alice@example.net"}, status=204)
    (letter,) = letters.sent
    assert letter.to == ["alice@example.net"] and "Pro" in letter.subject
    assert letters.link_to("alice@example.net") == f"{configuration.public_url}/signin"
    assert not SignInLink.objects.exists()


def test_a_provider_that_is_no_more_vouches_for_nobody(
    charlie: Browser, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    there_are(monkeypatch, provider(email_domains=["*"]))
    vouched("https://another.example")
    charlie.post("/signin", {"email": "alice@example.net"}, status=204)
    assert "/signin#" in letters.link_to("alice@example.net")


def test_who_runs_this_may_let_them_have_links(
    charlie: Browser, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    there_are(monkeypatch, provider(email_domains=["example.net", "*"], links=True))
    vouched()
    charlie.post("/signin", {"email": "alice@example.net"}, status=204)
    assert "/signin#" in letters.link_to("alice@example.net")


def test_a_link_from_the_terminal_always_works(charlie: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else whoever runs this is shut out with their provider."""
    there_are(monkeypatch, provider())
    token = make_link(email="alice@example.org").partition("#")[2]
    assert charlie.post("/signin/confirm", {"token": token})["user"]["email"] == "alice@example.org"
