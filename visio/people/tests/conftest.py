"""Identity providers for the tests of people: two real ones, each with browsers that come from Visio."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from visio.configuration import configuration
from visio.gateways import identity
from visio.providers import Provider
from visio.testing.provider import RealProvider, Visitor

Configure = Callable[..., None]


@pytest.fixture(scope="session")
def pro() -> Iterator[RealProvider]:
    """Set up like ProConnect."""
    started = RealProvider("pro", visio=configuration.public_url)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def key() -> Iterator[RealProvider]:
    """Set up like Keycloak, of another ministry."""
    started = RealProvider("key", visio=configuration.public_url, like="keycloak")
    yield started
    started.stop()


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    opened = Visitor(configuration.public_url)
    yield opened
    opened.closes()


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Sets which ones there are, as VISIO_IDENTITY_PROVIDERS does."""

    def configure(*them: Provider) -> None:
        monkeypatch.setitem(configuration.__dict__, "providers", {each.id: each for each in them})

    identity.forget_all()
    yield configure
    identity.forget_all()
