"""A person with a browser: what they do and what reaches them, in words a journey can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, ViewportSize, expect

from tests.journeys.account import witnesses
from tests.journeys.axe import objections
from tests.journeys.running import Running, until

PROBE = (Path(__file__).parent / "probe.js").read_text()
LOCAL_SCHEMES = {"data", "blob", "about", "chrome-error"}
PHONE: ViewportSize = {"width": 320, "height": 640}
# The fake microphone beeps once a second: on a busy machine one or two may be late, which is not silence yet.
THREE_BEEPS = 3000


class Person:
    """Opens pages of one running Visio and records every host the browser asks."""

    def __init__(self, browser: Browser, visio: Running, name: str, **context: Any) -> None:
        self.name = name
        self.visio = visio
        self.is_owner = False
        permissions = context.pop("permissions", ["camera", "microphone", "clipboard-read", "clipboard-write"])
        self.context = browser.new_context(
            **{"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, "permissions": permissions, **context}
        )
        self.context.set_default_timeout(45_000)
        self.context.add_init_script(PROBE)
        self.asked: set[str] = set()
        self.troubles: list[str] = []
        self.complaints: list[str] = []
        self.objections: dict[str, list[str]] = {}
        witnesses.append(self)
        self.page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._overhear)
        return page

    def _overhear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(f"{said.type}: {said.text} ({said.location.get('url', '')})")

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in LOCAL_SCHEMES:
            self.asked.add(parts.netloc)

    @property
    def foreign_hosts(self) -> set[str]:
        return self.asked - self.visio.host_and_ports

    def ice_servers(self) -> set[str]:
        """Where the browser was sent to ask for its own address or for a relay: hosts, by every connection of the page."""
        urls = self.page.evaluate("__probe.iceServers()")
        return {url.partition(":")[2].partition("?")[0].rpartition(":")[0] for url in urls}

    # What they do

    def opens(self, path: str = "/") -> None:
        self.page.goto(path if path.startswith("http") else self.visio.url + path)

    def signs_in(self, link: str) -> None:
        self.opens(link)
        self.button("Sign in on this device").click()
        expect(self.button("New meeting")).to_be_visible()

    def is_signed_in(self, email: str) -> None:
        cookies = self.visio.signed_in(email).cookies.jar
        self.context.add_cookies(
            [{"name": one.name, "value": one.value or "", "url": self.visio.url} for one in cookies]
        )

    def starts_a_meeting(self) -> str:
        """From the home page; answers the room's path."""
        self.opens("/")
        self.button("New meeting").click()
        self.page.wait_for_url(re.compile(r"/[a-z]{3}-[a-z]{4}-[a-z]{3}$"))
        self.is_owner = True
        return urlsplit(self.page.url).path

    def enters(self, path: str = "") -> None:
        """Through the lobby, with camera and microphone."""
        if path:
            self.opens(path)
        self.page.get_by_label("Your name").fill(self.name)
        self.button("Enter the meeting").click()
        self.is_inside()

    def is_inside(self) -> None:
        expect(self.page.get_by_role("toolbar", name="Call controls")).to_be_visible()

    def leaves(self) -> None:
        self.page.get_by_role("toolbar", name="Call controls").get_by_role("button", name="Leave").click()
        if self.is_owner:
            self.page.get_by_role("dialog", name="Leave the meeting?").get_by_role(
                "button", name="Leave the meeting", exact=True
            ).click()
        expect(self.page.get_by_role("heading", level=1, name="You have left")).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def shares(self, mode: str) -> None:
        """A whole screen with its sound; `mode` is what the choice is called."""
        self.button("Share a screen").click()
        choice = self.page.get_by_role("dialog")
        choice.get_by_text(mode).click()
        sound = choice.get_by_role("switch", name="With its sound")
        if not sound.is_checked():
            choice.get_by_text("With its sound").click()
        choice.get_by_role("button", name="Choose what to share").click()

    def writes(self, text: str) -> None:
        self.opens_panel("Chat")
        self.page.get_by_label("Message to everyone").fill(text)
        self.page.keyboard.press("Enter")
        # A message on its way stands in the list too; only one the server has kept has a number.
        kept = self.page.locator("[data-row]")
        expect(self.messages().and_(kept).filter(has_text=text)).to_be_visible()

    def messages(self) -> Locator:
        return self.page.get_by_role("log", name="Messages").get_by_role("listitem")

    def opens_panel(self, name: str) -> None:
        opener = self.page.get_by_role("toolbar", name="Call controls").locator("button", has_text=name)
        if opener.get_attribute("aria-expanded") != "true" and opener.get_attribute("aria-pressed") != "true":
            opener.click()

    def chooses(self, item: str) -> None:
        """From the bar, or from "More" where the bar has no room for it."""
        bar = self.page.get_by_role("toolbar", name="Call controls")
        # Its name may go on: "Chat, 1 new message", "Settings, S".
        name = re.compile(rf"^{re.escape(item)}\b")
        direct = bar.get_by_role("button", name=name)
        if direct.count():
            direct.click()
            return
        bar.get_by_role("button", name=re.compile("^More")).click()
        sheet = self.page.get_by_role("dialog").get_by_role("button", name=name)
        self.page.get_by_role("menuitem", name=name).or_(sheet).click()

    def closes_what_is_open(self) -> None:
        """One Escape for each layer: on a phone what opens lies above the sheet it was chosen from."""
        layers = self.page.get_by_role("dialog").or_(self.page.get_by_role("menu"))
        layers = layers.or_(self.page.get_by_role("alertdialog"))

        def all_closed() -> bool:
            if layers.count():
                self.page.keyboard.press("Escape")
            return not layers.count()

        until(all_closed, what="Escape to close what is open")

    # What they find

    def looks_at(self, state: str) -> None:
        """Whatever stands in somebody's way in this state is kept; none may be when they go home."""
        if found := objections(self.page):
            self.objections[state] = found

    def looks_on_a_phone_at(self, state: str) -> None:
        """The same, on the narrowest screen; what was open stays open."""
        usual = self.page.viewport_size
        assert usual
        self.page.set_viewport_size(PHONE)
        self.looks_at(f"{state}, on a phone")
        self.page.set_viewport_size(usual)

    def is_offered(self, *actions: str) -> None:
        """What is drawn as the thing to do next comes to be this, and nothing else."""
        until(lambda: self._main_actions() == [*actions], what=lambda: f"{actions}, not {self._main_actions()}")

    def _main_actions(self) -> list[str]:
        primary = self.page.locator("button[class*='_primary'], a[class*='_primary']")
        return [one.inner_text() for one in primary.all() if one.is_visible()]

    # What reaches them

    def pictures(self) -> list[dict[str, Any]]:
        return list(self.page.evaluate("__probe.pictures()"))

    def sounds(self) -> list[dict[str, Any]]:
        return list(self.page.evaluate("__probe.sounds()"))

    def decodes_moving_pictures(self, count: int = 1) -> set[str]:
        """At least `count` streams whose frames grow, by their names."""
        before = self._frames()

        def enough() -> set[str]:
            moving = self._moving(before, by=5)
            return moving if len(moving) >= count else set()

        return until(enough, what=f"{count} moving pictures for {self.name}")

    def has_pictures(self) -> bool:
        """Every video element in the page shows something, and one of them shows somebody else."""
        drawn = "[...document.querySelectorAll('video')].map((video) => video.readyState >= 2)"
        shown = list(self.page.evaluate(drawn))
        return len(shown) > 1 and all(shown)

    def decodes_for(self, seconds: int) -> None:
        """A picture keeps moving, second after second of the page's own time; a busy machine may miss one."""
        stood = sum(not self.is_receiving(page_milliseconds=1000) for _ in range(seconds))
        assert stood <= 1, f"the picture stood still for {self.name} in {stood} of {seconds} seconds"

    def is_receiving(self, page_milliseconds: int = 500) -> bool:
        before = self._frames()
        self.page.wait_for_timeout(page_milliseconds)
        return bool(self._moving(before))

    def _frames(self) -> dict[str, int]:
        return {one["trackIdentifier"]: one["framesDecoded"] for one in self.pictures()}

    def _moving(self, before: dict[str, int], by: int = 0) -> set[str]:
        return {track for track, frames in self._frames().items() if frames > before.get(track, 0) + by}

    def sees_lines(self, lines: int, *, of: str) -> None:
        """This person's picture, as the page shows it, comes to have at least so many lines."""
        picture = self.tile(of).locator("video")
        until(
            lambda: int(picture.evaluate("(video) => video.videoHeight")) >= lines,
            seconds=40,
            what=lambda: (
                f"{lines} lines of {of} for {self.name}, not {picture.evaluate('(video) => video.videoHeight')}"
            ),
        )

    def sees_moving_screens(self, count: int) -> None:
        """So many shared screens are drawn on the stage at once, and their pictures change."""
        drawn = (
            "[...document.querySelectorAll('li[data-kind=screen] video')]"
            ".map((video) => video.getVideoPlaybackQuality().totalVideoFrames)"
        )
        until(lambda: len(self.page.evaluate(drawn)) == count, what=f"{count} screens for {self.name}")
        before = self.page.evaluate(drawn)
        until(
            lambda: all(now > then for now, then in zip(self.page.evaluate(drawn), before, strict=True)),
            what=f"{count} moving screens for {self.name}",
        )

    def tile(self, name: str) -> Locator:
        """Where somebody is on the stage."""
        named = self.page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}, \d+ of \d+"))
        return self.page.get_by_role("list", name="People and shared screens").get_by_role("listitem").filter(has=named)

    def hears_energy(self, *, count: int = 1) -> set[str]:
        """At least `count` streams with sound in them, by their names."""
        before = self._energies()

        def enough() -> set[str]:
            heard = self._heard(before, over=1e-5)
            return heard if len(heard) >= count else set()

        return until(enough, what=f"{self.name} to hear {count} sounds")

    def hears_only_silence(self, page_milliseconds: int = THREE_BEEPS) -> None:
        """No energy grows over a span of the page's own time, once what was on its way has arrived."""
        until(lambda: not self._heard_during(THREE_BEEPS), what=f"silence for {self.name}")
        assert not self._heard_during(page_milliseconds)

    def _energies(self) -> dict[str, float]:
        return {one["trackIdentifier"]: one["totalAudioEnergy"] for one in self.sounds()}

    def _heard(self, before: dict[str, float], over: float) -> set[str]:
        return {track for track, energy in self._energies().items() if energy > before.get(track, 0) + over}

    def _heard_during(self, page_milliseconds: int) -> set[str]:
        before = self._energies()
        self.page.wait_for_timeout(page_milliseconds)
        return self._heard(before, over=1e-6)

    def has_hung_up(self) -> None:
        """No light is on and no line is open."""
        until(
            lambda: self.page.evaluate("[...__probe.capturing(), __probe.openConnections()].join()") == "0",
            what=f"the devices and the line of {self.name} to be free",
        )

    def is_sending(self, kind: str = "audio") -> None:
        """The server has got a line from here: packets leave, one after the other."""
        before = self._sent(kind)
        until(lambda: self._sent(kind) > before + 5, what=f"{kind} to leave {self.name}")

    def _sent(self, kind: str) -> int:
        return int(self.page.evaluate("(kind) => __probe.packetsSent(kind)", kind))

    def account(self) -> Iterator[tuple[str, str]]:
        said = [*self.complaints, *(f"page error: {trouble}" for trouble in self.troubles)]
        try:
            for page in self.context.pages:
                said += [f"at {page.url}", page.locator("body").inner_text(timeout=2_000)]
                # Unlike an evaluation, a wait ends: a page that hangs is what may be looked at here.
                said.append(str(page.wait_for_function("__probe.standing()", timeout=2_000).json_value()))
        except Error as silence:
            said.append(f"the page does not answer: {silence.message}")
        yield self.name, "\n".join(said)

    def closes(self) -> None:
        if self in witnesses:
            witnesses.remove(self)
        self.context.close()
