"""How are answers given? None of the API's is kept by a browser or a proxy, and each trouble there is JSON, whoever met it.

Most troubles of the API are told in visio/web/api.py; what Django or the framework says on its own (no such address, not
this method, a host name that is not ours, a bug) is put into our words here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from visio.headers import of_every_answer
from visio.trail import asked_from
from visio.web.api import problem

log = structlog.get_logger("manners")

SESSION = re.compile(r"[a-z0-9]{32}")

CODES = {400: "input.unreadable", 403: "csrf.failed", 404: "api.unknown_address", 405: "api.unknown_method"}

Answer = Callable[[HttpRequest], HttpResponseBase]


def every_answer(get_response: Answer) -> Answer:
    """Outermost: also a file, a refusal of the framework's and a bug are answered with what all answers carry."""
    always = of_every_answer()

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in always.items():
            response.headers.setdefault(name, value)
        return response

    return answer


def api_manners(get_response: Answer) -> Answer:
    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not request.path_info.startswith("/api/"):
            return response
        code = CODES.get(response.status_code)
        if code and response.headers.get("Content-Type", "").split(";")[0] != "application/json":
            said, response = response, problem(request, code, response.status_code)
            if "Allow" in said.headers:
                response["Allow"] = said.headers["Allow"]
        response["Cache-Control"] = "no-store"
        return response

    return answer


def remembers_who_asks(get_response: Answer) -> Answer:
    """For the audit trail: each line says where from, as coarsely as `visio/trail.py` has it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        told = request.META.get
        before = asked_from.set((told("REMOTE_ADDR", ""), told("HTTP_X_FORWARDED_FOR", "")))
        try:
            return get_response(request)
        finally:
            asked_from.reset(before)

    return answer


def no_part_of_other_sites(get_response: Answer) -> Answer:
    """What a browser asks on behalf of another site's page, other than going here, is refused unseen.

    Else a page full of hidden pictures could spend the tries of a whole office, or ask as whoever looks at it.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        told = request.headers.get
        if told("Sec-Fetch-Site") == "cross-site" and told("Sec-Fetch-Mode") != "navigate":
            return HttpResponse(status=403, headers={"Cache-Control": "no-store"})
        return get_response(request)

    return answer


def no_session_that_cannot_be(get_response: Answer) -> Answer:
    """A session's name is 32 letters and digits of ours; any other is not even looked for, since databases choke on some."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not SESSION.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return get_response(request)

    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's word for a host name that is not ours, among others."""
    if request.path_info.startswith("/api/"):
        is_large = isinstance(exception, RequestDataTooBig)
        return problem(request, "input.too_large", 413) if is_large else problem(request, "input.unreadable", 400)
    return plain_page(
        400,
        "Visio does not answer under this address. Its operator sets it with VISIO_URL.",
        "Visio ne répond pas sous cette adresse. Son exploitant la choisit avec VISIO_URL.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Outermost: what nobody caught. Django logs a bug, with its traceback and the request's path."""
    trouble = sys.exc_info()[1]
    code, status = "unexpected", 500
    if isinstance(trouble, OperationalError | InterfaceError):
        code, status = "unavailable.database", 503
        log.warning("unavailable", what="database", why=trouble, path=request.path)
    if request.path_info.startswith("/api/"):
        return problem(request, code, status)
    return plain_page(
        status,
        "Visio has trouble answering. Try again in a moment.",
        "Visio a du mal à répondre. Réessayez dans un instant.",
    )


def plain_page(status: int, english: str, french: str) -> HttpResponse:
    """A page that needs nothing: no front end, no database."""
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Visio</title>'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f'<h1>Visio</h1><p>{english}</p><p lang="fr">{french}</p>'
    )
    answer = HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
    if status == 503:
        answer["Retry-After"] = "5"
    return answer
