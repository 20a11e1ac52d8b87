"""How does the browser ask about sharing? Whose it is says with whom; who has a link shows its secret."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import Field, StrictBool, StrictInt, model_validator

from visio.errors import answers
from visio.limits import Limit
from visio.people.access import seeker, signed_in
from visio.people.email import Email
from visio.recordings import access, sharing
from visio.recordings.shares import Share

router = Router(tags=["recordings"])

# Each may send a letter to somebody who does not know us.
share_limit = Limit(burst=50, per_second=1 / 20)
# Nobody guesses 256 bits; this keeps the trail from being filled.
open_limit = Limit(burst=60, per_second=1)

# What a database can hold: a larger number is no id of ours.
ShareId = Annotated[int, Path(ge=1, lt=2**63)]


class NewShare(Schema, extra="forbid"):
    """With one of the three: a person by their e-mail, everybody where I work, or whoever has a link. Missing days: for as long
    as the recording is kept, which is the most in any case."""

    email: Email | None = None
    organisation: StrictBool = False
    link: StrictBool = False
    may_change: StrictBool = False
    days: StrictInt | None = Field(None, ge=1, le=3650)

    @model_validator(mode="after")
    def one_of_three(self) -> Self:
        if [self.email is not None, self.organisation, self.link].count(True) != 1:
            raise ValueError("one of the three")
        if self.link and self.may_change:
            raise ValueError("nobody would know who changed it")
        return self


class ShareOut(Schema):
    """`organisation` is what it is called, `url` a new link's address: told once, since nobody keeps its secret."""

    id: int
    kind: Literal["person", "organisation", "link"]
    email: str
    organisation: str
    url: str
    may_change: bool
    made_at: datetime
    expires_at: datetime | None

    @staticmethod
    def resolve_organisation(share: Share) -> str:
        return str(share.organisation or "")


class Key(Schema, extra="forbid"):
    key: str = Field(min_length=1, max_length=100)


@router.get("/recordings/{id}/shares", response=answers(200, list[ShareOut], 401, 403, 404))
def shares(request: HttpRequest, id: UUID) -> list[Share]:
    """With whom it is shared now."""
    return list(access.own(request, id).shares.good().select_related("organisation__parent").order_by("id"))


@router.post("/recordings/{id}/shares", response=answers(200, ShareOut, 401, 403, 404, 409, 429))
def share(request: HttpRequest, id: UUID, asked: NewShare) -> Share:
    by = signed_in(request)
    share_limit.take(by.reference)
    made, key = sharing.share(access.own(request, id), by=by, **asked.dict())
    made.url = sharing.address_of(made, key)
    return made


@router.delete("/recordings/{id}/shares/{share}", response=answers(204, None, 401, 403, 404))
def unshare(request: HttpRequest, id: UUID, share: ShareId) -> Status[None]:
    """Gone at once, with every link to its files."""
    sharing.unshare(access.own_share(request, id, share), by=signed_in(request))
    return Status(204, None)


@router.post("/recordings/{id}/open", response=answers(204, None, 404, 429))
def open_link(request: HttpRequest, id: UUID, asked: Key) -> Status[None]:
    """Show the secret of a link: this browser may watch from then on, with or without an account."""
    open_limit.take(seeker(request))
    sharing.open_link(access.by_key(id, asked.key), request)
    return Status(204, None)
