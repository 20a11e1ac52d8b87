"""What can be done with the trail? Proved whole, written out, and its heads signed anew when the key has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import transaction

from visio.oversight import chain
from visio.oversight.models import Head, Line
from visio.oversight.whose import called, chains_under
from visio.people.models import Organisation
from visio.trail import OPERATOR, Act, note


def verify(*, kept: str = "", of: Organisation | None = None) -> tuple[list[str], list[str]]:
    """The heads of all chains as they are, and what is wrong with any. What waits is sealed first.

    `kept` is about the chain of this organisation, or the instance's own.
    """
    kept_of = of.reference if of else ""
    troubles = []
    try:
        chain.seal()
    except chain.HeadAltered as altered:
        troubles += [f"{called(name)}: nothing more is sealed" for name in altered.chains]
    for name in sorted({*chain.chains()} | ({kept_of} if kept else set())):
        found = chain.troubles_of(name, kept=kept if name == kept_of else "")
        troubles += [f"{called(name)}: {trouble}" for trouble in found]
    return [f"{called(head.chain)}: {head}" for head in Head.objects.order_by("chain")], troubles


def export(*, of: Organisation | None = None) -> Iterator[str]:
    """JSON Lines: every sealed line of every chain, in order, with what is needed to prove it again.

    Of an organisation: of its own chain and of those of all that stand under it.
    """
    chain.seal()
    for name in chains_under(of) if of else chain.chains():
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
    note(Act.TRAIL_EXPORTED, by=OPERATOR, on=of or "")


@transaction.atomic
def sign_anew() -> None:
    """The heads stand as they are; that they were signed is a line of its own."""
    for head in Head.objects.select_for_update().order_by("chain"):
        chain.sign(head)
        note(Act.TRAIL_SIGNED_ANEW, by=OPERATOR, why=str(head), chain=head.chain)
