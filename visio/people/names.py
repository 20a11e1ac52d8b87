"""What may a name be? Any text a person can read, in one line, that cannot disturb the text around it."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST = 80

# LiveKit refuses a connection whose name has more bytes than this.
MOST_BYTES = 256

# Invisible, yet part of how people write: joiners (Persian, Indic scripts, family emoji).
JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """The name as it is kept: composed, one space between words, no control or direction-override characters."""
    shown = (each if _is_text(each) else " " if each.isspace() else "" for each in unicodedata.normalize("NFC", text))
    return " ".join("".join(shown).split())


def _is_text(each: str) -> bool:
    """Direction overrides and the like (Cf) could make one name look like another; the emoji of flags of regions use tags."""
    category = unicodedata.category(each)
    if category == "Cf":
        return each in JOINERS or 0xE0020 <= ord(each) <= 0xE007F
    return category[0] != "C" and category not in {"Zl", "Zp"}


def _is_visible(each: str) -> bool:
    """Marks alone, joiners alone or blanks alone are no name; U+2800 and the Hangul fillers are letters that show nothing."""
    return unicodedata.category(each)[0] in "LNPS" and each not in "\u2800\u3164\uffa0\u115f\u1160"


def _named(text: str) -> str:
    name = clean(text[: LONGEST * 8])
    if not any(map(_is_visible, name)):
        raise PydanticCustomError("name_empty", "a name has something to see")
    if len(text) > LONGEST * 8 or len(name) > LONGEST or len(name.encode()) > MOST_BYTES:
        raise PydanticCustomError("name_too_long", "a name has 80 characters at most")
    return name


def _named_or_empty(text: str) -> str:
    return _named(text) if clean(text[:LONGEST]) or len(text) > LONGEST else ""


Name = Annotated[str, AfterValidator(_named), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST})]
OptionalName = Annotated[str, AfterValidator(_named_or_empty), WithJsonSchema({"type": "string", "maxLength": LONGEST})]
