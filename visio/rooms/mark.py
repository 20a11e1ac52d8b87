"""Which browser is this? A mark that we give it when it first comes through a door, and see again when it comes once more.

A guest has no account by which to know again who was blocked. The mark is random, says nothing of the person, is sent to
this site alone and read by no script. It stops whoever opens another tab or takes another name; who clears their cookies,
or takes another browser, comes without it (docs/security.md says so).
"""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from visio.rooms.access import digest

COOKIE = settings.BROWSER_MARK_COOKIE_NAME

# Longer than a meeting, and not for ever.
KEPT_SECONDS = 30 * 24 * 3600

_OURS = re.compile(r"[A-Za-z0-9_-]{43}")


def marked(request: HttpRequest, answer: HttpResponse) -> str:
    """The digest of this browser's mark; one that has none gets it with the answer."""
    known = request.COOKIES.get(COOKIE, "")
    mark = known if _OURS.fullmatch(known) else secrets.token_urlsafe(32)
    if mark != known:
        answer.set_cookie(
            COOKIE,
            mark,
            max_age=KEPT_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return digest(mark)
