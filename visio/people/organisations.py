"""Where does somebody work, and what is usual there? A place in a tree, as the provider's claim says: siret (an office) under
siren (a body)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from visio.configuration import configuration
from visio.people.models import Organisation, User
from visio.people.names import clean
from visio.providers import Provider

SIRET = re.compile(r"[0-9]{14}")
LONGEST = 120
# No tree is as tall; one that somebody tied into a ring ends here.
TALLEST = 10


@dataclass(frozen=True, slots=True)
class Usual:
    """What a new room lets in where nobody says otherwise; `of` is who has it so, empty for the instance itself."""

    access: str
    of: str


def access_of_new_room(user: User) -> str:
    """As they prefer; else as is usual where they work."""
    return user.default_access or usual_access(user).access


def usual_access(user: User) -> Usual:
    """As the nearest organisation above them has it; else as the instance does."""
    for organisation in _above(user.organisation):
        if organisation.default_access:
            return Usual(organisation.default_access, str(organisation))
    return Usual(configuration.room_access, "")


def _above(organisation: Organisation | None) -> Iterator[Organisation]:
    for _ in range(TALLEST):
        if organisation is None:
            return
        yield organisation
        organisation = organisation.parent


def places_of(user: User) -> list[int]:
    """Where they work, and all that it is a part of."""
    return [organisation.pk for organisation in _above(user.organisation)]


def organisation_of(provider: Provider, claims: Mapping[str, object]) -> Organisation | None:
    """The organisation these claims name, put into the tree when it is new; nothing when they name none."""
    said = claims.get(provider.organisation_claim) if provider.organisation_claim else None
    text = said.replace(" ", "") if isinstance(said, str) and provider.organisation_claim == "siret" else said
    if isinstance(text, str) and SIRET.fullmatch(text):
        body = _kept(f"siren:{text[:9]}", provider.organisations.get(text[:9], ""))
        return _kept(f"siret:{text}", provider.organisations.get(text, ""), parent=body)
    if provider.organisation_claim != "siret" and isinstance(text, str) and (name := clean(text[:LONGEST])):
        # A name alone means something to its provider only.
        return _kept(f"{provider.id}:{text[:LONGEST]}", provider.organisations.get(text, name))
    of_provider = claims.get("idp_id")
    if isinstance(of_provider, str) and of_provider in provider.organisations:
        return _kept(f"idp:{of_provider[:LONGEST]}", provider.organisations[of_provider])
    return None


def _kept(code: str, name: str, *, parent: Organisation | None = None) -> Organisation:
    """A parent or a name given since then stays."""
    found, _ = Organisation.objects.select_related("parent").get_or_create(
        code=code, defaults={"name": name, "parent": parent}
    )
    if name and found.name != name:
        found.name = name
        found.save(update_fields=["name"])
    return found
