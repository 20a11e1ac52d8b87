"""How is an S3 server asked? One signed request at a time, over a connection each thread keeps; again when it was busy.

Nothing but the server that was named is ever asked: no address is guessed, no credentials are looked for elsewhere. Signed
as "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)" in the S3 API reference says.
"""

from __future__ import annotations

import hashlib
import hmac
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from urllib.parse import quote, urlsplit

from visio.errors import Unavailable

# For each wait on the line, and for all of one request with its body.
WAIT_SECONDS = 10.0
IN_ALL_SECONDS = 60.0
TRIES = 3
FIRST_PAUSE_SECONDS = 0.3
# Busy, or broken for now. Everything else is answered the same however often it is asked.
BUSY = {429, 500, 502, 503, 504}
# A page of names is some 400 kB.
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Server:
    """Raises Unavailable("storage"); `retry` says whether waiting may help. Answers from 400 on that say something are answers."""

    def __init__(self, endpoint: str, *, region: str, key: str, secret: str) -> None:
        self._parts = urlsplit(endpoint)
        self._region, self._key, self._secret = region, key, secret
        self._kept = threading.local()
        self.sleep: Callable[[float], None] = time.sleep
        self.wait_seconds, self.in_all_seconds = WAIT_SECONDS, IN_ALL_SECONDS

    def ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        """All we ask may be asked twice."""
        for number in range(1, TRIES + 1):
            try:
                answer = self._once(method, path, query or {}, headers or {}, body)
            except (OSError, HTTPException) as failure:
                if number == TRIES:
                    raise Unavailable("storage", retry=True) from failure
            else:
                if answer.status not in BUSY:
                    return answer
                if number == TRIES:
                    break
            self.sleep(FIRST_PAUSE_SECONDS * 3 ** (number - 1))
        raise Unavailable("storage", retry=True) from OSError(f"it answers {answer.status}")

    def _once(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        target = quote(path) + (f"?{_spelled(query)}" if query else "")
        signed = self._signed(method, path, query, headers, body)
        connection = self._connection()
        give_up = threading.Timer(self.in_all_seconds, _cut, [connection.sock])
        give_up.daemon = True
        give_up.start()
        with ExitStack() as undo:
            undo.callback(self.forget)
            undo.callback(give_up.cancel)
            connection.request(method, target, body or None, signed)
            with connection.getresponse() as answer:
                read = Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, _whole(answer))
            # It went well: the connection stays.
            undo.pop_all()
        give_up.cancel()
        return read

    def _connection(self) -> HTTPConnection:
        """This thread's. One that the server has closed meanwhile fails at its first use, and is asked for anew."""
        kept: HTTPConnection | None = getattr(self._kept, "connection", None)
        if kept and kept.sock:
            return kept
        kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=self.wait_seconds)
        self._kept.connection = connection
        with ExitStack() as undo:
            undo.callback(self.forget)
            connection.connect()
            undo.pop_all()
        return connection

    def forget(self) -> None:
        """Close this thread's connection; the next question opens another."""
        if connection := getattr(self._kept, "connection", None):
            connection.close()
        self._kept.__dict__.clear()

    def _signed(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> dict[str, str]:
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        digest = hashlib.sha256(body).hexdigest()
        told = {**headers, "Host": self._parts.netloc, "x-amz-date": now, "x-amz-content-sha256": digest}
        told["Authorization"] = authorization(
            method, path, query, told, digest, region=self._region, key=self._key, secret=self._secret
        )
        return told


def authorization(
    method: str,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    digest: str,
    *,
    region: str,
    key: str,
    secret: str,
) -> str:
    """The header of this name. All `headers` are signed, `x-amz-date` and `Host` among them."""
    told = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    names = ";".join(sorted(told))
    lines = "".join(f"{name}:{told[name]}\n" for name in sorted(told))
    request = f"{method}\n{quote(path)}\n{_spelled(query)}\n{lines}\n{names}\n{digest}"
    at = told["x-amz-date"]
    scope = f"{at[:8]}/{region}/s3/aws4_request"
    to_sign = f"AWS4-HMAC-SHA256\n{at}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signing = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        signing = hmac.digest(signing, part.encode(), "sha256")
    signature = hmac.digest(signing, to_sign.encode(), "sha256").hex()
    return f"AWS4-HMAC-SHA256 Credential={key}/{scope},SignedHeaders={names},Signature={signature}"


def _spelled(query: Mapping[str, str]) -> str:
    return "&".join(f"{quote(name, safe='')}={quote(query[name], safe='')}" for name in sorted(query))


def _whole(answer: HTTPResponse) -> bytes:
    read = answer.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise HTTPException("more than was asked for")
    if answer.length:
        raise IncompleteRead(read, answer.length)
    return read


def _cut(line: socket.socket) -> None:
    """From beside: whoever waits for this line finds it ended. Of the socket itself, since TLS would want to say goodbye."""
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
