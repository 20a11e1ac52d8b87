"""A host leads the meeting: who is put out stays out, who leads no more has nothing left of it, and all are told by whom."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Invite
from tests.journeys.keyboard import Keyboard
from tests.journeys.person import Person
from tests.journeys.running import until


def does(host: Person, item: str, *, to: str) -> None:
    host.opens_panel(" here")
    host.button(f"Actions for {to}").click()
    host.page.get_by_role("menuitem", name=item, exact=True).click()


def test_who_is_removed_and_blocked_comes_back_by_no_way(amina: Person, bob: Person, meeting: str) -> None:
    does(amina, "Remove Bob", to="Bob")
    amina.page.get_by_role("alertdialog").get_by_role("button", name="Remove and block").click()
    # What passes is looked at before what stays.
    expect(amina.page.get_by_text("Bob is out and cannot come back").first).to_be_visible()
    expect(bob.page.get_by_role("heading", level=1, name="You were taken out of the meeting")).to_be_visible()

    # A new tab, with another name.
    bob.page.goto(bob.page.url.split("?")[0])
    bob.opens(meeting)
    bob.page.get_by_label("Your name").fill("Somebody else")
    bob.button("Enter the meeting").click()
    expect(bob.page.get_by_text(re.compile("You cannot come back while it lasts")).first).to_be_visible()

    amina.button("Unblock Bob").click()
    expect(amina.page.get_by_text("Bob can come back").first).to_be_visible()
    bob.enters(meeting)
    bob.is_inside()


def test_who_is_sent_back_to_the_lobby_knocks_whatever_the_door(amina: Person, bob: Person, meeting: str) -> None:
    does(amina, "Send back to the lobby", to="Bob")
    expect(bob.page.get_by_role("heading", level=1, name="A host sent you back to the lobby")).to_be_visible()
    bob.button("Ask to come in").click()
    bob.button("Enter the meeting").click()
    expect(bob.page.get_by_role("heading", name="You are waiting at the door")).to_be_visible()
    amina.button("Admit Bob").first.click()
    bob.is_inside()


def test_who_is_made_a_host_leads_and_loses_it_all_at_once(
    amina: Person, bob: Person, meeting: str, person: Invite
) -> None:
    chloe = person("Chloé")
    chloe.enters(meeting)
    does(amina, "Make a host", to="Bob")
    expect(bob.page.get_by_text("You are now a host: Amina gave you the role").first).to_be_visible()
    bob.opens_panel(" here")
    expect(bob.button("Mute everyone")).to_be_visible()
    does(bob, "Turn the microphone off", to="Chloé")
    expect(chloe.page.get_by_text("Bob turned your microphone off").first).to_be_visible()

    does(bob, "Ask to turn the microphone on", to="Chloé")
    expect(chloe.page.get_by_text("Bob asks you to turn your microphone on").first).to_be_visible()
    chloe.button("Stay muted").click()
    expect(bob.page.get_by_text("Chloé prefers to stay muted").first).to_be_visible()

    does(amina, "Take the role of host back", to="Bob")
    expect(bob.page.get_by_text("You are no longer a host: Amina took the role back").first).to_be_visible()
    expect(bob.button("Mute everyone")).to_have_count(0)
    expect(bob.button("Actions for Chloé")).to_have_count(0)


def test_the_owner_says_who_may_do_what_and_a_guest_is_told_why_not(amina: Person, bob: Person, meeting: str) -> None:
    amina.chooses("Permissions")
    amina.page.get_by_label("Share a screen").last.select_option("hosts")
    amina.page.get_by_label("Write to everyone").select_option("hosts")
    amina.page.keyboard.press("Escape")
    barred = bob.page.get_by_role("button", name=re.compile("Sharing is kept for others here"))
    expect(barred).to_be_visible()
    bob.opens_panel("Chat")
    bob.page.get_by_label("Write to the hosts").fill("I do not feel well")
    bob.page.keyboard.press("Enter")
    amina.opens_panel("Chat")
    expect(amina.messages().filter(has_text="I do not feel well")).to_contain_text("to the hosts only")


def test_a_host_moderates_with_the_keyboard_alone(amina: Person, bob: Person, meeting: str, person: Invite) -> None:
    """The list is opened, one is muted, one is removed, and it is closed; the keyboard is never lost on the way."""
    chloe = person("Chloé")
    chloe.enters(meeting)
    keyboard = Keyboard(amina.page)
    keyboard.presses("Alt+p")
    expect(amina.page.get_by_role("heading", name="People", exact=True)).to_be_visible()

    keyboard.goes_to("Actions for Chloé")
    keyboard.presses("Enter")
    chooses(keyboard, "Turn the microphone off")
    expect(chloe.page.get_by_text("Amina turned your microphone off").first).to_be_visible()
    expect(amina.button("Actions for Chloé")).to_be_focused()

    keyboard.goes_to("Actions for Bob")
    keyboard.presses("Enter")
    chooses(keyboard, "Remove Bob")
    # No is what Enter would press.
    expect(amina.page.get_by_role("alertdialog").get_by_role("button", name="Cancel")).to_be_focused()
    keyboard.goes_to("Remove$")
    keyboard.presses("Enter")
    expect(bob.page.get_by_role("heading", level=1, name="You were taken out of the meeting")).to_be_visible()
    expect(amina.button("Actions for Bob")).to_have_count(0)
    until(lambda: keyboard.here()["name"], what="the keyboard to be somewhere")

    keyboard.presses("Escape")
    expect(amina.page.get_by_role("heading", name="People", exact=True)).to_have_count(0)
    until(lambda: keyboard.here()["name"], what="the keyboard to be somewhere")


def chooses(keyboard: Keyboard, item: str) -> None:
    """From the menu that has just opened: its first item has the keyboard."""
    until(lambda: keyboard.page.evaluate("document.activeElement.role") == "menuitem", what="a menu")
    for _ in range(20):
        if keyboard.here()["name"] == item:
            keyboard.presses("Enter")
            return
        keyboard.presses("ArrowDown")
    raise AssertionError(f"there is no {item!r}")
