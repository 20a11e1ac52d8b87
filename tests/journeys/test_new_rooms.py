"""A new room: what it lets in while nobody says anything, how its host hears of that, and how a person says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running

WAITING = "You are waiting at the door"


@pytest.fixture(scope="module")
def as_it_comes() -> Iterator[Running]:
    """As it is installed: the other journeys' rooms are open, these are not."""
    running = Running(23070, VISIO_ROOM_ACCESS="")
    yield running
    running.stop()


def knocks(guest: Person, path: str) -> None:
    guest.opens(path)
    guest.page.get_by_label("Your name").fill(guest.name)
    guest.button("Ask to enter").click()
    expect(guest.page.get_by_role("heading", name=WAITING)).to_be_visible()


def test_those_who_have_the_link_knock_until_the_host_opens_in_one_press(person: Invite, as_it_comes: Running) -> None:
    amina, bob, chloe = (person(name, visio=as_it_comes) for name in ("Amina", "Bob", "Chloé"))
    amina.is_signed_in("amina@example.org")
    amina.opens("/")
    expect(amina.page.get_by_text("others wait at the door until a host admits them")).to_be_visible()
    amina.looks_on_a_phone_at("home")
    path = amina.starts_a_meeting()
    amina.enters()
    expect(amina.page.get_by_text("wait at the door until a host admits them")).to_be_visible()
    amina.looks_on_a_phone_at("the link, and who will wait")
    knocks(bob, path)

    amina.button("Let in anybody with the link").click()
    bob.is_inside()
    chloe.enters(path)
    expect(amina.tile("Chloé")).to_be_visible()


def test_a_person_says_what_their_new_rooms_let_in(person: Invite) -> None:
    """Somebody of her own: what she prefers would be the door of every later journey's rooms."""
    elodie = person("Élodie")
    elodie.is_signed_in("elodie@example.org")
    page = elodie.page
    elodie.opens("/")
    elodie.button("Settings").click()
    choice = page.get_by_role("radiogroup", name="Who may enter your new rooms")
    expect(option(choice, "As usual here")).to_be_checked()
    expect(choice.get_by_text("Today: Anybody with the link.")).to_be_visible()
    choice.get_by_text("People who are named", exact=True).click()
    expect(option(choice, "People who are named")).to_be_checked()
    elodie.looks_on_a_phone_at("what new rooms let in")
    elodie.closes_what_is_open()

    expect(page.get_by_text("Only people you name come in")).to_be_visible()
    elodie.button("New room").click()
    form = page.get_by_role("dialog", name="New room")
    chosen = form.get_by_role("radiogroup", name="Who may enter")
    expect(option(chosen, "People who are named")).to_be_checked()
    form.get_by_label("Name of the room").fill("Salle du conseil")
    form.get_by_role("button", name="Create the room").click()
    expect(form).to_be_hidden()
    made = elodie.visio.signed_in("elodie@example.org").get("/api/rooms/salle-du-conseil").json()
    assert made["access"] == "members"

    elodie.button("Settings").click()
    choice.get_by_text("As usual here").click()
    expect(option(choice, "As usual here")).to_be_checked()
    elodie.closes_what_is_open()
    expect(page.get_by_text("The link is enough; nobody waits.")).to_be_visible()


def option(group: Locator, label: str) -> Locator:
    return group.get_by_role("radio", name=label)
