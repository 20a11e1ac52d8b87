"""Which HTML comes first? Always the front end's one page, with what its address needs: status, language, what to load."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from uuid import UUID

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language_from_request

from visio.configuration import configuration
from visio.errors import Refused
from visio.origins import connectable
from visio.people.access import seeker
from visio.rooms.access import room_at
from visio.theme import style_sheet, tokens_of
from visio.web.chunks import early_links, template
from visio.web.manners import plain_page

log = structlog.get_logger("pages")


def home(request: HttpRequest) -> HttpResponse:
    return page(request, "home")


def signin(request: HttpRequest, provider: str = "") -> HttpResponse:
    """Also where a provider sends people back to: the page takes what its address says from there (`people/trips.py`)."""
    return page(request, "signin")


def recordings(request: HttpRequest, id: UUID | None = None) -> HttpResponse:
    """Whose one is, the API says."""
    return page(request, "recordings" if id is None else "recording")


def room(request: HttpRequest, slug: str) -> HttpResponse:
    """404 where there is no room, so that machines understand as well; people read the front end's helpful page."""
    try:
        room_at(slug, seeker=seeker(request))
    except Refused as refused:
        return page(request, "room", status=refused.status)
    except (OperationalError, InterfaceError) as trouble:
        log.warning("unavailable", what="database", why=trouble, path=request.path)
        return page(request, "room", status=503)
    return page(request, "room")


def nothing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, "other", status=404)


def theme(request: HttpRequest) -> HttpResponse:
    """The tokens this deployment changes. Its address names its content, so a browser keeps it."""
    if not configuration.theme:
        return nothing(request, Http404())
    answer = HttpResponse(_theme()[0], content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@cache
def _theme() -> tuple[str, str]:
    """The style sheet and what names it."""
    written = style_sheet(tokens_of(configuration.theme))
    return written, hashlib.sha256(written.encode()).hexdigest()[:12]


def page(request: HttpRequest, kind: str, *, status: int = 200) -> HttpResponse:
    language = get_language_from_request(request)
    written = template(settings.FRONT_END)
    if written is None:
        return plain_page(
            503,
            "The front end is not built yet: run “make build”.",
            "L'interface n'est pas encore construite : lancez « make build ».",
        )
    nonce = secrets.token_urlsafe(16)
    head = f'<meta property="csp-nonce" nonce="{nonce}" />{early_links(settings.FRONT_END, kind, language)}'
    if configuration.theme:
        head += f'<link rel="stylesheet" href="/theme.css?{_theme()[1]}">'
    html = written.replace('<html lang="en">', f'<html lang="{language}">', 1).replace("</head>", f"{head}</head>", 1)
    get_token(request)
    answer = HttpResponse(html, status=status)
    answer["Content-Security-Policy"] = _policy(connectable(request), nonce)
    answer["Cache-Control"] = "no-cache, private"
    return answer


def _policy(reachable: list[str], nonce: str) -> str:
    """The nonce is for the style element react-aria makes on iOS to hold the page still; scripts come from our files only."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            f"connect-src 'self' {' '.join(reachable)}",
            "img-src 'self' data: blob:",
            "media-src 'self' blob: data:",
            "font-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            # No text becomes a script anywhere, and nothing of ours or of a library's asks to be let off.
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )
