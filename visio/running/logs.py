"""How does a line of our logs look? Level, who says it, what happened, then what it concerns: `room=7 error="…"`.

One line each and nothing secret: names of people, passes and links are never given to a logger.
"""

from __future__ import annotations

import logging
import logging.config
from collections.abc import MutableMapping
from typing import Any

import structlog

_write = structlog.processors.LogfmtRenderer(key_order=["event"], drop_missing=True)


def configure(settings: dict[str, Any]) -> None:
    """Django calls this with its LOGGING setting, before anything of ours is imported."""
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.contextvars.merge_contextvars, in_one_line],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def in_one_line(logger: object, method: str, said: MutableMapping[str, Any]) -> tuple[tuple[str], dict[str, Any]]:
    """What Python's own logging takes; it adds the traceback of `exc_info` below."""
    trouble = {"exc_info": said.pop("exc_info")} if "exc_info" in said else {}
    event = said.pop("event")
    known = {key: str(value) for key, value in said.items()}
    return (" ".join(filter(None, [str(event), _write(logger, method, known)])),), trouble


class NotTwice(logging.Filter):
    """Where something outside failed, we have said which (`unavailable what=…`); Django need not add that it is a 503."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != 503
