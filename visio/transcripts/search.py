"""Where was it said? Over all transcripts that somebody may read, newest first, with the lines and where in them it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from visio.people.models import User
from visio.transcripts import access, index
from visio.transcripts.models import Segment, Speaker, Transcript
from visio.transcripts.stems import Wanted, marks, wanted

# So many are answered at once; whoever wants older ones says until when.
MOST_TRANSCRIPTS = 50
MOST_HITS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty and None: whatever it is. `speaker` and `title` are parts of a name."""

    q: str = ""
    speaker: str = ""
    title: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    transcript: Transcript
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Hit:
    segment: Segment
    marks: list[list[int]]


def find(user: User, asked: Asked) -> list[Found]:
    """Lines that have all words of `q`, at most five of each transcript; without `q` the transcripts alone."""
    transcripts = _narrowed(Transcript.objects.filter(recording__in=access.all_readable(user)), asked)
    lines = Segment.objects.filter(transcript__in=transcripts)
    if asked.speaker:
        speakers = _named(Speaker.objects.filter(transcript__in=transcripts).values_list("pk", "name"), asked.speaker)
        lines = lines.filter(speaker__in=speakers)
        transcripts = transcripts.filter(speakers__in=speakers).distinct()
    words = wanted(asked.q)
    if words:
        lines = lines.filter(pk__in=index.matching(words))
        transcripts = transcripts.filter(pk__in=lines.values("transcript"))
    elif asked.q:
        # Signs, and no word among them.
        return []
    newest = transcripts.select_related("recording").prefetch_related("speakers").order_by("-recording__began_at")
    chosen = list(newest[:MOST_TRANSCRIPTS])
    hits = _hits(lines.filter(transcript__in=chosen), words) if words else {}
    return [Found(each, hits.get(each.pk, [])) for each in chosen]


def _narrowed(transcripts: QuerySet[Transcript], asked: Asked) -> QuerySet[Transcript]:
    if asked.since:
        transcripts = transcripts.filter(recording__began_at__gte=asked.since)
    if asked.until:
        transcripts = transcripts.filter(recording__began_at__lt=asked.until)
    if asked.title:
        titles = transcripts.values_list("pk", "recording__title")
        transcripts = Transcript.objects.filter(pk__in=_named(titles, asked.title))
    return transcripts


def _hits(lines: QuerySet[Segment], words: list[Wanted]) -> dict[int, list[Hit]]:
    """The first ones of each transcript."""
    place = Window(RowNumber(), partition_by=F("transcript_id"), order_by=[F("start").asc(), F("id").asc()])
    found: dict[int, list[Hit]] = {}
    for line in (
        lines.annotate(place=place).filter(place__lte=MOST_HITS).select_related("speaker").order_by("start", "id")
    ):
        found.setdefault(line.transcript_id, []).append(Hit(line, marks(line.text, words)))
    return found


def _named(names: Iterable[tuple[int, str]], part: str) -> list[int]:
    """Those whose name has this part, whatever its capitals and accents: not every database can compare like this."""
    plain = _plain(part)
    return [id for id, name in names if plain in _plain(name)]


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in decomposed if not unicodedata.combining(each))
