"""What does a meeting come to, without any server? Sentences that were said, chosen here: the same ones each time.

What matters most by TextRank (Mihalcea and Tarau, 2004) over the words that sentences share; decisions and actions by the
words people make them with (deeds.py); topics by where the words change (topics.py).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from visio.transcripts.deeds import actions_in, decisions_in, sentences
from visio.transcripts.document import Document, Line
from visio.transcripts.grounds import speaks_to_a_machine
from visio.transcripts.summary import Claim, Content, Topic, cleaned
from visio.transcripts.terms import telling
from visio.transcripts.topics import OPENINGS, topics_in
from visio.words import say

ENGINE = "extract"

# One sentence of so many is kept, of each topic one at least.
SENTENCES_FOR_ONE = 6
MOST_CLAIMS = 24

# Too short to stand alone; what is as like another as this says it again.
LEAST_TERMS = 4
ALIKE = 0.5
DAMPING, ROUNDS = 0.85, 30


@dataclass(frozen=True, slots=True)
class Sentence:
    line: Line
    text: str
    terms: tuple[str, ...]

    @property
    def may_stand_alone(self) -> bool:
        """What only says of what comes next stands among the topics."""
        is_said = len(set(self.terms)) >= LEAST_TERMS and not self.text.endswith("?")
        return is_said and not OPENINGS.search(self.text)


def extract(document: Document) -> Content:
    lines = [
        line for line in document.lines if line.text and not line.is_redacted and not speaks_to_a_machine(line.text)
    ]
    topics = topics_in(lines, document)
    starts = [topic.at for topic in topics[1:]] + [math.inf]
    abstract, rest = [], sentences_of(lines)
    for until in starts:
        of_topic = [sentence for sentence in rest if sentence.line.start < until]
        rest = rest[len(of_topic) :]
        abstract += chosen(of_topic, max(1, len(of_topic) // SENTENCES_FOR_ONE))
    most = sorted(abstract, key=lambda one: -len(set(one.terms)))[:MOST_CLAIMS]
    return cleaned(
        Content(
            title=_title(topics, document),
            abstract=[_claim(one, document.language) for one in abstract if one in most],
            topics=topics[:40],
            decisions=decisions_in(lines, document.language)[:40],
            actions=actions_in(lines)[:60],
        )
    )


def sentences_of(lines: Sequence[Line]) -> list[Sentence]:
    return [Sentence(line, text, tuple(telling(text))) for line in lines for text in sentences(line.text)]


def chosen(sentences: Sequence[Sentence], count: int) -> list[Sentence]:
    """The weightiest that do not say the same, in the order in which they were said."""
    weights = ranked([sentence.terms for sentence in sentences])
    best: list[int] = []
    for at in sorted(range(len(sentences)), key=lambda at: (-weights[at], at)):
        if len(best) == count:
            break
        if sentences[at].may_stand_alone and all(likeness(sentences[at], sentences[other]) < ALIKE for other in best):
            best.append(at)
    return [sentences[at] for at in sorted(best)]


def ranked(texts: Sequence[tuple[str, ...]]) -> list[float]:
    """TextRank: a sentence weighs as much as those it shares words with, the rarer the word the more; long ones have no favour."""
    count = len(texts)
    seen = Counter(term for terms in texts for term in set(terms))
    rarity = {term: math.log(1 + count / times) for term, times in seen.items()}
    where: dict[str, list[int]] = {}
    for at, terms in enumerate(texts):
        for term in dict.fromkeys(terms):
            where.setdefault(term, []).append(at)
    links: list[dict[int, float]] = [{} for _ in texts]
    for term, places in where.items():
        for first in places:
            for second in places:
                if first != second:
                    links[first][second] = links[first].get(second, 0.0) + rarity[term]
    for at, linked in enumerate(links):
        for other in linked:
            linked[other] /= math.log(2 + len(texts[at])) + math.log(2 + len(texts[other]))
    totals = [sum(linked.values()) for linked in links]
    weights = [1.0] * count
    for _ in range(ROUNDS):
        weights = [
            (1 - DAMPING) + DAMPING * sum(weights[other] * by / totals[other] for other, by in linked.items())
            for linked in links
        ]
    return weights


def likeness(first: Sentence, second: Sentence) -> float:
    """Of the shorter one's words, how many the other has."""
    one, other = set(first.terms), set(second.terms)
    return len(one & other) / max(1, min(len(one), len(other)))


def _claim(sentence: Sentence, language: str) -> Claim:
    named = say("exports", "named", language, name=sentence.line.speaker)
    return Claim(text=f"{named} {sentence.text}"[:800], segments=[sentence.line.id])


def _title(topics: Sequence[Topic], document: Document) -> str:
    """The first topics; without any, the room's name."""
    first, *others = [topic.title for topic in topics[:3]] or [document.title or "…"]
    return ", ".join([first, *(title[:1].lower() + title[1:] for title in others)])[:200]
