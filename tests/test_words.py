"""Every sentence is used, is said in every language, takes the same values there, and is set as its language wants."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
SOURCES = HOME / "frontend" / "src"
BROWSER = sorted((SOURCES / "words" / "en").glob("*.json"))
SERVER = sorted((HOME / "visio" / "words").glob("*.en.json"))


def french(path: Path) -> Path:
    if path.is_relative_to(SOURCES):
        return SOURCES / "words" / "fr" / path.name
    return path.with_name(path.name.replace(".en.", ".fr."))


def read(path: Path) -> dict[str, str]:
    """Refuses a key said twice, which JSON would take for the last one."""

    def once(pairs: list[tuple[str, str]]) -> dict[str, str]:
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), {key for key in keys if keys.count(key) > 1}
        return dict(pairs)

    found: dict[str, str] = json.loads(path.read_text("utf-8"), object_pairs_hook=once)
    return found


every_area = pytest.mark.parametrize("path", [*BROWSER, *SERVER], ids=lambda path: path.stem)


@every_area
def test_both_languages_say_the_same_things(path: Path) -> None:
    english, other = read(path), read(french(path))
    assert english.keys() == other.keys()
    assert not [key for key, message in (english | other).items() if not message.strip()]
    different = {key for key in english if _arguments(english[key]) != _arguments(other[key])}
    assert not different


def _arguments(message: str) -> set[str]:
    """Top-level arguments only: a plural's branches hold text in braces."""
    found, depth = set(), 0
    for number, each in enumerate(message):
        if each == "{":
            depth += 1
            if depth % 2 and (name := re.match(r"\{\s*(\w+)", message[number:])):
                found.add(name[1])
        elif each == "}":
            depth -= 1
    return found


@every_area
def test_french_has_its_spaces_and_quotes(path: Path) -> None:
    """Two-part signs stand after a space that does not break (U+00A0 or U+202F); quotes are « »."""
    wrong = {}
    for key, message in read(french(path)).items():
        # ICU's own braces hold `{count, plural, one {…}}`; addresses hold colons.
        text = re.sub(r"https?://\S+|\d:\d|\{\w+(, \w+,)?", "", message)
        if re.search(r"(?<![\u00a0\u202f?!])[:;?!»](?!\d)|«(?![\u00a0\u202f])|\"|[.]{3}", text):
            wrong[key] = message
    assert not wrong


@every_area
def test_english_has_its_quotes_and_dots(path: Path) -> None:
    assert not {key: message for key, message in read(path).items() if re.search(r"\"|[.]{3}", message)}


@cache
def sources() -> str:
    files = [*SOURCES.rglob("*.ts"), *SOURCES.rglob("*.tsx")]
    return "\n".join(path.read_text() for path in sorted(files) if ".test." not in path.name)


@pytest.mark.parametrize("path", BROWSER, ids=lambda path: path.stem)
def test_every_sentence_of_the_browser_is_used(path: Path) -> None:
    """Written out in the code, or made by a template there: `reactions.${kind}` uses all that begin like it."""
    code = sources()
    written = set(re.findall(r"['\"`]([a-z][\w]*(?:\.[\w]+)+)['\"`]", code))
    templates = [
        re.compile("".join(r"\w+" if part.startswith("${") else re.escape(part) for part in parts))
        for parts in (
            re.split(r"(\$\{[^}]*\})", text) for text in re.findall(r"`([a-z]\w*\.[^`\s]*\$\{[^`\s]*)`", code)
        )
    ]
    unused = [key for key in read(path) if key not in written and not any(made.fullmatch(key) for made in templates)]
    assert not unused


def test_every_sentence_of_the_server_is_used() -> None:
    code = "\n".join(path.read_text() for path in (HOME / "visio").rglob("*.py") if "/tests/" not in str(path))
    unused = []
    for path in SERVER:
        for key in read(path):
            made = key.startswith("unavailable.") and re.search(rf"""Unavailable\(["']{key.split(".")[1]}""", code)
            if f'"{key}"' not in code and not made:
                unused.append(key)
    assert not unused
