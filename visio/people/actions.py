"""What can be done with an account?"""

from __future__ import annotations

import hashlib

import structlog
from django.db import transaction

from visio.errors import Refused
from visio.gateways import identity, mail
from visio.jobs import enqueue
from visio.people import jobs, sessions, signin
from visio.people.models import Organisation, SeenSignOut, SignIn, User
from visio.providers import Provider
from visio.trail import OPERATOR, Act, note

log = structlog.get_logger("people")


@transaction.atomic
def ask_for_link(*, email: str, next: str, language: str) -> None:
    """By the worker, when a mail server is asked: one that is slow or away then holds up nobody. The console shows it at once."""
    signin.demand_free_domain(email)
    note(Act.LINK_ASKED)
    if mail.is_on():
        enqueue(jobs.send_link, email, next, language)
    else:
        signin.send_link(email=email, next=next, language=language)


@transaction.atomic
def rename(user: User, *, name: str) -> User:
    user.name = name
    user.save(update_fields=["name"])
    note(Act.ACCOUNT_RENAMED, by=user, on=user)
    return user


def introduce(user: User, *, name: str) -> None:
    """The name somebody first gives in a meeting is theirs from then on; one they have stays."""
    if not user.name:
        rename(user, name=name)


@transaction.atomic
def prefer(user: User, *, default_access: str | None, is_told_by_mail: bool | None) -> User:
    """What is missing stays as it is."""
    user.default_access = user.default_access if default_access is None else default_access
    user.is_told_by_mail = user.is_told_by_mail if is_told_by_mail is None else is_told_by_mail
    user.save(update_fields=["default_access", "is_told_by_mail"])
    note(Act.ACCOUNT_PREFERS, by=user, on=user)
    return user


@transaction.atomic
def set_default_access(organisation: Organisation, *, to: str) -> None:
    """For rooms its people make from now on; empty: as above it. By whoever has the terminal."""
    organisation.default_access = to
    organisation.save(update_fields=["default_access"])
    note(Act.ORGANISATION_ACCESS_SET, by=OPERATOR, on=organisation, why=to or "as above it")


def end_sign_in(sign_in: SignIn) -> None:
    sessions.end(SignIn.objects.filter(pk=sign_in.pk))


def end_everywhere(user: User) -> None:
    """This device, too: whoever is afraid of a lost one wants to be sure."""
    sessions.end(SignIn.objects.filter(user=user))


def end_by_provider(provider: Provider, *, token: str) -> None:
    """Back-channel logout: the provider says who is signed out. Said twice, it ends nothing that has begun since."""
    try:
        said = identity.read_signed_out(provider, token)
    except Refused as refused:
        raise Refused("signin.logout_invalid", why=refused.values.get("why")) from refused
    digest = hashlib.sha256(f"{provider.issuer} {said.jti}".encode()).hexdigest()
    with transaction.atomic():
        _, is_new = SeenSignOut.objects.get_or_create(digest=digest)
        if not is_new:
            raise Refused("signin.logout_invalid", why="replay")
        theirs = SignIn.objects.filter(issuer=provider.issuer)
        if said.sid:
            theirs = theirs.filter(sid=said.sid)
        if said.sub:
            theirs = theirs.filter(sub=said.sub)
        ended = sessions.end(theirs, why=f"provider {provider.id}")
    log.info("signin.ended_by_provider", provider=provider.id, count=ended)
