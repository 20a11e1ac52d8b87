"""A recording is shared: Bob finds it among his own, somebody without an account watches by a link, and what is taken back is gone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running, until
from tests.journeys.test_recording import is_over, is_recording, made, starts_recording, stops_recording

TITLE = "<img src=x onerror='window.hit = 1'>"


def records(amina: Person, visio: Running) -> Any:
    """In a room whose name would be a script, were it not text."""
    room = visio.signed_in("amina@example.org").post("/api/rooms", json={"name": TITLE}).json()
    amina.is_owner = True
    amina.enters(f"/{room['slug']}")
    starts_recording(amina)
    is_recording(amina)
    amina.page.wait_for_timeout(4_000)
    stops_recording(amina)
    is_over(amina)
    amina.leaves()
    return made(visio, "amina@example.org")


def plays(page: Page) -> None:
    video = page.locator("video")
    expect(video).to_be_visible()
    video.evaluate("(it) => { it.muted = true; return it.play() }")
    until(lambda: video.evaluate("(it) => it.currentTime > 0.5"), what="the film to play")
    video.evaluate("(it) => it.pause()")


def sharing(amina: Person) -> Locator:
    return amina.page.get_by_role("dialog", name="Share")


def test_a_recording_is_shared_and_taken_back(amina: Person, bob: Person, person: Invite, visio: Running) -> None:
    recording = records(amina, visio)
    path = f"/recordings/{recording['id']}"
    bob.is_signed_in("bob@example.org")
    bob.opens(path)
    expect(bob.page.get_by_role("heading", level=1, name="This recording is not here")).to_be_visible()

    # By the keyboard alone: the dialog opens on the field for a person.
    amina.opens(path)
    amina.button("Share").focus()
    amina.page.keyboard.press("Enter")
    dialog = sharing(amina)
    expect(dialog.get_by_label("E-mail address")).to_be_focused()
    amina.page.keyboard.type("Bob@example.org")
    amina.page.keyboard.press("Enter")
    expect(dialog.get_by_role("listitem").filter(has_text="bob@example.org")).to_be_visible()
    expect(amina.page.get_by_role("status").filter(has_text="Shared with bob@example.org")).to_be_visible()
    expect(dialog.get_by_label("E-mail address")).to_have_value("")

    dialog.get_by_role("button", name="Make a link").click()
    made_link = dialog.get_by_label("The new link")
    expect(made_link).to_be_focused()
    link = made_link.input_value()
    dialog.get_by_role("button", name="Copy the link").click()
    assert amina.page.evaluate("navigator.clipboard.readText()") == link
    amina.looks_at("sharing a recording")
    amina.looks_on_a_phone_at("sharing a recording")
    amina.page.emulate_media(color_scheme="dark")
    amina.looks_at("sharing a recording in the dark")
    dialog.get_by_label("What bob@example.org may do").select_option(label="Watch and correct")
    until(lambda: visio.signed_in("bob@example.org").get(f"/api{path}").json()["may_change"], what="Bob to may more")

    bob.opens("/recordings")
    expect(bob.page.get_by_text("Shared by Amina")).to_be_visible()
    bob.looks_at("recordings that somebody shares")
    bob.page.get_by_role("link", name=recording["title"]).click()
    plays(bob.page)
    for mine in ("Share", "Delete"):
        expect(bob.button(mine)).to_have_count(0)
    expect(bob.button("Download")).to_be_visible()

    visitor = person("Zoé")
    visitor.opens(link)
    plays(visitor.page)
    for mine in ("Share", "Delete", "Download"):
        expect(visitor.button(mine)).to_have_count(0)
    visitor.looks_at("a recording by a link")
    visitor.looks_on_a_phone_at("a recording by a link")

    takes_back(amina, "Stop sharing with Link made on")
    takes_back(amina, "Stop sharing with bob@example.org")
    expect(dialog.get_by_text("Nobody but those whose recording it is.")).to_be_visible()

    expect(amina.page.get_by_role("heading", name=f"Share “{TITLE}”")).to_be_visible()
    expect(visitor.page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    assert not any(one.page.evaluate("'hit' in window") for one in (amina, bob, visitor))

    visitor.page.reload()
    expect(visitor.page.get_by_role("heading", level=1, name="This link is not good any more")).to_be_visible()
    visitor.looks_at("a link that is over")
    visitor.looks_on_a_phone_at("a link that is over")
    assert visio.signed_in("bob@example.org").get(f"/api{path}").status_code == 404
    bob.page.reload()
    expect(bob.page.get_by_role("heading", level=1, name="This recording is not here")).to_be_visible()


def takes_back(amina: Person, name: str) -> None:
    """With the keyboard; the focus stays in the list."""
    button = sharing(amina).get_by_role("button", name=name)
    button.focus()
    amina.page.keyboard.press("Enter")
    expect(button).to_have_count(0)
    expect(sharing(amina).get_by_role("list", name="Shared with")).to_be_focused()
