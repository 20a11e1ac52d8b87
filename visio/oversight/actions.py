"""What can be done with the trail? Proved whole, written out, and its heads signed anew when the key has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import transaction

from visio.oversight import chain
from visio.oversight.models import Head, Line
from visio.trail import OPERATOR, Act, note


def verify(*, kept: str = "") -> tuple[list[str], list[str]]:
    """The heads as they are, and what is wrong. What waits is sealed first; `kept` is about the instance's own chain."""
    troubles = []
    try:
        chain.seal()
    except chain.HeadAltered as altered:
        troubles.append(f"{_name(str(altered))}: nothing more is sealed")
    for name in chain.chains() or [""]:
        found = chain.troubles_of(name, kept=kept if not name else "")
        troubles += [f"{_name(name)}: {trouble}" for trouble in found]
    return [f"{_name(head.chain)}: {head}" for head in Head.objects.order_by("chain")], troubles


def export() -> Iterator[str]:
    """JSON Lines: every sealed line of every chain, in order, with what is needed to prove it again."""
    chain.seal()
    for name in chain.chains():
        for line in Line.objects.sealed(name).iterator():
            told = {
                "chain": line.chain,
                "place": line.place,
                "at": chain.moment(line.at),
                "who": line.who,
                "act": line.act,
                "on": line.subject,
                "from": line.prefix,
                "result": line.result,
                "why": line.why,
                "previous": line.previous,
                "digest": line.digest,
            }
            yield json.dumps(told, ensure_ascii=False)
    note(Act.TRAIL_EXPORTED, by=OPERATOR)


@transaction.atomic
def sign_anew() -> None:
    """The heads stand as they are; that they were signed is a line of its own."""
    for head in Head.objects.select_for_update().order_by("chain"):
        chain.sign(head)
        note(Act.TRAIL_SIGNED_ANEW, by=OPERATOR, why=str(head), chain=head.chain)


def _name(name: str) -> str:
    return f"chain {name}" if name else "the instance's chain"
