"""The real LiveKit on loopback, with the same face as the fake: it passes the same contract test."""

from __future__ import annotations

import asyncio
import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import URLError
from urllib.request import urlopen

from livekit import rtc
from visio.configuration import Configuration, configuration
from visio.gateways.twirp import NotThere, Twirp
from visio.running import livekit
from visio.running.ports import Port
from visio.testing.livekit import Hook

T = TypeVar("T")

# Below 32768, where the kernel takes the ports of outgoing connections from.
FIRST_PORT, LAST_PORT = 21210, 21270


class RealLiveKit(Twirp):
    """A wire to a server of our own, people who connect to it, and the webhooks it sends."""

    def __init__(self, settings: Configuration, file: Path) -> None:
        super().__init__(settings.livekit_server_url)
        self.url = settings.livekit_server_url
        self.hooks: list[Hook] = []
        self._file = file
        self._process: subprocess.Popen[bytes] | None = None
        self._rooms: dict[str, rtc.Room] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def enter(self, ticket: str) -> str:
        room = self.client(ticket)
        self._rooms[room.local_participant.identity] = room
        return str(room.local_participant.sid)

    def client(self, ticket: str) -> rtc.Room:
        """A raw client, connected: what it can do is done with `wait`."""
        room = self.wait(_room())
        try:
            self.wait(room.connect(self.url, ticket, rtc.RoomOptions(connect_timeout=5)))
        except rtc.ConnectError as refused:
            raise NotThere("room") from refused
        return room

    def leave(self, room: str, identity: str) -> None:
        self.wait(self._rooms.pop(identity).disconnect())

    def restart(self) -> None:
        """Killed, so that it tells nobody, and started again."""
        self.stop()
        self.start()

    def start(self) -> None:
        binary = livekit.binary()
        if binary is None:
            raise RuntimeError("there is no LiveKit server yet: `make livekit` builds it")
        self._process = subprocess.Popen(
            [binary, "--config", str(self._file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        eventually(self._answers, within=20)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        try:
            for room in self._rooms.values():
                self.wait(room.disconnect())
        finally:
            self.stop()
            self.forget()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=5)
            self._loop.close()

    def _answers(self) -> bool:
        try:
            with urlopen(self.url, timeout=1) as answer:
                return bool(answer.status == 200)
        except URLError:
            return False

    def wait(self, doing: Coroutine[Any, Any, T], *, within: float = 15) -> T:
        """What this comes to, in the clients' own event loop."""
        future = asyncio.run_coroutine_threadsafe(doing, self._loop)
        try:
            return future.result(timeout=within)
        finally:
            future.cancel()


async def _room() -> rtc.Room:
    """Made in the loop it lives in: it asks for the one that runs."""
    return rtc.Room()


@contextmanager
def running_livekit() -> Iterator[RealLiveKit]:
    """With the configuration `visio up` writes, on ports of its own."""
    with tempfile.TemporaryDirectory(prefix="visio-livekit-") as folder, _webhooks() as (hooks, webhook_url):
        signalling, tcp, udp = free_ports()
        settings = configuration.model_copy(
            update={
                "livekit_port": signalling,
                "livekit_tcp_port": tcp,
                "livekit_udp_port": udp,
                "livekit_webhook_url": webhook_url,
            }
        )
        file = Path(folder) / "livekit.json"
        file.write_text(json.dumps(livekit.server_configuration(settings)))
        server = RealLiveKit(settings, file)
        server.hooks = hooks
        server.start()
        try:
            yield server
        finally:
            server.close()


def eventually(question: Callable[[], T], *, within: float = 8) -> T:
    """The answer, once it is a true one."""
    until = time.monotonic() + within
    while not (answer := question()):
        assert time.monotonic() < until, f"not within {within} s: {question}"
        time.sleep(0.05)
    return answer


@contextmanager
def _webhooks() -> Iterator[tuple[list[Hook], str]]:
    """Somewhere LiveKit can tell, and what it told."""
    hooks: list[Hook] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hooks.append((body, self.headers["Authorization"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return

    port = free_ports()[0]
    server = ThreadingHTTPServer(("127.0.0.1", port), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield hooks, f"http://127.0.0.1:{port}/"
    finally:
        server.shutdown()
        server.server_close()


def free_ports() -> tuple[int, int, int]:
    """Signalling, media by TCP, media by UDP."""
    for first in range(FIRST_PORT, LAST_PORT, 3):
        wanted = [
            Port(first, "", "127.0.0.1"),
            Port(first + 1, "", "0.0.0.0"),
            Port(first + 2, "", "127.0.0.1", "udp"),
        ]
        if all(port.is_free() for port in wanted):
            return first, first + 1, first + 2
    raise RuntimeError(f"no three free ports between {FIRST_PORT} and {LAST_PORT}")
