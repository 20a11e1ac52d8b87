"""What may a program ask, and in what manner are all answers given? The nouns' routers hang here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language_from_request
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.utils import check_csrf

from visio.errors import Refused, Unavailable
from visio.limits import Limit, address_of
from visio.people.access import visitor
from visio.rooms.models import Ticket
from visio.trail import Act, note
from visio.words import say

log = structlog.get_logger("api")

# What pydantic says, and the sentence a person reads beside the field.
FIELD_WORDS = {
    "domain": "field.domain",
    "email": "field.email",
    "extra_forbidden": "field.unknown",
    "missing": "field.missing",
    "name_empty": "field.name_empty",
    "name_too_long": "field.name_too_long",
    "string_too_long": "field.too_long",
    "text_empty": "field.text_empty",
    "text_too_long": "field.text_too_long",
    "too_long": "field.too_many",
}


# Refusals besides 403 that say somebody tries what is not theirs.
KEPT_REFUSALS = {"signin.link_invalid", "telephone.untrusted", "webhook.invalid"}
kept_limit = Limit(burst=30, per_second=0.5)

# What a request that sends something may be answered before any view sees it.
SENDING = {400: "Not JSON", 403: "Not from a page of ours", 413: "Too large", 415: "Not said to be JSON"}


class JsonOnly(Parser):
    """A form another site makes a browser send is never taken for ours."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise Refused("input.not_json")
        return super().parse_body(request)


def from_our_page(request: HttpRequest) -> bool:
    """Whatever changes something needs the token of a page of ours; a pass or LiveKit's signature stands in for it.

    A form is refused before Django looks for the token inside it: it would read, and stumble over, what we never take.
    """
    if request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        raise Refused("input.not_json")
    if check_csrf(request):
        raise Refused("csrf.failed")
    return True


class Api(NinjaAPI):
    def get_openapi_schema(self, **how: Any) -> OpenAPISchema:
        """Also what any request that sends something may be answered, which no view repeats."""
        written = super().get_openapi_schema(**how)
        for methods in written["paths"].values():
            for method, told in methods.items():
                if method != "get":
                    for status, why in SENDING.items():
                        told["responses"].setdefault(status, _problem_schema(why))
        return written


api = Api(title="Visio", version="1", docs_url=None, openapi_url=None, auth=from_our_page, parser=JsonOnly())
api.add_router("", "visio.people.api.router")
api.add_router("", "visio.people.passkeys_api.router")
api.add_router("", "visio.rooms.api.router")
api.add_router("", "visio.rooms.lobby_api.router")
api.add_router("", "visio.rooms.telephone_api.router")
api.add_router("/meeting", "visio.meetings.api.router")
api.add_router("/meeting/recording", "visio.recordings.api.meeting_router")
api.add_router("", "visio.recordings.api.router")
api.add_router("", "visio.recordings.sharing_api.router")
api.add_router("", "visio.transcripts.exports_api.router")
api.add_router("", "visio.transcripts.summary_api.router")
api.add_router("", "visio.transcripts.api.router")
api.add_router("/livekit", "visio.meetings.api.hook_router")


def problem(
    request: HttpRequest,
    code: str,
    status: int,
    *,
    values: Mapping[str, object] | None = None,
    fields: Mapping[str, str] | None = None,
) -> JsonResponse:
    """`fields` names the sentence for each field, `values` fill the message."""
    language = get_language_from_request(request)
    body: dict[str, object] = {"code": code, "message": say("errors", code, language, **(values or {}))}
    if fields is not None:
        body["fields"] = {name: say("errors", word, language) for name, word in fields.items()}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def keep(request: HttpRequest, refusal: Refused) -> None:
    """Whoever asks for what they may not do is in the trail; not for everything a flood of tries asks, nor as nobody."""
    if refusal.status != 403 and refusal.code not in KEPT_REFUSALS:
        return
    ticket = getattr(request, "auth", None)
    by = ticket if isinstance(ticket, Ticket) else visitor(request)
    if by is None and refusal.code not in KEPT_REFUSALS:
        return
    try:
        kept_limit.take(by.reference if by else address_of(request))
    except Refused:
        return
    route = request.resolver_match.route if request.resolver_match else ""
    note(Act.REFUSED, by=by or "", on=f"{request.method} /{route}", why=refusal.code, result="refused")


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    keep(request, refusal)
    answer = problem(request, refusal.code, refusal.status, values=refusal.values)
    if refusal.retry_after is not None:
        answer["Retry-After"] = str(refusal.retry_after)
    return answer


@api.exception_handler(Unavailable)
def unavailable(request: HttpRequest, trouble: Unavailable) -> HttpResponse:
    log.warning("unavailable", what=trouble.what, why=trouble.__cause__, path=request.path)
    answer = problem(request, trouble.code, trouble.status)
    if trouble.retry:
        answer["Retry-After"] = "2"
    return answer


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def database_unavailable(request: HttpRequest, trouble: Exception) -> HttpResponse:
    again = Unavailable("database", retry=True)
    again.__cause__ = trouble
    return unavailable(request, again)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Names the fields, never repeats what was sent."""
    fields = {_field(each["loc"]): FIELD_WORDS.get(each["type"], "field.invalid") for each in wrong.errors}
    return problem(request, "input.invalid", 422, fields=fields)


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, wrong: RequestDataTooBig) -> HttpResponse:
    return refused(request, Refused("input.too_large"))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    """The framework wraps what our parser says."""
    return refused(request, wrong.__cause__ if isinstance(wrong.__cause__, Refused) else Refused("input.unreadable"))


@api.exception_handler(Http404)
def unknown(request: HttpRequest, wrong: Http404) -> HttpResponse:
    return refused(request, Refused("api.unknown_address"))


def _problem_schema(why: str) -> dict[str, object]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": why, "content": content}


def _field(place: tuple[str | int, ...]) -> str:
    """('body', 'asked', 'name') → 'name': the first two are where our code has it. An unknown key is cut, as it may be long."""
    return ".".join(str(each) for each in place[2:])[:80] or "body"
