"""What is written, shown and asked inside a meeting reaches everyone, in one order, late comers included."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person


def test_chat_goes_both_ways_and_a_late_comer_reads_what_was_said(
    amina: Person, bob: Person, meeting: str, person: Invite
) -> None:
    amina.writes("The agenda: https://example.org/agenda")
    bob.writes("Thank you <b>Amina</b>")
    amina.writes("Page 4 next")
    said = ["The agenda", "<b>Amina</b>", "Page 4 next"]
    late = person("Chloé")
    late.enters(meeting)
    late.opens_panel("Chat")
    for one in (amina, bob, late):
        expect(one.messages()).to_have_count(3)
        for place, text in enumerate(said):
            expect(one.messages().nth(place)).to_contain_text(text)
    link = bob.messages().nth(0).get_by_role("link")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_an_unread_message_is_counted_until_the_chat_is_opened(amina: Person, bob: Person, meeting: str) -> None:
    amina.writes("Can you hear me?")
    unread = bob.page.get_by_role("button", name="Chat, 1 new message")
    expect(unread).to_be_visible()
    unread.click()
    expect(bob.messages().filter(has_text="Can you hear me?")).to_be_visible()
    expect(unread).to_have_count(0)


def test_a_reaction_is_seen_by_the_others(amina: Person, bob: Person, meeting: str) -> None:
    # A reaction is for those who are listening: the message tells that Bob is.
    amina.writes("Well done")
    expect(bob.page.get_by_role("button", name="Chat, 1 new message")).to_be_visible()
    amina.page.get_by_role("button", name="React", exact=True).click()
    amina.page.get_by_role("button", name="Applause").click()
    expect(bob.page.get_by_role("list", name="Reactions").get_by_role("listitem")).to_have_count(1)


def test_hands_stand_in_the_same_order_for_everyone(amina: Person, bob: Person, meeting: str) -> None:
    hand = {one.name: one.page.get_by_role("button", name="Raise my hand") for one in (amina, bob)}
    hand["Bob"].click()
    expect(amina.tile("Bob").get_by_role("button", name="hand raised, 1st in line")).to_be_visible()
    hand["Amina"].click()
    expect(bob.tile("Amina").get_by_role("button", name="hand raised, 2nd in line")).to_be_visible()
    amina.opens_panel("here")
    amina.page.get_by_role("button", name="Next speaker").click()
    expect(bob.page.get_by_text("It is your turn to speak")).to_be_visible()
    expect(hand["Bob"]).to_have_attribute("aria-pressed", "false")
    expect(bob.tile("Amina").get_by_role("button", name="hand raised, 1st in line")).to_be_visible()
    expect(hand["Amina"]).to_have_attribute("aria-pressed", "true")
