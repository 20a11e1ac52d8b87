"""What does not work says what happened, why, and one thing to do; and no device ever keeps anyone from joining."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Playwright, expect

from tests.journeys.browsers import launch
from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running, until

REFUSES = """
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{}'))
"""


@pytest.fixture(scope="module")
def bare(playwright: Playwright) -> Iterator[Browser]:
    """A browser with no devices, which grants nothing."""
    launched = launch(playwright, devices=False)
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def path(visio: Running) -> str:
    return visio.make_room()


@dataclass(frozen=True)
class Device:
    """What the lobby says of one: on the preview, as a heading, why or how, and what its notice offers."""

    preview: str
    what: str
    why: str
    offers: list[str]


DENIED = Device(
    preview="Your camera is blocked",
    what="Your browser blocks the camera and the microphone",
    why="Click the icon with two sliders, on the left of the address.",
    offers=["Ask again"],
)
NONE = Device(
    preview="No camera found",
    what="We find neither camera nor microphone",
    why="Plug it in: we take it at once.",
    offers=[],
)
BUSY = Device(
    preview="Another application has your camera",
    what="Another application has the camera and the microphone",
    why="Close the video call or the tab that uses it",
    offers=["Try again"],
)


def is_told(one: Person, device: Device) -> None:
    expect(one.page.get_by_text(device.preview)).to_be_visible()
    heading = one.page.get_by_role("heading", level=2, name=device.what)
    expect(heading).to_be_visible()
    notice = one.page.get_by_role("main").locator("div", has=heading).last
    expect(notice.get_by_text(device.why)).to_be_visible()
    expect(notice.get_by_text("You can enter all the same and turn it on later.")).to_be_visible()
    expect(notice.get_by_role("button")).to_have_text(device.offers)
    # The thing to do next is to enter, whatever the devices do.
    one.is_offered("Enter the meeting")
    one.looks_on_a_phone_at(device.what)


def enters_all_the_same(one: Person) -> None:
    one.enters()
    expect(one.tile("You")).to_be_visible()


def test_with_permission_denied_there_is_help_for_this_browser(bare: Browser, person: Invite, path: str) -> None:
    bob = person("Bob", browser=bare, permissions=[])
    bob.context.add_init_script(REFUSES.format("NotAllowedError"))
    bob.opens(path)
    expect(bob.page.get_by_text("How to allow them")).to_be_visible()
    is_told(bob, DENIED)
    enters_all_the_same(bob)


def test_without_a_camera_one_enters_all_the_same(bare: Browser, person: Invite, path: str) -> None:
    bob = person("Bob", browser=bare)
    bob.opens(path)
    is_told(bob, NONE)
    enters_all_the_same(bob)


def test_a_busy_camera_is_said_to_be_busy(person: Invite, path: str) -> None:
    bob = person("Bob")
    bob.context.add_init_script(REFUSES.format("NotReadableError"))
    bob.opens(path)
    is_told(bob, BUSY)
    enters_all_the_same(bob)


def test_an_unknown_address_answers_404_with_a_page_that_helps(person: Invite, visio: Running) -> None:
    bob = person("Bob")
    answer = bob.page.goto(visio.url + "/zzz-zzzz-zzz")
    assert answer and answer.status == 404
    expect(bob.page.get_by_role("heading", level=1)).to_have_text("There is nothing at this address")
    expect(bob.page.get_by_text("Ask the person who invited you for the link again.")).to_be_visible()
    expect(bob.page.get_by_role("link", name="Back to home")).to_be_visible()
    bob.is_offered("Back to home")
    bob.looks_on_a_phone_at("an unknown address")


def refusal(one: Person) -> Locator:
    return one.page.get_by_role("main").get_by_role("alert")


@pytest.mark.parametrize("how", ["frozen", "gone"])
def test_without_livekit_it_is_said_and_the_name_is_kept(how: str, person: Invite, visio: Running, path: str) -> None:
    """It lives and answers nothing; or it was killed, and its port refuses."""
    bob = person("Bob")
    bob.opens(path)
    bob.page.get_by_label("Your name").fill("Bob")
    with visio.frozen("livekit") if how == "frozen" else visio.gone("livekit"):
        bob.button("Enter the meeting").click()
        expect(refusal(bob)).to_have_text("The media server does not answer. Try again in a moment.")
        expect(bob.page.get_by_label("Your name")).to_have_value("Bob")
        bob.is_offered("Enter the meeting")
        bob.looks_on_a_phone_at("a refusal")
    until(lambda: answers(visio.livekit_url), what="LiveKit to be back")
    bob.button("Enter the meeting").click()
    bob.is_inside()


def answers(livekit_url: str) -> bool:
    try:
        return httpx.get(livekit_url.replace("ws", "http", 1), timeout=2).status_code == 200
    except httpx.TransportError:
        return False
