"""By telephone: hosts read what to dial, in the room's form and in the meeting; nobody else does, nor where there is no number."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running

NUMBER = "+33 1 84 00 00 00"
SECRET = "kT9vQ2xW7rLm4ZpB8sDfH3jNcYg6AeUo"
SPELLED = re.compile(r"\d{3}\s\d{3}\s\d{4}")


@pytest.fixture(scope="module")
def telephoned() -> Iterator[Running]:
    running = Running(23060, VISIO_TELEPHONE_NUMBER=NUMBER, VISIO_TELEPHONE_SECRET=SECRET)
    yield running
    running.stop()


def opens_the_form(person: Person) -> Locator:
    person.opens("/")
    person.page.get_by_role("button", name=re.compile("^More about")).first.click()
    person.page.get_by_role("menuitem", name="Change the room").click()
    form = person.page.get_by_role("dialog", name="Change the room")
    expect(form.get_by_label("Name of the room")).to_be_visible()
    return form


def dialled(running: Running, pin: str) -> int:
    asked = {"pin": re.sub(r"\s", "", pin), "caller": "+33600000000"}
    shown = {"Authorization": f"Bearer {SECRET}"}
    return running.signed_in("rooms@example.org").post("/api/telephone/pin", json=asked, headers=shown).status_code


def test_a_host_reads_what_to_dial_and_renews_it(person: Invite, telephoned: Running) -> None:
    amina = person("Amina", visio=telephoned)
    amina.is_signed_in("rooms@example.org")
    telephoned.make_room(name="Salle du budget")
    form = opens_the_form(amina)
    section = form.get_by_role("region", name="By telephone")
    expect(section.get_by_text(NUMBER)).to_be_visible()
    old = section.get_by_text(SPELLED).inner_text()
    assert dialled(telephoned, old) == 200
    amina.looks_on_a_phone_at("what to dial")
    section.get_by_role("button", name="Renew the PIN").click()
    expect(section.get_by_text(old)).to_have_count(0)
    new = section.get_by_text(SPELLED).inner_text()
    assert (dialled(telephoned, old), dialled(telephoned, new)) == (404, 200)

    # In the meeting, where the link is, too; a guest who is alone there reads none of it.
    path = telephoned.make_room()
    amina.enters(path)
    expect(amina.page.get_by_text(f"By telephone: {NUMBER}, PIN ")).to_be_visible()
    amina.looks_at("what to dial, in the meeting")
    amina.is_owner = True
    amina.leaves()
    bob = person("Bob", visio=telephoned)
    bob.enters(path)
    expect(bob.button("Copy the link").last).to_be_visible()
    expect(bob.page.get_by_text("By telephone")).to_have_count(0)


def test_where_nobody_can_telephone_nothing_is_said_of_it(amina: Person) -> None:
    amina.starts_a_meeting()
    form = opens_the_form(amina)
    expect(form.get_by_role("radio").first).to_be_visible()
    expect(form.get_by_text("By telephone")).to_have_count(0)
