"""How does a person come in? With a link that works once, sent to their mailbox or shown on the console.

The link carries its secret after the #, which browsers send to nobody: it reaches no log. Only the page's POST uses it
up, so a mail scanner that opens links does not. The table keeps a digest, so reading the database lets nobody in.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from pydantic_core import PydanticCustomError

from visio.configuration import configuration
from visio.errors import Refused, Unavailable
from visio.gateways import mail
from visio.jobs import enqueue
from visio.people import letters
from visio.people.email import sendable
from visio.people.models import Identity, SignInLink, User
from visio.providers import Provider, bound_by_name
from visio.trail import OPERATOR, VISIO, Act, note
from visio.words import say

LINK_MINUTES = 15

# Beyond this many living links nothing more is sent to a mailbox, whoever asks and from wherever.
MOST_LINKS = 5

# A room, or one of several things: a recording.
OUR_PAGES = re.compile(r"/|(/[A-Za-z0-9-]{1,80}){1,2}")


def demand_free_domain(email: str) -> None:
    """An address of a domain that is bound to a provider by name signs in there: a mailbox may outlive the provider's word.

    Says nothing of whether it has an account. Whoever runs this lets a provider's people have links with `links`.
    """
    provider = bound_by_name(email, configuration.providers)
    if provider and not provider.links:
        raise Refused("signin.provider_decides", domain=email.rpartition("@")[2], name=provider.name)


def send_link(*, email: str, next: str, language: str) -> None:
    """Answers alike for everyone, so that nobody learns who has an account.

    With a mail server, or on loopback, any address gets a link, and an account by using it. Without one in public, only
    people who have an account do: else strangers could fill the console.
    """
    SignInLink.objects.filter(expires_at__lte=timezone.now()).delete()
    if SignInLink.objects.filter(email=email).count() >= MOST_LINKS:
        return
    if provider := _vouches_for(email):
        # Only whoever reads the mailbox learns that it has an account, and at most once an hour.
        hour = timezone.now().strftime("%Y-%m-%d %H")
        enqueue(letters.tell_of_provider, email, provider.id, language, key=f"provider {_digest(email)} {hour}")
        return
    if not (mail.is_on() or configuration.is_loopback or User.objects.filter(email=email, is_active=True).exists()):
        return
    link = make_link(email=email, next=next, by=VISIO)
    try:
        mail.send(
            to=email,
            subject=say("letters", "signin.subject", language),
            text=say("letters", "signin.text", language, link=link, minutes=LINK_MINUTES),
        )
    except Unavailable:
        # Nobody has it, so it is none of their five.
        SignInLink.objects.filter(digest=_digest(link.partition("#")[2])).delete()
        raise


@transaction.atomic
def make_link(*, email: str, next: str = "/", makes_admin: bool = False, by: str = OPERATOR) -> str:
    """An address that signs this person in, once. `next` is one of our own pages; anything else becomes the home page."""
    token = secrets.token_urlsafe(32)
    known = User.objects.filter(email=email.lower()).first()
    note(Act.ADMIN_LINK_MADE if makes_admin else Act.LINK_MADE, by=by, on=known or "")
    SignInLink.objects.create(
        digest=_digest(token),
        email=email.lower(),
        next=own_page(next),
        makes_admin=makes_admin,
        expires_at=timezone.now() + timedelta(minutes=LINK_MINUTES),
    )
    return f"{configuration.public_url}/signin#{token}"


def own_page(next: str) -> str:
    """One of our own pages; anything else becomes the home page."""
    return next if OUR_PAGES.fullmatch(next) else "/"


def use_link(token: str) -> tuple[User, str]:
    """The person, with an account made on the first time, and the page they were going to.

    Deleting the row is what uses the link up: of two that come at once, the database lets one delete it.
    """
    with transaction.atomic():
        link = SignInLink.objects.filter(digest=_digest(token), expires_at__gt=timezone.now()).first()
        if link is None or not SignInLink.objects.filter(pk=link.pk).delete()[0]:
            raise Refused("signin.link_invalid")
        SignInLink.objects.filter(email=link.email).delete()
        user, is_new = User.objects.get_or_create(email=link.email)
        if is_new:
            note(Act.ACCOUNT_MADE, by=user, on=user)
        if not user.is_active:
            raise Refused("signin.link_invalid")
        if link.makes_admin and not user.is_admin:
            user.is_admin = True
            user.save(update_fields=["is_admin"])
            note(Act.ADMIN_MADE, by=user, on=user)
    return user, link.next


def first_administrator_link() -> str | None:
    """A link that makes its user an administrator, while there is none yet. For the terminal of whoever runs this."""
    if User.objects.filter(is_admin=True, is_active=True).exists():
        return None
    try:
        email = sendable(f"administrator@{configuration.public_host}")
    except PydanticCustomError:
        # An address in numbers, or a name for this network alone.
        email = "administrator@localhost"
    return make_link(email=email, makes_admin=True)


def _vouches_for(email: str) -> Provider | None:
    """Who has vouched for this account, and would be gone round by a link."""
    strict = {each.issuer: each for each in configuration.providers.values() if not each.links}
    known = strict and Identity.objects.filter(user__email=email, issuer__in=strict).order_by("pk").first()
    return strict[known.issuer] if known else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
