"""Where does somebody work? What the provider's claim says, as a place in the tree: siret (an office) under siren (a body)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from visio.people.models import Organisation
from visio.people.names import clean
from visio.providers import Provider

SIRET = re.compile(r"[0-9]{14}")
LONGEST = 120


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
