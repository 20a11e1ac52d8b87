"""Where is somebody signed in? Begun with a new session id each time, listed for its owner, ended by them or by their provider."""

from __future__ import annotations

import ipaddress
import re

from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from visio.gateways.identity import Person
from visio.limits import address_of
from visio.people.models import SignIn, User
from visio.providers import Provider
from visio.trail import Act, note

# Where its number is kept in the session.
SIGN_IN = "sign_in"

# The first that is named counts: browsers name those they resemble as well.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
}
BROWSERS |= {"CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS"}
SYSTEMS |= {"Mac OS X": "macOS", "Linux": "Linux"}


@transaction.atomic
def begin(
    request: HttpRequest,
    user: User,
    *,
    provider: Provider | None = None,
    person: Person | None = None,
    way: str = "link",
) -> SignIn:
    """Signs in here. The session gets a new id; the same person signing in again goes on, anybody else's sign-in ends."""
    before = SignIn.objects.filter(pk=request.session.get(SIGN_IN) or 0, ended_at=None).first()
    request.session.set_expiry(None)
    login(request, user)
    # Django gives a new one to a new person only.
    request.session.cycle_key()
    if before and before.user_id != user.pk:
        end(SignIn.objects.filter(pk=before.pk))
    here = before if before and before.user_id == user.pk else SignIn(user=user)
    here.session_key = request.session.session_key or ""
    here.device = device_of(request.headers.get("User-Agent", ""))
    here.network = network_of(address_of(request))
    here.provider, here.issuer = (provider.id, provider.issuer) if provider else ("", "")
    here.sub, here.sid, here.id_token = (person.sub, person.sid, person.id_token) if person else ("", "", "")
    here.save()
    request.session[SIGN_IN] = here.pk
    note(Act.SIGNED_IN, by=user, on=user, why=f"provider {provider.id}" if provider else way)
    return here


def renew(request: HttpRequest) -> None:
    """The same sign-in under a new session id, in the caller's transaction: there is a new way in, or one less."""
    request.session.cycle_key()
    rotate_token(request)
    SignIn.objects.filter(pk=request.session.get(SIGN_IN) or 0).update(session_key=request.session.session_key or "")


@transaction.atomic
def end(sign_ins: QuerySet[SignIn], *, why: str = "") -> int:
    """These are over, here and wherever they opened a door (`rooms` looks at `ended_at`); answers how many."""
    going = list(sign_ins.filter(ended_at=None).select_related("user"))
    for each in going:
        note(Act.SIGNED_OUT, by=each.user, on=each.user, why=why)
    Session.objects.filter(session_key__in=[each.session_key for each in going]).delete()
    return SignIn.objects.filter(pk__in=[each.pk for each in going], ended_at=None).update(
        ended_at=timezone.now(), session_key="", id_token=""
    )


def living(user: User) -> QuerySet[SignIn]:
    """Those with a session that is not too old, the newest first."""
    sessions = Session.objects.filter(expire_date__gt=timezone.now())
    return user.sign_ins.filter(ended_at=None, session_key__in=sessions.values("session_key")).order_by(
        "-began_at", "-pk"
    )


def device_of(user_agent: str) -> str:
    """`Firefox, Linux`: enough to know one's own devices by; empty when neither is one we know."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return ", ".join(each for each in (browser, system) if each)


def network_of(address: str) -> str:
    """203.0.113.7 → 203.0.113.0/24: whose network it is, and not which seat."""
    bare = re.sub(r"/\d+$", "", address)
    try:
        size = 24 if ipaddress.ip_address(bare).version == 4 else 48
    except ValueError:
        return ""
    return str(ipaddress.ip_network((bare, size), strict=False))
