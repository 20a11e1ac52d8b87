"""A running Visio: the real `visio up`, on ports and a data folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TypeVar

import httpx

from tests.journeys.account import witnesses

T = TypeVar("T")

VISIO = (sys.executable, "-m", "visio.cli")
LAST_LINES = 80
# What stands in the command line of each; `recording` is a recorder in a meeting, of which there may be none.
MARKS = {
    "web": "visio.wsgi",
    "push": "visio.push",
    "livekit": "livekit-server",
    "jobs": "visio.cli jobs",
    "captioner": "visio.cli captioner",
    "recorder": "visio.cli recorder",
    "recording": "visio.media.recorder",
}
SIGN_IN_LINK = re.compile(r"http://\S+/signin#\S+")


def until(look: Callable[[], T], *, seconds: float = 45, what: str | Callable[[], str] = "") -> T:
    """The first true thing `look` returns: a journey waits for facts, never for time to pass."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > deadline:
            wanted = what() if callable(what) else what
            raise AssertionError(f"waited {seconds} s in vain for {wanted or look}; last seen: {found!r}")
        time.sleep(0.1)
    return found


class Running:
    """One instance of Visio with all its processes."""

    def __init__(self, first_port: int, **environment: str) -> None:
        self.url = f"http://127.0.0.1:{first_port}"
        self.livekit_url = f"ws://127.0.0.1:{first_port + 2}"
        self.host_and_ports = {f"127.0.0.1:{first_port + n}" for n in range(3)}
        self.folder = Path(tempfile.mkdtemp(prefix="visio-journey-"))
        self.output: list[str] = []
        self.browsers: dict[str, httpx.Client] = {}
        self.environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "VISIO_PORT": str(first_port),
            "VISIO_PUSH_PORT": str(first_port + 1),
            "VISIO_LIVEKIT_PORT": str(first_port + 2),
            "VISIO_LIVEKIT_TCP_PORT": str(first_port + 3),
            "VISIO_LIVEKIT_UDP_PORT": str(first_port + 4),
            "VISIO_LIVEKIT_TURN_UDP_PORT": str(first_port + 5),
            "VISIO_DATA_DIR": str(self.folder),
            # Most journeys are not about the door.
            "VISIO_ROOM_ACCESS": "open",
            **environment,
        }
        self.process = subprocess.Popen(
            [*VISIO, "up"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        witnesses.append(self)
        with ExitStack() as undo:
            undo.callback(self.stop)
            until(self._is_ready, seconds=60, what="`visio up` to be ready")
            undo.pop_all()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.output.append(line.rstrip())

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, "\n".join(self.output)
        return self.is_well() and bool(SIGN_IN_LINK.search("\n".join(self.output)))

    def is_well(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def sign_in_link(self, email: str = "") -> str:
        """The administrator's first link, or a fresh one for this address."""
        if not email:
            return str(SIGN_IN_LINK.findall("\n".join(self.output))[0])
        made = subprocess.run(
            [*VISIO, "signin-link", email],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return str(SIGN_IN_LINK.findall(made.stdout)[0])

    def signed_in(self, email: str) -> httpx.Client:
        """What this person's browser would hold; signed in once, since a link takes a process of ours to make."""
        if email not in self.browsers:
            browser = self.browsers[email] = httpx.Client(base_url=self.url, timeout=30)
            browser.get("/")
            browser.headers["X-CSRFToken"] = browser.cookies["csrftoken"]
            token = self.sign_in_link(email).partition("#")[2]
            browser.post("/api/signin/confirm", json={"token": token}).raise_for_status()
            browser.headers["X-CSRFToken"] = browser.cookies["csrftoken"]
        return self.browsers[email]

    def make_room(self, **wishes: str) -> str:
        """A room open to anyone, unless wished otherwise or this instance has it so; made without a browser. Answers its path."""
        made = self.signed_in("rooms@example.org").post("/api/rooms", json=wishes)
        return "/" + str(made.raise_for_status().json()["slug"])

    def presences(self, path: str) -> list[str]:
        """Who is in this room's meeting now; somebody there twice is named twice."""
        return sorted(name for name, is_there in self.stays(path) if is_there)

    def stays(self, path: str) -> list[tuple[str, bool]]:
        """Every presence in this room, as the embedded database has it: whose, and whether they are still there."""
        rows = (
            "SELECT stay.name, left_at IS NULL FROM meetings_presence stay"
            " JOIN meetings_meeting meeting ON meeting.id = stay.meeting_id"
            " JOIN rooms_room room ON room.id = meeting.room_id WHERE room.slug = ? ORDER BY stay.id"
        )
        with closing(sqlite3.connect(self.folder / "visio.sqlite3")) as database:
            found = database.execute(rows, [path.strip("/")]).fetchall()
        return [(str(name), bool(is_there)) for name, is_there in found]

    def pids(self, process: str) -> set[int]:
        """The operating system's processes behind one of ours: as `MARKS` names them."""
        mark = MARKS[process]
        family = self._descendants(self.process.pid)
        return {pid for pid in family if mark in _command_line(pid)}

    def kill(self, process: str, how: int = signal.SIGKILL) -> None:
        """Kills one of ours without warning; the supervisor starts it again."""
        pids = until(lambda: self.pids(process), what=f"{process} to run")
        for pid in pids:
            _signal(pid, how)

    @contextmanager
    def frozen(self, process: str) -> Iterator[None]:
        """One of ours lives and answers nothing meanwhile."""
        pids = until(lambda: self.pids(process), what=f"{process} to run")
        for pid in pids:
            _signal(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                _signal(pid, signal.SIGCONT)

    @contextmanager
    def gone(self, process: str) -> Iterator[None]:
        """One of ours is killed, and nobody starts it again meanwhile: its port refuses."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            self.kill(process)
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def _descendants(self, pid: int) -> set[int]:
        children: dict[int, set[int]] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(int(fields[1]), set()).add(int(stat.parent.name))
        found, look_at = set(), [pid]
        while look_at:
            for child in children.get(look_at.pop(), ()):
                found.add(child)
                look_at.append(child)
        return found

    def account(self) -> Iterator[tuple[str, str]]:
        yield f"Visio at {self.url}", "\n".join(deque(self.output, LAST_LINES))
        try:
            with (self.folder / "logs/livekit.log").open(errors="replace") as lines:
                yield f"LiveKit at {self.livekit_url}", "".join(deque(lines, LAST_LINES))
        except OSError as missing:
            yield f"LiveKit at {self.livekit_url}", f"no log: {missing}"

    def stop(self) -> None:
        if self in witnesses:
            witnesses.remove(self)
        for browser in self.browsers.values():
            browser.close()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(15)
            self.listener.join(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def _signal(pid: int, how: int) -> None:
    try:
        os.kill(pid, how)
    except ProcessLookupError:  # it ended by itself
        pass


def _command_line(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""
