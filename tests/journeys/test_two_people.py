"""Two people see and hear one another; muting is silence, and a camera turned off is off."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.running import until


def test_two_people_see_and_hear_one_another(amina: Person, bob: Person, meeting: str) -> None:
    for one in (amina, bob):
        one.decodes_moving_pictures()
        one.hears_energy()
    for one, other in ((amina, "Bob"), (bob, "Amina")):
        one.decodes_for(seconds=5)
        one.sees_lines(720, of=other)
        # That nobody asks a foreign host is looked at whenever they go home; where they were sent to, if anywhere, here.
        assert one.ice_servers() <= {"127.0.0.1"}


def test_a_muted_microphone_is_silence_for_the_other(amina: Person, bob: Person, meeting: str) -> None:
    bob.hears_energy()
    amina.button("Mic on, turn off").click()
    expect(bob.tile("Amina").get_by_role("button", name="microphone off")).to_be_visible()
    bob.hears_only_silence()
    amina.hears_energy()
    amina.button("Mic off, turn on").click()
    bob.hears_energy()


def test_a_camera_turned_off_shows_the_avatar_and_stops_the_track(amina: Person, bob: Person, meeting: str) -> None:
    bob.decodes_moving_pictures()
    picture, avatar = bob.tile("Amina").locator("video"), bob.tile("Amina").locator("[data-letters='A']")
    expect(avatar).to_have_count(0)
    amina.button("Camera on, turn off").click()
    until(lambda: amina.page.evaluate("__probe.capturing()") == ["audio"], what="the camera's light to go out")
    expect(picture).to_have_count(0)
    expect(avatar).to_be_visible()
    until(lambda: not bob.is_receiving(), what="no more pictures to come")
    amina.button("Camera off, turn on").click()
    bob.decodes_moving_pictures()
    expect(picture).to_be_visible()
    expect(avatar).to_have_count(0)
