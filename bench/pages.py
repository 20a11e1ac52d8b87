"""What home and prejoin weigh, and what Lighthouse (mobile, median of 5 interleaved runs) says of them."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

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


# When the page has its title, one can use it; what is asked for later is made ready for the next step.
TITLED = """
new MutationObserver((_, observer) => {
  if (!document.querySelector('h1')) return
  window.__titled = performance.now()
  observer.disconnect()
}).observe(document, { childList: true, subtree: true })
"""
WEIGHED = """
['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type)).map(({ name, startTime, transferSize }) =>
  ({ isScript: new URL(name).pathname.endsWith('.js'), isEarly: startTime <= __titled, bytes: transferSize }))
"""


def _weight(here: Stage, path: str) -> str:
    """Bytes on the wire, as the browser itself counts them: asked for until the page has its title, and within five seconds."""
    context = here.browser.new_context(permissions=["camera", "microphone"])
    context.add_init_script(TITLED)
    page = context.new_page()
    page.goto(here.visio.url + path)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(5000)
    weighed = page.evaluate(WEIGHED)
    context.close()
    early = [each for each in weighed if each["isEarly"]]
    scripts = [each for each in early if each["isScript"]]
    kilobytes = [sum(each["bytes"] for each in some) / 1000 for some in (scripts, early, weighed)]
    return "{:.1f} kB JavaScript and {:.1f} kB in all to interact; {:.1f} kB after 5 s".format(*kilobytes)


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
