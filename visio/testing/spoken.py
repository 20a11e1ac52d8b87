"""Transcripts for tests: the two meetings of tests/speech as values, and as rows of a recording that is ready."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from visio.people.models import User
from visio.testing.recorded import ready_recording
from visio.transcripts.document import Document, Line
from visio.transcripts.models import Segment, Speaker, Transcript

MEETINGS = Path(__file__).parent.parent.parent / "tests" / "speech"
NAMES = {"A": "Claire", "B": "Paul", "C": "Emma", "D": "David"}
BEGAN = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


def turns(language: str) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = json.loads((MEETINGS / f"meeting_{language}.json").read_text())
    return said


def spoken(language: str) -> Document:
    """Ids count from 1."""
    lines = tuple(
        Line(number, NAMES[turn["speaker"]], turn["start"], turn["end"], language, turn["text"], 0.9)
        for number, turn in enumerate(turns(language), 1)
    )
    return Document(
        title="Projet de migration" if language == "fr" else "Migration project",
        began_at=BEGAN,
        seconds=101.0,
        language=language,
        engine="faster-whisper",
        model="whisper base int8",
        sha256="ab" * 32,
        speakers=tuple(NAMES.values()),
        lines=lines,
        id="00000000-0000-4000-8000-000000000001",
    )


def saying(*texts: str, document: Document | None = None, speaker: str = "Claire") -> Document:
    """A meeting of these lines, five seconds each."""
    lines = tuple(
        Line(number, speaker, number * 5.0, number * 5.0 + 4, "en", text, 0.9) for number, text in enumerate(texts, 1)
    )
    return replace(document or spoken("en"), lines=lines, speakers=(speaker,), seconds=5.0 * len(lines) + 5)


def long_meeting(language: str, hours: float) -> Document:
    """The same things said again and again."""
    document = spoken(language)
    length = document.lines[-1].end + 1
    lines: list[Line] = []
    for round_ in range(int(hours * 3600 / length)):
        lines += [
            replace(line, id=len(lines) + number, start=line.start + round_ * length, end=line.end + round_ * length)
            for number, line in enumerate(document.lines, 1)
        ]
    return replace(document, lines=tuple(lines), seconds=lines[-1].end)


def spoken_transcript(owner: User, language: str = "en") -> Transcript:
    """Of a recording of theirs; the lines are the meeting's."""
    recording = ready_recording(owner, title=spoken(language).title)
    transcript: Transcript = Transcript.objects.create(
        recording=recording,
        state=Transcript.State.READY,
        engine="faster-whisper",
        model="whisper base int8",
        language=language,
        ready_at=timezone.now(),
    )
    speakers = {
        letter: Speaker.objects.create(transcript=transcript, identity=f"p-{name.lower()}", name=name)
        for letter, name in NAMES.items()
    }
    Segment.objects.bulk_create(
        Segment(
            transcript=transcript,
            speaker=speakers[turn["speaker"]],
            start=turn["start"],
            end=turn["end"],
            language=language,
            text=turn["text"],
            confidence=0.9,
        )
        for turn in turns(language)
    )
    return transcript
