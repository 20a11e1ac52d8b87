"""A shared screen is seen by the others, with its sound, at the size of its source; two people may share at once."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import until

FULL_HD = 1920 * 1080


def is_tuned_for(screen: dict[str, Any], mode: str) -> bool:
    """Hint, rate, what gives way first and bits for a source of this size, as call/share-mode.ts decides them."""
    hint, rate, gives_way, most = {
        "text": ("detail", 15, "maintain-resolution", 2_500_000),
        "motion": ("motion", 30, "balanced", 4_000_000),
    }[mode]
    bits = round(min(max(most * screen["width"] * screen["height"] / FULL_HD, 1_000_000), 8_000_000))
    found = (screen["hint"], set(screen["rates"]), screen["degradationPreference"], screen["bits"])
    return found == (hint, {rate}, gives_way, bits)


def sends_a_screen_as(one: Person, mode: str) -> None:
    until(
        lambda: is_tuned_for(one.page.evaluate("__probe.screen()"), mode),
        what=lambda: f"{mode} to be sent by {one.name}, not {one.page.evaluate('__probe.screen()')}",
    )


def test_a_screen_is_seen_at_its_own_size_and_heard(amina: Person, bob: Person, meeting: str) -> None:
    bob.decodes_moving_pictures()
    bob.hears_energy()
    voices = {one["trackIdentifier"] for one in bob.sounds()}
    amina.shares("Text and slides")
    expect(bob.page.get_by_text("Amina is sharing a screen").first).to_be_attached()
    bob.decodes_moving_pictures(2)
    until(lambda: bob.hears_energy() - voices, what="the sound of the screen itself")
    sends_a_screen_as(amina, "text")

    def has_its_own_size() -> bool:
        screen = amina.page.evaluate("__probe.screen()")
        sizes = {(one["frameWidth"], one["frameHeight"]) for one in bob.pictures()}
        return (screen["width"], screen["height"]) in sizes

    until(has_its_own_size, what="the screen at its source's size")
    amina.looks_on_a_phone_at("one's own screen, shared")
    bob.looks_on_a_phone_at("somebody else's screen")


def test_two_screens_at_once_are_seen_by_everybody(amina: Person, bob: Person, meeting: str, person: Invite) -> None:
    amina.shares("Text and slides")
    bob.decodes_moving_pictures(2)
    bob.shares("Film or animation")
    sends_a_screen_as(bob, "motion")
    sends_a_screen_as(amina, "text")
    # Each: the other's face and the other's screen; one's own sharing did not end the other's.
    for one, other in ((amina, "Bob"), (bob, "Amina")):
        expect(one.page.get_by_text(f"{other} is sharing a screen").first).to_be_attached()
        one.decodes_moving_pictures(2)
    chloe = person("Chloé")
    chloe.enters(meeting)
    for other in ("Amina", "Bob"):
        expect(chloe.page.get_by_text(f"{other} is sharing a screen").first).to_be_attached()
    chloe.sees_moving_screens(2)


def test_a_running_share_changes_from_text_to_motion_without_a_gap(amina: Person, bob: Person, meeting: str) -> None:
    bob.decodes_moving_pictures()
    amina.shares("Text and slides")
    screens = bob.decodes_moving_pictures(2)
    sends_a_screen_as(amina, "text")

    amina.button("Smooth movement instead").click()
    sends_a_screen_as(amina, "motion")
    expect(amina.button("Sharp text instead")).to_be_visible()
    # The very same tracks: nobody's picture went away meanwhile.
    assert bob.decodes_moving_pictures(2) == screens

    amina.button("Sharp text instead").click()
    sends_a_screen_as(amina, "text")
    assert bob.decodes_moving_pictures(2) == screens
