"""A device that goes away during the meeting: the next one is taken, it is said, and nothing is ever switched on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.person import Person
from tests.journeys.running import until

CABLE = (Path(__file__).parent / "cable.js").read_text()
FIRST, SECOND = "Fake Audio Input 1", "Fake Audio Input 2"


@pytest.fixture
def amina(amina: Person) -> Person:
    amina.context.add_init_script(CABLE)
    return amina


def _chooses(one: Person, microphone: str) -> None:
    one.button("Choose microphone and speaker").click()
    menu = one.page.get_by_role("menu")
    menu.get_by_role("group", name="Mic").get_by_role("menuitemradio", name=microphone).click()
    if menu.is_visible():
        one.page.keyboard.press("Escape")
    until(lambda: one.page.evaluate("__cable.microphone()") == microphone, what=f"{microphone} to be used")


def _said(one: Person, text: str) -> Locator:
    """Said aloud, and shown until answered."""
    expect(one.page.locator('[data-announcer="polite"]')).to_contain_text(text)
    shown = one.page.get_by_role("main").get_by_text(text)
    expect(shown).to_be_visible()
    return shown


def test_a_microphone_that_goes_gives_way_to_the_next_and_a_muted_one_stays_muted(
    amina: Person, bob: Person, meeting: str
) -> None:
    _chooses(amina, SECOND)
    _chooses(amina, FIRST)
    bob.hears_energy()

    amina.page.evaluate("label => __cable.unplug(label)", FIRST)
    _said(amina, f"The microphone {FIRST} is gone. {SECOND} takes its place.")
    assert amina.page.evaluate("__cable.microphone()") == SECOND
    expect(amina.button("Mic on, turn off")).to_be_visible()
    bob.hears_energy()

    amina.button("Mic on, turn off").click()
    expect(bob.tile("Amina").get_by_role("button", name="microphone off")).to_be_visible()
    bob.hears_only_silence()
    amina.page.evaluate("label => __cable.unplug(label)", SECOND)
    _said(amina, f"The microphone {SECOND} is gone.")
    expect(amina.button("Mic off, turn on")).to_be_visible()
    bob.hears_only_silence()

    amina.page.evaluate("label => __cable.plug(label)", SECOND)
    _said(amina, f"The microphone {SECOND} is plugged in again.")
    amina.button("Use it again").click()
    expect(amina.button("Mic off, turn on")).to_be_visible()
    bob.hears_only_silence()
    amina.button("Mic off, turn on").click()
    bob.hears_energy()
    assert amina.page.evaluate("__cable.microphone()") == SECOND


def test_the_only_camera_that_goes_leaves_it_off_and_is_offered_when_it_comes_back(amina: Person) -> None:
    amina.starts_a_meeting()
    amina.enters()
    camera = amina.page.evaluate("__cable.camera()")
    amina.page.evaluate("label => __cable.unplug(label)", camera)
    _said(amina, f"The camera {camera} is gone. Your camera is off.")
    expect(amina.button("Camera off, turn on")).to_be_visible()
    expect(amina.tile("You").locator("video")).to_have_count(0)

    amina.page.evaluate("label => __cable.plug(label)", camera)
    _said(amina, f"The camera {camera} is plugged in again.")
    expect(amina.button("Camera off, turn on")).to_be_visible()
    amina.button("Use it again").click()
    _keeps_the_camera_closed(amina)
    amina.button("Camera off, turn on").click()
    expect(amina.tile("You").locator("video")).to_have_count(1)
    assert amina.page.evaluate("__cable.camera()") == camera


def _keeps_the_camera_closed(one: Person) -> None:
    """Not now, and not a moment later either: what would open it had its time."""
    expect(one.button("Use it again")).to_have_count(0)
    for _ in range(5):
        assert one.page.evaluate("__cable.camera()") is None
        one.page.wait_for_timeout(200)
    expect(one.button("Camera off, turn on")).to_be_visible()


def test_the_screen_stays_awake_during_the_meeting_and_only_then(amina: Person) -> None:
    amina.starts_a_meeting()
    assert amina.page.evaluate("__locks()") == []
    amina.enters()
    until(lambda: amina.page.evaluate("__locks()") == ["screen"], what="the screen to be kept awake")
    amina.leaves()
    until(lambda: amina.page.evaluate("__locks()") == [], what="the screen to be let go")
