"""What a line of our logs looks like."""

from __future__ import annotations

import logging

import pytest
import structlog


def test_a_line_says_what_happened_and_what_it_concerns(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        structlog.get_logger("rooms").info("room.closed 100%", room=7, why="over\nINFO forged: line")
    assert caplog.messages == ['room.closed 100% room=7 why="over\\nINFO forged: line"']


def test_a_trouble_brings_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        structlog.get_logger("jobs").exception("job.failed", job=3)
    assert caplog.messages == ["job.failed job=3"]
    assert caplog.records[0].exc_info
