"""What is a transcript to whoever reads, exports or sums it up? Plain values, taken from the tables once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from visio.transcripts.models import Transcript


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
class Document:
    """`sha256` is of the recording's film or sound, `title` the room's name then."""

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


def document_of(transcript: Transcript) -> Document:
    """In two queries; speakers in the order in which they are first heard."""
    recording = transcript.recording
    lines = tuple(
        Line(
            segment.pk,
            called(segment.speaker.name, segment.speaker.number),
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
    )


def called(name: str, number: int) -> str:
    """A voice without a name has a number. `Voice 2` is what every language's page makes of it for people to read."""
    return name or f"Voice {number}"
