"""What can be done with an account?"""

from __future__ import annotations

import hashlib

import structlog
from django.db import transaction

from visio.errors import Refused
from visio.gateways import identity, mail
from visio.jobs import enqueue
from visio.people import jobs, sessions, signin
from visio.people.models import SeenSignOut, SignIn, User
from visio.providers import Provider

log = structlog.get_logger("people")


def ask_for_link(*, email: str, next: str, language: str) -> None:
    """By the worker, when a mail server is asked: one that is slow or away then holds up nobody. The console shows it at once."""
    if mail.is_on():
        enqueue(jobs.send_link, email, next, language)
    else:
        signin.send_link(email=email, next=next, language=language)


def rename(user: User, *, name: str) -> User:
    user.name = name
    user.save(update_fields=["name"])
    return user


def introduce(user: User, *, name: str) -> None:
    """The name somebody first gives in a meeting is theirs from then on; one they have stays."""
    if not user.name:
        rename(user, name=name)


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
        ended = sessions.end(theirs)
    log.info("signin.ended_by_provider", provider=provider.id, count=ended)
