"""The way to an identity provider and back: begun in one browser, towards one provider, and finished there once.

What must come back is kept in the browser's own session (a row): state, nonce, PKCE's verifier, and the page that asked.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

import structlog
from django.contrib.auth import logout
from django.http import HttpRequest

from visio.configuration import configuration
from visio.errors import Refused, Unavailable
from visio.gateways import identity
from visio.people import sessions
from visio.people.identities import account_of
from visio.people.models import SignIn, User
from visio.people.signin import own_page
from visio.providers import Provider

log = structlog.get_logger("signin")

TRIP_SECONDS = 600
STRANGER_SECONDS = 24 * 3600
# Tabs that sign in at the same time.
MOST_TRIPS = 5

# Where the session keeps it.
TRIPS, TRIED_SILENTLY, WAY_OUT = "trips", "tried_silently", "way_out"


def provider_at(id: str) -> Provider:
    if provider := configuration.providers.get(id):
        return provider
    raise Refused("signin.provider_unknown")


def silent_provider(request: HttpRequest) -> str:
    """The provider to try without asking the person, once per session; none for whoever was tried, or has signed out."""
    if request.user.is_authenticated or request.session.get(TRIED_SILENTLY):
        return ""
    return next((each.id for each in configuration.providers.values() if each.silent), "")


def leave(request: HttpRequest, provider: Provider, *, next: str, is_silent: bool = False) -> str:
    """The provider's address for this browser; nowhere when it was tried silently before."""
    if is_silent and silent_provider(request) != provider.id:
        return ""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    way = identity.way_in(
        provider, redirect_uri=back_at(provider), state=state, nonce=nonce, verifier=verifier, is_silent=is_silent
    )
    trips = _living(request)
    trips[_key(provider, state)] = {
        "provider": provider.id,
        "nonce": nonce,
        "verifier": verifier,
        "next": own_page(next),
        "is_silent": is_silent,
        "at": time.time(),
    }
    if not request.user.is_authenticated:
        # Of those who never come back nothing is kept for long.
        request.session.set_expiry(STRANGER_SECONDS)
    request.session[TRIPS] = dict(list(trips.items())[-MOST_TRIPS:])
    if is_silent:
        request.session[TRIED_SILENTLY] = True
    return way


def come_back(
    request: HttpRequest, provider: Provider, *, code: str, state: str, iss: str | None, error: str
) -> tuple[User | None, str]:
    """Who that is, and the page they were going to; nobody when a silent try found that the person must be asked."""
    trips = _living(request)
    trip = trips.pop(_key(provider, state), None)
    request.session[TRIPS] = trips
    if trip is None or trip["provider"] != provider.id:
        raise Refused("signin.expired")
    identity.check_answerer(provider, iss)
    if trip["is_silent"] and error:
        # Nobody asked for this try, so nobody is told of its end.
        if error not in identity.QUIET:
            log.warning("signin.silent_refused", provider=provider.id, error=error)
        return None, trip["next"]
    if error == "access_denied":
        raise Refused("signin.denied")
    if error or not code:
        log.warning("signin.provider_refused", provider=provider.id, error=error)
        raise Refused("signin.provider_refused")
    person = identity.redeem(
        provider, code=code, redirect_uri=back_at(provider), nonce=trip["nonce"], verifier=trip["verifier"]
    )
    user = account_of(provider, person)
    sessions.begin(request, user, provider=provider, person=person)
    return user, trip["next"]


def sign_out(request: HttpRequest) -> str:
    """Signed out here; answers where to go to sign out at the provider, or nowhere."""
    here = SignIn.objects.filter(pk=request.session.get(sessions.SIGN_IN) or 0, ended_at=None).first()
    if here:
        sessions.end(SignIn.objects.filter(pk=here.pk))
    logout(request)
    if not configuration.providers:
        return ""
    # Whoever leaves is not signed in again by the next page.
    request.session[TRIED_SILENTLY] = True
    provider = configuration.providers.get(here.provider) if here else None
    if here is None or provider is None or not here.id_token:
        return ""
    state = secrets.token_urlsafe(32)
    try:
        way = identity.way_out(provider, id_token=here.id_token, state=state, return_uri=out_at())
    except (Unavailable, Refused):
        # Signed out of Visio all the same.
        return ""
    request.session[WAY_OUT] = state
    return way


def end_way_out(request: HttpRequest, state: str) -> None:
    """Did this browser leave for there, and is this the answer?"""
    expected = request.session.pop(WAY_OUT, "")
    if not expected or not secrets.compare_digest(expected.encode(), state.encode()):
        raise Refused("signin.expired")


def back_at(provider: Provider) -> str:
    """A place of its own for each provider, so that an answer cannot come in at another's door."""
    return f"{configuration.public_url}/signin/back/{provider.id}"


def out_at() -> str:
    return f"{configuration.public_url}/signin/out"


def _living(request: HttpRequest) -> dict[str, Any]:
    trips = request.session.get(TRIPS, {})
    return {key: trip for key, trip in trips.items() if trip["at"] > time.time() - TRIP_SECONDS}


def _key(provider: Provider, state: str) -> str:
    """A provider that sends no state back is answered by PKCE alone, and has one trip at a time."""
    return state if provider.state else f"~{provider.id}"
