"""What breaks mends by itself: the SFU restarted, the line cut, the web process killed in the middle of a call."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running, until
from tests.journeys.wire import Wire

WIRE = 23109
# The promise: whoever was in the meeting is back so soon after the SFU was killed.
BACK_SECONDS = 10
# What a machine with two cores for three browsers may add; a return that waits for a second round takes 20 and more.
BUSY_SECONDS = 8


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    wire = Wire(WIRE, 23102)
    yield wire
    wire.close()


@pytest.fixture(scope="module")
def visio(wire: Wire) -> Iterator[Running]:
    """One of these journeys' own, which may be killed, behind the wire."""
    running = Running(23100, VISIO_LIVEKIT_PUBLIC_URL=f"ws://127.0.0.1:{WIRE}")
    running.host_and_ports.add(f"127.0.0.1:{WIRE}")
    yield running
    running.stop()


@pytest.fixture
def two(amina: Person, bob: Person, meeting: str) -> tuple[Person, Person]:
    for one in (amina, bob):
        one.decodes_moving_pictures()
    return amina, bob


# When the page shows somebody's face anew, by its own clock: the test's looks take turns and would be late.
FACES = """() => {
  const known = new WeakSet([...document.querySelectorAll('video')].map((video) => video.srcObject))
  window.__back = 0
  const look = () => {
    const found = [...document.querySelectorAll('li:not([data-self-view]) > video')].find(
      ({ srcObject, videoWidth }) => srcObject && videoWidth && !known.has(srcObject))
    if (found) found.requestVideoFrameCallback(() => { window.__back ||= Date.now() })
    else setTimeout(look, 50)
  }
  look()
}"""


def is_back(one: Person) -> float:
    """When, in seconds since the epoch."""
    return float(until(lambda: one.page.evaluate("__back"), what=f"{one.name} to be back")) / 1000


def test_both_are_back_after_the_sfu_was_killed(
    two: tuple[Person, Person], visio: Running, meeting: str, capsys: pytest.CaptureFixture[str]
) -> None:
    amina, bob = two
    amina.button("Mic on, turn off").click()
    expect(bob.tile("Amina").get_by_role("button", name="microphone off")).to_be_visible()
    for one in two:
        one.page.evaluate(FACES)
    killed_at = time.time()
    visio.kill("livekit")
    returns = {one.name: is_back(one) - killed_at for one in two}
    with capsys.disabled():
        print(f" back after {', '.join(f'{seconds:.1f} s ({name})' for name, seconds in returns.items())} ", end="")
    assert max(returns.values()) < BACK_SECONDS + BUSY_SECONDS
    for one in two:
        one.decodes_moving_pictures()
    # Nobody unmutes by themselves, and who speaks is heard.
    expect(amina.button("Mic off, turn on")).to_be_visible()
    expect(bob.tile("Amina").get_by_role("button", name="microphone off")).to_be_visible()
    amina.hears_energy()
    bob.hears_only_silence()
    until(lambda: visio.presences(meeting) == ["Amina", "Bob"], seconds=30, what="both to be present, once each")


def test_nobody_leaves_when_the_line_is_cut_for_three_seconds(
    two: tuple[Person, Person], visio: Running, wire: Wire, meeting: str
) -> None:
    amina, bob = two
    until(lambda: visio.presences(meeting) == ["Amina", "Bob"], what="both to be present")
    before = wire.carried
    wire.cut()
    amina.page.wait_for_timeout(3000)
    wire.mend()
    until(lambda: wire.carried >= before + 2, what="both to be connected again")
    for one, other in ((amina, "Bob"), (bob, "Amina")):
        expect(one.tile(other)).to_be_visible()
        one.decodes_moving_pictures()
        one.hears_energy()
        expect(one.page.locator("button", has_text="2 here")).to_be_visible()
    # What is said over the line that was cut arrives again.
    amina.button("Mic on, turn off").click()
    expect(bob.tile("Amina").get_by_role("button", name="microphone off")).to_be_visible()
    bob.hears_only_silence()
    # The very same stays: nobody was taken for gone and came anew.
    assert visio.stays(meeting) == [("Amina", True), ("Bob", True)]


def test_a_longer_cut_is_said_and_so_is_the_return(two: tuple[Person, Person], wire: Wire) -> None:
    _, bob = two
    wire.cut()
    try:
        bar = bob.page.get_by_role("main").get_by_text("Reconnecting…")
        expect(bar).to_be_visible()
        bob.looks_on_a_phone_at("a cut line")
    finally:
        wire.mend()
    expect(bar).to_have_count(0)
    bob.decodes_moving_pictures()


def test_the_call_goes_on_without_the_web_process(
    two: tuple[Person, Person], visio: Running, meeting: str, person: Invite
) -> None:
    amina, bob = two
    # What LiveKit says of their coming has been heard before nobody listens any more.
    until(lambda: visio.presences(meeting) == ["Amina", "Bob"], what="both to be present")
    # The worker sleeps too: its periodic look would find Bob gone whenever it comes by.
    with visio.frozen("web"), visio.frozen("jobs"):
        amina.decodes_for(seconds=3)
        bob.leaves()
        bob.closes()
        expect(amina.page.locator("button", has_text="1 here")).to_be_visible()
        # LiveKit's word of it reaches nobody.
        assert visio.presences(meeting) == ["Amina", "Bob"]
        visio.kill("web")
    until(visio.is_well, seconds=30, what="the web process to be back")
    # The periodic look finds what nobody told.
    until(lambda: visio.presences(meeting) == ["Amina"], seconds=30, what="presence to be right again")
    chloe = person("Chloé")
    chloe.enters(meeting)
    chloe.opens_panel("Chat")
    amina.writes("Still here")
    expect(chloe.messages().filter(has_text="Still here")).to_be_visible()
