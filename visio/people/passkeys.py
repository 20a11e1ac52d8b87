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
from django.utils.crypto import salted_hmac

from visio.configuration import configuration
from visio.errors import Refused
from visio.gateways import passkeys
from visio.gateways.passkeys import Shown
from visio.jobs import enqueue
from visio.people import letters, sessions
from visio.people.models import Passkey, User
from visio.people.signin import own_page
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
    return {
        "challenge": _ask(request, "make"),
        "rp_id": configuration.public_host,
        "user_id": _handle(user),
        "user_name": user.email,
        "display_name": str(user),
        "known": list(user.passkeys.values_list("credential_id", flat=True)),
    }


def make(request: HttpRequest, user: User, *, id: str, client_data: str, attestation: str, name: str) -> Passkey:
    """A new way in: the session gets a new id, and the person a letter."""
    _demand(user)
    made = passkeys.read_made(
        id=id, client_data=client_data, attestation=attestation, challenge=_asked(request, "make")
    )
    try:
        with transaction.atomic():
            passkey = Passkey.objects.create(
                user=user,
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
    return {"challenge": _ask(request, "show"), "rp_id": configuration.public_host}


def sign_in(request: HttpRequest, shown: Shown, *, user_handle: str, next: str) -> tuple[User, str]:
    """The person, signed in here, and the page they were going to."""
    challenge = _asked(request, "show")
    passkey = Passkey.objects.select_related("user").filter(credential_id=shown.id).first()
    if passkey is None or user_handle != _handle(passkey.user) or not passkey.user.is_active:
        raise Refused("passkey.refused")
    try:
        sign_count = passkeys.read_shown(
            shown, challenge=challenge, public_key=bytes(passkey.public_key), sign_count=passkey.sign_count
        )
    except Refused:
        note(Act.PASSKEY_REFUSED, by=passkey.user, on=passkey.user, result="refused")
        raise
    if _has_a_provider(passkey.user):
        raise Refused("passkey.provider_decides")
    with transaction.atomic():
        # Of two answers that count the same, one is a copy's.
        here = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
        if not here.update(sign_count=sign_count, used_at=timezone.now()):
            raise Refused("passkey.refused")
        sessions.begin(request, passkey.user, way="passkey")
    return passkey.user, own_page(next)


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
    if _has_a_provider(user):
        raise Refused("passkey.provider_decides")
    if user.passkeys.count() >= MOST_PASSKEYS:
        raise Refused("passkey.too_many", most=MOST_PASSKEYS)


def _has_a_provider(user: User) -> bool:
    """Whom a provider vouches for, it can sign out and close; a way in beside it would outlive its word."""
    issuers = [provider.issuer for provider in configuration.providers.values()]
    return bool(issuers) and user.identities.filter(issuer__in=issuers).exists()


def _handle(user: User) -> str:
    return passkeys.written(salted_hmac("visio.passkeys", str(user.pk), algorithm="sha256").digest())


def _ask(request: HttpRequest, purpose: Purpose) -> str:
    challenge = passkeys.draw_challenge()
    request.session[ASKED] = {"challenge": challenge, "purpose": purpose, "until": int(time.time()) + ASKED_SECONDS}
    return challenge


def _asked(request: HttpRequest, purpose: Purpose) -> str:
    """What this browser was asked for this purpose, used up; refuses when it was not, or too long ago."""
    asked = request.session.pop(ASKED, None)
    if not asked or asked["purpose"] != purpose or asked["until"] < time.time():
        raise Refused("passkey.refused")
    return str(asked["challenge"])
