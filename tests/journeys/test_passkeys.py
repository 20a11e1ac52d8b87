"""A passkey signs in where a link did, until it is removed; the browser's own authenticator makes and shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running

PORT = 23080


@pytest.fixture(scope="module")
def named() -> Iterator[Running]:
    """At a name: passkeys belong to one."""
    running = Running(PORT, VISIO_URL=f"http://localhost:{PORT}")
    running.url = f"http://localhost:{PORT}"
    running.host_and_ports |= {f"localhost:{PORT + n}" for n in range(3)}
    yield running
    running.stop()


@pytest.fixture
def amina(person: Invite, named: Running) -> Person:
    """With a device that knows her finger."""
    amina = person("Amina", visio=named)
    device = amina.context.new_cdp_session(amina.page)
    device.send("WebAuthn.enable")
    able = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    how = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True, **able}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": how})
    return amina


def opens_passkeys(person: Person) -> None:
    person.button("Settings").click()
    person.page.get_by_role("tab", name="Passkeys").click()


def signs_out(person: Person) -> None:
    person.page.get_by_role("button", name="Your account, ").click()
    person.page.get_by_role("menuitem", name="Sign out").click()
    expect(person.page.get_by_text("You are signed out.")).to_be_visible()


def test_a_passkey_signs_in_until_it_is_removed(amina: Person, named: Running) -> None:
    amina.signs_in(named.sign_in_link("amina@example.org"))
    opens_passkeys(amina)
    amina.page.get_by_label("Name of the passkey").fill("My phone")
    amina.button("Add a passkey").click()
    expect(amina.page.get_by_text("My phone signs you in from now on.")).to_be_visible()
    expect(amina.page.get_by_text("Never used")).to_be_visible()
    amina.looks_at("the passkeys")
    amina.page.keyboard.press("Escape")
    signs_out(amina)

    amina.opens("/signin?next=/abc-defg-hij")
    amina.button("Sign in with a passkey").click()
    amina.page.wait_for_url(f"{named.url}/abc-defg-hij")
    amina.opens("/")
    opens_passkeys(amina)
    expect(amina.page.get_by_text(re.compile("^Last used"))).to_be_visible()
    amina.button("Remove My phone").click()
    amina.page.get_by_role("alertdialog").get_by_role("button", name="Remove", exact=True).click()
    expect(amina.page.get_by_text("My phone is removed.")).to_be_visible()
    amina.page.keyboard.press("Escape")
    signs_out(amina)

    amina.opens("/signin")
    amina.button("Sign in with a passkey").click()
    expect(amina.page.get_by_role("alert")).to_contain_text("This passkey could not be used")
