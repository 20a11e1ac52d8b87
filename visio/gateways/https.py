"""How is a server asked that belongs to others? Once, within seconds, for a small answer, and never somewhere else instead."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from urllib.parse import urlsplit

from visio.errors import Unavailable

# For each wait, and for the whole of it: a server that sends a byte now and then holds nobody up.
WAIT_SECONDS = 4.0
IN_ALL_SECONDS = 8.0

MOST_BYTES = 256 * 1024

FIRST_PAUSE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """A redirect is an answer like any other: nobody follows it."""

    status: int
    content_type: str
    body: bytes
    # As the server wrote it: seconds, or a date.
    retry_after: str = ""


def ask(
    what: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    seconds: float = 0,
) -> Answer:
    """GET, or POST with a body. `what` is who is asked, for Unavailable(what): no answer, a late one, or one too large.

    Who needs time to think is given so many `seconds`, before the first word or for all of them.
    """
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=WAIT_SECONDS)
    try:
        connection.connect()
        connection.sock.settimeout(seconds or WAIT_SECONDS)
        return _asked(what, connection, url, headers or {}, body, seconds or IN_ALL_SECONDS)
    # ValueError: an address or a header that http.client does not write, an answer's length that is no number.
    except (OSError, HTTPException, ValueError) as failure:
        raise Unavailable(what, retry=True) from failure
    finally:
        connection.close()


def patiently(
    what: str, asked: Callable[[], Answer], *, tries: int, longest: float, sleep: Callable[[float], None]
) -> Answer:
    """Again after 429, 5xx, or a line that broke; never after an answer that will not change."""
    for number in range(1, tries + 1):
        wished = ""
        try:
            answer = asked()
            if answer.status != 429 and answer.status < 500:
                return answer
            wished = answer.retry_after
        except Unavailable:
            if number == tries:
                raise
        if number < tries:
            sleep(_pause(wished, number, longest))
    raise Unavailable(what, retry=True)


def _pause(wished: str, number: int, longest: float) -> float:
    """As the server asks for, in seconds or as a date, if that is not longer than anybody waits for it."""
    usual = FIRST_PAUSE_SECONDS * 2 ** (number - 1)
    try:
        until = float(wished) if wished.replace(".", "", 1).isdigit() else _until(wished)
    except (ValueError, OverflowError):
        until = usual
    return min(max(until, 0.0), longest)


def _until(date: str) -> float:
    return parsedate_to_datetime(date).timestamp() - time.time()


def _asked(
    what: str, connection: HTTPConnection, url: str, headers: Mapping[str, str], body: bytes | None, seconds: float
) -> Answer:
    give_up = threading.Timer(seconds, _cut, [connection.sock])
    give_up.daemon = True
    give_up.start()
    try:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        method = "GET" if body is None else "POST"
        connection.request(method, target, body, {"Accept-Encoding": "identity", **headers})
        with connection.getresponse() as answer:
            read = answer.read(MOST_BYTES + 1)
            if len(read) > MOST_BYTES:
                raise Unavailable(what, retry=False)
            if answer.length:
                raise IncompleteRead(read, answer.length)
            content_type = (answer.getheader("Content-Type") or "").split(";")[0].strip().lower()
            return Answer(answer.status, content_type, read, answer.getheader("Retry-After") or "")
    finally:
        give_up.cancel()


def _cut(line: socket.socket) -> None:
    """From beside: whoever waits for this line finds it ended. Of the socket itself, since TLS would want to say goodbye."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
