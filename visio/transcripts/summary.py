"""What is a summary made of? A title, what it comes to, topics, decisions and actions, each with the lines it is taken from.

The same form for what the engine inside chooses, what a server proposes and what a person writes; whatever is longer or
has more in it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from django.db.models import Max
from pydantic import BaseModel, Field, StringConstraints

from visio.transcripts.models import Summary

# What no reader sees, and what turns the order of what they do see.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")


def plain(text: str) -> str:
    """One line, of letters that can be seen."""
    return " ".join(UNSEEN.sub(" ", text).split())


def _sentence(most: int, least: int = 1) -> Any:
    return StringConstraints(min_length=least, max_length=most, strip_whitespace=True)


# Of rows of `Segment`; which of them exist is looked at where the content comes in.
Sources = Annotated[list[Annotated[int, Field(ge=1, le=2**62)]], Field(max_length=24)]


class Part(BaseModel, extra="forbid"):
    """`segments` are the lines that say so."""

    segments: Sources


class Claim(Part):
    text: Annotated[str, _sentence(800)]


class Topic(Part):
    """`at` in seconds of the recording."""

    title: Annotated[str, _sentence(160)]
    at: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]


class Action(Part):
    """`due` as it was said: "before Thursday". Who or when may have been left open."""

    what: Annotated[str, _sentence(600)]
    who: Annotated[str, _sentence(120, 0)]
    due: Annotated[str, _sentence(120, 0)]


class Content(BaseModel, extra="forbid"):
    """What a summary row keeps."""

    title: Annotated[str, _sentence(200)]
    abstract: Annotated[list[Claim], Field(max_length=40)]
    topics: Annotated[list[Topic], Field(max_length=40)]
    decisions: Annotated[list[Claim], Field(max_length=40)]
    actions: Annotated[list[Action], Field(max_length=60)]

    def parts(self) -> Iterator[Part]:
        yield from self.abstract
        yield from self.topics
        yield from self.decisions
        yield from self.actions


def cleaned(content: Content) -> Content:
    """Its sentences as people may read them, wherever it came from. A sentence of which nothing is left is left out."""
    told = content.model_dump()
    told["title"] = plain(told["title"]) or "…"
    for name, says in (("abstract", "text"), ("topics", "title"), ("decisions", "text"), ("actions", "what")):
        for part in told[name]:
            part.update({key: plain(value) for key, value in part.items() if isinstance(value, str)})
        told[name] = [part for part in told[name] if part[says]]
    return Content.model_validate(told)


def without(content: Content, segments: set[int]) -> Content:
    """Without whatever is taken from these lines."""
    kept = content.model_dump()
    for name in ("abstract", "topics", "decisions", "actions"):
        kept[name] = [part for part in kept[name] if segments.isdisjoint(part["segments"])]
    return Content.model_validate(kept)


def is_outdated(summary: Summary) -> bool:
    """Somebody corrected the lines after it was made."""
    last = summary.transcript.changes.aggregate(at=Max("at"))["at"]
    return last is not None and last > summary.made_at
