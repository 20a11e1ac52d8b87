"""What the server says to people, by area and language: `errors.fr.json`, `letters.en.json`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr")
HERE = Path(__file__).parent


def say(area: str, key: str, language: str, **values: object) -> str:
    """One sentence, in English when we do not speak this language."""
    return words(area, language if language in LANGUAGES else "en")[key].format_map(values)


@cache
def words(area: str, language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((HERE / f"{area}.{language}.json").read_text("utf-8"))
    return found
