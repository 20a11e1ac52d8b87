"""Every state is open to everyone: axe finds nothing, at 320 px, lying down, in forced colours, with text twice as large."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import LARGE_TEXT, MOTION
from tests.journeys.conftest import Invite
from tests.journeys.keyboard import Keyboard
from tests.journeys.person import PHONE, Person
from tests.journeys.running import Running, until

WAYS: dict[str, dict[str, Any]] = {
    "text twice as large": {"viewport": {"width": 1280, "height": 800}},
    "everything twice as large": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "phone": {"viewport": PHONE},
    "phone lying down": {"viewport": {"width": 640, "height": 320}},
    "forced colours": {"forced_colors": "active"},
    "less motion, dark": {"reduced_motion": "reduce", "color_scheme": "dark"},
}
SCRIPTS = {"text twice as large": LARGE_TEXT, "less motion, dark": MOTION}


def one_who_has(way: str, person: Invite, name: str = "Bob") -> Person:
    one: Person = person(name, **WAYS[way])
    if way in SCRIPTS:
        one.context.add_init_script(SCRIPTS[way])
    return one


def nothing_moved(page: Page) -> None:
    """Where less motion is wished for: not on the way here either."""
    assert page.evaluate("window.__moved ?? []") == []


@pytest.mark.parametrize("way", WAYS)
def test_nothing_stands_in_the_way(way: str, person: Invite, visio: Running) -> None:
    path = visio.make_room()
    one = one_who_has(way, person)
    for name, address in {"home": "/", "sign in": "/signin", "not found": "/zzz-zzzz-zzz"}.items():
        one.opens(address)
        one.page.get_by_role("heading", level=1).wait_for()
        one.looks_at(name)
        nothing_moved(one.page)
    one.opens(path)
    one.page.get_by_label("Your picture, as in a mirror").wait_for()
    one.looks_at("lobby")
    one.enters()
    one.looks_at("meeting, alone, with the invitation")
    one.leaves()
    one.looks_at("left")
    nothing_moved(one.page)


@pytest.mark.parametrize("way", [way for way in WAYS if way != "everything twice as large"])
def test_nothing_that_opens_in_a_meeting_stands_in_the_way(way: str, person: Invite) -> None:
    """Each panel, menu and dialog, as the owner sees it."""
    amina = one_who_has(way, person, "Amina")
    amina.is_signed_in("amina@example.org")
    amina.starts_a_meeting()
    amina.enters()
    page = amina.page
    bar = page.get_by_role("toolbar", name="Call controls")
    for panel in ("Chat", "1 here"):
        amina.chooses(panel)
        close = page.get_by_role("button", name="Close the panel")
        expect(close).to_be_visible()
        amina.looks_at(f"the panel {panel}")
        close.click()
    # A phone has no room for the devices' menus: their choices are in the settings.
    is_narrow = "phone" in way
    for menu in ["More"] if is_narrow else ["More", "Choose the camera", "Choose microphone and speaker"]:
        bar.get_by_role("button", name=menu, exact=True).click()
        amina.looks_at(f"the menu {menu}")
        amina.closes_what_is_open()
    amina.tile("You").get_by_role("button").first.click()
    expect(page.get_by_role("menuitem", name="Pin for me")).to_be_visible()
    amina.looks_at("the menu of a tile")
    amina.closes_what_is_open()
    dialogs = {
        "Settings": "Settings",
        "Keyboard shortcuts": "Keyboard shortcuts",
        "Share a screen": "What do you want",
        "Meeting log": "Meeting log",
        "React": "Choose a reaction",
    }
    for item, title in dialogs.items():
        amina.chooses(item)
        expect(page.get_by_role("dialog", name=title)).to_be_visible()
        amina.looks_at(f"the dialog {item}")
        amina.closes_what_is_open()
    bar.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_role("dialog", name="Leave the meeting?")).to_be_visible()
    amina.looks_at("the question before leaving")
    nothing_moved(page)


def test_signing_in_and_ones_rooms_fit_on_a_phone(person: Invite, visio: Running) -> None:
    chloe = one_who_has("phone", person, "Chloé")
    page = chloe.page
    chloe.opens("/signin")
    page.get_by_label("Your e-mail address").fill("chloe@example.org")
    chloe.button("Send me the link").click()
    expect(chloe.button("Use another address")).to_be_visible()
    chloe.looks_at("a link on its way")
    link = visio.sign_in_link("chloe@example.org")
    chloe.opens(link)
    expect(chloe.button("Sign in on this device")).to_be_visible()
    chloe.looks_at("the page that confirms")
    chloe.button("Sign in on this device").click()
    expect(chloe.button("New meeting")).to_be_visible()
    expect(page.get_by_text("No room yet")).to_be_visible()
    chloe.looks_at("home, without a room")

    chloe.button("New room").click()
    page.get_by_label("Name of the room").fill("Budget room")
    chloe.looks_at("the dialog of a new room")
    chloe.button("Create the room").click()
    more = chloe.button("More about Budget room")
    expect(more).to_be_visible()
    chloe.looks_at("home, with a room")
    more.click()
    chloe.looks_at("the menu of a room")
    page.get_by_role("menuitem", name="Change the room").click()
    expect(page.get_by_role("dialog", name="Change the room")).to_be_visible()
    chloe.looks_at("the dialog of a changed room")
    chloe.closes_what_is_open()
    more.click()
    page.get_by_role("menuitem", name="Delete the room").click()
    expect(page.get_by_role("alertdialog")).to_be_visible()
    chloe.looks_at("the question before deleting")
    chloe.closes_what_is_open()
    page.get_by_role("button", name="Your account, ").click()
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_visible()
    chloe.looks_at("the account's menu")
    page.get_by_role("menuitem", name="Your profile").click()
    for tab in page.get_by_role("dialog", name="Settings").get_by_role("tab").all():
        tab.click()
        chloe.looks_at(f"the settings, {tab.inner_text()}")
    chloe.closes_what_is_open()
    chloe.opens(link)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    chloe.looks_at("a link followed twice")


def test_a_meeting_in_full_swing_fits_on_a_phone(person: Invite, bob: Person) -> None:
    amina = one_who_has("phone", person, "Amina")
    amina.is_signed_in("amina@example.org")
    path = amina.starts_a_meeting()
    amina.enters()
    page = amina.page
    bob.enters(path)
    bob.writes("The agenda: https://example.org/agenda")
    bob.button("Raise my hand").click()
    amina.button("Raise my hand").click()
    for tile in ("Bob", "You"):
        expect(amina.tile(tile).get_by_role("button", name="in line")).to_be_visible()
    bob.button("React").click()
    bob.button("Applause").click()
    expect(page.get_by_role("list", name="Reactions").get_by_role("listitem")).to_have_count(1)
    amina.looks_at("two people, their hands and a reaction")
    amina.chooses("Chat")
    expect(amina.messages()).to_have_count(1)
    amina.looks_at("a message")
    page.get_by_label("Message to everyone").fill("Thank you")
    page.keyboard.press("Enter")
    expect(amina.messages()).to_have_count(2)
    amina.looks_at("an answer")
    page.get_by_role("button", name="Close the panel").click()
    amina.chooses("2 here")
    expect(page.get_by_role("region", name="2 raised hands")).to_be_visible()
    amina.looks_at("the queue of hands")
    page.get_by_role("button", name="Actions for Amina").click()
    amina.looks_at("the menu of a person")
    page.get_by_role("menuitem", name="Change my name").click()
    expect(page.get_by_role("dialog", name="Change my name")).to_be_visible()
    amina.looks_at("the dialog of a name")


def test_the_keyboard_walks_through_home_and_the_lobby(person: Invite, visio: Running) -> None:
    one = person("Bob")
    keyboard = Keyboard(one.page)
    one.opens("/")
    expect(one.page.get_by_label("Meeting code or link")).to_be_visible()
    assert {"Skip to content", "Settings", "Meeting code or link", "Join"} <= set(keyboard.walks_both_ways())
    one.opens(visio.make_room())
    one.page.get_by_label("Your picture, as in a mirror").wait_for()
    expect(one.page.get_by_text("We hear you.")).to_be_visible()
    met = set(keyboard.walks_both_ways())
    assert {"Microphone", "Camera", "Your name", "Enter the meeting", "Test the speaker"} <= met
    one.button("Settings").focus()
    opens_and_gives_back(one, "Settings", keyboard)


def opens_and_gives_back(one: Person, dialog: str, keyboard: Keyboard) -> None:
    """What the keyboard is on opens this dialog, which keeps it inside until Escape."""
    opener = keyboard.here()
    one.page.keyboard.press("Enter")
    expect(one.page.get_by_role("dialog", name=dialog)).to_be_visible()
    for key in ("Tab", "Shift+Tab"):
        assert all(stop["inDialog"] for stop in keyboard.goes_round(key))
    one.page.keyboard.press("Escape")
    expect(one.page.get_by_role("dialog", name=dialog)).to_have_count(0)
    until(lambda: keyboard.here() == opener, what=f"the focus back on {opener['name']}")


def test_the_keyboard_walks_through_a_meeting_and_out_again(amina: Person, bob: Person, meeting: str) -> None:
    page, keyboard = bob.page, Keyboard(bob.page)
    met = keyboard.walks_both_ways()
    # The header, the stage and the controls, each with one stop or more.
    assert {"Auto, Layout", "Copy the link", "Mic on, turn off"} <= set(met)
    assert any(name.startswith("Amina, 1 of 2") for name in met)

    chat = bob.button("Chat")
    chat.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Message to everyone")).to_be_focused()
    assert {"Close the panel", "Message to everyone", "Copy the link"} <= set(keyboard.walks_both_ways())
    page.get_by_label("Message to everyone").focus()
    page.keyboard.press("Escape")
    expect(chat).to_be_focused()

    bob.button("Share a screen").focus()
    opens_and_gives_back(bob, "What do you want to show?", keyboard)
    bob.button("Leave").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="You have left")).to_be_visible()
