"""The database is away: every page says so, the meeting goes on, and all is well again once it is back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running
from tests.journeys.wire import Wire
from visio.testing.postgresql import running_postgresql

POSTGRESQL, WIRE = 23299, 23298


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    """Between Visio and a PostgreSQL of its own."""
    with running_postgresql(POSTGRESQL):
        wire = Wire(WIRE, POSTGRESQL)
        yield wire
        wire.close()


@pytest.fixture(scope="module")
def visio(wire: Wire) -> Iterator[Running]:
    running = Running(23200, VISIO_DATABASE_URL=f"postgresql://visio@127.0.0.1:{WIRE}/visio")
    yield running
    running.stop()


def is_told_that_the_database_is_away(one: Person) -> None:
    expect(one.page.get_by_role("heading", level=1)).to_have_text("Visio is out of breath")
    expect(one.page.get_by_text("The server answers, but not its database.")).to_be_visible()
    expect(one.button("Try again")).to_be_visible()
    one.is_offered("Try again")
    one.looks_on_a_phone_at("the database away")


def test_without_its_database_visio_says_so_and_comes_back(
    amina: Person, bob: Person, person: Invite, wire: Wire
) -> None:
    chloe, david, emma = person("Chloé"), person("David"), person("Emma")
    david.is_signed_in("david@example.org")
    path = amina.starts_a_meeting()
    amina.enters()
    emma.enters(path)
    emma.decodes_moving_pictures()
    bob.opens(path)
    bob.page.get_by_label("Your name").fill("Bob")

    wire.cut()
    bob.button("Enter the meeting").click()
    refusal = bob.page.get_by_role("main").get_by_role("alert")
    expect(refusal).to_have_text("Visio cannot reach its database. Try again in a moment.")
    expect(bob.page.get_by_label("Your name")).to_have_value("Bob")
    for one, address in ((chloe, path), (david, "/")):
        one.opens(address)
        is_told_that_the_database_is_away(one)
    # The meeting goes on.
    for one in (amina, emma):
        one.decodes_for(seconds=3)
        one.hears_energy()

    wire.mend()
    # The pages look by themselves; who presses first is as welcome.
    expect(david.button("New meeting")).to_be_visible()
    expect(chloe.page.get_by_label("Your name")).to_be_visible()
    chloe.enters()
    bob.button("Enter the meeting").click()
    bob.is_inside()
    amina.decodes_moving_pictures(3)
    amina.writes("We are all here")
    expect(bob.page.get_by_role("button", name="Chat, 1 new message")).to_be_visible()
