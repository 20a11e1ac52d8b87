"""How does the browser ask about passkeys? Make one, sign in with one, see, name and delete one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import Field

from visio.errors import answers
from visio.gateways.passkeys import Shown
from visio.limits import Limit, address_of
from visio.people import access, passkeys
from visio.people.api import SignedIn
from visio.people.models import Passkey
from visio.people.names import Name

router = Router(tags=["people"])

# A whole office may stand behind one address and start its day at nine; each sign-in asks twice.
show_limit = Limit(burst=120, per_second=2)
make_limit = Limit(burst=20, per_second=1 / 10)

PasskeyId = Annotated[int, Path(ge=1, lt=2**63)]
# WebAuthn allows 1,023 bytes for an id; keys that stand in it are longer than any other part but the attestation.
Id = Annotated[str, Field(min_length=1, max_length=1364, pattern=r"^[A-Za-z0-9_-]+$")]
Part = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[A-Za-z0-9_-]+$")]


class Making(Schema):
    """What the browser is to make; ids and challenge in base64url."""

    challenge: str
    rp_id: str
    user_id: str
    user_name: str
    display_name: str
    known: list[str]


class Showing(Schema):
    challenge: str
    rp_id: str


class NewPasskey(Schema, extra="forbid"):
    name: Name
    id: Id
    client_data: Part
    attestation: Part


class ShownPasskey(Schema, extra="forbid"):
    id: Id
    client_data: Part
    authenticator_data: Part
    signature: Part
    user_handle: str = Field(max_length=100)
    next: str = Field("/", max_length=100)


class PasskeyOut(Schema):
    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


class PasskeyName(Schema, extra="forbid"):
    name: Name


@router.post("/signin/passkey/begin", response=answers(200, Showing, 403, 429))
def begin_showing(request: HttpRequest) -> dict[str, object]:
    show_limit.take(address_of(request))
    return passkeys.begin_showing(request)


@router.post("/signin/passkey", response=answers(200, SignedIn, 403, 429))
def sign_in(request: HttpRequest, asked: ShownPasskey) -> dict[str, object]:
    """The session gets a new id."""
    show_limit.take(address_of(request))
    shown = Shown(asked.id, asked.client_data, asked.authenticator_data, asked.signature)
    user, next = passkeys.sign_in(request, shown, user_handle=asked.user_handle, next=asked.next)
    return {"user": user, "next": next}


@router.get("/passkeys", response=answers(200, list[PasskeyOut], 401))
def my_passkeys(request: HttpRequest) -> list[Passkey]:
    return list(access.signed_in(request).passkeys.order_by("id"))


@router.post("/passkeys/begin", response=answers(200, Making, 401, 403, 409, 429))
def begin_making(request: HttpRequest) -> dict[str, object]:
    user = access.signed_in(request)
    make_limit.take(user.reference)
    return passkeys.begin_making(request, user)


@router.post("/passkeys", response=answers(200, PasskeyOut, 401, 403, 409, 429))
def make(request: HttpRequest, asked: NewPasskey) -> Passkey:
    user = access.signed_in(request)
    make_limit.take(user.reference)
    return passkeys.make(request, user, **asked.dict())


@router.patch("/passkeys/{id}", response=answers(200, PasskeyOut, 401, 404))
def rename(request: HttpRequest, id: PasskeyId, asked: PasskeyName) -> Passkey:
    return passkeys.rename(access.own_passkey(access.signed_in(request), id), name=asked.name)


@router.delete("/passkeys/{id}", response=answers(204, None, 401, 404))
def delete(request: HttpRequest, id: PasskeyId) -> Status[None]:
    passkeys.delete(request, access.own_passkey(access.signed_in(request), id))
    return Status(204, None)
