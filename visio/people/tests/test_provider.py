"""A person signs in with a real identity provider, and what that makes of them here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from visio.people.models import Identity, Organisation, SignIn, User
from visio.people.tests.conftest import Configure
from visio.people.tests.test_signin import ELSEWHERE
from visio.testing.people import Browser
from visio.testing.provider import RealProvider, Visitor


def comes_back(browser: Browser, visitor: Visitor, id: str, login: str, *, next: str = "/", **how: Any) -> Any:
    """The whole way: what Visio answers at the end of it."""
    way = browser.post(f"/signin/with/{id}", {"next": next})["address"]
    return browser.post(f"/signin/back/{id}", visitor.goes(way, login=login), **how)


def test_somebody_signs_in_and_goes_on_to_the_page_that_asked(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(organisations={"13002526500013": "Numérique"}))
    answer = comes_back(charlie, visitor, "pro", "charlie@example.org", next="/abc-defg-hij")
    assert answer == {
        "user": {
            "name": "Charlie Martin",
            "email": "charlie@example.org",
            "is_admin": False,
            "organisation": "Numérique",
        },
        "next": "/abc-defg-hij",
    }
    assert charlie.get("/session")["user"] == answer["user"]
    assert Identity.objects.get().issuer == pro.issuer


def test_proconnect_is_asked_for_what_it_knows_and_nothing_else(
    charlie: Browser, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    asked = parse_qs(urlsplit(charlie.post("/signin/with/pro", {})["address"]).query)
    assert asked.keys() == {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce"}
    assert len(asked["state"][0]) >= 32 and len(asked["nonce"][0]) >= 32


def test_what_it_does_not_know_it_refuses(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(pkce=True))
    with pytest.raises(AssertionError, match="Y000400"):
        visitor.goes(charlie.post("/signin/with/pro", {})["address"])


@pytest.mark.parametrize(
    "switches",
    [
        {},
        {"nonce": False},
        {"pkce": False},
        {"state": False},
        {"client_authentication": "post", "max_age": 3600},
        {"acr_values": "eidas1"},
    ],
    ids=str,
)
def test_each_part_of_the_question_can_be_switched(
    charlie: Browser, visitor: Visitor, key: RealProvider, providers: Configure, switches: dict[str, Any]
) -> None:
    providers(key.settings(**switches))
    asked = dict(parse_qsl(urlsplit(charlie.post("/signin/with/key", {})["address"]).query))
    assert ("nonce" in asked) is switches.get("nonce", True)
    assert ("state" in asked) is switches.get("state", True)
    assert (asked.get("code_challenge_method") == "S256") is switches.get("pkce", True)
    assert comes_back(charlie, visitor, "key", "charlie@example.org")["user"]["name"] == "Charlie Martin"


def test_the_account_is_found_by_issuer_and_sub_and_not_by_address(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    comes_back(charlie, visitor, "pro", "charlie@example.org")
    User.objects.update(email="old@example.org", name="Charlie")
    charlie.post("/signout", status=200)
    answer = comes_back(charlie, visitor, "pro", "charlie@example.org")
    assert answer["user"]["name"] == "Charlie"
    # A new address is learnt, so that the old one may become somebody else's.
    assert list(User.objects.values_list("email", flat=True)) == ["charlie@example.org"]


def test_an_account_is_linked_only_by_an_issuer_that_is_bound_to_its_domain(
    charlie: Browser, alice: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(email_domains=["example.com"]))
    assert comes_back(charlie, visitor, "pro", "alice@example.org", status=403)["code"] == "signin.email_unbound"
    assert charlie.get("/session")["user"] is None
    providers(pro.settings(email_domains=["Example.org"]))
    assert comes_back(charlie, visitor, "pro", "alice@example.org")["user"]["name"] == "Alice"
    assert User.objects.count() == 1


def test_a_domain_that_is_bound_to_one_issuer_is_closed_to_the_others(
    charlie: Browser, alice: Browser, visitor: Visitor, pro: RealProvider, key: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(email_domains=["*"]), key.settings(email_domains=["example.org"]))
    assert comes_back(charlie, visitor, "pro", "alice@example.org", status=403)["code"] == "signin.email_unbound"
    visitor.client.cookies.clear()
    assert comes_back(charlie, visitor, "pro", "alice@example.com")["user"]["email"] == "alice@example.com"


def test_offices_stand_under_their_organisation(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(organisations={"130025265": "Direction du numérique"}))
    user = comes_back(charlie, visitor, "pro", "charlie@example.org")["user"]
    assert user["organisation"] == "Direction du numérique"
    office = Organisation.objects.get(code="siret:13002526500013")
    assert office.parent and office.parent.code == "siren:130025265"
    Organisation.objects.update(name="")
    assert charlie.get("/session")["user"]["organisation"] == "SIREN 130025265"


def test_a_closed_account_stays_closed(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    comes_back(charlie, visitor, "pro", "charlie@example.org")
    User.objects.update(is_active=False)
    assert comes_back(charlie, visitor, "pro", "charlie@example.org", status=403)["code"] == "signin.closed"


@pytest.mark.parametrize("next", ELSEWHERE)
def test_nobody_is_sent_elsewhere_afterwards(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure, next: str
) -> None:
    providers(pro.settings())
    assert comes_back(charlie, visitor, "pro", "charlie@example.org", next=next)["next"] == "/"


def test_the_session_gets_a_new_id(charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure) -> None:
    providers(pro.settings())
    way = charlie.post("/signin/with/pro", {})["address"]
    before = charlie.client.cookies["session"].value
    charlie.post("/signin/back/pro", visitor.goes(way, login="charlie@example.org"))
    assert charlie.client.cookies["session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_an_answer_works_once_and_in_the_browser_that_asked(
    charlie: Browser, bob: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    answer = visitor.goes(charlie.post("/signin/with/pro", {})["address"], login="charlie@example.org")
    assert bob.post("/signin/back/pro", answer, status=400)["code"] == "signin.expired"
    charlie.post("/signin/back/pro", answer)
    assert charlie.post("/signin/back/pro", answer, status=400)["code"] == "signin.expired"


def test_a_code_that_was_used_is_refused_by_the_provider(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    used = visitor.goes(charlie.post("/signin/with/pro", {})["address"], login="charlie@example.org")
    charlie.post("/signin/back/pro", used)
    fresh = visitor.goes(charlie.post("/signin/with/pro", {})["address"])
    assert charlie.post("/signin/back/pro", {**fresh, "code": used["code"]}, status=400)["code"] == "signin.expired"


def test_of_two_providers_neither_answers_for_the_other(
    charlie: Browser, visitor: Visitor, pro: RealProvider, key: RealProvider, providers: Configure
) -> None:
    """Mix-up: the answer of one is brought to the other's door, with its own name or with the other's."""
    providers(pro.settings(), key.settings(email_domains=["example.org"]))
    answer = visitor.goes(charlie.post("/signin/with/pro", {})["address"], login="charlie@example.org")
    assert charlie.post("/signin/back/key", answer, status=400)["code"] == "signin.expired"
    asked = dict(parse_qsl(urlsplit(charlie.post("/signin/with/key", {})["address"]).query))
    answer = visitor.goes(charlie.post("/signin/with/pro", {})["address"])
    mixed = {**answer, "state": asked["state"]}
    assert charlie.post("/signin/back/key", mixed, status=403)["code"] == "signin.untrusted"
    asked = dict(parse_qsl(urlsplit(charlie.post("/signin/with/key", {})["address"]).query))
    mixed = {**answer, "state": asked["state"], "iss": key.issuer}
    assert charlie.post("/signin/back/key", mixed, status=400)["code"] == "signin.expired"
    assert charlie.get("/session")["user"] is None


def test_a_provider_that_names_itself_must(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    answer = visitor.goes(charlie.post("/signin/with/pro", {})["address"], login="charlie@example.org")
    del answer["iss"]
    assert charlie.post("/signin/back/pro", answer, status=403)["code"] == "signin.untrusted"


def test_whoever_cancels_is_told_so(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    answer = visitor.goes(charlie.post("/signin/with/pro", {})["address"], cancel=True)
    told = charlie.post("/signin/back/pro", answer, status=403)
    assert told["message"] == "La connexion a été annulée. Réessayez, ou choisissez un autre moyen."


def test_a_silent_try_is_quiet_and_happens_once(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(silent=True))
    assert charlie.get("/session")["silent"] == "pro"
    way = charlie.post("/signin/with/pro", {"next": "/abc-defg-hij", "silent": True})["address"]
    assert parse_qs(urlsplit(way).query)["prompt"] == ["none"]
    answer = visitor.goes(way)
    assert answer["error"] == "login_required"
    assert charlie.post("/signin/back/pro", answer) == {"user": None, "next": "/abc-defg-hij"}
    assert charlie.get("/session")["silent"] == ""
    assert charlie.post("/signin/with/pro", {"silent": True}) == {"address": ""}


def test_a_silent_try_that_fails_otherwise_is_quiet_too(
    charlie: Browser, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(silent=True))
    way = charlie.post("/signin/with/pro", {"silent": True})["address"]
    answer = {"state": parse_qs(urlsplit(way).query)["state"][0], "iss": pro.issuer, "error": "server_error"}
    assert charlie.post("/signin/back/pro", answer) == {"user": None, "next": "/"}


def test_who_is_known_there_comes_in_without_being_asked_until_they_sign_out(
    charlie: Browser, bob: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(silent=True))
    comes_back(charlie, visitor, "pro", "charlie@example.org")
    elsewhere = Browser(language="fr")
    way = elsewhere.post("/signin/with/pro", {"silent": True})["address"]
    assert elsewhere.post("/signin/back/pro", visitor.goes(way))["user"]["email"] == "charlie@example.org"
    elsewhere.post("/signout", status=200)
    assert elsewhere.get("/session")["silent"] == ""


def test_signing_out_goes_by_the_provider_and_comes_back(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    comes_back(charlie, visitor, "pro", "charlie@example.org")
    way = charlie.post("/signout")["address"]
    asked = parse_qs(urlsplit(way).query)
    assert asked.keys() == {"id_token_hint", "state", "post_logout_redirect_uri"}
    assert charlie.get("/session")["user"] is None
    back = visitor.goes(way)
    assert charlie.post("/signin/out", {"state": "made up"}, status=400)["code"] == "signin.expired"
    assert charlie.post("/signin/out", back, status=400)["code"] == "signin.expired"


def test_the_state_of_a_sign_out_is_checked(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    comes_back(charlie, visitor, "pro", "charlie@example.org")
    charlie.post("/signin/out", visitor.goes(charlie.post("/signout")["address"]), status=204)


def test_a_provider_that_is_away_is_said_to_be(charlie: Browser, pro: RealProvider, providers: Configure) -> None:
    providers(pro.settings(issuer="http://127.0.0.1:1"))
    told = charlie.post("/signin/with/pro", {}, status=503)
    assert told["code"] == "unavailable.identity"
    assert told["message"].startswith("Le service de connexion ne répond pas.")


def test_a_provider_that_was_stopped_leaves_nothing_behind() -> None:
    short = RealProvider("short", visio="http://127.0.0.1:1")
    short.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(short.issuer)


def test_a_provider_nobody_configured_is_not_there(charlie: Browser, providers: Configure) -> None:
    providers()
    assert charlie.post("/signin/with/pro", {}, status=404)["code"] == "signin.provider_unknown"
    assert charlie.post("/signin/back/pro", {}, status=404)["code"] == "signin.provider_unknown"
    assert charlie.get("/session")["providers"] == []


def test_pages_learn_which_providers_there_are_and_no_secret(
    charlie: Browser, pro: RealProvider, key: RealProvider, providers: Configure
) -> None:
    providers(pro.settings(name="ProConnect"), key.settings(name="Ministère", email_domains=["example.org"]))
    told = charlie.get("/session")["providers"]
    assert told == [{"id": "pro", "name": "ProConnect"}, {"id": "key", "name": "Ministère"}]


def test_a_session_that_never_comes_back_is_short_and_one_that_does_is_not(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    way = charlie.post("/signin/with/pro", {})["address"]
    assert Session.objects.get().expire_date < timezone.now() + timedelta(days=2)
    charlie.post("/signin/back/pro", visitor.goes(way, login="charlie@example.org"))
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=13)


def test_the_answer_is_too_late_after_ten_minutes(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    providers(pro.settings())
    answer = visitor.goes(charlie.post("/signin/with/pro", {})["address"], login="charlie@example.org")
    monkeypatch.setattr("visio.people.trips.TRIP_SECONDS", -1)
    assert charlie.post("/signin/back/pro", answer, status=400)["code"] == "signin.expired"


def test_the_sign_in_remembers_what_the_provider_calls_it(
    charlie: Browser, visitor: Visitor, pro: RealProvider, providers: Configure
) -> None:
    providers(pro.settings())
    comes_back(charlie, visitor, "pro", "charlie@example.org")
    here = SignIn.objects.get()
    assert (here.provider, here.issuer, here.sub) == ("pro", pro.issuer, "charlie@example.org")
    assert here.sid and here.id_token
    charlie.post("/signout")
    here.refresh_from_db()
    assert here.ended_at and here.ended_at <= timezone.now() and not here.id_token
