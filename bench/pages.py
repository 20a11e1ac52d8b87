"""What home and prejoin weigh, and what Lighthouse (mobile, median of 5 interleaved runs) says of them."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession

from bench.stage import Stage, stage
from tests.journeys.browsers import QUIET

LIGHTHOUSE = Path(__file__).parent.parent / "frontend/node_modules/.bin/lighthouse"
RUNS = 5


def report() -> Iterator[str]:
    with stage(23800) as here:
        paths = {"home": "/", "prejoin": here.visio.make_room()}
        for name, path in paths.items():
            yield f"{name}: {_weight(here, path)}"
        scores: dict[str, list[dict[str, float]]] = {name: [] for name in paths}
        for _ in range(RUNS):
            for name, path in paths.items():
                scores[name].append(_lighthouse(here.visio.url + path))
        for name, runs in scores.items():
            median = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            lowest, highest = min(run["performance"] for run in runs), max(run["performance"] for run in runs)
            yield (
                f"{name}, Lighthouse mobile: performance {median['performance']:.0f} ({lowest:.0f}-{highest:.0f}),"
                f" accessibility {median['accessibility']:.0f}, LCP {median['lcp'] / 1000:.2f} s, TBT {median['tbt']:.0f} ms"
            )


def _weight(here: Stage, path: str) -> str:
    """Bytes on the wire, as the browser's own network log counts them, until the page is ready and again when idle."""
    context = here.browser.new_context(permissions=["camera", "microphone"])
    page = context.new_page()
    taken = _counted(page.context.new_cdp_session(page))
    page.goto(here.visio.url + path)
    page.get_by_role("heading", level=1).wait_for()
    ready = dict(taken)
    page.wait_for_timeout(5000)
    context.close()
    return (
        f"{ready['js'] / 1000:.1f} kB JavaScript and {sum(ready.values()) / 1000:.1f} kB in all to interact;"
        f" {sum(taken.values()) / 1000:.1f} kB after 5 s"
    )


def _counted(session: CDPSession) -> dict[str, float]:
    taken = {"js": 0.0, "other": 0.0}
    scripts: set[str] = set()

    def note(event: dict[str, Any]) -> None:
        if "javascript" in event["response"]["mimeType"]:
            scripts.add(event["requestId"])

    def add(event: dict[str, Any]) -> None:
        taken["js" if event["requestId"] in scripts else "other"] += event["encodedDataLength"]

    session.on("Network.responseReceived", note)
    session.on("Network.loadingFinished", add)
    session.send("Network.enable")
    return taken


def _lighthouse(url: str) -> dict[str, float]:
    flags = " ".join(["--headless=new", *QUIET])
    answer = subprocess.run(
        [str(LIGHTHOUSE), url, "--quiet", "--output=json", "--only-categories=performance,accessibility",
         f"--chrome-flags={flags}"],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(answer.stdout)
    return {
        "performance": 100 * found["categories"]["performance"]["score"],
        "accessibility": 100 * found["categories"]["accessibility"]["score"],
        "lcp": found["audits"]["largest-contentful-paint"]["numericValue"],
        "tbt": found["audits"]["total-blocking-time"]["numericValue"],
    }
