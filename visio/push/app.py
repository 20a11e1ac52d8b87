"""What the browser is told without asking: each event of its meeting, in order, within some 50 ms of being written.

A plain ASGI application. `/push/events` streams what happens in a meeting, `/push/lobby` what happens at a door, as
server-sent events, or as answers to a long poll with `?poll=1`; both resume after `Last-Event-ID`. The rows are the truth: nothing is kept here that a restart could lose.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from visio import settings
from visio.addresses import LOOPBACK, in_url
from visio.configuration import configuration
from visio.errors import Refused, Unavailable
from visio.headers import of_every_answer
from visio.limits import Limit, subscriber
from visio.push.feeds import Feed, Happening, What, make_feed
from visio.push.hub import Hub, Stream
from visio.running import logs
from visio.words import say

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

STREAMS: dict[str, What] = {"/push/events": "meeting", "/push/lobby": "lobby"}
EVERY_ANSWER = [(name.lower().encode(), value.encode()) for name, value in of_every_answer().items()]

PING_SECONDS = 15
POLL_SECONDS = 25


# Before the database is asked. An office behind one address comes back together when push was restarted.
asked_limit = Limit(burst=1000, per_second=100)


def allowed_origins() -> set[str]:
    """Our pages: under the public address and, beside it, under the names this machine has for itself."""
    names = {configuration.host, *(LOOPBACK if configuration.is_loopback else ())}
    own = {f"http://{in_url(name)}:{configuration.port}" for name in names}
    return own | {configuration.public_url}


class Push:
    def __init__(self, feed: Feed) -> None:
        self.hub = Hub(feed)
        self.origins = allowed_origins()
        self._ending: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            asked = Asked(scope, receive, send, self.origins)
            try:
                await self._answer(asked)
            except (Refused, Unavailable) as no:
                await asked.refuse(no)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.hub.start()
                self._hear_signals()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self.hub.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def _hear_signals(self) -> None:
        """The HTTP server would wait for the streams to end by themselves, and be killed: we end them and it."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(
                number, lambda: self._ending.append(asyncio.create_task(self._end()))
            )

    async def _end(self) -> None:
        await self.hub.stop()
        # The last bytes of each stream are still on their way through the server.
        await asyncio.sleep(0.1)
        os._exit(0)

    async def _answer(self, asked: Asked) -> None:
        if asked.method == "OPTIONS":
            await asked.answer(204, b"")
        elif asked.method != "GET":
            raise Refused("api.unknown_method")
        elif asked.path == "/push/ready":
            await self.hub.feed.last("")
            await asked.answer(200, b'{"database": "ok"}')
        elif what := STREAMS.get(asked.path):
            asked_limit.take(asked.address)
            listening = self.hub.listening(what, asked.digest(), address=asked.address, after=asked.last_event_id())
            async with listening as stream:
                gone = asyncio.create_task(asked.until_gone(stream))
                try:
                    await (self._poll if asked.is_poll else self._stream)(asked, stream)
                finally:
                    gone.cancel()
        else:
            raise Refused("api.unknown_address")

    async def _stream(self, asked: Asked, stream: Stream) -> None:
        await asked.head(200, [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")])
        # Something at once, so that nobody on the way waits for more before passing the head on.
        await asked.body(b": here\n\n")
        while True:
            happened = await stream.next(within=PING_SECONDS)
            if happened:
                await asked.body(b"".join(map(_line, happened)))
            elif stream.is_over:
                break
            else:
                await asked.body(b": ping\n\n")
        await asked.body(b"", more=False)

    async def _poll(self, asked: Asked, stream: Stream) -> None:
        happened = await stream.next(within=POLL_SECONDS)
        events = ",".join(f'{{"id":{each.id},"event":"{each.kind}","data":{each.body}}}' for each in happened)
        await asked.answer(200, f'{{"events":[{events}],"cursor":{stream.last}}}'.encode())


def _line(happening: Happening) -> bytes:
    return f"id: {happening.id}\nevent: {happening.kind}\ndata: {happening.body}\n\n".encode()


class Asked:
    """One request, and how it is answered."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, origins: set[str]) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.is_poll = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("poll") == ["1"]
        self._headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        self.address = subscriber((scope.get("client") or [""])[0], self._headers.get("x-forwarded-for", ""))
        self._receive, self._send = receive, send
        origin = self._headers.get("origin", "")
        self._cors = [(b"vary", b"origin")]
        if origin in origins:
            self._cors += [
                (b"access-control-allow-origin", origin.encode("latin-1")),
                (b"access-control-allow-methods", b"GET"),
                (b"access-control-allow-headers", b"authorization, last-event-id, cache-control"),
                (b"access-control-max-age", b"7200"),
            ]

    def digest(self) -> str:
        """Of the pass, or of what else is shown in its place; as visio/rooms/access.py makes it."""
        scheme, _, pass_ = self._headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Refused("pass.invalid")
        return hashlib.sha256(pass_.strip().encode()).hexdigest()

    def last_event_id(self) -> int | None:
        given = self._headers.get("last-event-id", "")
        if not given:
            return None
        if not given.isascii() or not given.isdigit() or len(given) > 18:
            raise Refused("input.unreadable")
        return int(given)

    async def until_gone(self, stream: Stream) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        stream.end()

    async def refuse(self, no: Refused | Unavailable) -> None:
        language = "fr" if self._headers.get("accept-language", "").lower().startswith("fr") else "en"
        headers = []
        if isinstance(no, Unavailable) or no.retry_after is not None:
            headers.append((b"retry-after", str(getattr(no, "retry_after", None) or 2).encode()))
        body = {"code": no.code, "message": say("errors", no.code, language)}
        await self.answer(no.status, json.dumps(body, ensure_ascii=False).encode(), headers)

    async def answer(self, status: int, body: bytes, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        await self.head(status, [(b"content-type", b"application/json"), *(headers or [])])
        await self.body(body, more=False)

    async def head(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        always = [(b"cache-control", b"no-store, no-transform"), *EVERY_ANSWER, *self._cors]
        await self._send({"type": "http.response.start", "status": status, "headers": [*headers, *always]})

    async def body(self, body: bytes, *, more: bool = True) -> None:
        await self._send({"type": "http.response.body", "body": body, "more_body": more})


logs.configure(settings.LOGGING)
application = Push(make_feed())
