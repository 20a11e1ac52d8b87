"""By what is a word found? By its stem, without accents and capitals, in French and in English; the same for every database.

What is indexed and what is asked for pass through here, so the databases compare plain letters and digits and nothing else:
no operator of theirs can be asked for. Stemmers: Snowball's (Porter). Who writes "decision" finds "décision": a word whose
stem is another one when it is written without its accents is indexed by both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LANGUAGES = {"fr": "french", "en": "english"}

# What stands before a French word and its apostrophe: "l’accord" is found by "accord".
ELIDED = {"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}

# Longer words are found by their beginning.
LONGEST = 60

# So frequent that nobody looks for them: asked for among others, they need not be there.
EMPTY = frozenset(
    [
        "a",
        "ai",
        "au",
        "aux",
        "avec",
        "ce",
        "ces",
        "cette",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "elle",
        "en",
        "et",
        "est",
        "eux",
        "il",
        "ils",
        "j",
        "je",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "lui",
        "m",
        "ma",
        "mais",
        "me",
        "mes",
        "mon",
        "n",
        "ne",
        "nos",
        "notre",
        "nous",
        "on",
        "ou",
        "par",
        "pas",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "sa",
        "se",
        "ses",
        "son",
        "sont",
        "sur",
        "t",
        "ta",
        "te",
        "tes",
        "ton",
        "tu",
        "un",
        "une",
        "vos",
        "votre",
        "vous",
        "y",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "not",
        "of",
        "or",
        "our",
        "she",
        "so",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "will",
        "with",
        "you",
        "your",
    ]
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word or phrase that is asked for: each way in which it may stand in the index, a stem for each of its words."""

    ways: frozenset[tuple[str, ...]]


def indexed(text: str, language: str) -> str:
    """The stems of a line in their order, then those its words have when they are written without their accents."""
    words = [word for word, _, _ in words_of(text)]
    stems = [_stem(word, language) for word in words]
    plain = {_stem(_bare(word), language) for word in words}
    return " ".join(filter(None, [*stems, *sorted(plain - set(stems))]))


def wanted(query: str) -> list[Wanted]:
    """What is asked for, all of it required: words, and what stands between quotation marks in this order."""
    phrases: list[list[str]] = []
    for number, part in enumerate(re.split(r"[\"“”«»]", query)):
        words = [word for word, _, _ in words_of(part) if _bare(word)]
        phrases += [words] if number % 2 and words else [[word] for word in words]
    telling = [words for words in phrases if len(words) > 1 or _bare(words[0]) not in EMPTY]
    return [Wanted(ways) for ways in dict.fromkeys(map(_ways, telling or phrases))]


def marks(text: str, asked: list[Wanted]) -> list[list[int]]:
    """From where to where in the text stands a word that is asked for; counted as browsers do, in units of UTF-16."""
    stems = {stem for each in asked for way in each.ways for stem in way}
    return [
        [_units(text[:start]), _units(text[:end])]
        for word, start, end in words_of(text)
        if not stems.isdisjoint(stem for way in _ways([word]) for stem in way)
    ]


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Each in small letters, and where it stands. What is elided in French is no word; the parts of other words are."""
    for found in WORD.finditer(text):
        start = found.start()
        for part in re.split(r"['’]", found.group()):
            end = start + len(part)
            word = unicodedata.normalize("NFC", part.lower())
            if word not in ELIDED or end == found.end():
                yield word, start, end
            start = end + 1


def _ways(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    bare = [_bare(word) for word in words]
    return frozenset(
        tuple(_stem(word, language) for word in written) for language in ("", *LANGUAGES) for written in (words, bare)
    )


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    name = LANGUAGES.get(language[:2])
    return _bare(_stemmer(name).stemWord(word)) if name else _bare(word)


def _bare(word: str) -> str:
    """Without accents and the like: letters and digits only."""
    decomposed = unicodedata.normalize("NFKD", word.replace("œ", "oe").replace("æ", "ae")).casefold()
    return "".join(each for each in decomposed if each.isalnum())[:LONGEST]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)
