"""Whoever is signed out is out of their meetings as well: by the look, by the webhook of a reconnection, in their API."""

from __future__ import annotations

import pytest

from visio.configuration import configuration
from visio.gateways import identity
from visio.gateways.identity import SignedOut
from visio.meetings import jobs
from visio.people.models import Identity, SignIn, User
from visio.people.signin import make_link
from visio.providers import Provider
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat

ISSUER = "https://identity.example"


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Provider:
    made = Provider.model_validate(
        {
            "id": "pro",
            "name": "Pro",
            "issuer": ISSUER,
            "client_id": "visio",
            "client_secret": "a secret",
            "email_domains": ["*"],
        }
    )
    monkeypatch.setitem(configuration.__dict__, "providers", {"pro": made})
    return made


@pytest.fixture
def amina(provider: Provider, db: None, livekit: FakeLiveKit) -> Browser:
    """Signed in by the provider, as far as our rows know."""
    browser = Browser()
    browser.post("/signin/confirm", {"token": make_link(email="amina@example.org").split("#")[1]})
    Identity.objects.create(user=User.objects.get(email="amina@example.org"), issuer=ISSUER, sub="amina")
    SignIn.objects.update(provider="pro", issuer=ISSUER, sub="amina", sid="s1")
    return browser


def said(monkeypatch: pytest.MonkeyPatch, **whom: str) -> None:
    told = SignedOut(**{"sid": "", "sub": "", "jti": "1", **whom})
    monkeypatch.setattr(identity, "read_signed_out", lambda provider, token: told)


def ends(browser: Browser, *, status: int = 204) -> None:
    answer = browser.client.post("/api/signin/ended/pro", {"logout_token": "x.y.z"})
    assert answer.status_code == status, answer.content
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("whom", [{"sid": "s1"}, {"sub": "amina"}, {"sid": "s1", "sub": "amina"}], ids=str)
def test_the_providers_word_puts_a_person_out_of_their_meeting(
    amina: Browser, charlie: Browser, livekit: FakeLiveKit, monkeypatch: pytest.MonkeyPatch, whom: dict[str, str]
) -> None:
    slug = amina.make_room()
    seat, other = Seat(amina, slug, livekit).enter(), Seat(charlie, slug, livekit).enter()
    channel = seat.channel
    said(monkeypatch, **whom)
    ends(charlie)
    assert amina.get("/session")["user"] is None
    jobs.look.call()
    assert livekit.people[channel].keys() == {other.identity}


@pytest.mark.parametrize("whom", [{"sid": "s2"}, {"sub": "bob"}, {"sid": "s1", "sub": "bob"}], ids=str)
def test_the_word_on_somebody_else_ends_nothing(
    amina: Browser, monkeypatch: pytest.MonkeyPatch, whom: dict[str, str]
) -> None:
    said(monkeypatch, **whom)
    ends(amina)
    assert amina.get("/session")["user"]


def test_the_same_word_again_ends_nothing_that_began_since(
    amina: Browser, charlie: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(monkeypatch, sub="amina")
    ends(charlie)
    charlie.post("/signin/confirm", {"token": make_link(email="amina@example.org").split("#")[1]})
    SignIn.objects.filter(ended_at=None).update(issuer=ISSUER, sub="amina")
    ends(amina, status=400)
    assert charlie.get("/session")["user"]


def test_a_word_that_cannot_be_read_is_refused(amina: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    ends(amina, status=400)
    answer = amina.client.post("/api/signin/ended/other", {"logout_token": "x.y.z"})
    assert answer.status_code == 404
    answer = amina.client.post("/api/signin/ended/pro", b"{}", content_type="application/json")
    assert answer.status_code == 400
    assert amina.get("/session")["user"]


def test_whoever_reconnects_with_an_old_ticket_is_put_out(amina: Browser, livekit: FakeLiveKit) -> None:
    seat = Seat(amina, amina.make_room(), livekit)
    amina.post("/signout", status=204)
    seat.enter()
    assert not any(livekit.people.values())
