"""A link signs in on this device, once; the account's rooms are on its home page until it signs out."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Invite
from tests.journeys.running import Running


def answer_to_my_rooms(page: Page) -> int:
    return int(page.evaluate("fetch('/api/rooms').then(({ status }) => status)"))


def test_a_link_signs_in_once_and_signing_out_closes_the_account(person: Invite, visio: Running) -> None:
    link = visio.sign_in_link("chloe@example.org")
    chloe, other = person("Chloé"), person("Somebody who found the link")
    chloe.signs_in(link)
    slug = chloe.starts_a_meeting().strip("/")
    chloe.opens("/")
    expect(chloe.page.get_by_role("main").get_by_text(slug).first).to_be_visible()
    assert answer_to_my_rooms(chloe.page) == 200

    other.opens(link)
    other.button("Sign in on this device").click()
    expect(other.page.get_by_role("heading", level=1)).to_have_text("This link no longer works")
    assert answer_to_my_rooms(other.page) == 401

    chloe.page.get_by_role("button", name="Your account, ").click()
    chloe.page.get_by_role("menuitem", name="Sign out").click()
    expect(chloe.page.get_by_text("You are signed out.")).to_be_visible()
    assert answer_to_my_rooms(chloe.page) == 401
