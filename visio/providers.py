"""Which identity providers are there, and how does each want to be spoken to? Read from VISIO_IDENTITY_PROVIDERS.

A profile is a set of defaults; whatever stands beside it in the entry counts instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from visio.addresses import LOOPBACK

MOST = 20

# With a key that only the provider has. HS256 is signed with the secret we share, so whoever reads ours could sign too.
Algorithm = Literal["RS256", "PS256", "ES256", "ES384"]

DOMAIN = re.compile(r"\*|(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")

PROFILES: dict[str, dict[str, Any]] = {
    # It refuses every parameter it does not expect (Y000400), and signs what it tells of a person.
    "proconnect": {
        "scopes": "openid given_name usual_name email uid siret idp_id",
        "pkce": False,
        "userinfo": "signed",
        "algorithms": ["ES256", "RS256"],
        "organisation_claim": "siret",
    },
    "keycloak": {},
    "generic": {},
}


def _issuer(url: str) -> str:
    """As it was given: it is compared letter by letter."""
    if not is_private_way(url) or urlsplit(url).query or urlsplit(url).fragment:
        raise ValueError("this must be https://… without ? and # (http only on this machine).")
    return url


def is_private_way(url: object) -> bool:
    """Does what is asked there go unread by others? https, or this machine."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or parts.password:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


def _domains(given: list[str]) -> list[str]:
    domains = [each.lower() for each in given]
    if wrong := [each for each in domains if not DOMAIN.fullmatch(each)]:
        raise ValueError(f"“{wrong[0][:60]}” is no domain (example.org), nor * for every domain.")
    return domains


class Provider(BaseModel):
    """One entry. `email_domains` are those whose addresses this issuer may speak for; an account has such an address."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")
    name: str = Field(min_length=1, max_length=60)
    profile: Literal["proconnect", "keycloak", "generic"] = "generic"
    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: str = Field(min_length=1, max_length=200)
    client_secret: SecretStr = Field(min_length=8)
    email_domains: Annotated[list[str], Field(min_length=1), AfterValidator(_domains)]

    scopes: str = Field("openid profile email", pattern=r"^openid( [\w:./-]+)*$", max_length=500)
    state: bool = True
    nonce: bool = True
    pkce: bool = True
    acr_values: str = Field("", max_length=200)
    claims: dict[str, Any] = Field(default_factory=dict)
    max_age: int | None = Field(None, ge=0)
    algorithms: Annotated[list[Algorithm], Field(min_length=1)] = ["RS256", "ES256"]
    userinfo: Literal["signed", "plain"] = "plain"
    client_authentication: Literal["post", "basic"] = "post"
    silent: bool = False
    # May its people sign in by a link in their mailbox as well? Such a link does not ask whether it still vouches for them.
    links: bool = False
    organisation_claim: str = Field("", max_length=60)
    # Names of organisations by what that claim says: {"13002526500013": "DINUM"}.
    organisations: dict[str, Annotated[str, Field(max_length=120)]] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _of_its_profile(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {**PROFILES.get(str(given.get("profile", "generic")), {}), **given}

    @model_validator(mode="after")
    def _binds_its_answers(self) -> Provider:
        if not (self.nonce or self.pkce):
            raise ValueError("nonce and pkce cannot both be off: nothing would bind the answer to the question.")
        if not self.state and not self.pkce:
            raise ValueError("state can only be off with pkce on.")
        return self


def providers_of(written: str) -> dict[str, Provider]:
    """By id, in the order in which people see them. ValueError says what is wrong without repeating any secret."""
    try:
        given = json.loads(written or "[]")
    except ValueError as wrong:
        raise ValueError("this must be JSON: a list of providers, see docs/deploy.md.") from wrong
    if not isinstance(given, list) or len(given) > MOST:
        raise ValueError(f"this must be a list of at most {MOST} providers, see docs/deploy.md.")
    found: dict[str, Provider] = {}
    for place, each in enumerate(given, 1):
        try:
            provider = Provider.model_validate(each)
        except ValidationError as wrong:
            raise ValueError(f"provider {place}: {_said(wrong)}") from None
        if provider.id in found:
            raise ValueError(f"provider {place}: the id “{provider.id}” is taken.")
        if any(provider.issuer == other.issuer for other in found.values()):
            raise ValueError(f"provider {place}: this issuer is there already.")
        if twice := {domain for other in found.values() for domain in other.email_domains} & set(
            provider.email_domains
        ):
            raise ValueError(f"provider {place}: the domain {min(twice)} is bound to another issuer.")
        found[provider.id] = provider
    return found


def speaks_for(provider: Provider, email: str, among: Mapping[str, Provider]) -> bool:
    """May this issuer say whose the address is? A domain that is bound to another one by name is not in its `*`."""
    domain = email.rpartition("@")[2].lower()
    if domain in provider.email_domains:
        return True
    return "*" in provider.email_domains and not any(domain in each.email_domains for each in among.values())


def bound_by_name(email: str, among: Mapping[str, Provider]) -> Provider | None:
    """Whose people have addresses of this domain? Not of `*`: there anybody else's may be as well."""
    domain = email.rpartition("@")[2].lower()
    return next((each for each in among.values() if domain in each.email_domains), None)


def _said(wrong: ValidationError) -> str:
    return "; ".join(
        ": ".join(
            [*(".".join(map(str, each["loc"])) for _ in each["loc"][:1]), each["msg"].removeprefix("Value error, ")]
        )
        for each in wrong.errors(include_input=False)
    )
