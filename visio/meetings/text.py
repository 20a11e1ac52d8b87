"""What may a message be? Plain text of some lines, kept as written but for what nobody can see."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST = 2000

# Direction marks belong to how Arabic and Hebrew are written, joiners to scripts and emoji; overrides only deceive.
KEPT_INVISIBLES = "\n\t\u200c\u200d\u200e\u200f\u061c"
EMOJI_TAGS = range(0xE0020, 0xE0080)


def clean(text: str) -> str:
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(each for each in lines if _is_kept(each)).strip()


def _is_kept(each: str) -> bool:
    return unicodedata.category(each)[0] != "C" or each in KEPT_INVISIBLES or ord(each) in EMOJI_TAGS


def _message(text: str) -> str:
    if len(text) > LONGEST:
        raise PydanticCustomError("text_too_long", "a message has 2,000 characters at most")
    cleaned = clean(text)
    if not any(unicodedata.category(each)[0] in "LNPS" for each in cleaned):
        raise PydanticCustomError("text_empty", "a message has something to read")
    if len(cleaned) > LONGEST:
        raise PydanticCustomError("text_too_long", "a message has 2,000 characters at most")
    return cleaned


Text = Annotated[
    str, AfterValidator(_message), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST})
]
