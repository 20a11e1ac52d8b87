"""Nobody loads what they do not look at: home, as a browser fetches it, is without the call's code."""

from __future__ import annotations

from playwright.sync_api import Response, expect

from tests.journeys.conftest import Invite
from tests.journeys.running import Running

# In every version of livekit-client, whatever a minifier does to its names, and in nothing of ours.
LIVEKIT = b"could not establish signal connection"


def test_home_loads_no_code_of_the_call_even_when_idle(person: Invite, visio: Running) -> None:
    bob = person("Bob")
    answers: list[Response] = []
    bob.page.on("response", lambda answer: answers.append(answer))
    bob.opens("/")
    expect(bob.page.get_by_label("Meeting code or link")).to_be_visible()
    bob.page.wait_for_load_state("networkidle")
    scripts = [one for one in answers if "javascript" in one.headers.get("content-type", "")]
    assert scripts
    assert not [one.url for one in scripts if LIVEKIT in one.body()]
    # The same words are found where they are: the lobby fetches them while the person looks at the preview.
    with bob.page.expect_response(lambda one: one.ok and one.url.endswith(".js") and LIVEKIT in one.body()):
        bob.opens(visio.make_room())
