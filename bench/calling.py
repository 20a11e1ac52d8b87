"""What a two-person 720p call costs one browser: ours against a bare livekit-client page in the same run."""

from __future__ import annotations

import os
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from bench.cores import cores_used, family
from bench.figures import percentile
from bench.stage import Stage, stage, times_of
from tests.journeys.browsers import launch

ROUNDS, SECONDS, WARM_UP = 3, 12, 8


def report() -> Iterator[str]:
    with stage(23400) as here:
        host = here.person("Amina")
        host.signs_in(here.visio.sign_in_link())
        path = host.starts_a_meeting()
        other = here.window().new_page()
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(ROUNDS):
            host.enters(path)
            ours.append(_cores_of_a_second_browser(here, path))
            host.leaves()
            here.bare_page(other, "bare")
            other.get_by_role("button").click()
            bare.append(_cores_of_a_second_browser(here, ""))
            other.goto("about:blank")
        for name, cores in (("Visio", ours), ("bare page", bare)):
            rounds = ", ".join(f"{value:.2f}" for value in cores)
            yield f"{name}: {percentile(cores, 0.5):.2f} cores of one browser (rounds: {rounds})"
        yield f"Visio / bare page: {percentile(ours, 0.5) / percentile(bare, 0.5):.2f}"


def _cores_of_a_second_browser(here: Stage, path: str) -> float:
    """Joins the room at `path`, or the bare page's room, from a browser whose processes are counted alone."""
    others = family(os.getpid())
    browser = launch(here.playwright)
    page = _ours(here, browser, path) if path else _bare(here, browser)
    page.wait_for_timeout(WARM_UP * 1000)
    times_of(page)
    cores = cores_used(family(os.getpid()) - others, SECONDS)
    browser.close()
    return cores


def _ours(here: Stage, browser: Browser, path: str) -> Page:
    person = here.person("Bob", browser)
    person.enters(path)
    return person.page


def _bare(here: Stage, browser: Browser) -> Page:
    page = here.window(browser).new_page()
    here.bare_page(page, "bare")
    page.get_by_role("button").click()
    return page
