"""What breaks mends by itself: the SFU restarted, the line cut, the web process killed in the middle of a call."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.running import Running, until
from tests.journeys.wire import Wire

WIRE = 23109
# The promise is ten seconds, and three are usual; a machine busy with much else took seventeen once.
BACK_WITHIN = 20


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


def test_both_are_back_after_the_sfu_was_killed(two: tuple[Person, Person], visio: Running) -> None:
    amina, bob = two
    amina.button("Mic on, turn off").click()
    expect(bob.tile("Amina").get_by_role("button", name="microphone off")).to_be_visible()
    visio.kill("livekit")
    until(lambda: not amina.is_receiving(), what="the pictures to stop")
    cut_at = time.monotonic()
    for one in two:
        one.decodes_moving_pictures()
    assert time.monotonic() - cut_at < BACK_WITHIN
    # Nobody unmutes by themselves.
    expect(amina.button("Mic off, turn on")).to_be_visible()
    expect(bob.tile("Amina").get_by_role("button", name="microphone off")).to_be_visible()
    until(lambda: visio.presences() == ["Amina", "Bob"], seconds=30, what="both to be present, once each")


def test_nobody_leaves_when_the_line_is_cut_for_three_seconds(
    two: tuple[Person, Person], visio: Running, wire: Wire
) -> None:
    amina, bob = two
    wire.cut()
    amina.page.wait_for_timeout(3000)
    assert visio.presences() == ["Amina", "Bob"]
    wire.mend()
    for one, other in ((amina, "Bob"), (bob, "Amina")):
        expect(one.tile(other)).to_be_visible()
        one.decodes_moving_pictures()
        one.hears_energy()
        expect(one.page.locator("button", has_text="2 here")).to_be_visible()


def test_the_call_goes_on_while_the_web_process_is_killed(two: tuple[Person, Person], visio: Running) -> None:
    amina, bob = two
    visio.kill("web")
    amina.decodes_for(seconds=3)
    bob.leaves()
    until(visio.is_well, seconds=30, what="the web process to be back")
    until(lambda: visio.presences() == ["Amina"], seconds=30, what="presence to be right again")
    amina.writes("Still here")
