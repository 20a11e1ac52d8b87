"""The push process without its HTTP server, over the tests' own database: streams are opened and read by plain calls."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from visio.push.app import Push
from visio.push.feeds import Feed, PostgresFeed, SqliteFeed


@dataclass(frozen=True)
class Pushed:
    id: int
    event: str
    data: Any


class Listener:
    """One request: its answer so far, and a way to hang up."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.text = ""
        self.is_over = False
        self._changed = threading.Condition()
        self._hung_up = asyncio.Event()

    def wait_for(self, what: str, *, within: float = 10) -> str:
        """The text so far, once this is in it."""
        with self._changed:
            assert self._changed.wait_for(lambda: what in self.text or self.is_over, within), self.text
        return self.text

    def wait_for_end(self, *, within: float = 10) -> str:
        with self._changed:
            assert self._changed.wait_for(lambda: self.is_over, within), self.text
        return self.text

    def events(self, count: int, *, within: float = 10) -> list[Pushed]:
        """The first so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(_events(self.text)) >= count or self.is_over, within), self.text
        return _events(self.text)[:count]

    @property
    def json(self) -> Any:
        return json.loads(self.wait_for_end(within=30))

    async def receive(self) -> dict[str, object]:
        await self._hung_up.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        with self._changed:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                self.text += message["body"].decode()
                self.is_over = not message["more_body"]
            self._changed.notify_all()

    def hang_up(self) -> None:
        self._hung_up.set()


class RunningPush:
    def __init__(self, application: Push, loop: asyncio.AbstractEventLoop) -> None:
        self.application = application
        self._loop = loop
        self._requests: list[asyncio.Future[None]] = []

    def ask(
        self,
        path: str = "/push/events",
        *,
        pass_: str = "",
        after: object = None,
        query: str = "",
        method: str = "GET",
        **headers: str,
    ) -> Listener:
        """Send a request and return once its answer begins. `after` is Last-Event-ID."""
        if pass_:
            headers["authorization"] = f"Bearer {pass_}"
        if after is not None:
            headers["last-event-id"] = str(after)
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }
        listener = Listener()
        asyncio.run_coroutine_threadsafe(self._serve(scope, listener), self._loop).result(10)
        if not query:
            with listener._changed:
                assert listener._changed.wait_for(lambda: listener.text or listener.is_over, 10)
        return listener

    def hang_up(self, listener: Listener) -> None:
        self._loop.call_soon_threadsafe(listener.hang_up)

    def lose_database(self) -> None:
        """Every connection of the push process breaks, as when the server restarts."""
        if connection.vendor == "sqlite":
            asyncio.run_coroutine_threadsafe(self.application.hub.feed.close(), self._loop).result(5)
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'visio-push'"
            )

    async def _serve(self, scope: dict[str, Any], listener: Listener) -> None:
        self._requests.append(asyncio.ensure_future(self.application(scope, listener.receive, listener.send)))

    async def stop(self) -> None:
        await self.application.hub.stop()
        for request in self._requests:
            with suppress(asyncio.CancelledError):
                await asyncio.wait_for(request, 5)


@contextmanager
def running_push() -> Iterator[RunningPush]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> RunningPush:
        running = RunningPush(Push(feed_of_tests()), loop)
        running.application.hub.start()
        return running

    running = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield running
    finally:
        asyncio.run_coroutine_threadsafe(running.stop(), loop).result(15)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


def feed_of_tests() -> Feed:
    return (
        SqliteFeed(Path(connection.settings_dict["NAME"]))
        if connection.vendor == "sqlite"
        else PostgresFeed(url_of_tests())
    )


def url_of_tests() -> str:
    of = connection.settings_dict
    return f"postgresql://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"


def _events(text: str) -> list[Pushed]:
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in lines:
            found.append(Pushed(int(lines["id"]), lines["event"], json.loads(lines["data"])))
    return found


@contextmanager
def granian_push(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The push process as `visio up` starts it, over the tests' database."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        (folder / "visio.sqlite3").symlink_to(settings["NAME"])
    environment = os.environ | {
        "VISIO_DATA_DIR": str(folder),
        "VISIO_PUSH_PORT": str(port),
        "VISIO_DATABASE_URL": "" if connection.vendor == "sqlite" else url_of_tests(),
    }
    command = [sys.executable, "-c", "from visio import processes; processes.become(processes.push())"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
