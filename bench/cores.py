"""What did it cost? CPU seconds and memory of process trees, as the kernel counts them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(root: int) -> set[int]:
    """This process and all its descendants."""
    children: dict[int, set[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(parent, set()).add(int(stat.parent.name))
    found, look_at = {root}, [root]
    while look_at:
        for child in children.get(look_at.pop(), ()):
            found.add(child)
            look_at.append(child)
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time spent so far, their reaped children included."""
    total = 0
    for pid in pids:
        try:
            fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(field) for field in fields[11:15])
    return total / TICKS


def cores_used(pids: set[int], seconds: float) -> float:
    """Cores busy on average over a span of wall-clock seconds."""
    before, began = cpu_seconds(pids), time.monotonic()
    time.sleep(seconds)
    return (cpu_seconds(pids) - before) / (time.monotonic() - began)
