"""Where push and LiveKit answer, as this browser sees them.

A laptop is reached as localhost, 127.0.0.1 or its name; unless the operator gave addresses, the neighbours are on the
same host as the page, at their own ports.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest

from visio.configuration import configuration


def push_url(request: HttpRequest) -> str:
    return f"{_push(request)}/push/events"


def lobby_push_url(request: HttpRequest) -> str:
    """For who waits at a door, and for its hosts."""
    return f"{_push(request)}/push/lobby"


def livekit_url(request: HttpRequest) -> str:
    """ws(s)://, what livekit-client connects to."""
    given = configuration.livekit_public_url or configuration.livekit_url
    scheme = "wss" if request.is_secure() else "ws"
    return given.rstrip("/") or f"{scheme}://{_host(request)}:{configuration.livekit_port}"


def connectable(request: HttpRequest) -> list[str]:
    """What a page may connect to besides its own origin, for the Content-Security-Policy."""
    push, livekit = urlsplit(push_url(request)), urlsplit(livekit_url(request))
    is_tls = livekit.scheme in {"wss", "https"}
    schemes = ("wss", "https") if is_tls else ("ws", "http")
    return [f"{push.scheme}://{push.netloc}", *(f"{scheme}://{livekit.netloc}" for scheme in schemes)]


def _push(request: HttpRequest) -> str:
    own = configuration.push_url or f"{request.scheme}://{_host(request)}:{configuration.push_port}"
    return own.rstrip("/")


def _host(request: HttpRequest) -> str:
    """The host name without its port; [::1] keeps its brackets."""
    host = request.get_host()
    return host.rsplit(":", 1)[0] if host.rpartition(":")[2].isdigit() else host
