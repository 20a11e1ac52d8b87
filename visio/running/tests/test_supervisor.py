"""The supervisor, with small processes instead of ours: what dies comes back, and nothing is ever left behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PORT = 21040

# Each process serves one port, and has a worker of its own as granian does; both write their number down.
SERVER = textwrap.dedent("""
    import http.server, os, signal, subprocess, sys
    port, pids, how = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with open(pids, "a") as file:
        file.write(f"{os.getpid()} {worker.pid}\\n")
    if how == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    class Yes(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
        def log_message(self, *words):
            pass
    print("listening", flush=True)
    http.server.HTTPServer(("127.0.0.1", port), Yes).serve_forever()
""")

RUN = textwrap.dedent("""
    import asyncio, sys
    from pathlib import Path
    from visio.running.console import Console
    from visio.running.ports import Port
    from visio.processes import answers
    from visio.supervisor import Process, supervise
    folder, how = Path(sys.argv[1]), sys.argv[2]
    def process(name, port):
        return Process(
            name=name,
            command=(sys.executable, str(folder / "server.py"), str(port), str(folder / f"{name}.pids"), how),
            is_ready=lambda: answers(port, "/"),
            ports=(Port(port, f"VISIO_{name.upper()}_PORT", "127.0.0.1"),),
        )
    async def when_ready():
        print("ALL READY", flush=True)
    table = [process("one", int(sys.argv[3])), process("two", int(sys.argv[3]) + 1)]
    asyncio.run(supervise(table, console=Console(folder / "logs"), when_ready=when_ready))
""")


def until(look: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        # A zombie waits to be counted; it does nothing any more.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Supervised:
    def __init__(self, folder: Path, how: str = "plain") -> None:
        self.folder = folder
        self.said = folder / "said"
        (folder / "server.py").write_text(SERVER)
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                # Few files at first, as a person's shell has it.
                [
                    "bash",
                    "-c",
                    'ulimit -Sn 256; exec "$@"',
                    "-",
                    sys.executable,
                    "-c",
                    RUN,
                    str(folder),
                    how,
                    str(PORT),
                ],
                stdout=said,
                stderr=subprocess.STDOUT,
                env={**os.environ, "VISIO_DATA_DIR": str(folder)},
            )

    def says(self, words: str) -> bool:
        return words in self.said.read_text()

    def pids(self, name: str) -> list[tuple[int, int]]:
        """Head and worker of each start so far."""
        file = self.folder / f"{name}.pids"
        lines = file.read_text().splitlines() if file.exists() else []
        return [(int(head), int(worker)) for head, worker in (line.split() for line in lines)]

    def everybody(self) -> list[int]:
        return [pid for name in ("one", "two") for pair in self.pids(name) for pid in pair]

    def alive(self) -> list[int]:
        return [pid for pid in self.everybody() if is_alive(pid)]


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    running = Supervised(tmp_path)
    until(lambda: running.says("ALL READY"))
    yield running
    if running.process.poll() is None:
        running.process.terminate()
    running.process.wait(10)


def test_its_processes_may_open_as_many_files_as_the_system_lets_them(supervised: Supervised) -> None:
    for head, _ in (*supervised.pids("one"), *supervised.pids("two")):
        [limit] = re.findall(r"Max open files +(\w+) +(\w+)", Path(f"/proc/{head}/limits").read_text())
        assert limit[0] == limit[1] and limit[0] != "256"


def test_what_dies_is_started_again_with_one_line_about_it(supervised: Supervised) -> None:
    (head, worker) = supervised.pids("one")[0]
    os.kill(head, signal.SIGKILL)
    until(lambda: supervised.says("ready again"))
    assert len(supervised.pids("one")) == 2
    assert not is_alive(worker), "the worker of a dead process goes with it, or it would hold the port"
    assert supervised.said.read_text().count("killed by SIGKILL; starting again in 0.2 s") == 1
    assert len(supervised.pids("two")) == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_leaves_nothing(supervised: Supervised, how: signal.Signals) -> None:
    supervised.process.send_signal(how)
    assert supervised.process.wait(5) == 0
    assert supervised.everybody() and not supervised.alive()


def test_a_process_that_will_not_stop_is_forced_within_five_seconds(tmp_path: Path) -> None:
    running = Supervised(tmp_path, how="stubborn")
    until(lambda: running.says("ALL READY"))
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(5) == 0
    assert not running.alive()


def test_nothing_is_left_when_the_supervisor_itself_is_killed(supervised: Supervised) -> None:
    supervised.process.kill()
    until(lambda: not supervised.alive(), seconds=5)


def test_a_taken_port_is_named_with_its_setting_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", PORT + 1))
        holder.listen()
        running = Supervised(tmp_path)
        assert running.process.wait(10) != 0
    assert running.says(f"port {PORT + 1} (tcp) is in use by")
    assert running.says(f"(process {os.getpid()})")
    assert running.says("VISIO_TWO_PORT")
    assert not running.everybody()


def test_a_process_that_never_starts_stops_the_others_and_is_named(tmp_path: Path) -> None:
    running = Supervised(tmp_path, how="plain")
    until(lambda: running.says("ALL READY"))
    running.process.send_signal(signal.SIGINT)
    running.process.wait(5)
    (tmp_path / "server.py").write_text("raise SystemExit('no such thing')")
    again = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path), "plain", str(PORT)],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        env={**os.environ, "VISIO_DATA_DIR": str(tmp_path)},
    )
    assert again.returncode != 0
    assert "no such thing" in again.stdout
    assert "does not start (ended with code 1)" in again.stderr
