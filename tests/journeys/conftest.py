"""What every journey stands on: one running Visio, one browser, and people."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.journeys.account import accounts
from tests.journeys.browsers import launch
from tests.journeys.person import Person
from tests.journeys.running import Running

# A journey waits for facts; two cores shared by three browsers are sometimes slow to give them.
expect.set_options(timeout=45_000)

Invite = Callable[..., Person]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure explains itself, wherever it is read: people still stand where they stood."""
    report = yield
    if report.failed:
        report.sections += accounts()
    return report


@pytest.fixture(scope="session")
def visio() -> Iterator[Running]:
    running = Running(23000)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = launch(playwright)
    yield launched
    launched.close()


@pytest.fixture
def person(browser: Browser, visio: Running) -> Iterator[Invite]:
    """Makes people; they go home afterwards, and none may have asked a foreign host, met a bug of ours, or found something
    in the way."""
    made: list[Person] = []
    with ExitStack() as going_home:

        def make(name: str, browser: Browser = browser, visio: Running = visio, **context: Any) -> Person:
            made.append(Person(browser, visio, name, **context))
            going_home.callback(made[-1].closes)
            return made[-1]

        yield make
    assert {one.name: one.foreign_hosts for one in made if one.foreign_hosts} == {}
    assert {one.name: one.troubles for one in made if one.troubles} == {}
    assert {one.name: one.objections for one in made if one.objections} == {}


@pytest.fixture
def amina(person: Invite) -> Person:
    """Signed in, and the owner of what she starts."""
    amina = person("Amina")
    amina.is_signed_in("amina@example.org")
    return amina


@pytest.fixture
def bob(person: Invite) -> Person:
    """A guest with only a name."""
    return person("Bob")


@pytest.fixture
def meeting(amina: Person, bob: Person) -> str:
    """The path of a meeting with Amina and Bob inside."""
    path = amina.starts_a_meeting()
    amina.enters()
    bob.enters(path)
    return path
