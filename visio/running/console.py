"""What the terminal shows of all that runs: each line under its process's name, LiveKit's only when it warns.

Every line, shown or not, is also kept in <data_dir>/logs/<process>.log, the last ten megabytes of it; only the secrets of
sign-in links, which the web process prints when there is no mail server, are for the terminal alone.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

LARGEST_LOG_BYTES = 5_000_000
SECRET = re.compile(r"/signin#\S+")
COLOURS = {"web": 36, "push": 35, "livekit": 34, "jobs": 33, "visio": 32}


class Console:
    def __init__(self, logs: Path, *, out: TextIO | None = None) -> None:
        self.logs = logs
        self.out = out or sys.stdout
        self.in_colour = self.out.isatty()
        self._files: dict[str, TextIO] = {}
        logs.mkdir(parents=True, exist_ok=True, mode=0o700)

    def say(self, name: str, text: str, *, warning: bool = False) -> None:
        """A line of our own about a process."""
        self._keep(name, f"visio: {text}")
        self._show(name, text, colour=31 if warning else 0)

    def hear(self, name: str, line: str) -> None:
        """A line a process has written. A link to sign in, which `gateways/mail` shows without a mail server, is not kept."""
        self._keep(name, SECRET.sub("/signin#…", line))
        shown = warning_of_livekit(line) if name == "livekit" else line
        if shown:
            self._show(name, shown)

    def tell(self, text: str) -> None:
        """What the person at the terminal should read: no prefix, never in a log (it may hold a link to sign in)."""
        print(text, file=self.out, flush=True)

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _show(self, name: str, text: str, *, colour: int = 0) -> None:
        prefix = f"{name:<7} | "
        if self.in_colour:
            prefix = f"\x1b[{COLOURS.get(name, 0)}m{prefix}\x1b[0m"
            text = f"\x1b[{colour}m{text}\x1b[0m" if colour else text
        print(f"{prefix}{text}", file=self.out, flush=True)

    def _keep(self, name: str, line: str) -> None:
        file = self._files.get(name)
        path = self.logs / f"{name}.log"
        if file is not None and file.tell() > LARGEST_LOG_BYTES:
            file.close()
            path.replace(path.with_suffix(".log.1"))
            file = None
        if file is None:
            file = self._files[name] = path.open("a", buffering=1)
        file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}\n")


def warning_of_livekit(line: str) -> str:
    """LiveKit's warnings and errors in one readable line, its other lines not at all; anything not JSON as it is."""
    try:
        said = json.loads(line)
        level, message = said.get("level", ""), said.get("msg", "")
    except (json.JSONDecodeError, AttributeError):
        return line
    if level not in ("warn", "error", "dpanic", "panic", "fatal"):
        return ""
    details = {key: said[key] for key in ("error", "room", "participant") if said.get(key)}
    return " ".join([f"{level}: {message}", *(f"{key}={value}" for key, value in details.items())])
