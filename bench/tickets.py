"""What one join request costs our processes, over SQLite and over PostgreSQL: CPU per request, the database's included."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.cores import cpu_seconds, family
from tests.journeys.running import Running
from visio.testing.postgresql import running_postgresql

WARM_UP, REQUESTS, AT_ONCE = 200, 1600, 8

# Each request is somebody else's, from an office of their own: the limits on trying are not what is measured.
PROXIED = {"VISIO_TRUSTED_PROXIES": "1"}


def report() -> Iterator[str]:
    yield from _over("SQLite", Running(23600, **PROXIED))
    with running_postgresql() as database:
        yield from _over("PostgreSQL", Running(23600, **PROXIED, VISIO_DATABASE_URL=database.url), database.pid)


def _over(name: str, visio: Running, database: int | None = None) -> Iterator[str]:
    try:
        path = visio.make_room()
        _join_often(visio, path, WARM_UP, at_once=AT_ONCE)
        for at_once in (1, AT_ONCE):
            watched = {"web": visio.pids("web"), "SFU": visio.pids("livekit")}
            if database:
                watched["PostgreSQL"] = family(database)
            before = {part: cpu_seconds(pids) for part, pids in watched.items()}
            _join_often(visio, path, REQUESTS, at_once=at_once)
            spent = {part: 1e6 * (cpu_seconds(pids) - before[part]) / REQUESTS for part, pids in watched.items()}
            parts = ", ".join(f"{part} {microseconds:.0f}" for part, microseconds in spent.items())
            yield f"join over {name}, {at_once} at once: {sum(spent.values()):.0f} µs of CPU a request ({parts})"
    finally:
        visio.stop()


def _join_often(visio: Running, path: str, times: int, *, at_once: int) -> None:
    with ThreadPoolExecutor(at_once) as browsers:
        for done in [browsers.submit(_join, visio.url, path, n, times // at_once) for n in range(at_once)]:
            done.result()


def _join(url: str, path: str, number: int, times: int) -> None:
    """As a browser does: the page first, for its cookie, and everything over one kept connection."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path)
    page = connection.getresponse()
    page.read()
    cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    body = json.dumps({"name": "Bob", "device": "desktop"})
    headers = {"Content-Type": "application/json", "Cookie": cookie, "X-CSRFToken": cookie.partition("=")[2]}
    for turn in range(times):
        somewhere = f"10.{number}.{turn // 250}.{turn % 250}"
        connection.request("POST", f"/api/rooms{path}/join", body, {**headers, "X-Forwarded-For": somewhere})
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        answer.read()
    connection.close()
