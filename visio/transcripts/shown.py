"""How are transcripts shown to whoever reads them? As the values that `api.py` documents."""

from __future__ import annotations

from visio.people.models import User
from visio.transcripts.models import Bookmark, Change, Segment, Summary, Transcript
from visio.transcripts.search import Found

MOST_CHANGES = 200

OF_A_LINE = ("id", "speaker_id", "start", "end", "language", "text", "confidence", "words", "is_redacted")


def whole(transcript: Transcript, *, may_change: bool, reader: User | None) -> dict[str, object]:
    """In five queries, however long it is."""
    return {
        "state": transcript.state,
        "failure": transcript.failure,
        "heard": transcript.heard,
        "seconds": transcript.seconds,
        "engine": transcript.engine,
        "model": transcript.model,
        "language": transcript.language,
        "asked_at": transcript.asked_at,
        "ready_at": transcript.ready_at,
        "validated_at": transcript.validated_at,
        "validated_by": _called(transcript.validated_by),
        "may_change": may_change,
        "speakers": list(transcript.speakers.values("id", "identity", "number", "name", "confidence")),
        "segments": _segments(transcript),
        "bookmarks": [_bookmark(each, reader) for each in transcript.bookmarks.select_related("user")],
        "summary": _summary(transcript),
    }


def changes(transcript: Transcript, *, before: int) -> list[Change]:
    """The last first."""
    found = transcript.changes.filter(pk__lt=before) if before else transcript.changes.all()
    return list(found[:MOST_CHANGES])


def found(one: Found) -> dict[str, object]:
    recording = one.transcript.recording
    return {
        "recording": recording.pk,
        "title": recording.title,
        "began_at": recording.began_at,
        "seconds": recording.seconds,
        "state": one.transcript.state,
        "speakers": list(dict.fromkeys(each.name for each in one.transcript.speakers.all() if each.name)),
        "hits": [_hit(hit.segment, hit.marks) for hit in one.hits],
    }


def _hit(line: Segment, marks: list[list[int]]) -> dict[str, object]:
    return {
        "segment": line.pk,
        "start": line.start,
        "speaker": line.speaker.name,
        "number": line.speaker.number,
        "text": line.text,
        "marks": marks,
    }


def _segments(transcript: Transcript) -> list[dict[str, object]]:
    changed = set(transcript.changes.exclude(segment=None).values_list("segment", flat=True))
    return [
        {**line, "speaker": line["speaker_id"], "is_changed": line["id"] in changed}
        for line in transcript.segments.values(*OF_A_LINE)
    ]


def _bookmark(one: Bookmark, reader: User | None) -> dict[str, object]:
    is_mine = reader is not None and one.user_id == reader.pk
    return {"id": one.pk, "at": one.at, "note": one.note, "by": str(one.user), "is_mine": is_mine}


def _summary(transcript: Transcript) -> dict[str, object] | None:
    one = Summary.objects.filter(transcript=transcript).select_related("validated_by").first()
    if one is None:
        return None
    return {
        "engine": one.engine,
        "made_at": one.made_at,
        "validated_at": one.validated_at,
        "validated_by": _called(one.validated_by),
        "content": one.content,
    }


def _called(user: User | None) -> str:
    return str(user) if user else ""
