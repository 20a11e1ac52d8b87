"""How does the database find lines by words? SQLite by FTS5, PostgreSQL by its full text search, both over `Entry`.

Both are given stems in letters and digits only (`stems.py`), so they find the same. What keeps them in step stands in the
migration `0003_index`: triggers in SQLite, an index over an expression in PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone

from visio.transcripts.models import Entry, Segment, Transcript
from visio.transcripts.stems import Wanted, indexed

FTS5 = "SELECT rowid FROM transcripts_found WHERE transcripts_found MATCH %s"
TSVECTOR = "SELECT segment_id FROM transcripts_entry WHERE to_tsvector('simple', stems) @@ to_tsquery('simple', %s)"


def put_in(segments: Iterable[Segment]) -> None:
    """As their text is now. `transcript` of each is loaded: its language counts where a line has none."""
    Entry.objects.bulk_create(
        [
            Entry(segment=each, stems=indexed(each.text, each.language or each.transcript.language))
            for each in segments
            if not each.is_redacted
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["segment"],
        update_fields=["stems"],
    )


@transaction.atomic
def put_in_whole(transcript: Transcript) -> None:
    """All its lines. Held meanwhile, so that what somebody corrects or redacts just now comes after it."""
    held = Transcript.objects.select_for_update().get(pk=transcript.pk)
    put_in(held.segments.select_related("transcript"))
    Transcript.objects.filter(pk=held.pk).update(indexed_at=timezone.now())


def take_out(segment: Segment) -> None:
    Entry.objects.filter(segment=segment).delete()


def matching(asked: Sequence[Wanted]) -> RawSQL:
    """The ids of all lines that have everything that is asked for, whoever may read them: for `pk__in`."""
    if connection.vendor == "sqlite":
        said = " AND ".join(
            _any_of((_quoted(" ".join(way), '"') for way in sorted(each.ways)), " OR ") for each in asked
        )
        return RawSQL(FTS5, [said])
    said = " & ".join(
        _any_of((" <-> ".join(_quoted(stem, "'") for stem in way) for way in sorted(each.ways)), " | ")
        for each in asked
    )
    return RawSQL(TSVECTOR, [said])


def _any_of(ways: Iterable[str], sign: str) -> str:
    return f"({sign.join(f'({way})' for way in ways)})"


def _quoted(stems: str, mark: str) -> str:
    return f"{mark}{stems}{mark}"
