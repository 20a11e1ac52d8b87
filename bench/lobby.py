"""A thousand people wait at one door: what that costs while nothing happens, and how soon one is told that they are let in."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from statistics import median, quantiles
from urllib.parse import urlsplit

from bench.cores import cpu_seconds, family
from tests.journeys.running import Running, until
from visio.testing.postgresql import running_postgresql

WAITING, ADMITTED, QUIET_SECONDS = 1000, 200, 60

# Each waits in an office of their own: the limits on trying are not what is measured.
PROXIED = {"VISIO_TRUSTED_PROXIES": "1"}


@dataclass
class Waiter:
    name: str
    secret: str
    cursor: int
    office: str
    told_at: float = 0.0


@dataclass
class Crowd:
    """A thousand streams, read by one thread."""

    push: str
    waiters: list[Waiter]
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    opened: int = 0
    refused: list[str] = field(default_factory=list)
    streams: list[Future[None]] = field(default_factory=list)

    def listen(self) -> None:
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        for number, waiter in enumerate(self.waiters, 1):
            # Kept: asyncio itself forgets a stream that nobody holds.
            self.streams.append(asyncio.run_coroutine_threadsafe(self._stream(waiter), self.loop))
            if number % 100 == 0:
                until(
                    partial(self._has_opened, number),
                    what=lambda: f"more streams than {self.opened} to open, {self.refused}",
                )

    def hang_up(self) -> None:
        for stream in self.streams:
            stream.cancel()

    def _has_opened(self, count: int) -> bool:
        return self.opened >= count

    async def _stream(self, waiter: Waiter) -> None:
        where = urlsplit(self.push)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        asked = (
            f"GET {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {waiter.secret}\r\n"
            f"Last-Event-ID: {waiter.cursor}\r\nX-Forwarded-For: {waiter.office}\r\n\r\n"
        )
        writer.write(asked.encode())
        status = await reader.readline()
        if b" 200 " not in status:
            self.refused.append(status.decode())
            return
        self.opened += 1
        while line := await reader.readline():
            if line == b"event: admitted\n":
                waiter.told_at = time.perf_counter()


def report() -> Iterator[str]:
    yield from _over("SQLite", Running(23650, **PROXIED))
    with running_postgresql() as database:
        yield from _over("PostgreSQL", Running(23650, **PROXIED, VISIO_DATABASE_URL=database.url), database.pid)


def _over(name: str, visio: Running, database: int | None = None) -> Iterator[str]:
    try:
        host = visio.signed_in("rooms@example.org")
        slug = str(host.post("/api/rooms", json={"access": "knock"}).raise_for_status().json()["slug"])
        crowd, push_url = _knock(visio, slug)
        listening = Crowd(push_url, crowd)
        listening.listen()
        watched = {"push": visio.pids("push"), "web": visio.pids("web")}
        if database:
            watched["PostgreSQL"] = family(database)
        before = {part: cpu_seconds(pids) for part, pids in watched.items()}
        time.sleep(QUIET_SECONDS)
        spent = {part: 100 * (cpu_seconds(pids) - before[part]) / QUIET_SECONDS for part, pids in watched.items()}
        parts = ", ".join(f"{part} {percent:.2f} %" for part, percent in spent.items())
        yield f"{WAITING} wait at one door over {name}, {QUIET_SECONDS} s: of a core, {parts}"

        names = {knock["name"]: knock["identity"] for knock in host.get(f"/api/rooms/{slug}/lobby").json()["waiting"]}
        took = []
        for waiter in crowd[:ADMITTED]:
            clicked = time.perf_counter()
            host.post(f"/api/rooms/{slug}/lobby/{names[waiter.name]}/admit").raise_for_status()
            until(partial(getattr, waiter, "told_at"), seconds=10, what="somebody to be told")
            took.append(1000 * (waiter.told_at - clicked))
            # Hosts do not click faster, and the limit for them is not what is measured.
            time.sleep(0.3)
        yield (
            f"from the click to told over {name}, {ADMITTED} of {WAITING}:"
            f" p50 {median(took):.0f} ms, p95 {quantiles(took, n=20)[-1]:.0f} ms"
        )
        rest = crowd[ADMITTED:]
        clicked = time.perf_counter()
        host.post(f"/api/rooms/{slug}/lobby/admit").raise_for_status()
        until(lambda: all(waiter.told_at for waiter in rest), what="everybody to be told")
        last = 1000 * (max(waiter.told_at for waiter in rest) - clicked)
        yield f"admitting the other {len(rest)} at once over {name}: the last is told after {last:.0f} ms"
        listening.hang_up()
    finally:
        visio.stop()


def _knock(visio: Running, slug: str) -> tuple[list[Waiter], str]:
    """As browsers do: the page first, for its cookie."""
    numbers = range(WAITING)
    with ThreadPoolExecutor(8) as browsers:
        found = list(browsers.map(lambda n: _one(visio.url, slug, n), numbers))
    return [waiter for waiter, _ in found], found[0][1]


def _one(url: str, slug: str, number: int) -> tuple[Waiter, str]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", f"/{slug}")
    page = connection.getresponse()
    page.read()
    cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    office = f"10.9.{number // 250}.{number % 250}"
    body = json.dumps({"name": f"Guest {number}", "device": "desktop"})
    headers = {"Content-Type": "application/json", "Cookie": cookie, "X-CSRFToken": cookie.partition("=")[2]}
    connection.request("POST", f"/api/rooms/{slug}/join", body, {**headers, "X-Forwarded-For": office})
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    assert answer.status == 202, told
    place = told["knock"]
    return Waiter(f"Guest {number}", place["place_secret"], place["cursor"], office), place["push"]["url"]
