"""How does the browser ask for a summary, correct it, and say that a person stands for it?"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import StrictBool

from visio.errors import Refused, answers
from visio.limits import Limit
from visio.people.access import signed_in
from visio.transcripts import access, summing
from visio.transcripts.models import Summary
from visio.transcripts.summary import Content

router = Router(tags=["transcripts"])

# Each may keep a server busy for minutes.
ask_limit = Limit(burst=6, per_second=1 / 60)
change_limit = Limit(burst=60, per_second=1)


class SummaryIn(Schema, extra="forbid"):
    content: Content


class SummaryValidated(Schema, extra="forbid"):
    is_validated: StrictBool


@router.post("/recordings/{id}/transcript/summary", response=answers(202, None, 401, 403, 404, 409, 429))
def make(request: HttpRequest, id: UUID) -> Status[None]:
    """Anew; what people wrote in the last one is lost. It is there when `made_at` is another."""
    by = signed_in(request)
    ask_limit.take(by.reference)
    summing.ask_for_summary(access.changeable(request, id), by=by)
    return Status(202, None)


@router.put("/recordings/{id}/transcript/summary", response=answers(204, None, 401, 403, 404, 409, 429))
def change(request: HttpRequest, id: UUID, asked: SummaryIn) -> Status[None]:
    by = signed_in(request)
    change_limit.take(by.reference)
    summing.change_summary(_summary(request, id), asked.content, by=by)
    return Status(204, None)


@router.put("/recordings/{id}/transcript/summary/validated", response=answers(204, None, 401, 403, 404, 409, 429))
def validate(request: HttpRequest, id: UUID, asked: SummaryValidated) -> Status[None]:
    by = signed_in(request)
    change_limit.take(by.reference)
    summing.validate_summary(_summary(request, id), is_validated=asked.is_validated, by=by)
    return Status(204, None)


def _summary(request: HttpRequest, id: UUID) -> Summary:
    transcript = access.changeable(request, id)
    found = Summary.objects.filter(transcript=transcript).select_related("transcript").first()
    if found is None:
        raise Refused("summary.not_found")
    return found
