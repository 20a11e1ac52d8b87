"""How is a line kept so that nobody can take it back? Written with its act, and sealed into its chain a few seconds later.

Writing is one INSERT, so that acting stays cheap and nobody waits for anybody's lock. Sealing gives each line the next
place, the digest of the line before and its own over all of it, and moves the chain's signed head. Two who seal at once
wait for one another at the head; the database refuses a second line in a place or after the same line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from visio import trail
from visio.oversight.models import Head, Line
from visio.oversight.whose import chain_of
from visio.trail import VISIO, Act, note

AT_ONCE = 1000

WRITE = (
    "INSERT INTO oversight_line (chain, at, act, who, subject, prefix, result, why, previous, digest)"
    " VALUES ({chain}, %s, %s, %s, %s, %s, %s, %s, '', '')"
)
SEAL = "UPDATE oversight_line SET place = %s, previous = %s, digest = %s WHERE id = %s AND place IS NULL"


class HeadAltered(Exception):
    """The head of these chains does not bear our signature: somebody changed it, or VISIO_SECRET_KEY is another one now."""

    def __init__(self, *chains: str) -> None:
        super().__init__(*chains)
        self.chains = chains


def write(line: trail.Line) -> None:
    """In SQL, because every join pays for it."""
    if line.chain is None:
        chain, values = chain_of(who=line.who, subject=line.subject)
    else:
        chain, values = "%s", [line.chain]
    at = connection.ops.adapt_datetimefield_value(line.at)
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE.format(chain=chain),
            [*values, at, line.act, line.who, line.subject, line.prefix, line.result, line.why],
        )


def seal() -> int:
    """How many lines were sealed. A chain whose head was altered holds up no other, and is told of in the end."""
    sealed, altered = 0, set[str]()
    waiting = Line.objects.filter(place=None)
    # Once more for what is written meanwhile: that a chain has begun.
    while chains := {*waiting.values_list("chain", flat=True).distinct()} - altered:
        for chain in sorted(chains):
            try:
                sealed += _seal_some(chain)
            except HeadAltered:
                altered.add(chain)
    if altered:
        raise HeadAltered(*sorted(altered))
    return sealed


@transaction.atomic
def _seal_some(chain: str) -> int:
    head = _locked_head(chain)
    lines = list(Line.objects.filter(chain=chain, place=None).order_by("id")[:AT_ONCE])
    if not lines:
        return 0
    places = []
    for line in lines:
        previous = head.digest
        head.length += 1
        head.digest = digest_of(line, place=head.length, previous=previous)
        places.append((head.length, previous, head.digest, line.pk))
    with connection.cursor() as cursor:
        cursor.executemany(SEAL, places)
    sign(head)
    return len(lines)


def _locked_head(chain: str) -> Head:
    if not Head.objects.filter(pk=chain).exists():
        first = Head(chain=chain)
        first.signature = signature_of(first)
        Head.objects.bulk_create([first], ignore_conflicts=True)
        if chain:
            note(Act.CHAIN_BEGUN, by=VISIO, on=chain, chain="")
    head = Head.objects.select_for_update().get(pk=chain)
    if not is_signed(head):
        raise HeadAltered(chain)
    return head


def digest_of(line: Line, *, place: int, previous: str) -> str:
    """SHA-256 of the whole line, where it stands and what stands before it, spelt in one way."""
    told = [previous, place, line.chain, moment(line.at), line.act, line.who, line.subject, line.prefix]
    spelt = json.dumps([*told, line.result, line.why], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def sign(head: Head) -> None:
    head.signature = signature_of(head)
    head.save(force_update=True)


def signature_of(head: Head) -> str:
    """With a key that is not in the database: whoever can only write there cannot make a head."""
    told = json.dumps([head.chain, head.length, head.digest])
    return salted_hmac("visio.oversight.head", told, algorithm="sha256").hexdigest()


def is_signed(head: Head) -> bool:
    return constant_time_compare(head.signature, signature_of(head))


def troubles_of(chain: str, *, kept: str = "") -> Iterator[str]:
    """What is wrong with this chain, in its order; nothing when it is whole.

    `kept` is a head as `visio audit verify` printed it some time ago, LENGTH:DIGEST: the line in that place must still be
    that one, so that even somebody who has the key cannot write the past anew.
    """
    place, previous = 0, ""
    kept_length, _, kept_digest = kept.partition(":")
    is_kept = not kept
    for line in Line.objects.sealed(chain).iterator():
        here = int(line.place or 0)
        if here > place + 1:
            yield f"lines {place + 1} to {here - 1} are missing"
        if line.previous != previous:
            yield f"line {here} does not follow the line before it"
        if line.digest != digest_of(line, place=here, previous=line.previous):
            yield f"line {here} was changed ({moment(line.at)} {line.act})"
        is_kept = is_kept or (str(here), line.digest) == (kept_length, kept_digest)
        place, previous = here, line.digest
    if not is_kept:
        yield f"line {kept_length} is not the one that was kept"
    head = Head.objects.filter(pk=chain).first()
    if head is None:
        if chain or place:
            yield "its head is missing"
        return
    if not is_signed(head):
        yield "its head does not bear our signature: it was changed, or VISIO_SECRET_KEY is another one now"
    if head.length > place:
        yield f"lines {place + 1} to {head.length} are missing"
    elif (head.length, head.digest) != (place, previous):
        yield f"its head says {head.length}:{head.digest[:12]}, and its last line is {place}:{previous[:12]}"


def chains() -> list[str]:
    """All there are or were: by their lines, by their heads, and by the instance's word that they began."""
    begun = Line.objects.sealed("").filter(act=Act.CHAIN_BEGUN.value).values_list("subject", flat=True)
    named = {*Line.objects.values_list("chain", flat=True).distinct(), *Head.objects.values_list("chain", flat=True)}
    return sorted({*named, *begun})
