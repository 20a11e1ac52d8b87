"""Where push reads events and passes: the same rows Django writes, from SQLite or PostgreSQL, without Django.

Both feeds answer the same questions. `news` says which channels may have something new: SQLite is asked 25 times a second
whether anything was written at all (a few microseconds), PostgreSQL tells by itself.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Protocol

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.rooms.fitting import DECISION_MINUTES, FITS, HOSTS, PASS_HOURS, TICKET_ADMITS, TICKET_HOSTS, WAITING

# As in visio/meetings/events.py; the same.
NOTIFY = "visio_events"

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

MEETING_EVENTS = "SELECT id, kind, body, ear FROM meetings_event WHERE channel = ? AND id > ? ORDER BY id LIMIT ?"
LOBBY_EVENTS = "SELECT id, kind, body, ear FROM rooms_lobbyevent WHERE channel = ? AND id > ? ORDER BY id LIMIT ?"
LAST = "SELECT max(id) FROM {} WHERE channel = ?"
LAST_OF_EARLIER = (
    "SELECT max(event.id) FROM meetings_event event JOIN meetings_meeting meeting ON meeting.id = event.meeting_id"
    " WHERE event.channel = ? AND meeting.closed_at IS NOT NULL"
)
CHANNELS = "SELECT channel, max(id) FROM {} WHERE id > ? GROUP BY channel"
TABLES = ("meetings_event", "rooms_lobbyevent")

_GOOD_PASSES = (
    " FROM rooms_ticket JOIN rooms_room room ON room.id = rooms_ticket.room_id"
    " LEFT JOIN people_user holder ON holder.id = rooms_ticket.user_id"
    " LEFT JOIN people_signin sign_in ON sign_in.id = rooms_ticket.sign_in_id"
    f" WHERE sign_in.ended_at IS NULL AND {FITS}"
    " AND rooms_ticket.left_at IS NULL AND rooms_ticket.revoked_at IS NULL AND rooms_ticket.issued_at > ?"
    " AND rooms_ticket.pass_digest IN ({})"
)
# Each row is a secret's digest, a channel, and the ears with which its holder listens there.
# Who is inside, as visio/meetings/access.py decides it: what is for all, for them, and for hosts if they are one.
PASSES = (
    "SELECT rooms_ticket.pass_digest, room.livekit_name, '', rooms_ticket.identity,"
    f" CASE WHEN {TICKET_HOSTS} THEN '{HOSTS}' ELSE '' END{_GOOD_PASSES}"
)
# Who holds a place in a lobby, or was told a short while ago; who may admit from inside; a host's page elsewhere.
PLACES = (
    f"SELECT knock.secret_digest, 'lobby:' || room.livekit_name, knock.identity, '{WAITING}'"
    " FROM rooms_knock knock JOIN rooms_room room ON room.id = knock.room_id"
    " WHERE (knock.state = 'waiting' OR knock.decided_at > ?) AND knock.secret_digest IN ({})"
)
HOST_PASSES = (
    f"SELECT rooms_ticket.pass_digest, 'lobby:' || room.livekit_name, '{HOSTS}'{_GOOD_PASSES} AND {TICKET_ADMITS}"
)
WATCHES = (
    "SELECT watch.digest, 'person:' || watch.user_id, '' FROM rooms_watch watch"
    " JOIN people_user holder ON holder.id = watch.user_id"
    " JOIN django_session session ON session.session_key = watch.session_key"
    " WHERE holder.is_active IS TRUE AND session.expire_date > ? AND watch.made_at > ? AND watch.digest IN ({})"
)
SEEN = "UPDATE rooms_knock SET seen_at = ? WHERE state = 'waiting' AND secret_digest IN ({})"

# What is asked for: what happens inside, or who waits at the door.
What = Literal["meeting", "lobby"]


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a secret lets its holder hear: of this channel, what is for any of these ears."""

    channel: str
    ears: frozenset[str]

    @property
    def is_waiting(self) -> bool:
        return WAITING in self.ears


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of the events, ready to be sent."""

    id: int
    kind: str
    body: str
    ear: str = ""


class Feed(Protocol):
    """Every question raises Unavailable("database") when there is no answer."""

    async def hearings(self, what: What, digests: Collection[str]) -> dict[str, Hearing]:
        """Of these digests of secrets, those that are good now, and what each may hear."""

    async def see(self, digests: Collection[str]) -> None:
        """Those who hold these places in a lobby are there."""

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

    async def hearings(self, what: What, digests: Collection[str]) -> dict[str, Hearing]:
        if not digests:
            return {}
        marks = ",".join("?" * len(digests))
        rows: list[Any] = []
        for query, moments in _questions(what):
            rows += self._rows(query.format(marks), [*map(_written, moments), *digests])
        return _heard(rows)

    async def see(self, digests: Collection[str]) -> None:
        await asyncio.to_thread(self._see, list(digests))

    def _see(self, digests: list[str]) -> None:
        """Not in the event loop: a writer waits for the one before it."""
        try:
            with closing(sqlite3.connect(self._file, timeout=5, isolation_level=None)) as connection:
                query = SEEN.format(",".join("?" * len(digests)))
                connection.execute(query, [_written(datetime.now(UTC)), *digests])
        except sqlite3.Error as trouble:
            raise Unavailable("database", retry=True) from trouble

    async def after(self, channel: str, id: int) -> list[Happening]:
        return [Happening(*row) for row in self._rows(_events(channel), [channel, id, AT_ONCE])]

    async def last(self, channel: str) -> int:
        return self._rows(LAST.format(_table(channel)), [channel])[0][0] or 0

    async def last_of_earlier(self, channel: str) -> int:
        return 0 if _is_lobby(channel) else self._rows(LAST_OF_EARLIER, [channel])[0][0] or 0

    async def news(self) -> AsyncIterator[set[str] | None]:
        version, seen = None, dict.fromkeys(TABLES, 0)
        while True:
            try:
                now = self._rows("PRAGMA data_version", [])[0][0]
                if version is None:
                    for table in TABLES:
                        seen[table] = self._rows(f"SELECT coalesce(max(id), 0) FROM {table}", [])[0][0]
                    yield None
                elif now != version:
                    news: set[str] = set()
                    for table in TABLES:
                        found = dict(self._rows(CHANNELS.format(table), [seen[table]]))
                        seen[table] = max(found.values(), default=seen[table])
                        news |= found.keys()
                    if news:
                        yield news
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

    async def hearings(self, what: What, digests: Collection[str]) -> dict[str, Hearing]:
        rows: list[Any] = []
        for query, moments in _questions(what):
            rows += await self._rows(query.replace("IN ({})", "= ANY(?)"), [*moments, list(digests)])
        return _heard(rows)

    async def see(self, digests: Collection[str]) -> None:
        query = SEEN.replace("IN ({})", "= ANY(?)").replace("?", "%s")
        try:
            async with self._opened() as pool, pool.connection() as connection:
                await connection.execute(query.encode(), [datetime.now(UTC), list(digests)])
        except (psycopg.Error, PoolTimeout) as trouble:
            raise Unavailable("database", retry=True) from trouble

    async def after(self, channel: str, id: int) -> list[Happening]:
        return [Happening(*row) for row in await self._rows(_events(channel), [channel, id, AT_ONCE])]

    async def last(self, channel: str) -> int:
        return (await self._rows(LAST.format(_table(channel)), [channel]))[0][0] or 0

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


def _heard(rows: Iterable[tuple[str, ...]]) -> dict[str, Hearing]:
    return {digest: Hearing(channel, frozenset(ears)) for digest, channel, *ears in rows}


def make_feed() -> Feed:
    url = configuration.database_url.get_secret_value()
    return PostgresFeed(url) if url else SqliteFeed(configuration.sqlite_file)


def _questions(what: What) -> list[tuple[str, list[datetime]]]:
    """And the moments each compares with, in order."""
    now = datetime.now(UTC)
    oldest = now - timedelta(hours=PASS_HOURS)
    if what == "meeting":
        return [(PASSES, [oldest])]
    told = now - timedelta(minutes=DECISION_MINUTES)
    return [(PLACES, [told]), (HOST_PASSES, [oldest]), (WATCHES, [now, oldest])]


def _is_lobby(channel: str) -> bool:
    """LiveKit's names of rooms, by which meetings are told, have no colon."""
    return ":" in channel


def _table(channel: str) -> str:
    return TABLES[_is_lobby(channel)]


def _events(channel: str) -> str:
    return LOBBY_EVENTS if _is_lobby(channel) else MEETING_EVENTS


def _written(moment: datetime) -> str:
    """As Django keeps it in SQLite."""
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"
