"""What may a kept file be called? A path of plain words, so that none leads out of the place where everything is kept."""

from __future__ import annotations

import re

WORD = r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}"
KEY = re.compile(rf"{WORD}(?:/{WORD}){{0,7}}")


def checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError(f"not a key: {key[:100]!r}")
    return key
