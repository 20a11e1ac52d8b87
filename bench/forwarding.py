"""What one forwarded 720p stream costs the SFU: one publisher of encoded frames, eight listeners, then none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from bench.cores import cores_used
from bench.stage import KEY, SECRET
from tests.journeys.running import Running

LISTENERS, SECONDS = 8, 15


def report() -> Iterator[str]:
    visio = Running(23500, VISIO_LIVEKIT_KEY=KEY, VISIO_LIVEKIT_SECRET=SECRET)
    try:
        alone, _ = _cores(visio, 0)
        together, bits = _cores(visio, LISTENERS)
        yield f"SFU with 1 publisher, nobody listening: {100 * alone:.1f} % of a core"
        yield f"SFU with 1 publisher, {LISTENERS} listeners: {100 * together:.1f} % of a core"
        yield f"per forwarded 720p stream of {bits / 1e6:.1f} Mbit/s: {100 * (together - alone) / LISTENERS:.2f} % of a core"
    finally:
        visio.stop()


def _cores(visio: Running, listeners: int) -> tuple[float, float]:
    words = [visio.livekit_url, KEY, SECRET, f"bench-{listeners}", str(listeners), str(SECONDS + 3)]
    with subprocess.Popen([sys.executable, "-m", "bench.bots", *words], stdout=subprocess.PIPE, text=True) as bots:
        assert bots.stdout
        assert bots.stdout.readline().strip() == "ready"
        cores = cores_used(visio.pids("livekit"), SECONDS)
        bits = float(bots.stdout.readline().split()[0])
    return cores, bits
