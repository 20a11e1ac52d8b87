"""Is what a machine claims taken from what was said? What names no line that exists, or shares no words with its lines, is dropped.

A cheap look, and no proof: it keeps out what was made up, and what somebody told the machine to say. What it lets through
still leads to the seconds it comes from, where a person can hear it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from visio.transcripts.document import Line
from visio.transcripts.terms import bare, telling, words

# Measured on 37 claims about both meetings of tests/speech (test_grounds.py): 27 true ones, freely worded, share 0.33 to 1 of
# their telling words with their lines, 0.5 and more but for one; 10 made up ones share none.
LEAST_SHARED = 0.3

# What people say to machines and not to each other. A line with this in it grounds nothing: whoever speaks to the summary
# does not write it.
TO_A_MACHINE = re.compile(
    r"(ignor|disregard|forget|oubli)\w* (?:\w+ ){0,4}(instructions?|prompts?|rules|consignes|regles)"
    r"|(system|hidden|secret) prompt|prompt (systeme|cache)|new instructions?:|nouvelles instructions? ?:"
    r"|you are (now )?an? (ai|assistant|language model)|tu es (maintenant )?une? (ia|assistant|modele de langage)"
    r"|(in|to|dans|au) (the |your |le |ton |votre )?(summary|resume|compte rendu|minutes),? (say|write|claim|put|dis|dites|ecris|ecrivez|mets|mettez)"
    r"|(say|write|put|dis|ecris|mets|inscris) (?:\w+ ){0,2}(in|dans) (the|your|le|ton|votre) (summary|minutes|resume|compte)"
)

ADDRESS = re.compile(r"(?:https?|ftp|javascript|data):|www\.|\]\(|@\w+\.\w", re.IGNORECASE)


def speaks_to_a_machine(text: str) -> bool:
    return bool(TO_A_MACHINE.search(" ".join(bare(text).split())))


def sources(segments: Iterable[int], lines: Mapping[int, Line]) -> list[int]:
    """Those that exist, say something, and to people; in their order."""
    known = (lines[id] for id in dict.fromkeys(segments) if id in lines)
    return [line.id for line in known if not line.is_redacted and line.text and not speaks_to_a_machine(line.text)]


def is_grounded(text: str, segments: Iterable[int], lines: Mapping[int, Line], *, least: float = LEAST_SHARED) -> bool:
    """Shares it enough telling words with these lines? And has it no address that was not said?"""
    cited = [lines[id] for id in segments]
    if ADDRESS.search(text) and not any(ADDRESS.search(line.text) for line in cited):
        return False
    return shared(text, cited) >= least


def shared(text: str, cited: Iterable[Line]) -> float:
    """Of the telling words of a text, how many were said. Who says a line is no proof of what they say."""
    heard: set[str] = set()
    names: set[str] = set()
    for line in cited:
        heard.update(telling(line.text))
        names.update(telling(line.speaker))
    claimed = set(telling(text)) - (names - heard)
    return len(claimed & heard) / len(claimed) if claimed else 0.0


def is_said(text: str, segments: Iterable[int], lines: Mapping[int, Line]) -> bool:
    """Does each word of a short answer (who, by when) stand in these lines, or name one of their speakers?"""
    said = {bare(word) for id in segments for word in words(f"{lines[id].speaker} {lines[id].text}")}
    asked = [bare(word) for word in words(text)]
    return bool(asked) and sum(word in said for word in asked) * 2 >= len(asked) and any(word in said for word in asked)
