"""Builds the pinned LiveKit server once into the cache, with progress on the terminal; does nothing when it is there.

Run by `make` with the project's Python. Nothing is built when `livekit-server` is on the PATH or VISIO_LIVEKIT_URL names
a LiveKit that runs elsewhere.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from visio.running import livekit

PACKAGE = "github.com/livekit/livekit-server/cmd/server"


def main() -> int:
    if os.environ.get("VISIO_LIVEKIT_URL") or livekit.binary():
        return 0
    target = livekit.built_binary()
    assert target is not None, "this file lies beside go.mod"
    target.parent.mkdir(parents=True, exist_ok=True)
    # Its own name until it is whole, so that an interrupted build leaves nothing that looks finished.
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    started = time.monotonic()
    print("livekit  | building LiveKit, once (about two minutes on two cores)", flush=True)
    try:
        code, said = build(unfinished)
        if code:
            print(*said, sep="\n", file=sys.stderr)
            print(f"livekit  | the build failed (code {code}); what the Go compiler said is above", file=sys.stderr)
            return 1
        unfinished.chmod(0o755)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"livekit  | built in {time.monotonic() - started:.0f} s", flush=True)
    return 0


def build(target: Path) -> tuple[int, list[str]]:
    """Compiles to `target`; returns the compiler's exit code and its words that are not names of packages."""
    go = Path(sys.executable).with_name("go")
    environment = {
        **os.environ,
        "CGO_ENABLED": "0",
        # The toolchain locked with the project, never a downloaded one; never a changed go.mod.
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "-mod=readonly",
    }
    command = [str(go), "build", "-v", "-trimpath", "-ldflags", "-s -w", "-o", str(target), PACKAGE]
    running = subprocess.Popen(
        command, cwd=livekit.MODULE, env=environment, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    progress = Progress()
    said = []
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("go: downloading"):
            progress.downloaded += 1
        elif re.fullmatch(r"[\w./~-]+\n", line):
            progress.compiled += 1
        else:
            said.append(line.rstrip())
    progress.stop()
    return running.wait(), said


class Progress:
    """A line every few seconds, since a silent two minutes look like a hang."""

    every_seconds = 10.0

    def __init__(self) -> None:
        self.downloaded = self.compiled = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._report, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _report(self) -> None:
        while not self._over.wait(self.every_seconds):
            print(f"livekit  | {self.downloaded} modules downloaded, {self.compiled} packages compiled", flush=True)


if __name__ == "__main__":
    sys.exit(main())
