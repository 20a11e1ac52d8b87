"""Which ports do we need, whose setting gives each, and who holds one that is not free?"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Port:
    """A port one of our processes listens on; `setting` is what the operator changes to move it."""

    number: int
    setting: str
    host: str
    kind: Literal["tcp", "udp"] = "tcp"

    def is_free(self) -> bool:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM if self.kind == "tcp" else socket.SOCK_DGRAM) as probe:
            if self.kind == "tcp":
                # What a stopped server leaves in TIME_WAIT is no obstacle; a listener still is.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.number))
            except OSError:
                return False
        return True

    def in_use(self) -> str:
        holder = self.holder()
        return f"port {self.number} ({self.kind}) is in use" + (f" by {holder}" if holder else "")

    def remedy(self) -> str:
        return f"free it, or choose another with {self.setting}"

    def trouble(self) -> str:
        """The sentence for an operator whose port is taken."""
        return f"Visio cannot start: {self.in_use()}; {self.remedy()}."

    def holder(self) -> str:
        """Name and number of the process that listens here, as far as we may see it; empty when we may not."""
        sockets = {f"socket:[{inode}]" for inode in self._inodes()}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if any(os.readlink(handle) in sockets for handle in (entry / "fd").iterdir()):
                    return f"{(entry / 'comm').read_text().strip()} (process {entry.name})"
        return ""

    def _inodes(self) -> set[str]:
        found = set()
        listening = "0A" if self.kind == "tcp" else "07"
        for table in (Path(f"/proc/net/{self.kind}"), Path(f"/proc/net/{self.kind}6")):
            with contextlib.suppress(OSError):
                for line in table.read_text().splitlines()[1:]:
                    fields = line.split()
                    if fields[3] == listening and int(fields[1].rpartition(":")[2], 16) == self.number:
                        found.add(fields[9])
        return found


def troubles(ports: Iterable[Port]) -> list[str]:
    """One sentence for each port that cannot be had: taken by somebody, or given twice by our own settings."""
    found: list[str] = []
    given: dict[tuple[int, str], Port] = {}
    for port in ports:
        other = given.setdefault((port.number, port.kind), port)
        if other is not port:
            found.append(f"Port {port.number} ({port.kind}) is given twice: {other.setting} and {port.setting}.")
        elif not port.is_free():
            found.append(port.trouble())
    return found
