"""How often somebody may try."""

from __future__ import annotations

import pytest

from visio import limits
from visio.errors import Refused
from visio.limits import Limit


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in its only element."""
    now = [0.0]
    monkeypatch.setattr(limits, "clock", lambda: now[0])
    return now


def test_so_many_at_once_and_then_so_many_each_second(at: list[float]) -> None:
    limit = Limit(burst=3, per_second=0.5)
    for _ in range(3):
        limit.take("a")
    with pytest.raises(Refused) as refused:
        limit.take("a")
    assert (refused.value.status, refused.value.retry_after) == (429, 2)
    at[0] = 2
    limit.take("a")
    with pytest.raises(Refused):
        limit.take("a")


def test_what_one_spends_another_keeps(at: list[float]) -> None:
    limit = Limit(burst=1, per_second=1)
    limit.take("a")
    limit.take("b")


def test_looking_costs_nothing(at: list[float]) -> None:
    limit = Limit(burst=1, per_second=1)
    for _ in range(5):
        limit.check("a")
    limit.take("a")
    with pytest.raises(Refused):
        limit.check("a")


def test_rest_never_gives_more_than_the_burst(at: list[float]) -> None:
    limit = Limit(burst=2, per_second=1)
    limit.take("a")
    at[0] = 1_000
    limit.take("a")
    limit.take("a")
    with pytest.raises(Refused):
        limit.take("a")


def test_memory_is_bounded(at: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEPT", 3)
    limit = Limit(burst=1, per_second=1)
    for name in "abcd":
        limit.take(name)
    limit.take("a")
    with pytest.raises(Refused):
        limit.take("d")
