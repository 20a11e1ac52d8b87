"""How is an address written, and which ones may an operator give? No library here: the supervisor and `make` are in a hurry."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

# Listening there is listening everywhere; nobody is reached under it, but this machine reaches itself so.
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

USUAL_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


def in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def spelled(url: str, schemes: Sequence[str], *, path: bool) -> str:
    """As browsers spell it, without a slash at the end. ValueError says what is wrong, to whoever gave it."""
    parts = parts_of(url, schemes)
    if not parts.hostname or parts.username or parts.query or parts.fragment or (parts.path.strip("/") and not path):
        raise ValueError(f"this must be {_likes(schemes)}host[:port]{'/path' if path else ', without a path'}.")
    port = "" if parts.port in {None, USUAL_PORTS[parts.scheme]} else f":{parts.port}"
    return f"{parts.scheme}://{in_url(parts.hostname)}{port}{parts.path.rstrip('/')}"


def parts_of(url: str, schemes: Sequence[str]) -> SplitResult:
    """Never repeats the address, which may hold a password."""
    try:
        parts = urlsplit(url)
        if parts.scheme in schemes and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise ValueError(f"this must be an address that begins with {_likes(schemes)}.")


def _likes(schemes: Sequence[str]) -> str:
    return " or ".join(f"{scheme}://" for scheme in schemes)
