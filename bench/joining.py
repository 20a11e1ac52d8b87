"""From the click on join to the first frame of somebody already inside: ours, and a bare livekit-client page."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from bench.figures import percentile, spread
from bench.stage import Stage, stage, times_of

TIMES = 10


def report() -> Iterator[str]:
    with stage(23300) as here:
        host = here.person("Amina")
        host.signs_in(here.visio.sign_in_link())
        path = host.starts_a_meeting()
        host.enters()
        guest = here.person("Bob")
        _ours(guest.page, here, path)  # warms the cache, as any second visit finds it
        ours = [_ours(guest.page, here, path) for _ in range(TIMES)]
        guest.closes()
        host.closes()

        window = here.window()
        first, second = window.new_page(), window.new_page()
        here.bare_page(first, "bare")
        first.get_by_role("button").click()
        _bare(second, here)
        bare = [_bare(second, here) for _ in range(TIMES)]

        for name, runs in (("Visio", ours), ("bare page", bare)):
            yield f"{name}: click to first remote frame {spread([run['first'] for run in runs], 'ms')}"
            yield f"{name}: click to first frame of 360 lines or more {spread([run['sharp'] for run in runs], 'ms')}"
        ratio = percentile([run["first"] for run in ours], 0.5) / percentile([run["first"] for run in bare], 0.5)
        yield f"Visio / bare page, first frame, p50: {ratio:.2f}"


def _ours(page: Page, here: Stage, path: str) -> dict[str, float]:
    page.goto(here.visio.url + path)
    page.get_by_label("Your name").fill("Bob")
    page.locator("video").first.wait_for()
    page.wait_for_timeout(1500)  # a person looks at the preview; what is idle loads
    page.get_by_role("button", name="Enter the meeting", exact=True).click()
    return _times(page)


def _bare(page: Page, here: Stage) -> dict[str, float]:
    here.bare_page(page, "bare")
    page.wait_for_timeout(1500)
    page.get_by_role("button").click()
    return _times(page)


def _times(page: Page) -> dict[str, float]:
    times = times_of(page)
    return {"first": times["first"] - times["click"], "sharp": times["sharp"] - times["click"]}
