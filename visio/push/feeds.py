"""Where push reads events and passes: the same rows Django writes, from SQLite or PostgreSQL, without Django.

Both feeds answer the same questions. `news` says which channels may have something new: SQLite is asked 25 times a second
whether anything was written at all (a few microseconds), PostgreSQL tells by itself.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from visio.configuration import configuration
from visio.errors import Unavailable

# As in visio/rooms/models.py, which cannot be read without Django; a test compares them.
PASS_HOURS = 24
# As in visio/meetings/events.py; the same.
NOTIFY = "visio_events"
# As `hosts` in visio/rooms/access.py; the same.
HOSTING = ("owner", "host")

# `application_name` tells whoever looks at PostgreSQL's list of connections whose these are.
CONNECTION: dict[str, Any] = {
    "autocommit": True,
    "connect_timeout": 3,
    "application_name": "visio-push",
    # What listens says nothing: only so does it notice a server that went away without a word.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}

AT_ONCE = 500
SQLITE_LOOK_SECONDS = 0.04

EVENTS = "SELECT id, kind, body, ear FROM meetings_event WHERE channel = ? AND id > ? ORDER BY id LIMIT ?"
LAST = "SELECT max(id) FROM meetings_event WHERE channel = ?"
LAST_OF_EARLIER = (
    "SELECT max(event.id) FROM meetings_event event JOIN meetings_meeting meeting ON meeting.id = event.meeting_id"
    " WHERE event.channel = ? AND meeting.closed_at IS NOT NULL"
)
CHANNELS = "SELECT channel, max(id) FROM meetings_event WHERE id > ? GROUP BY channel"
# As visio/meetings/access.py decides who is inside.
PASSES = (
    "SELECT ticket.pass_digest, room.livekit_name, ticket.identity, ticket.role FROM rooms_ticket ticket JOIN rooms_room room ON room.id = ticket.room_id"
    " LEFT JOIN people_user holder ON holder.id = ticket.user_id WHERE (room.access = 'open' OR holder.is_active)"
    " AND ticket.left_at IS NULL AND ticket.revoked_at IS NULL AND ticket.issued_at > ? AND ticket.pass_digest IN ({})"
)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a pass lets its holder hear: of this channel, what is for any of these ears."""

    channel: str
    ears: frozenset[str]


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of the events, ready to be sent."""

    id: int
    kind: str
    body: str
    ear: str = ""


class Feed(Protocol):
    """Every question raises Unavailable("database") when there is no answer."""

    async def hearings(self, digests: Collection[str]) -> dict[str, Hearing]:
        """Of these digests of passes, those that are good now, and what each may hear."""

    async def after(self, channel: str, id: int) -> list[Happening]:
        """The next events, some hundreds at most."""

    async def last(self, channel: str) -> int: ...

    async def last_of_earlier(self, channel: str) -> int:
        """The last event of the channel's meetings that are over."""

    def news(self) -> AsyncIterator[set[str] | None]:
        """Channels with something new; None: some may have been missed, look at all."""

    async def close(self) -> None: ...


