"""Every state is open to everyone: axe finds nothing, at 320 px, lying down, in forced colours, with text twice as large."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running, until

AXE = (Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]
WAYS: dict[str, dict[str, Any]] = {
    "text twice as large": {"viewport": {"width": 1280, "height": 800}},
    "everything twice as large": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "phone": {"viewport": {"width": 320, "height": 640}},
    "phone lying down": {"viewport": {"width": 640, "height": 320}},
    "forced colours": {"forced_colors": "active"},
    "less motion, dark": {"reduced_motion": "reduce", "color_scheme": "dark"},
}


def findings(page: Page) -> list[str]:
    """What axe objects to, with where."""
    found = page.evaluate(
        f"async (tags) => {{ if (!window.axe) {{ {AXE} }}; return axe.run(document, {{ runOnly: tags }}) }}", TAGS
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


# What the keyboard is on, by its name.
FOCUSED = "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText).trim()"
LARGE_TEXT = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' })"


class Walk:
    """Somebody who looks at each state on the way, and keeps what axe finds there."""

    def __init__(self, one: Person) -> None:
        self.one = one
        self.page = one.page
        self.found: dict[str, list[str]] = {}

    def looks(self, state: str) -> None:
        # What slides in is judged where it comes to rest.
        still = (
            "document.getAnimations().every((it) => it.playState !== 'running' || it.effect.getTiming().iterations > 9)"
        )
        until(lambda: self.page.evaluate(still), seconds=10, what=f"{state} to come to rest")
        found = findings(self.page)
        if not self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append("wider than the screen")
        if found:
            self.found[state] = found

    def chooses(self, item: str) -> None:
        """From the bar, or from "More" where the bar has no room for it."""
        bar = self.page.get_by_role("toolbar", name="Call controls")
        direct = bar.get_by_role("button", name=item, exact=True)
        if direct.count():
            direct.click()
            return
        bar.get_by_role("button", name=re.compile("^More")).click()
        sheet = self.page.get_by_role("dialog").get_by_role("button", name=item, exact=True)
        self.page.get_by_role("menuitem", name=re.compile(f"^{item}")).or_(sheet).click()

    def closes(self) -> None:
        """One Escape for each layer: on a phone what opens lies above the sheet it was chosen from."""
        layers = self.page.get_by_role("dialog").or_(self.page.get_by_role("menu"))

        def all_closed() -> bool:
            if layers.count():
                self.page.keyboard.press("Escape")
            return not layers.count()

        until(all_closed, seconds=10, what="Escape to close what is open")


@pytest.mark.parametrize("way", WAYS)
def test_nothing_stands_in_the_way(way: str, person: Invite, visio: Running) -> None:
    path = visio.make_room()
    one: Person = person("Bob", **WAYS[way])
    if way == "text twice as large":
        one.context.add_init_script(LARGE_TEXT)
    walk, page = Walk(one), one.page
    for name, address in {"home": "/", "sign in": "/signin", "not found": "/zzz-zzzz-zzz", "lobby": path}.items():
        one.opens(address)
        page.get_by_role("heading", level=1).wait_for()
        walk.looks(name)
    one.enters()
    walk.looks("meeting, alone, with the invitation")
    one.leaves()
    walk.looks("left")
    assert walk.found == {}


@pytest.mark.parametrize("way", ["phone", "phone lying down", "text twice as large", "forced colours"])
def test_nothing_that_opens_in_a_meeting_stands_in_the_way(way: str, person: Invite) -> None:
    """Each panel, menu and dialog, as the owner sees it."""
    amina: Person = person("Amina", **WAYS[way])
    if way == "text twice as large":
        amina.context.add_init_script(LARGE_TEXT)
    amina.is_signed_in("amina@example.org")
    amina.starts_a_meeting()
    amina.enters()
    walk, page = Walk(amina), amina.page
    bar = page.get_by_role("toolbar", name="Call controls")
    for panel in ("Chat", "1 here"):
        walk.chooses(panel)
        close = page.get_by_role("button", name="Close the panel")
        expect(close).to_be_visible()
        walk.looks(f"the panel {panel}")
        close.click()
    for menu in ("More", "Choose the camera"):
        opener = bar.get_by_role("button", name=menu, exact=True)
        if opener.count():
            opener.click()
            walk.looks(f"the menu {menu}")
            walk.closes()
    dialogs = {"Settings": "Settings", "Keyboard shortcuts": "Keyboard shortcuts", "Share a screen": "What do you want"}
    for item, title in dialogs.items():
        walk.chooses(item)
        expect(page.get_by_role("dialog", name=title)).to_be_visible()
        walk.looks(f"the dialog {item}")
        walk.closes()
    bar.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_role("dialog", name="Leave the meeting?")).to_be_visible()
    walk.looks("the question before leaving")
    assert walk.found == {}


def test_the_keyboard_walks_through_a_meeting_and_out_again(person: Invite, visio: Running) -> None:
    one = person("Bob")
    one.enters(visio.make_room())
    page = one.page
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(str(page.evaluate(FOCUSED)))
    # The header, the stage, the invitation and the controls, each with one stop or more.
    assert {"Auto, Layout", "Copy the link", "Mic on, turn off"} <= set(seen)
    assert any(name.startswith("You, 1 of 1") for name in seen)
    # Tab comes round: whatever was reached once is reached again, so nothing holds the keyboard.
    assert seen.count(seen[5]) > 1, seen
