"""What is written, shown and asked inside a meeting reaches everyone, in one order, late comers included."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

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


def reacts(one: Person, reaction: str) -> None:
    one.button("React").click()
    one.page.get_by_role("dialog", name="Choose a reaction").get_by_role("button", name=reaction).click()


def test_reactions_are_seen_by_the_others_both_ways(amina: Person, bob: Person, meeting: str) -> None:
    # A reaction is for those who are listening: the messages tell that both are.
    amina.writes("Well done")
    bob.writes("Thank you")
    for one in (amina, bob):
        expect(one.messages()).to_have_count(2)
    for one, other, reaction in ((amina, bob, "Applause"), (bob, amina, "Heart")):
        reacts(one, reaction)
        shown = other.page.get_by_role("list", name="Reactions").get_by_role("listitem").filter(has_text=reaction)
        expect(shown).to_contain_text(one.name)


def queue(one: Person) -> Locator:
    return one.page.get_by_role("region", name=re.compile("raised hand")).get_by_role("list").locator("> li")


def test_hands_stand_in_the_same_order_for_everyone(amina: Person, bob: Person, meeting: str) -> None:
    hand = {one.name: one.button("Raise my hand") for one in (amina, bob)}
    hand["Bob"].click()
    expect(amina.tile("Bob").get_by_role("button", name="hand raised, 1st in line")).to_be_visible()
    hand["Amina"].click()
    for one in (amina, bob):
        mine, other = ("You", "Bob") if one is amina else ("You", "Amina")
        places = {"Bob": "1st", "Amina": "2nd"}
        for tile, whose in ((mine, one.name), (other, other)):
            badge = one.tile(tile).get_by_role("button", name=f"hand raised, {places[whose]} in line")
            expect(badge).to_be_visible()
        one.opens_panel("here")
        expect(queue(one)).to_have_count(2)
        for place, name in enumerate(("Bob", "Amina")):
            expect(queue(one).nth(place)).to_contain_text(name)
    amina.button("Next speaker").click()
    expect(bob.page.get_by_text("It is your turn to speak")).to_be_visible()
    expect(hand["Bob"]).to_have_attribute("aria-pressed", "false")
    for one, tile in ((bob, "Amina"), (amina, "You")):
        expect(one.tile(tile).get_by_role("button", name="hand raised, 1st in line")).to_be_visible()
        expect(queue(one)).to_have_count(1)
    expect(hand["Amina"]).to_have_attribute("aria-pressed", "true")


def test_a_hand_may_be_raised_as_soon_as_one_is_inside(amina: Person, bob: Person) -> None:
    """Pressed by the page itself, at the first moment there is a button."""
    path = amina.starts_a_meeting()
    amina.enters()
    bob.opens(path)
    bob.page.get_by_label("Your name").fill("Bob")
    bob.page.evaluate(
        """() => {
          const look = () => {
            const hand = [...document.querySelectorAll('[aria-label="Raise my hand"]')].find((it) => !it.closest('[inert]'))
            if (hand) hand.click()
            else requestAnimationFrame(look)
          }
          look()
        }"""
    )
    bob.button("Enter the meeting").click()
    bob.is_inside()
    expect(bob.button("Raise my hand")).to_have_attribute("aria-pressed", "true")
    expect(amina.tile("Bob").get_by_role("button", name="hand raised, 1st in line")).to_be_visible()
    expect(bob.page.get_by_text("Your hand could not be changed")).to_have_count(0)
