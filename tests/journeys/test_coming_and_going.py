"""Somebody who comes and goes all day, in one page, leaves nothing behind in it."""

from __future__ import annotations

from dataclasses import asdict

from playwright.sync_api import expect

from tests.journeys.leftovers import leftovers
from tests.journeys.person import Person
from tests.journeys.running import until

WARM_UP = 3
TIMES = 20
# What compiled code and caches grow by meanwhile; a Room that stayed behind with its participants would be 200 kB, each time.
MOST_GROWTH = {"connections": 2, "videos": 2, "sounds": 2, "tracks": 2, "nodes": 300, "heap_bytes": 2_000_000}


def test_twenty_times_in_and_out_leave_nothing_behind(amina: Person, bob: Person, meeting: str) -> None:
    """Through the page after the meeting and through the home page in turn, without ever loading it again."""
    page = bob.page
    page.evaluate("window.__samePage = true")

    def come_and_go(through_home: bool) -> None:
        until(bob.has_pictures, what="Amina's picture on Bob's screen")
        bob.leaves()
        bob.has_hung_up()
        if through_home:
            page.get_by_role("link", name="Back to home").click()
            page.get_by_label("Meeting code or link").fill(meeting.strip("/"))
            page.keyboard.press("Enter")
        else:
            bob.button("Come back to the meeting").click()
        bob.enters()

    for time in range(WARM_UP):
        come_and_go(through_home=bool(time % 2))
    until(bob.has_pictures, what="Amina's picture on Bob's screen")
    before = leftovers(page)
    for time in range(TIMES - WARM_UP):
        come_and_go(through_home=bool(time % 2))
    until(bob.has_pictures, what="Amina's picture on Bob's screen")

    def excess() -> dict[str, int]:
        """The browser lets go of some things a while after their last use."""
        grown = {what: number - asdict(before)[what] for what, number in asdict(leftovers(page)).items()}
        return {what: grown[what] for what, most in MOST_GROWTH.items() if grown[what] > most}

    until(lambda: not excess(), what=lambda: f"the page to let go of {excess()}")
    assert before.rooms == leftovers(page).rooms == 1
    assert page.evaluate("__samePage")
    expect(amina.page.locator("button", has_text="2 here")).to_be_visible()
