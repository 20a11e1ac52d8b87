"""Who stops our processes when the supervisor itself is killed? This one, which waits for the end of its input.

The supervisor writes `+<process group>` when it starts a process and `-<process group>` once all of it is gone. However
the supervisor ends, the kernel closes the pipe, and what is still on the list is stopped. (PR_SET_PDEATHSIG would reach
neither the workers of our processes nor other systems than Linux, and needs code between fork and exec.)

Run as `python -I -S sweeper.py`: it imports next to nothing, so that it costs next to nothing.
"""

from __future__ import annotations

import os
import signal
import sys
import time

# LiveKit would wait for the last participant on a gentle signal; nobody is left to send it a second one.
PATIENCE_SECONDS = 2.0


def send(groups: set[int], how: int) -> set[int]:
    """Signals the groups; returns those that still exist."""
    alive = set()
    for group in groups:
        try:
            os.killpg(group, how)
            alive.add(group)
        except (ProcessLookupError, PermissionError):
            continue
    return alive


def main() -> None:
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    alive = send(groups, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while alive and time.monotonic() < deadline:
        time.sleep(0.05)
        alive = send(alive, 0)
    send(alive, signal.SIGKILL)


if __name__ == "__main__":
    main()
