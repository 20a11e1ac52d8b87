"""Ending a meeting is for everybody and frees the camera; two tabs are two places; a deleted room is gone."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running

# LiveKit's own patience with a line that never stands is ten seconds; whoever is put out waits for none of it.
AT_ONCE_SECONDS = 5


def delete_room(visio: Running, path: str, owner: str) -> None:
    assert visio.signed_in(owner).delete(f"/api/rooms{path}").status_code == 204


def test_the_owner_ends_the_meeting_for_everyone(amina: Person, bob: Person, meeting: str) -> None:
    bob.is_sending()
    amina.page.get_by_role("toolbar", name="Call controls").get_by_role("button", name="Leave").click()
    amina.button("End for everyone").click()
    for one in (amina, bob):
        expect(one.page.get_by_role("heading", name="The meeting is over")).to_be_visible()
        one.has_hung_up()
    bob.looks_on_a_phone_at("the meeting is over")
    # The room is still there: whoever comes back opens it again.
    bob.button("Go back to the room").click()
    bob.enters()


def test_the_same_person_in_two_tabs_is_in_both(amina: Person, bob: Person, meeting: str) -> None:
    second = bob.new_page()
    second.goto(bob.visio.url + meeting)
    second.get_by_role("button", name="Enter the meeting").click()
    expect(second.get_by_role("toolbar", name="Call controls")).to_be_visible()
    expect(amina.page.locator("button", has_text="3 here")).to_be_visible()
    bob.decodes_moving_pictures(2)


def test_a_deleted_room_ends_the_call_and_answers_404(amina: Person, bob: Person) -> None:
    path = amina.starts_a_meeting()
    bob.enters(path)
    bob.is_sending()
    delete_room(amina.visio, path, "amina@example.org")
    expect(bob.page.get_by_role("heading", level=1)).to_have_text("This room no longer exists")
    bob.has_hung_up()
    bob.looks_on_a_phone_at("the room is deleted")
    # She was looking at its door.
    expect(amina.page.get_by_role("heading", level=1)).to_have_text("This room no longer exists")
    gone = amina.page.goto(amina.visio.url + path)
    assert gone
    assert gone.status == 404
    expect(amina.page.get_by_role("heading", level=1)).to_have_text("There is nothing at this address")


@pytest.mark.parametrize("moment", ["before the SFU is asked", "once the SFU has answered"])
def test_a_room_deleted_while_somebody_enters_says_so(moment: str, person: Invite, visio: Running) -> None:
    path = visio.make_room()
    bob = person("Bob")
    deleted: list[float] = []

    def delete_now() -> None:
        if not deleted:
            deleted.append(time.monotonic())
            delete_room(visio, path, "rooms@example.org")

    def interrupt(socket: WebSocketRoute) -> None:
        if moment == "before the SFU is asked":
            delete_now()
        server = socket.connect_to_server()

        def answer(message: str | bytes) -> None:
            delete_now()
            socket.send(message)

        server.on_message(answer)

    bob.page.route_web_socket("**/rtc/**", interrupt)
    bob.opens(path)
    bob.page.get_by_label("Your name").fill("Bob")
    bob.button("Enter the meeting").click()
    expect(bob.page.get_by_role("heading", level=1)).to_have_text("This room no longer exists")
    assert time.monotonic() - deleted[0] < AT_ONCE_SECONDS
    expect(bob.page.get_by_role("link", name="Back to home")).to_be_visible()
    bob.has_hung_up()
