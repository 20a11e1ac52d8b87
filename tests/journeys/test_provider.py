"""Sign-in through a real identity provider: back into the room that asked, out at both ends, and out of a meeting by its word."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Invite
from tests.journeys.person import PHONE, Person
from tests.journeys.running import Running, until
from visio.testing.provider import RealProvider

FIRST_PORT, SILENT_PORT = 23060, 23080


@pytest.fixture(scope="module")
def pro() -> Iterator[RealProvider]:
    started = RealProvider("pro", visio=f"http://127.0.0.1:{FIRST_PORT}", name="ProConnect")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def visio(pro: RealProvider) -> Iterator[Running]:
    """One of its own, that asks this provider."""
    running = Running(FIRST_PORT, VISIO_IDENTITY_PROVIDERS=json.dumps([pro.entry]))
    # The one other host a browser is sent to.
    running.host_and_ports.add(urlsplit(pro.issuer).netloc)
    yield running
    running.stop()


@pytest.fixture
def silent() -> Iterator[Running]:
    """Another one, that tries the provider before it asks anybody."""
    quiet = RealProvider("quiet", visio=f"http://127.0.0.1:{SILENT_PORT}", name="ProConnect", silent=True)
    running = Running(SILENT_PORT, VISIO_IDENTITY_PROVIDERS=json.dumps([quiet.entry]))
    running.host_and_ports.add(urlsplit(quiet.issuer).netloc)
    yield running
    running.stop()
    quiet.stop()


def signs_in_at_the_provider(person: Person, login: str) -> None:
    person.button("Sign in with ProConnect").click()
    person.page.get_by_label("Login").fill(login)
    person.button("Sign in").click()


@pytest.fixture
def nadia(person: Invite) -> Person:
    """Has an account at the provider, and none here yet."""
    return person("Nadia")


def test_the_provider_leads_back_into_the_room_that_asked(nadia: Person, visio: Running) -> None:
    path = visio.make_room(name="Budget", access="signed_in")
    nadia.opens(path)
    expect(nadia.button("Sign in with ProConnect")).to_be_visible()
    nadia.looks_at("sign in first, with a provider")
    nadia.looks_on_a_phone_at("sign in first, with a provider")
    signs_in_at_the_provider(nadia, "nadia@example.org")
    expect(nadia.page.get_by_label("Your name")).to_have_value("Nadia Martin")
    assert urlsplit(nadia.page.url).path == path
    nadia.enters()
    until(lambda: visio.presences(path) == ["Nadia"], what="Nadia to be inside")
    nadia.leaves()


def test_whoever_cancels_there_reads_so_and_tries_again_for_the_same_room(nadia: Person, visio: Running) -> None:
    path = visio.make_room(access="signed_in")
    nadia.opens(path)
    nadia.button("Sign in with ProConnect").click()
    nadia.button("Cancel").click()
    expect(nadia.page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    expect(nadia.page.get_by_role("alert")).to_contain_text("The sign-in was cancelled.")
    assert "code" not in nadia.page.url and "state" not in nadia.page.url
    nadia.looks_at("not signed in")
    nadia.looks_on_a_phone_at("not signed in")
    nadia.page.get_by_role("link", name="Try again").click()
    expect(nadia.button("Sign in with ProConnect")).to_be_visible()
    nadia.looks_at("the page to sign in on")
    nadia.looks_on_a_phone_at("the page to sign in on")
    signs_in_at_the_provider(nadia, "nadia@example.org")
    expect(nadia.page.get_by_label("Your name")).to_be_visible()
    assert urlsplit(nadia.page.url).path == path


def test_a_device_is_signed_out_from_another_and_signing_out_goes_by_the_provider(
    nadia: Person, person: Invite, visio: Running
) -> None:
    nadia.opens("/signin")
    signs_in_at_the_provider(nadia, "nadia@example.org")
    expect(nadia.button("New meeting")).to_be_visible()
    phone = person("Nadia on her phone", viewport=PHONE)
    phone.opens("/signin")
    signs_in_at_the_provider(phone, "nadia@example.org")
    expect(phone.button("New meeting")).to_be_visible()

    phone.page.get_by_role("button", name="Your account, ").click()
    phone.page.get_by_role("menuitem", name="Your profile").click()
    phone.page.get_by_role("tab", name="Signed-in devices").click()
    devices = phone.page.get_by_role("tabpanel").get_by_role("listitem")
    others = phone.page.get_by_role("tabpanel").get_by_role("button", name="Sign out Chrome, Linux")
    expect(others.first).to_be_visible()
    phone.looks_at("signed-in devices")
    for left in range(others.count(), 0, -1):
        expect(devices).to_have_count(left + 1)
        others.first.click()
        expect(devices).to_have_count(left)
    nadia.opens("/")
    expect(nadia.page.get_by_role("link", name="Sign in").first).to_be_visible()

    phone.page.keyboard.press("Escape")
    phone.page.get_by_role("button", name="Your account, ").click()
    phone.page.get_by_role("menuitem", name="Sign out").click()
    phone.button("Sign out of pro").click()
    expect(phone.page.get_by_text("You are signed out.")).to_be_visible()
    assert urlsplit(phone.page.url).path == "/"


def test_the_providers_word_takes_somebody_out_of_their_meeting(
    nadia: Person, person: Invite, visio: Running, pro: RealProvider
) -> None:
    nadia.opens("/signin")
    signs_in_at_the_provider(nadia, "nadia@example.org")
    expect(nadia.button("New meeting")).to_be_visible()
    path = nadia.starts_a_meeting()
    nadia.enters()
    bob = person("Bob")
    bob.enters(path)
    until(lambda: visio.presences(path) == ["Bob", "Nadia"], what="both to be inside")

    other_tab = nadia.new_page()
    other_tab.goto(f"{pro.issuer}/session/end")
    said = time.monotonic()
    other_tab.get_by_role("button", name="Sign out of pro").click()
    expect(other_tab.get_by_role("heading", name="Signed out")).to_be_visible()

    expect(nadia.page.get_by_role("heading", level=1, name="You were taken out of the meeting")).to_be_visible()
    assert time.monotonic() - said < 60
    until(lambda: visio.presences(path) == ["Bob"], what="Bob alone to be inside")
    bob.is_inside()
    assert nadia.page.evaluate("fetch('/api/rooms').then(({ status }) => status)") == 401


def test_who_is_known_at_the_provider_comes_in_without_a_click_and_others_are_asked(
    person: Invite, silent: Running
) -> None:
    nadia = person("Nadia", visio=silent)
    path = silent.make_room(access="signed_in")
    with nadia.page.expect_response("**/api/signin/back/quiet") as tried:
        nadia.opens(path)
    assert tried.value.json() == {"user": None, "next": path}
    signs_in_at_the_provider(nadia, "nadia@example.org")
    expect(nadia.page.get_by_label("Your name")).to_be_visible()

    # Another day: the session here is gone, the one at the provider is not.
    nadia.context.clear_cookies(name="session")
    nadia.opens(path)
    expect(nadia.page.get_by_label("Your name")).to_have_value("Nadia Martin")
    assert urlsplit(nadia.page.url).path == path
