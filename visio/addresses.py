"""How is an address written, and which ones may an operator give? No library here: the supervisor and `make` are in a hurry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

# Listening there is listening everywhere; nobody is reached under it, but this machine reaches itself so.
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

USUAL_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
PREFIX = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}(?:/|$)){0,4}")
REGION = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class BucketAddress:
    """Where a bucket is: at which server, how that server calls the place it stands in, and below which folder of it."""

    endpoint: str
    region: str
    bucket: str
    prefix: str


def bucket_of(url: str) -> BucketAddress:
    """s3://bucket/folder?endpoint=https://host&region=fr-par. No server is meant that is not named: none has a default."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme != "s3" or not BUCKET.fullmatch(parts.netloc) or asked.keys() - {"endpoint", "region"}:
        raise ValueError("this must be s3://bucket[/folder]?endpoint=https://host[:port][&region=name].")
    if not (endpoint := asked.get("endpoint", [""])[-1]):
        raise ValueError("the server is missing: s3://bucket?endpoint=https://host[:port].")
    region = asked.get("region", ["us-east-1"])[-1]
    prefix = unquote(parts.path).strip("/")
    if not REGION.fullmatch(region) or not PREFIX.fullmatch(prefix):
        raise ValueError("a region, and a folder, are plain words.")
    return BucketAddress(spelled(endpoint, ("https", "http"), path=False), region, parts.netloc, prefix)


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
