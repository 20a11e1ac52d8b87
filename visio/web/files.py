"""How are the built front end's files served? From memory of their names, precompressed, and for ever when hashed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

Answer = Callable[[HttpRequest], HttpResponseBase]


def front_end_files(get_response: Answer) -> Answer:
    """index.html is left to `visio/web/pages.py`, which gives it its headers; Vite's manifest is nobody's business."""
    served = WhiteNoiseMiddleware(get_response)
    served.files = {
        url: file for url, file in served.files.items() if url != "/index.html" and not url.startswith("/.")
    }
    answer: Answer = served
    return answer
