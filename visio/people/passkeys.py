"""How does a person come in without a letter? With a passkey their device keeps, which signs what we ask and tells no secret.

What is asked is drawn anew each time, kept in the browser's own session, and used up by the first answer. Every answer that
does not count is refused with the same words: nobody learns which passkeys there are.
"""

from __future__ import annotations

import time
from typing import Literal

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from visio.configuration import configuration
from visio.errors import Refused
from visio.gateways import passkeys
from visio.gateways.passkeys import Shown
from visio.jobs import enqueue
from visio.people import letters, sessions
from visio.people.models import Passkey, User
from visio.people.signin import own_page
from visio.people.trips import STRANGER_SECONDS
from visio.providers import speaks_for
from visio.trail import Act, note

ASKED_SECONDS = 300
# More devices than anybody has.
MOST_PASSKEYS = 20

Purpose = Literal["make", "show"]
# Where the session keeps what was asked.
ASKED = "passkey"


def begin_making(request: HttpRequest, user: User) -> dict[str, object]:
    """What the browser needs to make one. It keeps our name for the account, which says nothing of the person."""
    _demand(user)
    theirs = list(user.passkeys.order_by("pk"))
    # The same for all of an account, so that a device knows them to be one person's.
    handle = theirs[0].handle if theirs else passkeys.draw_handle()
    return {
        "challenge": _ask(request, "make", handle=handle),
        "rp_id": configuration.public_host,
        "user_id": handle,
        "user_name": user.email,
        "display_name": str(user),
        "known": [each.credential_id for each in theirs],
    }


def make(request: HttpRequest, user: User, *, id: str, client_data: str, attestation: str, name: str) -> Passkey:
    """A new way in: the session gets a new id, and the person a letter."""
    _demand(user)
    challenge, handle = _asked(request, "make")
    made = passkeys.read_made(id=id, client_data=client_data, attestation=attestation, challenge=challenge)
    try:
        with transaction.atomic():
            passkey = Passkey.objects.create(
                user=user,
                handle=handle,
                credential_id=made.id,
                public_key=made.public_key,
                sign_count=made.sign_count,
                name=name,
            )
            note(Act.PASSKEY_MADE, by=user, on=user)
            enqueue(letters.tell_of_passkey, user.pk, "made", name)
            sessions.renew(request)
    except IntegrityError as known:
        raise Refused("passkey.known") from known
    return passkey


def begin_showing(request: HttpRequest) -> dict[str, object]:
    """Whose passkey it is, the browser asks the person; we do not know yet who asks."""
    if not passkeys.are_on():
        raise Refused("passkey.refused")
    if not request.user.is_authenticated:
        # Of those who never answer nothing is kept for long.
        request.session.set_expiry(STRANGER_SECONDS)
    return {"challenge": _ask(request, "show"), "rp_id": configuration.public_host}


def sign_in(request: HttpRequest, shown: Shown, *, user_handle: str, next: str) -> tuple[User, str]:
    """The person, signed in here, and the page they were going to."""
    challenge, _ = _asked(request, "show")
    passkey = Passkey.objects.select_related("user").filter(credential_id=shown.id).first()
    if passkey is None or user_handle != passkey.handle or not passkey.user.is_active:
        raise Refused("passkey.refused")
    sign_count = passkeys.read_shown(shown, challenge=challenge, public_key=bytes(passkey.public_key))
    _demand_own_word(passkey.user)
    _count(passkey, sign_count)
    with transaction.atomic():
        Passkey.objects.filter(pk=passkey.pk).update(used_at=timezone.now())
        sessions.begin(request, passkey.user, way="passkey")
    return passkey.user, own_page(next)


def _count(passkey: Passkey, sign_count: int) -> None:
    """A count that does not grow is a copy's; devices that share their passkeys do not count, and say 0.

    The database compares, so that of two who come with the same count at once one is refused.
    """
    here = Passkey.objects.filter(pk=passkey.pk)
    grown = here.filter(sign_count__lt=sign_count) if sign_count else here.filter(sign_count=0)
    if not grown.update(sign_count=sign_count):
        why = f"count {sign_count} after {passkey.sign_count}"
        note(Act.PASSKEY_COPIED, on=passkey.user, why=why, result="refused")
        raise Refused("passkey.refused")


@transaction.atomic
def rename(passkey: Passkey, *, name: str) -> Passkey:
    passkey.name = name
    passkey.save(update_fields=["name"])
    note(Act.PASSKEY_RENAMED, by=passkey.user, on=passkey.user)
    return passkey


@transaction.atomic
def delete(request: HttpRequest, passkey: Passkey) -> None:
    note(Act.PASSKEY_DELETED, by=passkey.user, on=passkey.user)
    enqueue(letters.tell_of_passkey, passkey.user_id, "deleted", passkey.name)
    passkey.delete()
    sessions.renew(request)


def _demand(user: User) -> None:
    if not passkeys.are_on():
        raise Refused("passkey.refused")
    _demand_own_word(user)
    if user.passkeys.count() >= MOST_PASSKEYS:
        raise Refused("passkey.too_many", most=MOST_PASSKEYS)


def _demand_own_word(user: User) -> None:
    """Whom a provider vouches for, or may, it can sign out and close; a way in beside it would outlive its word."""
    providers = configuration.providers
    issuers = [provider.issuer for provider in providers.values()]
    is_bound = any(speaks_for(provider, user.email, providers) for provider in providers.values())
    if is_bound or (issuers and user.identities.filter(issuer__in=issuers).exists()):
        raise Refused("passkey.provider_decides")


def _ask(request: HttpRequest, purpose: Purpose, *, handle: str = "") -> str:
    challenge, until = passkeys.draw_challenge(), int(time.time()) + ASKED_SECONDS
    request.session[ASKED] = {"challenge": challenge, "handle": handle, "purpose": purpose, "until": until}
    return challenge


def _asked(request: HttpRequest, purpose: Purpose) -> tuple[str, str]:
    """What this browser was asked for this purpose, used up, and for which handle; refuses when it was not, or too long ago."""
    asked = request.session.pop(ASKED, None)
    if not asked or asked["purpose"] != purpose or asked["until"] < time.time():
        raise Refused("passkey.refused")
    return str(asked["challenge"]), str(asked["handle"])
