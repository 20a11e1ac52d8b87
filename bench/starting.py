"""How long until Visio is ready: `make run` in a fresh clone with empty caches (cold), and again (warm)."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import spread

HERE = Path(__file__).parent.parent
WARM_RUNS = 5


def report() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="visio-cold-") as folder:
        clone = Path(folder) / "visio"
        subprocess.run(["git", "clone", "-q", str(HERE), str(clone)], check=True)
        environment = {**os.environ, "HOME": folder, "XDG_CACHE_HOME": f"{folder}/cache", **_ports(23700)}
        environment.pop("VIRTUAL_ENV", None)
        yield f"cold start (fresh clone, empty caches): {_seconds_to_ready(clone, environment):.0f} s"
        warm = [_seconds_to_ready(clone, environment) * 1000 for _ in range(WARM_RUNS)]
        yield f"warm start: {spread(warm, 'ms')}"


def _ports(first: int) -> dict[str, str]:
    names = ["PORT", "PUSH_PORT", "LIVEKIT_PORT", "LIVEKIT_TCP_PORT", "LIVEKIT_UDP_PORT", "LIVEKIT_TURN_UDP_PORT"]
    return {f"VISIO_{name}": str(first + n) for n, name in enumerate(names)}


def _seconds_to_ready(folder: Path, environment: dict[str, str]) -> float:
    began = time.monotonic()
    with subprocess.Popen(
        ["make", "run"], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stdout
        said: list[str] = []
        for line in run.stdout:
            said.append(line)
            if "/signin#" in line or "is ready" in line:
                break
        else:
            # What failed at once is no fast start.
            raise RuntimeError(f"`make run` ended with {run.wait()}:\n{''.join(said)}")
        took = time.monotonic() - began
        os.killpg(run.pid, signal.SIGINT)
        run.stdout.read()
    return took
