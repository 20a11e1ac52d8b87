"""What one join request costs our processes, over SQLite and over PostgreSQL: CPU per request, the database's included.

Once by guests at an open room, and once by members with accounts, at a door where others knock: that one asks who they are,
whether they are named, and whether they were put out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.cores import cpu_seconds, family
from tests.journeys.running import Running
from visio.testing.postgresql import running_postgresql

WARM_UP, REQUESTS, AT_ONCE = 200, 1600, 8
POSTGRESQL = 23699
# Enough that no member is told to come back later.
MEMBERS = 24

# Each request is somebody else's, from an office of their own: the limits on trying are not what is measured.
PROXIED = {"VISIO_TRUSTED_PROXIES": "1"}


def report() -> Iterator[str]:
    yield from _over("SQLite", Running(23600, **PROXIED))
    with running_postgresql(POSTGRESQL) as database:
        yield from _over("PostgreSQL", Running(23600, **PROXIED, VISIO_DATABASE_URL=database.url), database.pid)


def _over(name: str, visio: Running, database: int | None = None) -> Iterator[str]:
    try:
        members = [f"member{n}@example.org" for n in range(MEMBERS)]
        cookies = [_cookies_of(visio, email) for email in members]
        path, door = visio.make_room(), visio.make_room(access="knock")
        named = [{"email": email, "role": "member"} for email in members]
        visio.signed_in("rooms@example.org").patch(f"/api/rooms{door}", json={"members": named}).raise_for_status()
        for at_once in (1, AT_ONCE):
            guests = yield from _measure(f"guests at an open room over {name}", visio, path, [""], at_once, database)
            known = yield from _measure(f"members at a door over {name}", visio, door, cookies, at_once, database)
            yield f"members at a door / guests at an open room over {name}, {at_once} at once: {known / guests:.2f}"
    finally:
        visio.stop()


def _measure(
    what: str, visio: Running, path: str, cookies: list[str], at_once: int, database: int | None
) -> Generator[str, None, float]:
    """Microseconds of CPU a request."""
    _join_often(visio, path, WARM_UP, cookies, at_once=AT_ONCE)
    watched = {"web": visio.pids("web"), "SFU": visio.pids("livekit")}
    if database:
        watched["PostgreSQL"] = family(database)
    before = {part: cpu_seconds(pids) for part, pids in watched.items()}
    _join_often(visio, path, REQUESTS, cookies, at_once=at_once)
    spent = {part: 1e6 * (cpu_seconds(pids) - before[part]) / REQUESTS for part, pids in watched.items()}
    parts = ", ".join(f"{part} {microseconds:.0f}" for part, microseconds in spent.items())
    yield f"join by {what}, {at_once} at once: {sum(spent.values()):.0f} µs of CPU a request ({parts})"
    return sum(spent.values())


def _cookies_of(visio: Running, email: str) -> str:
    return "; ".join(f"{one.name}={one.value}" for one in visio.signed_in(email).cookies.jar)


def _join_often(visio: Running, path: str, times: int, cookies: list[str], *, at_once: int) -> None:
    with ThreadPoolExecutor(at_once) as browsers:
        waiting = [browsers.submit(_join, visio.url, path, n, times // at_once, cookies) for n in range(at_once)]
        for done in waiting:
            done.result()


def _join(url: str, path: str, number: int, times: int, cookies: list[str]) -> None:
    """As a browser does, over one kept connection; a guest's asks for the page first, for its cookie."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path)
    page = connection.getresponse()
    page.read()
    fresh = (page.getheader("Set-Cookie") or "").partition(";")[0]
    body = json.dumps({"name": "Bob", "device": "desktop"})
    for turn in range(times):
        cookie = cookies[(number + turn) % len(cookies)] or fresh
        token = re.search(r"csrftoken=([^;]+)", cookie)
        assert token
        headers = {"Content-Type": "application/json", "Cookie": cookie, "X-CSRFToken": token[1]}
        somewhere = f"10.{number}.{turn // 250}.{turn % 250}"
        connection.request("POST", f"/api/rooms{path}/join", body, {**headers, "X-Forwarded-For": somewhere})
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        answer.read()
    connection.close()
