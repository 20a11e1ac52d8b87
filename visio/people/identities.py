"""Whose account is it that a provider names? The one with its issuer and `sub`; an address decides once, for bound domains only."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from visio.configuration import configuration
from visio.errors import Refused
from visio.gateways.identity import Person
from visio.people.email import sendable
from visio.people.models import Identity, User
from visio.people.names import Name
from visio.people.organisations import organisation_of
from visio.providers import Provider, speaks_for
from visio.trail import Act, note

_name = TypeAdapter(Name)


@transaction.atomic
def account_of(provider: Provider, person: Person) -> User:
    """Their account, made the first time. It learns what the provider says: address, organisation, and a name if it has none."""
    email, may_speak = _email_in(provider, person.claims)
    is_new = False
    known = Identity.objects.select_related("user").filter(issuer=provider.issuer, sub=person.sub).first()
    if known:
        user = known.user
    elif not email:
        raise Refused("signin.no_email")
    elif not may_speak:
        raise Refused("signin.email_unbound")
    else:
        user, is_new = User.objects.get_or_create(email=email)
    if not user.is_active:
        raise Refused("signin.closed")
    if not known:
        Identity.objects.get_or_create(issuer=provider.issuer, sub=person.sub, defaults={"user": user})
    # An old address may become somebody else's, and must not lead to this account then.
    if may_speak and user.email != email and not User.objects.filter(email=email).exists():
        user.email = email
    user.name = user.name or _name_in(person.claims)
    if provider.organisation_claim:
        user.organisation = organisation_of(provider, person.claims)
    user.save(update_fields=["email", "name", "organisation"])
    # Now that it is known where they work: the lines are in that organisation's trail.
    if is_new:
        note(Act.ACCOUNT_MADE, by=user, on=user, why=f"provider {provider.id}")
    if not known:
        note(Act.IDENTITY_BOUND, by=user, on=user, why=f"provider {provider.id}")
    return user


def _email_in(provider: Provider, claims: Mapping[str, object]) -> tuple[str, bool]:
    """The address, and whether this provider's word for it counts here."""
    try:
        email = sendable(str(claims.get("email") or ""))
    except PydanticCustomError:
        return "", False
    is_verified = str(claims.get("email_verified", True)).lower() == "true"
    return email, is_verified and speaks_for(provider, email, configuration.providers)


def _name_in(claims: Mapping[str, object]) -> str:
    """As ProConnect tells it (usual_name), or as the others do; nothing when no name can be made of it."""
    family = claims.get("usual_name") or claims.get("family_name")
    parts = [claims.get("given_name"), family] if family else [claims.get("name") or claims.get("given_name")]
    try:
        return _name.validate_python(" ".join(each for each in parts if isinstance(each, str)))
    except ValidationError:
        return ""
