"""From the click on join to the first frame of somebody already inside: ours, and a bare livekit-client page."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from bench.figures import percentile, spread
from bench.stage import Stage, stage, times_of

TIMES = 10
# The server answers the join, the signalling socket is open, the media line is up, a face is drawn.
PHASES = ["request", "socket", "line", "first"]


def report() -> Iterator[str]:
    with stage(23300) as here:
        host = here.person("Amina")
        host.signs_in(here.visio.sign_in_link())
        path = host.starts_a_meeting()
        host.enters()
        guest = here.person("Bob")
        window = here.window()
        first, second = window.new_page(), window.new_page()
        here.bare_page(first, "bare")
        first.get_by_role("button").click()
        ours: list[dict[str, float]] = []
        bare: list[dict[str, float]] = []
        # In turn, so that whatever else the machine does meets both; the first of each warms the cache, as any second
        # visit finds it.
        for _ in range(1 + TIMES):
            ours.append(_ours(guest.page, here, path))
            bare.append(_bare(second, here))
        for name, runs in (("Visio", ours[1:]), ("bare page", bare[1:])):
            yield f"{name}: click to first remote frame {spread([run['first'] for run in runs], 'ms')}"
            yield f"{name}: click to first frame of 360 lines or more {spread([run['sharp'] for run in runs], 'ms')}"
            medians = {phase: percentile([run[phase] for run in runs], 0.5) for phase in PHASES}
            told = ", ".join(f"{phase} {after:.0f}" for phase, after in medians.items() if after > 0)
            yield f"{name}: ms after the click, p50: {told}"
        ratio = percentile([run["first"] for run in ours[1:]], 0.5) / percentile(
            [run["first"] for run in bare[1:]], 0.5
        )
        yield f"Visio / bare page, first frame, p50: {ratio:.2f}"


def _ours(page: Page, here: Stage, path: str) -> dict[str, float]:
    page.goto(here.visio.url + path)
    page.get_by_label("Your name").fill("Bob")
    page.locator("video").first.wait_for()
    page.wait_for_timeout(1500)  # a person looks at the preview; what is idle loads
    page.get_by_role("button", name="Enter the meeting", exact=True).click()
    times = _times(page)
    page.goto("about:blank")
    return times


def _bare(page: Page, here: Stage) -> dict[str, float]:
    here.bare_page(page, "bare")
    page.wait_for_timeout(1500)
    page.get_by_role("button").click()
    times = _times(page)
    page.goto("about:blank")
    return times


def _times(page: Page) -> dict[str, float]:
    """Milliseconds from the click; nothing where there is no such step."""
    times = times_of(page)
    return {what: max(0, at - times["click"]) for what, at in times.items() if what != "click"}