class SqliteFeed:
    """Reading is so quick that it happens right in the event loop; WAL readers wait for nobody."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept: sqlite3.Connection | None = None

    async def hearings(self, digests: Collection[str]) -> dict[str, Hearing]:
        if not digests:
            return {}
        since = f"{_oldest_ticket():%Y-%m-%d %H:%M:%S.%f}"
        return _heard(self._rows(PASSES.format(",".join("?" * len(digests))), [since, *digests]))

    async def after(self, channel: str, id: int) -> list[Happening]:
        return [Happening(*row) for row in self._rows(EVENTS, [channel, id, AT_ONCE])]

    async def last(self, channel: str) -> int:
        return self._rows(LAST, [channel])[0][0] or 0

    async def last_of_earlier(self, channel: str) -> int:
        return self._rows(LAST_OF_EARLIER, [channel])[0][0] or 0

    async def news(self) -> AsyncIterator[set[str] | None]:
        version, seen = None, 0
        while True:
            try:
                now = self._rows("PRAGMA data_version", [])[0][0]
                if version is None:
                    seen = self._rows("SELECT coalesce(max(id), 0) FROM meetings_event", [])[0][0]
                    yield None
                elif now != version:
                    found = dict(self._rows(CHANNELS, [seen]))
                    seen = max(found.values(), default=seen)
                    if found:
                        yield set(found)
                version = now
            except Unavailable:
                version = None
                await asyncio.sleep(1)
            await asyncio.sleep(SQLITE_LOOK_SECONDS)

    async def close(self) -> None:
        if self._kept:
            self._kept.close()
            self._kept = None

    def _rows(self, query: str, values: Sequence[object]) -> list[Any]:
        try:
            if self._kept is None:
                where = f"{self._file.as_uri()}?mode=ro"
                self._kept = sqlite3.connect(where, uri=True, timeout=2, isolation_level=None)
            return self._kept.execute(query, values).fetchall()
        except sqlite3.Error as trouble:
            if self._kept:
                self._kept.close()
                self._kept = None
            raise Unavailable("database", retry=True) from trouble


class PostgresFeed:
    """A small pool for questions, one connection that listens."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=4,
            open=False,
            timeout=3,
            check=AsyncConnectionPool.check_connection,
            kwargs=CONNECTION,
        )
        self._opening = asyncio.Lock()

    async def hearings(self, digests: Collection[str]) -> dict[str, Hearing]:
        query = PASSES.replace("IN ({})", "= ANY(?)")
        return _heard(await self._rows(query, [_oldest_ticket(), list(digests)]))

    async def after(self, channel: str, id: int) -> list[Happening]:
        return [Happening(*row) for row in await self._rows(EVENTS, [channel, id, AT_ONCE])]

    async def last(self, channel: str) -> int:
        return (await self._rows(LAST, [channel]))[0][0] or 0

    async def last_of_earlier(self, channel: str) -> int:
        return (await self._rows(LAST_OF_EARLIER, [channel]))[0][0] or 0

    async def news(self) -> AsyncIterator[set[str] | None]:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._url, **CONNECTION) as listening:
                    await listening.execute(f"LISTEN {NOTIFY}".encode())
                    yield None
                    async for told in listening.notifies():
                        yield {told.payload}
            except psycopg.Error:
                # Restarted, or gone: what was told meanwhile is found by looking at everything once it is back.
                await asyncio.sleep(0.5)

    async def close(self) -> None:
        await self._pool.close(timeout=1)

    async def _rows(self, query: str, values: Sequence[object]) -> list[Any]:
        try:
            async with self._opened() as pool, pool.connection() as connection:
                answer = await connection.execute(query.replace("?", "%s").encode(), values)
                return await answer.fetchall()
        except (psycopg.Error, PoolTimeout) as trouble:
            raise Unavailable("database", retry=True) from trouble

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[AsyncConnectionPool]:
        """A pool belongs to the event loop it is opened in, so not before the first question."""
        async with self._opening:
            if self._pool.closed:
                await self._pool.open(wait=False)
        yield self._pool


def _heard(rows: Sequence[Sequence[str]]) -> dict[str, Hearing]:
    """Everybody hears what is for all and for them; hosts, as visio/rooms/access.py has them, what is for hosts."""
    return {
        digest: Hearing(channel, frozenset({"", identity, *(("hosts",) if role in HOSTING else ())}))
        for digest, channel, identity, role in rows
    }


def make_feed() -> Feed:
    url = configuration.database_url.get_secret_value()
    return PostgresFeed(url) if url else SqliteFeed(configuration.sqlite_file)


def _oldest_ticket() -> datetime:
    return datetime.now(UTC) - timedelta(hours=PASS_HOURS)
