"""Of what do people speak, from when to when? A topic begins where they say so, or where the words they use become others.

The second is TextTiling (Hearst, 1997): lines before and after each gap are compared, and the deepest valleys are borders.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from visio.transcripts.document import Document, Line
from visio.transcripts.summary import Topic, plain
from visio.transcripts.terms import is_telling, stem, telling, words

# How people say that they begin with something; what follows is its name.
OPENINGS = re.compile(
    r"(?:(?:commencer|commençons|débuter|débutons|démarrer|démarrons|continuer|continuons|poursuivons|finissons|terminons|terminer) (?:par|avec)"
    r"|pass(?:ons|er) (?:maintenant |ensuite )?(?:à|au|aux)|(?:le |notre |un autre )?(?:sujet|point|thème)(?: suivant| d'après)?,? (?:est|concerne|c'est)|(?:premier|deuxième|troisième|prochain|dernier|autre) (?:sujet|point|thème),"
    r"|(?:j'ai|j'aurais) (?:aussi |encore )?une (?:autre )?question (?:sur|à propos d[eu]|concernant)|parlons (?:maintenant )?d(?:e|es|u)\b"
    r"|(?:start|begin|continue|finish|open) with|mov(?:e|ing) on to|turn(?:ing)? to|(?:first|second|third|next|last|other) (?:topic|item|point|subject|thing)(?: today)?(?: is|,)"
    r"|i (?:also |still )?have (?:a|another) question (?:about|on|regarding)|let(?:'s| us) (?:now )?talk about)"
    r"\s+(?P<name>[^.,;:!?…]{3,80})",
    re.IGNORECASE,
)
ARTICLE = re.compile(
    r"^(?:(?:le|la|les|un|une|des|du|de|the|a|an|our|nos|notre|votre|your|my|mon|ma) |l['’]|d['’])+", re.IGNORECASE
)

# Lines on either side of a gap that are compared; and the least there is of a topic nobody announced.
AROUND = 8
LEAST_LINES = 16
LEAST_SECONDS = 150.0
LEAST_ANNOUNCED_LINES = 2


def topics_in(lines: Sequence[Line], document: Document) -> list[Topic]:
    """In their order, from the first line on. None where next to nothing was said."""
    if len(lines) < LEAST_ANNOUNCED_LINES:
        return []
    announced = {at: name for at, line in enumerate(lines) if (name := _announced(line.text))}
    # Before the first thing that is announced people say how do you do.
    if announced and min(announced) < 3:
        announced[0] = announced.pop(min(announced))
    terms = [telling(line.text) for line in lines]
    borders = sorted({0, *_spaced(announced), *_valleys(terms, lines, sorted(announced))})
    everywhere = Counter(term for each in terms for term in set(each))
    names = {stem(word) for speaker in document.speakers for word in words(speaker)}
    found = []
    for start, end in pairwise([*borders, len(lines)]):
        title = announced.get(start) or _by_its_words(lines[start:end], everywhere, len(lines), names)
        if title:
            sources = [line.id for line in lines[start:end]][:3]
            found.append(Topic(title=title[:160], at=max(0.0, lines[start].start), segments=sources))
    return found


def _announced(text: str) -> str:
    if not (found := OPENINGS.search(text)):
        return ""
    name = ARTICLE.sub("", plain(found["name"]))
    return name[:1].upper() + name[1:] if any(map(is_telling, words(name))) else ""


def _spaced(announced: dict[int, str]) -> list[int]:
    """Not two within a breath."""
    kept: list[int] = []
    for at in sorted(announced):
        if not kept or at - kept[-1] >= LEAST_ANNOUNCED_LINES:
            kept.append(at)
    return kept


def _valleys(terms: Sequence[Sequence[str]], lines: Sequence[Line], taken: Sequence[int]) -> list[int]:
    """Gaps that are much deeper than the rest, far enough from each other and from those that were announced."""
    gaps = range(AROUND, len(terms) - AROUND + 1)
    if len(gaps) < LEAST_LINES:
        return []
    alike = {gap: _cosine(terms[gap - AROUND : gap], terms[gap : gap + AROUND]) for gap in gaps}
    depths = {gap: _depth(alike, gap) for gap in gaps}
    mean = sum(depths.values()) / len(depths)
    spread = math.sqrt(sum((depth - mean) ** 2 for depth in depths.values()) / len(depths))
    borders: list[int] = []
    for gap in sorted(gaps, key=lambda gap: (-depths[gap], gap)):
        if depths[gap] <= mean + spread / 2:
            break
        near = [0, len(lines) - 1, *taken, *borders]
        if all(
            abs(gap - other) >= LEAST_LINES and abs(lines[gap].start - lines[other].start) >= LEAST_SECONDS
            for other in near
        ):
            borders.append(gap)
    return borders


def _cosine(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> float:
    one, other = (Counter(term for terms in side for term in terms) for side in (before, after))
    length = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(times * other[term] for term, times in one.items()) / length if length else 0.0


def _depth(alike: dict[int, float], gap: int) -> float:
    """How far it lies below the next hills on both sides."""
    depth = 0.0
    for step in (-1, 1):
        top, at = alike[gap], gap + step
        while at in alike and alike[at] >= top:
            top, at = alike[at], at + step
        depth += top - alike[gap]
    return depth


def _by_its_words(lines: Sequence[Line], everywhere: Counter[str], count: int, names: set[str]) -> str:
    """The three words that are here more than elsewhere, as they are mostly written."""
    here: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for line in lines:
        for word in filter(is_telling, words(line.text)):
            if len(word) > 3 and (one := stem(word)) not in names:
                here[one] += 1
                written.setdefault(one, Counter())[word.lower()] += 1
    weights = {one: times * math.log(1 + count / everywhere[one]) for one, times in here.items()}
    best = sorted(weights, key=lambda one: (-weights[one], one))[:3]
    title = ", ".join(min(written[one], key=lambda word: (-written[one][word], word)) for one in best)
    return title[:1].upper() + title[1:]
