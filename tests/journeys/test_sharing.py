"""A shared screen is seen by the others, with its sound, at the size of its source; two people may share at once."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.running import until


def test_a_screen_is_seen_at_its_own_size_and_heard_and_two_at_once(amina: Person, bob: Person, meeting: str) -> None:
    bob.decodes_moving_pictures()
    sounds = len(bob.sounds())
    amina.shares("Text and slides")
    expect(bob.page.get_by_text("Amina is sharing a screen").first).to_be_attached()
    bob.decodes_moving_pictures(2)
    until(lambda: len(bob.sounds()) > sounds, what="the sound of the screen")
    source = amina.page.evaluate("__probe.screen()")
    assert source["hint"] == "detail"
    until(
        lambda: [
            one
            for one in bob.pictures()
            if (one["frameWidth"], one["frameHeight"]) == (source["width"], source["height"])
        ],
        seconds=40,
        what="the screen at its source's size",
    )

    bob.shares("Film or animation")
    expect(amina.page.get_by_text("Bob is sharing a screen").first).to_be_attached()
    amina.decodes_moving_pictures(2)
    assert bob.page.evaluate("__probe.screen()")["hint"] == "motion"
    assert set(amina.page.evaluate("__probe.capturing()")) == {"audio", "video"}


def test_a_running_share_changes_from_text_to_motion_without_a_gap(amina: Person, bob: Person, meeting: str) -> None:
    amina.shares("Text and slides")
    bob.decodes_moving_pictures(2)
    text = amina.page.evaluate("__probe.screen()")
    assert (text["hint"], set(text["rates"])) == ("detail", {15})
    screens = {one["trackIdentifier"] for one in bob.pictures()}

    amina.button("Smooth movement instead").click()
    motion = until(
        lambda: (now := amina.page.evaluate("__probe.screen()"))["bits"] > text["bits"] and now,
        what="the screen to be sent as motion",
    )
    assert (motion["hint"], set(motion["rates"])) == ("motion", {30})
    assert motion["degradationPreference"] == "balanced"
    expect(amina.button("Sharp text instead")).to_be_visible()
    bob.decodes_moving_pictures(2)
    # The very same tracks: nobody's picture went away meanwhile.
    assert {one["trackIdentifier"] for one in bob.pictures()} == screens

    amina.button("Sharp text instead").click()
    until(lambda: amina.page.evaluate("__probe.screen()")["bits"] == text["bits"], what="text again")
    assert amina.page.evaluate("__probe.screen()")["hint"] == "detail"
