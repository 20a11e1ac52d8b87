"""What do we remember for proof? Every line of the audit trail, in a chain, and the head of each chain."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models


class AppendOnly(TypeError):
    """Our own code tried to change a line: a bug, and the database would refuse as well (`unchanging.py`)."""


class LineQuerySet(models.QuerySet["Line"]):
    """What is read. Nothing here writes: lines come from `chain.write` and get their place from `chain.seal`."""

    def sealed(self, chain: str) -> LineQuerySet:
        return self.filter(chain=chain, place__isnull=False).order_by("place")

    def update(self, **_: object) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *_: object, **__: object) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, *_: object, **__: object) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class Line(models.Model):
    """One act. `place`, `previous` and `digest` are given once, some seconds later, when it is sealed into its chain."""

    chain = models.CharField(max_length=40)
    at = models.DateTimeField()
    act = models.CharField(max_length=40)
    who = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    prefix = models.CharField(max_length=50)
    result = models.CharField(max_length=8)
    why = models.CharField(max_length=120)
    place = models.BigIntegerField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects: ClassVar[Any] = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "place"], name="one_line_per_place"),
            models.UniqueConstraint(
                fields=["chain", "previous"], condition=models.Q(place__isnull=False), name="one_line_after_another"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(place=None), name="line_not_yet_sealed")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act}"

    def save(self, *_: object, **__: object) -> NoReturn:
        raise AppendOnly

    def delete(self, *_: object, **__: object) -> NoReturn:
        raise AppendOnly


class Head(models.Model):
    """How long a chain is and what its last line's digest was, signed: so that lines cut off its end are missed."""

    chain = models.CharField(max_length=40, primary_key=True)
    length = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.length}:{self.digest}"
