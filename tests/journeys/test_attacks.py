"""What people write about themselves and to one another stays text (classes 11, 22, 23), in a real browser, wherever it is shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running, until

# Each would set a mark on the page if it were more than text, or ask a host that is not ours.
MARK = "window.pwned=1"
NAMES = [
    f"<img src=x onerror={MARK}>",
    f'"><svg onload={MARK}>',
    f"</title><script>{MARK}</script>",
    f"'-({MARK})-'${{{MARK}}}",
]
WORDS = [
    *NAMES,
    f"<iframe srcdoc='<script>parent.{MARK}</script>'></iframe>",
    f"[here](javascript:{MARK}) javascript:{MARK}",
    "![look](http://evil.example/a.png) http://evil.example/b.png //evil.example/c.css",
    "<link rel=stylesheet href=//evil.example/d.css><base href=//evil.example>",
]


def is_unharmed(one: Person) -> None:
    assert one.page.evaluate("window.pwned") is None
    assert one.page.locator("img[src='x'], iframe, base, script:not([src])").count() == 0
    assert one.foreign_hosts == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_in_lobby_tile_chat_and_list(name: str, person: Invite, visio: Running) -> None:
    path = visio.make_room(name=name)
    amina, bob, late = person("Amina"), person(name), person("Zoé")
    amina.enters(path)
    bob.enters(path)
    expect(amina.page.get_by_role("button", name=name).first).to_be_visible()
    bob.writes(name)
    amina.opens_panel("Chat")
    expect(amina.messages().filter(has_text=name).first).to_be_visible()
    bob.button("Raise my hand").click()
    amina.opens_panel("2 here")
    expect(amina.page.get_by_text(name, exact=True).first).to_be_visible()
    late.opens(path)
    expect(late.page.get_by_text(name).first).to_be_visible()
    for one in (amina, bob, late):
        is_unharmed(one)


def test_what_is_written_is_text_and_fetches_nothing(amina: Person, bob: Person, meeting: str) -> None:
    for words in WORDS:
        bob.writes(words)
    amina.opens_panel("Chat")
    for words in WORDS:
        expect(amina.messages().filter(has_text=words).first).to_be_visible()
    for one in (amina, bob):
        is_unharmed(one)
        assert not one.page.locator("a[href^='javascript']").count()


def test_no_script_gets_in_even_if_the_page_wanted_one(person: Invite) -> None:
    """The policy of the page, tried in the browser itself: no text becomes HTML or code, no policy lets it, nothing foreign loads."""
    bob = person("Bob")
    bob.opens("/")
    bob.page.get_by_role("heading", level=1).wait_for()
    for attempt in (
        "document.body.innerHTML = '<b>x</b>'",
        "document.createElement('script').text = '1'",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
        "document.write('x')",
        "document.createElement('img').setAttribute('onerror', 'window.pwned=1')",
        "document.createElement('iframe').srcdoc = 'x'",
        "setTimeout('window.pwned=1')",
        "trustedTypes.createPolicy('default', { createHTML: (text) => text })",
        "trustedTypes.createPolicy('mine', { createHTML: (text) => text })",
    ):
        said = bob.page.evaluate(f"() => {{ try {{ {attempt}; return '' }} catch (no) {{ return no.name }} }}")
        assert said == "TypeError", attempt


def test_no_other_page_holds_ours_in_a_frame(person: Invite, visio: Running) -> None:
    bob = person("Bob")
    bob.page.set_content(f"<iframe src='{visio.url}/'></iframe>")
    until(lambda: len(bob.page.frames) == 2, what="the frame")
    inside = bob.page.frames[1]
    # It was asked for and came to nothing, rather than not having come yet.
    until(lambda: inside.url.startswith("chrome-error:"), what="the browser to refuse the frame")
    assert "Visio" not in inside.locator("body").inner_text()
