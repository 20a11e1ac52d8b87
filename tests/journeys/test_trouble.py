"""What does not work says what happened, why, and what to do; and it never keeps anyone from joining."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.journeys.browsers import launch
from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running

BUSY = """
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Could not start', 'NotReadableError'))
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


def _enters_all_the_same(one: Person) -> None:
    one.page.get_by_label("Your name").fill(one.name)
    one.button("Enter the meeting").click()
    one.is_inside()
    expect(one.tile("You")).to_be_visible()


def test_without_a_camera_one_enters_all_the_same(bare: Browser, person: Invite, path: str) -> None:
    bob = person("Bob", browser=bare)
    bob.opens(path)
    expect(bob.page.get_by_text("No camera found")).to_be_visible()
    _enters_all_the_same(bob)


def test_with_permission_denied_there_is_help_for_this_browser(bare: Browser, person: Invite, path: str) -> None:
    bob = person("Bob", browser=bare, permissions=[])
    bob.context.add_init_script(BUSY.replace("NotReadableError", "NotAllowedError"))
    bob.opens(path)
    expect(bob.page.get_by_text("Your camera is blocked")).to_be_visible()
    expect(bob.page.get_by_text("How to allow them")).to_be_visible()
    _enters_all_the_same(bob)


def test_a_busy_camera_is_said_to_be_busy(person: Invite, visio: Running, path: str) -> None:
    bob = person("Bob")
    bob.context.add_init_script(BUSY)
    bob.opens(path)
    expect(bob.page.get_by_text("Another application has your camera")).to_be_visible()
    _enters_all_the_same(bob)


def test_an_unknown_address_answers_404_with_a_page_that_helps(person: Invite, visio: Running) -> None:
    bob = person("Bob")
    answer = bob.page.goto(visio.url + "/zzz-zzzz-zzz")
    assert answer and answer.status == 404
    expect(bob.page.get_by_role("heading", level=1)).to_have_text("There is nothing at this address")
    expect(bob.page.get_by_role("link", name="Back to home")).to_be_visible()


def test_a_silent_livekit_is_said_and_the_name_is_kept(person: Invite, visio: Running, path: str) -> None:
    bob = person("Bob")
    bob.opens(path)
    bob.page.get_by_label("Your name").fill("Bob")
    pids = visio.pids("livekit")
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        bob.button("Enter the meeting").click()
        expect(bob.page.get_by_role("alert").filter(has_text="The media server does not answer")).to_be_visible()
        expect(bob.page.get_by_label("Your name")).to_have_value("Bob")
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    bob.button("Enter the meeting").click()
    bob.is_inside()
