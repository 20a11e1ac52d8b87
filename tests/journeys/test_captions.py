"""What is said is written: under the name of who says it, for everybody inside, for as long as a host wants it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.journeys.person import Person
from tests.journeys.running import Running, until
from tests.journeys.speaker import Speaker


def band(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Captions", exact=True)


def history(person: Person) -> Locator:
    return person.page.get_by_role("complementary", name="What was said")


def test_what_is_said_is_written_under_the_name_of_who_says_it(
    visio: Running, amina: Person, bob: Person, meeting: str
) -> None:
    with Speaker(visio, meeting, "Claire", language="fr") as claire:
        expect(bob.button("Captions: show them")).to_have_count(0)
        amina.button("Captions: switch them on for everyone").click()
        expect(band(bob)).to_be_visible()
        expect(bob.page.get_by_text("Amina switched captions on")).to_be_visible()
        expect(band(bob)).to_contain_text("What you say appears here")
        saying = claire.says("fr", "A", until=14)
        for one in (amina, bob):
            expect(band(one)).to_contain_text(re.compile(r"Claire.*réunion", re.DOTALL))
            expect(band(one)).to_contain_text("migration")
        assert amina.tile("Visio").count() == 0
        saying.result(30)
        bob.looks_at("captions")
        bob.looks_on_a_phone_at("captions")


def test_who_comes_later_reads_what_was_said(visio: Running, amina: Person, bob: Person, meeting: str) -> None:
    bob.leaves()
    with Speaker(visio, meeting, "Claire", language="en") as claire:
        amina.button("Captions: switch them on for everyone").click()
        expect(band(amina)).to_contain_text("What you say appears here")
        claire.says("en", "A", until=9).result(30)
        expect(band(amina)).to_contain_text("Migration Project.")
        bob.enters(meeting)
        bob.chooses("What was said")
        expect(history(bob)).to_contain_text(re.compile(r"Claire.*Good morning", re.DOTALL))
        bob.looks_at("the history of captions")
        # Hidden for Bob alone.
        bob.page.keyboard.press("Alt+s")
        expect(band(bob)).to_have_count(0)
        expect(band(amina)).to_be_visible()


def test_a_captioner_that_was_killed_comes_back_and_says_so(
    visio: Running, amina: Person, bob: Person, meeting: str
) -> None:
    with Speaker(visio, meeting, "Claire", language="en") as claire:
        amina.button("Captions: switch them on for everyone").click()
        expect(band(amina)).to_contain_text("What you say appears here")
        visio.kill("captioner")
        expect(bob.page.get_by_text("Captions are back. Some words may be missing.")).to_be_visible()
        bob.is_receiving()
        claire.says("en", "A", until=9).result(30)
        expect(band(bob)).to_contain_text(re.compile(r"Claire.*Migration", re.DOTALL))


def test_captions_that_are_switched_off_are_gone(visio: Running, amina: Person, bob: Person, meeting: str) -> None:
    amina.button("Captions: switch them on for everyone").click()
    expect(band(bob)).to_contain_text("What you say appears here")
    amina.button("More").click()
    amina.page.get_by_role("menuitemcheckbox", name="Captions for everyone").click()
    amina.closes_what_is_open()
    expect(band(bob)).to_have_count(0)
    expect(bob.page.get_by_text("Amina switched captions off")).to_be_visible()
    until(lambda: "captions.left" in "\n".join(visio.output), what="the captioner to leave")
