"""What was decided, and who does what by when? Found by the words with which people decide, promise and ask, in French and English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from visio.transcripts.document import Line
from visio.transcripts.summary import Action, Claim, plain
from visio.transcripts.terms import is_telling, telling, words
from visio.words import say

SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+|$)")

DECIDED = re.compile(
    r"\b(?:(?:on|nous) (?:a |avons )?(?:donc |bien )?(?:décid(?:e|é|ons)|convenons|convenu|retient|reten(?:ons|u)|valid(?:e|é|ons)|adopt(?:e|é|ons)|approuv(?:e|é|ons)|act(?:e|é|ons))\b"
    r"|(?:il|c') ?est (?:donc |bien )?(?:décidé|convenu|validé|adopté|approuvé|acté)|(?:est|sont) (?:adoptée?s?|approuvée?s?|validée?s?|actée?s?)\b"
    r"|(?:on|nous) part(?:ons)? sur|la décision est|on se met d'accord|nous nous mettons d'accord|(?:on|nous) (?:est|sommes) d'accord (?:pour|sur)"
    r"|we(?:'ve| have)? (?:all |now )?(?:agreed?|decided?|approved?|adopted|settled on)|(?:it|that)(?:'s| is| was| has been) (?:decided|agreed|approved|settled)"
    r"|(?:is|are) (?:hereby )?(?:approved|adopted)\b|the decision is|let's go with|we(?:'ll| will) go with)",
    re.IGNORECASE,
)
PROPOSED = re.compile(
    r"\b(?:il (?:nous )?(?:faut|faudrait)|(?:on|nous) (?:doit|devons|devrait|devrions)|je propose|(?:we|you) (?:need|have|ought) to|we (?:must|should)|i (?:propose|suggest))\b",
    re.IGNORECASE,
)
AGREED = re.compile(
    r"^\W*(?:oui,? |yes,? )?(?:je suis (?:tout à fait |entièrement )?d'accord|tout à fait d'accord|d'accord avec|entièrement d'accord|c'est entendu|i (?:fully |totally |completely )?agree|agreed)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:on|nous) (?:a|avons) |\bwe(?:'ve| have)? \w+ed\b", re.IGNORECASE)
YES = re.compile(r"^\W*(?:oui|ok|okay|d'accord|entendu|yes|yeah|agreed|sure)\b", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:pas|jamais|rien|aucune?)\b|\bn'(?:est|a|avons)\b|\b(?:not|never|nothing|no one)\b|n't\b|^\W*(?:si|if)\b",
    re.IGNORECASE,
)

# Who does it: the person who says so, the one who is named, the one who is asked.
SELF = re.compile(
    r"\b(?:je (?:vais|peux|dois)|laissez-moi|laisse-moi"
    r"|i(?:'ll| will| can| am going to|'m going to| have to| need to)|let me)\b",
    re.IGNORECASE,
)
SELF_LATER = re.compile(
    r"\b(?:(?:je |j')(?:l'|le |la |les |vous |te |lui |leur |y |en )?\w{2,}rai|je (?:m'(?:en )?occupe|me charge|m'en charge))\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?:^|(?<=[\s,;:]))(?P<who>[A-ZÀ-Þ][\w'-]+)(?: (?P<verb>(?:va|doit|will|has to|is going to|'ll)\b)| (?:s'occupera|se chargera)\b| (?=\w{2,}ra\b)"
    r"|(?P<now> (?=\w{3,}[est] (?:le|la|les|l'|un|une|the|a|an|our|nos|notre)\b)))"
)
ASKED = re.compile(
    r"\b(?:(?:pouvez|pourriez|peux|pourrais)-(?:vous|tu)|merci d(?:e |')(?!avoir|être|votre|ton|cet|ce)|il faudrait que (?:vous|tu)|(?:could|can|would) you(?: please)?|please(?! (?:hold|wait|note)))",
    re.IGNORECASE,
)
DECIDED_LATER = re.compile(
    r"\b(?:(?:nous|on) (?:en )?(?:déciderons|décidera|reparlerons|reparlera|verrons)|let(?:'s| us) decide|we(?:'ll| will) decide)\b",
    re.IGNORECASE,
)
ACCEPTED = re.compile(
    r"^\W*(?:oui|ok|okay|d'accord|bien sûr|volontiers|entendu|yes|yeah|sure|of course|will do|j'|je |i )", re.IGNORECASE
)

# Said with the same words, and nothing anybody has to do.
IDLE = re.compile(
    r"^\W*(?:quand même |juste |maintenant |d'abord |just |now |first |quickly )?(?:vous |te |t'|you )?(?:voir|entendre|entends|dire|comprendre|imaginer|être|commencer|finir|parler|répéter|aussi |already |also )?"
    r"(?:see|hear|say|tell|think|imagine|understand|be\b|repeat|speak|talk|start|help you|be sure|share my|partager mon|show|m'entendre|me voir|répéter|noter que|excuser|montrer)\b"
    r"|^\W*(?:quand même |juste |maintenant |d'abord )?(?:voir|entendre|dire|comprendre|imaginer|être|commencer|démarrer|débuter|finir|parler|essayer)\b"
    r"|\b(?:si (?:vous|tu) (?:veux|voulez)|if you (?:want|like|wish))\b",
    re.IGNORECASE,
)
IDLE_LATER = re.compile(r"\b(?:serai|aurai|dirai|pourrai|voudrai|aimerai|préférerai|saurai|verrai)\b", re.IGNORECASE)

DAY_FR = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: (?:prochain|matin|midi|après-midi|soir))*"
DAY_EN = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:morning|afternoon|evening|night))?"
MONTH_FR = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
MONTH_EN = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
DUE = re.compile(
    rf"\b(?:(?:avant|d'ici(?: à)?|pour|dès|au plus tard|jusqu'à|d'ici au|avant le|pour le) )?(?:(?:le )?{DAY_FR}(?: (?:le )?\d{{1,2}}(?: {MONTH_FR})?)?|(?:le |au )?\d{{1,2}}(?:er)? {MONTH_FR}"
    r"|demain(?: (?:matin|midi|après-midi|soir))?|ce soir|cet après-midi|(?:la )?semaine prochaine|(?:le )?mois prochain|(?:la )?fin (?:de (?:la |cette )?semaine|du mois|de l'année)|deux jours|\d+ jours)\b"
    rf"|\b(?:(?:by|before|on|until|no later than|at the latest on|this|next) )?(?:(?:next |this )?{DAY_EN}|{MONTH_EN} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH_EN}"
    r"|tomorrow(?: (?:morning|afternoon|evening))?|tonight|next (?:week|month)|the end of (?:the |this )?(?:day|week|month|year))\b",
    re.IGNORECASE,
)
# "d'ici deux jours" is a term, "cela prend deux jours" is none.
LENGTH = re.compile(r"^(?:deux|\d+) jours$", re.IGNORECASE)

# Of two promises by one person, so many words of the shorter one in the other: it is the same promise.
SAME = 0.5


@dataclass
class Promise:
    what: str
    who: str
    due: str
    lines: list[int]
    terms: set[str] = field(default_factory=set)


def decisions_in(lines: Sequence[Line], language: str) -> list[Claim]:
    """In the words of who said so. What was proposed and agreed to in the next line is decided too.

    A "not" before the deciding word denies the decision; one after it is what was decided.
    """
    found: list[Claim] = []
    for at, line in enumerate(lines):
        for text in sentences(line.text):
            if any(text in known.text for known in found):
                continue
            decided, answer = DECIDED.search(text), _answer(lines, at)
            if decided and not DENIED.search(text[: decided.end()]) and len(telling(text)) > 1:
                # "We decided to wait, is that all right?" is one if somebody says yes; "Do we agree to wait?" is none.
                if not text.endswith("?"):
                    found.append(Claim(text=_said(line, text, language), segments=[line.id]))
                elif answer and PAST.search(decided[0]) and YES.search(answer.text):
                    found.append(Claim(text=_said(line, text, language), segments=[line.id, answer.id]))
            elif PROPOSED.search(text) and not text.endswith("?") and answer and AGREED.search(answer.text):
                found.append(Claim(text=_said(line, text, language), segments=[line.id, answer.id]))
    return found


def actions_in(lines: Sequence[Line]) -> list[Action]:
    """Each once, with every line that speaks of it: who is asked, says yes and is named in the end has one thing to do."""
    promises: list[Promise] = []
    names = names_in(lines)
    for at, line in enumerate(lines):
        for text in sentences(line.text):
            for promise in _promises(lines, at, text, names):
                _keep(promises, promise, by=line.speaker)
    return [
        Action(what=one.what[:600], who=one.who[:120], due=one.due[:120], segments=one.lines[:24]) for one in promises
    ]


def sentences(text: str) -> list[str]:
    return [plain(found) for found in SENTENCE.findall(text) if plain(found)]


def names_in(lines: Sequence[Line]) -> set[str]:
    """Of who speaks; and words with a capital within sentences, which are written small nowhere."""
    names = {word for line in lines for word in words(line.speaker)}
    small = {word for line in lines for word in words(line.text) if word[0].islower()}
    inside = {word for line in lines for text in sentences(line.text) for word in words(text)[1:] if word[0].isupper()}
    return names | {word for word in inside if word.lower() not in small and is_telling(word) and not DUE.search(word)}


def _promises(lines: Sequence[Line], at: int, text: str, names: set[str]) -> Iterator[Promise]:
    line, is_question = lines[at], text.endswith("?")
    named = [found for found in NAMED.finditer(text) if _is_meant(found, text, names)]
    if asked := ASKED.search(text):
        answer = _answer(lines, at)
        accepts = answer is not None and bool(ACCEPTED.search(answer.text))
        who = answer.speaker if answer and accepts else ""
        yield from _one(text[asked.end() :], who, [line.id, *([answer.id] if answer and accepts else [])])
    elif named and not is_question:
        for one, following in zip(named, [*named[1:], None], strict=True):
            clause = text[one.end() if one["verb"] else one.start() : following.start() if following else len(text)]
            yield from _one(clause, one["who"], [line.id])
    elif is_question:
        return
    elif DECIDED_LATER.search(text):
        yield from _one(text, "", [line.id])
    elif promised := SELF.search(text):
        yield from _one(text[promised.end() :], line.speaker, [line.id])
    elif (
        (promised := SELF_LATER.search(text)) and not IDLE_LATER.search(promised[0]) and telling(text[promised.end() :])
    ):
        # "I see to that" says nothing of what.
        yield from _one(text[promised.start() :], line.speaker, [line.id])


def _is_meant(found: re.Match[str], text: str, names: set[str]) -> bool:
    """Somebody known; or who stands first and has a term. What is said to be done now needs one too."""
    has_term = bool(_due(text))
    return (has_term or not found["now"]) and (
        found["who"] in names or (has_term and is_telling(found["who"]) and not DUE.search(found["who"]))
    )


def _one(clause: str, who: str, sources: list[int]) -> Iterator[Promise]:
    what = re.sub(r"(?:[\s,;:]|\b(?:et|and|puis|then)\b)+$", "", clause.strip(" ,;:.!?…"))
    terms = telling(DUE.sub(" ", what))
    if not terms or IDLE.search(what) or DENIED.search(what.split(",")[0]):
        return
    what = what[:1].upper() + what[1:]
    yield Promise(what, who, _due(clause), sources, set(terms))


def _due(text: str) -> str:
    found = [each[0] for each in DUE.finditer(text) if not LENGTH.search(each[0])]
    return plain(found[0]) if found else ""


def _keep(promises: list[Promise], new: Promise, *, by: str) -> None:
    """What they say of themselves, by when, counts more than what they were asked."""
    for known in promises:
        less = max(1, min(len(known.terms), len(new.terms)))
        if known.who == new.who and len(known.terms & new.terms) / less >= SAME:
            known.lines += [id for id in new.lines if id not in known.lines]
            known.due = (new.due if by == new.who else "") or known.due or new.due
            return
    promises.append(new)


def _answer(lines: Sequence[Line], at: int) -> Line | None:
    """What somebody else says next."""
    following = lines[at + 1] if at + 1 < len(lines) else None
    return following if following and following.speaker != lines[at].speaker else None


def _said(line: Line, text: str, language: str) -> str:
    return f"{say('exports', 'named', language, name=line.speaker)} {text}"[:800]
