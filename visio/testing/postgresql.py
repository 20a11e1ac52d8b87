"""A PostgreSQL of the tests' own: made in a temporary folder, gone with the `with`.

`python -m visio.testing.postgresql COMMAND...` runs a command with VISIO_DATABASE_URL set to it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PORT = 21099


@dataclass(frozen=True)
class Running:
    url: str
    pid: int


@contextmanager
def running_postgresql(port: int = PORT) -> Iterator[Running]:
    """Asks for Debian's `postgresql` package. PostgreSQL refuses to be root, so root starts it as `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="visio-postgresql-"))
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    data = folder / "data"
    try:
        _run(
            user, ["initdb", "--pgdata", str(data), "--auth=trust", "--username=visio", "--encoding=UTF8", "--no-sync"]
        )
        # Tests come and go quickly and nothing in here is worth a disk flush.
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
        options += " -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"
        log = folder / "log"
        _run(user, ["pg_ctl", "start", "--wait", "--pgdata", str(data), "--options", options, "--log", str(log)])
        try:
            pid = int((data / "postmaster.pid").read_text().splitlines()[0])
            _run(user, ["createdb", "--host=127.0.0.1", f"--port={port}", "--username=visio", "visio"])
            yield Running(url=f"postgresql://visio@127.0.0.1:{port}/visio", pid=pid)
        finally:
            _run(user, ["pg_ctl", "stop", "--mode=immediate", "--pgdata", str(data)])
    finally:
        _remove(folder)


def _run(user: str, command: Sequence[str]) -> None:
    program = _program(command[0])
    done = subprocess.run(
        [program, *command[1:]],
        user=user if os.geteuid() == 0 else None,
        group=user if os.geteuid() == 0 else None,
        extra_groups=[] if os.geteuid() == 0 else None,
        cwd="/",
        stdout=subprocess.PIPE if command[0] != "pg_ctl" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout or ''}")


def _program(name: str) -> str:
    """Debian keeps the server's programs off the PATH, by version."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1]) if found else name


def _remove(folder: Path) -> None:
    """A server stopped at once may still be writing its last file away."""
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)


def main() -> int:
    with running_postgresql() as server:
        environment = {**os.environ, "VISIO_DATABASE_URL": server.url}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
