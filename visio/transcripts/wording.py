"""What may a line say, and when is each of its words said once somebody has corrected it?"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from visio.people.names import clean

LONGEST = 2000

# A word, from when to when in seconds of the recording, and how sure it is.
Word = tuple[str, float, float, float]


def _line(text: str) -> str:
    if len(text) > LONGEST:
        raise PydanticCustomError("text_too_long", "a line has 2,000 characters at most")
    cleaned = clean(text)
    if not any(map(str.isalnum, cleaned)):
        raise PydanticCustomError("text_empty", "a line has something to read")
    if len(cleaned) > LONGEST:
        raise PydanticCustomError("text_too_long", "a line has 2,000 characters at most")
    return cleaned


# One line of what somebody says, without what nobody can see.
Line = Annotated[str, AfterValidator(_line), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST})]


def timed(text: str, words: Sequence[Word]) -> list[Word]:
    """The words of the corrected `text`, timed after those of the line as it was.

    A word that stands in both keeps its times, and how sure it is if it is written the same. Those that were corrected share
    the time of what stood there, by their length; one that was put in between takes its share of the word before it. A
    person is sure of what they write. Without times before there are none after.
    """
    fresh = _words(text)
    if not words or not fresh:
        return []
    found: list[Word] = []
    matcher = SequenceMatcher(
        None, [_plain(word[0]) for word in words], [_plain(word) for word in fresh], autojunk=False
    )
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            found += [_same(old, new) for old, new in zip(words[a:b], fresh[c:d], strict=True)]
        elif what == "replace":
            found += _shared(fresh[c:d], words[a][1], words[b - 1][2])
        elif what == "insert" and found:
            _, start, end, _ = found.pop()
            found += _shared(fresh[c - 1 : d], start, words[a][1] if a < len(words) else end)
        elif what == "insert":
            # Before the first word: they share its time, and it gets what is left.
            first = words[0]
            middle = (first[1] + first[2]) / 2
            found += _shared(fresh[c:d], first[1], middle)
            words = [(first[0], middle, *first[2:]), *words[1:]]
    return found


def sureness(words: Sequence[Word]) -> float:
    """Of a corrected line: that of its words, and a person's where none are timed."""
    return round(sum(word[3] for word in words) / len(words), 3) if words else 1.0


def _words(text: str) -> list[str]:
    """A sign that stands alone, as French has its question marks, belongs to the word before it."""
    found: list[str] = []
    for each in text.split():
        if found and not any(map(str.isalnum, each)):
            found[-1] += f" {each}"
        else:
            found.append(each)
    return found


def _same(old: Word, new: str) -> Word:
    return (new, old[1], old[2], old[3] if old[0].strip() == new else 1.0)


def _shared(words: Sequence[str], start: float, end: float) -> list[Word]:
    letters = sum(map(len, words))
    found, at = [], start
    for word in words:
        until = at + (end - start) * len(word) / letters
        found.append((word, round(at, 3), round(until, 3), 1.0))
        at = until
    return found


def _plain(word: str) -> str:
    """Capitals, points and commas change while a word is the same."""
    return "".join(each for each in unicodedata.normalize("NFC", word).casefold() if each.isalnum()) or word.strip()
