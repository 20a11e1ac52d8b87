"""What is a transcript to whoever reads, exports or sums it up? Plain values, taken from the tables once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from visio.transcripts.models import Summary, Transcript
from visio.transcripts.summary import Content, is_outdated, without
from visio.words import say


@dataclass(frozen=True, slots=True)
class Line:
    """`id` is its segment's; `speaker` is a name people know. Seconds of the recording. A redacted line has no text."""

    id: int
    speaker: str
    start: float
    end: float
    language: str
    text: str
    confidence: float
    words: tuple[tuple[str, float, float, float], ...] = ()
    is_redacted: bool = False


@dataclass(frozen=True, slots=True)
class Minutes:
    """The summary. `is_outdated`: lines were corrected since it was made."""

    content: Content
    engine: str
    made_at: datetime
    is_validated: bool = False
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """`sha256` is of the recording's film or sound, `title` the room's name then. `id` is the recording's."""

    title: str
    began_at: datetime
    seconds: float
    language: str
    engine: str
    model: str
    sha256: str
    speakers: tuple[str, ...]
    lines: tuple[Line, ...]
    is_validated: bool = False
    minutes: Minutes | None = None
    id: str = ""


def document_of(transcript: Transcript, *, reader: str = "en") -> Document:
    """In four queries; speakers in the order in which they are first heard. `reader` is the language of who reads it."""
    recording = transcript.recording
    lines = tuple(
        Line(
            segment.pk,
            called(segment.speaker.name, segment.speaker.number, reader),
            segment.start,
            segment.end,
            segment.language,
            segment.text,
            segment.confidence,
            tuple((text, start, end, confidence) for text, start, end, confidence in segment.words),
            segment.is_redacted,
        )
        for segment in transcript.segments.select_related("speaker").all()
    )
    return Document(
        title=recording.title,
        began_at=recording.began_at or recording.asked_at,
        seconds=recording.seconds,
        language=transcript.language,
        engine=transcript.engine,
        model=transcript.model,
        sha256=recording.sha256,
        speakers=tuple(dict.fromkeys(line.speaker for line in lines)),
        lines=lines,
        is_validated=transcript.validated_at is not None,
        minutes=_minutes_of(transcript, {line.id for line in lines if line.is_redacted}),
        id=str(recording.pk),
    )


def _minutes_of(transcript: Transcript, redacted: set[int]) -> Minutes | None:
    """Without what it says of lines that were removed, should anything of them be left in it."""
    summary = Summary.objects.filter(transcript=transcript).select_related("transcript").first()
    if summary is None:
        return None
    return Minutes(
        without(Content.model_validate(summary.content), redacted),
        summary.engine,
        summary.made_at,
        summary.validated_at is not None,
        is_outdated(summary),
    )


def called(name: str, number: int, language: str = "en") -> str:
    """A voice without a name has a number."""
    return name or say("exports", "voice", language, number=number)
