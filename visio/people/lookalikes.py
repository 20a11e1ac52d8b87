"""Could one name be taken for another? As Unicode's TR39 has it: two names with the same skeleton look alike.

The pairs of signs that look alike are Unicode's own list (confusables.txt), as the confusable-homoglyphs package carries it.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.resources import files

import confusable_homoglyphs


def look_alike(one: str, other: str) -> bool:
    return not skeletons(one).isdisjoint(skeletons(other))


def skeletons(name: str) -> frozenset[str]:
    """What is left of a name once signs that look alike are one, whether it is read in capitals or not.

    Accents, blanks and punctuation do not count: nobody hangs on them to tell two people apart.
    """
    plain = _bare(name)
    return frozenset({_bare(_replaced(plain)).casefold(), _bare(_replaced(plain.casefold()))} - {""})


def _bare(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if unicodedata.category(each)[0] in "LN")


def _replaced(text: str) -> str:
    prototypes = _prototypes()
    return "".join(prototypes.get(each, each) for each in text)


@cache
def _prototypes() -> dict[str, str]:
    """For each sign that looks like others, the one that stands for all of them: in Latin letters where there is such."""
    listed: dict[str, list[dict[str, str]]] = json.loads(
        files(confusable_homoglyphs).joinpath("confusables.json").read_text(encoding="utf-8")
    )
    near: dict[str, set[str]] = {}
    for sign, others in listed.items():
        for other in others:
            one, two = sign.replace("\u200e", ""), other["c"].replace("\u200e", "")
            near.setdefault(one, set()).add(two)
            near.setdefault(two, set()).add(one)
    prototypes: dict[str, str] = {}
    seen: set[str] = set()
    for start in near:
        if start not in seen:
            group = _reached(start, near)
            seen |= group
            # "rn" stands for m: whoever writes it so has the same skeleton.
            chosen = min(group, key=lambda each: (not each.isascii(), -len(each), each))
            prototypes |= {each: chosen for each in group if len(each) == 1 and each != chosen}
    return prototypes


def _reached(start: str, near: dict[str, set[str]]) -> set[str]:
    group, waiting = {start}, [start]
    while waiting:
        found = near[waiting.pop()] - group
        group |= found
        waiting += found
    return group
