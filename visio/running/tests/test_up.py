"""`visio up` and `visio doctor` as a person meets them: real processes, on ports and a data folder of their own."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

PORTS = {
    "VISIO_PORT": 21060,
    "VISIO_PUSH_PORT": 21061,
    "VISIO_LIVEKIT_PORT": 21062,
    "VISIO_LIVEKIT_TCP_PORT": 21063,
    "VISIO_LIVEKIT_UDP_PORT": 21064,
}
# Taken only where TURN is on; then it must not be the one of a Visio that runs on this machine.
TURN = {"VISIO_LIVEKIT_TURN_UDP_PORT": 21065}


def environment(folder: Path, **more: str) -> dict[str, str]:
    ports = {name: str(port) for name, port in (PORTS | TURN).items()}
    return {**os.environ, "VISIO_DATA_DIR": str(folder), **ports, **more}


def visio(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "visio.cli", *words],
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


class Up:
    def __init__(self, folder: Path) -> None:
        self.said = folder / "said"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "visio.cli", "up"],
                env=environment(folder),
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, pattern: str, seconds: float = 120) -> re.Match[str]:
        deadline = time.monotonic() + seconds
        while not (found := re.search(pattern, self.said.read_text())):
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < deadline, self.said.read_text()
            time.sleep(0.05)
        return found

    def family(self) -> set[int]:
        """Numbers of all processes that stem from this one."""
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
        found = {self.process.pid}
        while grown := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= grown
        return found - {self.process.pid}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("visio")


@pytest.fixture(scope="module")
def up(folder: Path) -> Iterator[Up]:
    running = Up(folder)
    running.wait_for("Visio is ready")
    yield running
    if running.process.poll() is None:
        running.process.terminate()
    running.process.wait(10)


def test_it_prints_the_address_and_a_link_for_the_first_administrator(up: Up) -> None:
    up.wait_for(rf"Visio is ready at http://127\.0\.0\.1:{PORTS['VISIO_PORT']}")
    up.wait_for(rf"http://127\.0\.0\.1:{PORTS['VISIO_PORT']}/signin#\S{{20,}}")


def test_the_doctor_finds_everything_well_and_the_ports_ours(up: Up, folder: Path) -> None:
    seen = visio(folder, "doctor")
    assert seen.returncode == 0, seen.stdout + seen.stderr
    assert "answers and takes our key" in seen.stdout
    assert f"{PORTS['VISIO_PORT']} ours, {PORTS['VISIO_PUSH_PORT']} ours" in seen.stdout
    assert re.search(r"^web +ok +ready$", seen.stdout, re.MULTILINE)
    assert re.search(r"^jobs +ok +at work$", seen.stdout, re.MULTILINE)
    assert len(seen.stdout.splitlines()) == 16


def test_a_second_one_says_which_port_is_taken_and_leaves(up: Up, folder: Path) -> None:
    second = visio(folder, "up")
    assert second.returncode == 3
    for setting, port in PORTS.items():
        assert re.search(rf"port {port} \(\w+\) is in use by .*\(process \d+\); .*with {setting}\.", second.stderr)


def test_signin_link_makes_one_for_anybody(up: Up, folder: Path) -> None:
    made = visio(folder, "signin-link", "bob@example.org")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/signin#\S+\n", made.stdout)


def test_the_doctor_misses_the_worker(folder: Path) -> None:
    """Somebody runs the web process alone, over the same tables."""
    port = PORTS["VISIO_PORT"] + 10
    more = {"VISIO_PORT": str(port), "VISIO_DATA_DIR": str(folder / "alone")}
    assert visio(folder, "migrate", **more).returncode == 0
    with subprocess.Popen([sys.executable, "-m", "visio.cli", "web"], env=environment(folder, **more)) as web:
        try:
            deadline = time.monotonic() + 60
            while "web        ok     ready" not in (seen := visio(folder, "doctor", **more)).stdout:
                assert web.poll() is None and time.monotonic() < deadline, seen.stdout
        finally:
            web.terminate()
    assert re.search(r"^jobs +wrong .*visio jobs", seen.stdout, re.MULTILINE)


def test_a_killed_livekit_is_back_soon(up: Up) -> None:
    [head] = [pid for pid in up.family() if b"livekit-server" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(head, signal.SIGKILL)
    up.wait_for(r"livekit \| killed by SIGKILL; starting again in 0\.2 s")
    up.wait_for(r"livekit \| ready again")


def test_ctrl_c_stops_everything_within_five_seconds_and_a_warm_start_needs_no_migration(up: Up, folder: Path) -> None:
    family = up.family()
    assert len(family) >= 6
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(5) == 0
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]
    with closing(sqlite3.connect(folder / "visio.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO people_user (email, name, is_admin, is_active, created_at)"
            " VALUES ('administrator@localhost', '', 1, 1, '2026-01-01 00:00:00')"
        )
    again = Up(folder)
    try:
        again.wait_for(r"A link to sign in: \S*bin/visio signin-link administrator@localhost\n")
    finally:
        again.process.terminate()
        again.process.wait(5)
    assert "bringing the database up to date" not in again.said.read_text()


def test_the_doctor_names_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", PORTS["VISIO_PORT"]))
        holder.listen()
        seen = visio(
            tmp_path,
            "doctor",
            VISIO_DATABASE_URL="postgresql://visio@127.0.0.1:21090/visio",
            VISIO_MAIL_URL="smtp://127.0.0.1:21091",
            VISIO_THEME="--accent: #000091; --acent: red",
            VISIO_LIVEKIT_URL="ws://127.0.0.1:21092",
            VISIO_LIVEKIT_SECRET="s" * 40,
        )
    assert seen.returncode == 1
    lines = {line[:11].strip(): line for line in seen.stdout.splitlines()}
    assert "does not answer" in lines["database"]
    assert "VISIO_DATABASE_URL" in lines["database"]
    assert "VISIO_LIVEKIT_URL" in lines["livekit"]
    assert f"port {PORTS['VISIO_PORT']} (tcp) is in use" in lines["ports"]
    assert "VISIO_PORT" in lines["ports"]
    assert "no such token: --acent " in lines["theme"]
    assert "VISIO_MAIL_URL" in lines["mail"]


def test_up_without_its_database_says_so_and_leaves(tmp_path: Path) -> None:
    tried = visio(tmp_path, "up", VISIO_DATABASE_URL="postgresql://visio@127.0.0.1:21090/visio")
    assert tried.returncode == 1
    assert "VISIO_DATABASE_URL" in tried.stderr
    assert "Traceback" not in tried.stderr


def test_a_setting_that_cannot_be_is_named(tmp_path: Path) -> None:
    for more, word in [
        ({"VISIO_PORT": "eight thousand"}, "VISIO_PORT"),
        ({"VISIO_LIVEKIT_URL": "ws://x"}, "VISIO_LIVEKIT_SECRET"),
        ({"VISIO_SECRET_KEY": "short"}, "VISIO_SECRET_KEY"),
    ]:
        tried = visio(tmp_path, "doctor", **more)
        assert tried.returncode == 1
        assert word in tried.stderr
        assert "Traceback" not in tried.stderr
