"""What can people change in a transcript? Words, whose they are, how speakers are called; and take a line out for good.

Who changed what is kept as rows. Each verb holds the transcript while it works, so that two who change it come after one another.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from visio.errors import Refused
from visio.people.models import User
from visio.recordings.actions import silence
from visio.trail import Act, note
from visio.transcripts import index
from visio.transcripts.document import called
from visio.transcripts.models import Change, Segment, Speaker, Summary, Transcript
from visio.transcripts.wording import sureness, timed

MOST_SPEAKERS = 200


@transaction.atomic
def correct_words(segment: Segment, *, by: User, text: str, was: str) -> None:
    """Refuses when the line is not what they saw: nobody overwrites what they have not read."""
    segment = _held(segment)
    if segment.is_redacted:
        raise Refused("transcript.line_redacted")
    if segment.text != was:
        raise Refused("transcript.line_changed")
    if segment.text == text:
        return
    _keep(segment.transcript, Change.Kind.WORDS, by, segment=segment, before=segment.text, after=text)
    segment.text, segment.words = text, timed(text, segment.words)
    segment.confidence = sureness(segment.words)
    segment.save(update_fields=["text", "words", "confidence"])
    index.put_in([segment])
    note(Act.WORDS_CORRECTED, by=by, on=segment.transcript)


@transaction.atomic
def give_line(segment: Segment, *, by: User, speaker: Speaker) -> None:
    segment = _held(segment)
    before = segment.speaker
    segment.speaker = speaker
    segment.save(update_fields=["speaker"])
    _keep(segment.transcript, Change.Kind.SPEAKER, by, segment=segment, before=_name(before), after=_name(speaker))
    note(Act.LINE_GIVEN, by=by, on=segment.transcript)


@transaction.atomic
def rename_speaker(speaker: Speaker, *, by: User, name: str) -> None:
    """Once for all their lines. A name that a person gave is sure."""
    transcript = _hold(speaker.transcript)
    _keep(transcript, Change.Kind.NAME, by, before=_name(speaker), after=name)
    speaker.name, speaker.confidence = name, None
    speaker.save(update_fields=["name", "confidence"])
    note(Act.SPEAKER_RENAMED, by=by, on=transcript)


@transaction.atomic
def merge_speakers(speaker: Speaker, *, by: User, into: Speaker) -> None:
    """All they say is said by the other one, and they are gone. Which lines those were is kept."""
    transcript = _hold(speaker.transcript)
    if speaker == into:
        raise Refused("transcript.speaker_not_found")
    lines = list(speaker.segments.values_list("pk", flat=True))
    speaker.segments.update(speaker=into)
    _keep(transcript, Change.Kind.MERGED, by, before=_name(speaker), after=_name(into), lines=lines)
    speaker.delete()
    note(Act.SPEAKERS_MERGED, by=by, on=transcript)


@transaction.atomic
def split_speaker(speaker: Speaker, *, by: User, segments: Sequence[int], name: str) -> Speaker:
    """These lines of theirs are somebody else's at the same microphone."""
    transcript = _hold(speaker.transcript)
    lines = speaker.segments.filter(pk__in=segments)
    if lines.count() != len(set(segments)):
        raise Refused("transcript.line_not_found")
    if transcript.speakers.count() >= MOST_SPEAKERS:
        raise Refused("transcript.too_many_speakers", most=MOST_SPEAKERS)
    last: int = transcript.speakers.filter(identity=speaker.identity).aggregate(last=Max("number"))["last"]
    other: Speaker = Speaker.objects.create(
        transcript=transcript, identity=speaker.identity, number=last + 1, name=name
    )
    lines.update(speaker=other)
    _keep(transcript, Change.Kind.SPLIT, by, before=_name(speaker), after=_name(other), lines=sorted(set(segments)))
    note(Act.SPEAKER_SPLIT, by=by, on=transcript)
    return other


@transaction.atomic
def redact(segment: Segment, *, by: User) -> None:
    """Its words are gone for good, wherever they stood, and nobody is given the sound until it is silent there."""
    segment = _held(segment)
    if segment.is_redacted:
        return
    transcript = segment.transcript
    segment.text, segment.words, segment.is_redacted = "", [], True
    segment.save(update_fields=["text", "words", "is_redacted"])
    segment.changes.filter(kind=Change.Kind.WORDS).update(before="", after="")
    index.take_out(segment)
    # What it was made of, should any be left.
    transcript.parts.all().delete()
    if summary := Summary.objects.filter(transcript=transcript).first():
        _drop_claims(summary, segment)
    silence(transcript.recording, identity=segment.speaker.identity, start=segment.start, end=segment.end)
    _keep(transcript, Change.Kind.REDACTED, by, segment=segment)
    note(Act.LINE_REDACTED, by=by, on=transcript)


@transaction.atomic
def validate(transcript: Transcript, *, by: User, is_validated: bool) -> None:
    """A person has read it through and stands for it, or does not any more."""
    transcript.validated_at = timezone.now() if is_validated else None
    transcript.validated_by = by if is_validated else None
    transcript.save(update_fields=["validated_at", "validated_by"])
    note(Act.TRANSCRIPT_VALIDATED if is_validated else Act.TRANSCRIPT_INVALIDATED, by=by, on=transcript)


def _drop_claims(summary: Summary, segment: Segment) -> None:
    """Whatever rests on this line, and the title, which may: somebody reads the rest again before it is validated."""
    content = dict(summary.content)
    for part, claims in content.items():
        if isinstance(claims, list):
            content[part] = [claim for claim in claims if segment.pk not in claim.get("segments", [])]
    if content == summary.content:
        return
    content["title"] = summary.transcript.recording.title
    summary.content, summary.validated_at, summary.validated_by = content, None, None
    summary.save(update_fields=["content", "validated_at", "validated_by"])


def _keep(
    transcript: Transcript,
    kind: Change.Kind,
    by: User,
    *,
    segment: Segment | None = None,
    before: str = "",
    after: str = "",
    lines: Sequence[int] = (),
) -> None:
    Change.objects.create(
        transcript=transcript,
        segment=segment,
        kind=kind,
        user=by,
        by=str(by)[:80],
        before=before,
        after=after,
        lines=list(lines),
    )


def _name(speaker: Speaker) -> str:
    return called(speaker.name, speaker.number)


def _hold(transcript: Transcript) -> Transcript:
    held: Transcript = Transcript.objects.select_for_update().get(pk=transcript.pk)
    return held


def _held(segment: Segment) -> Segment:
    """As it is now that nobody else changes it."""
    _hold(segment.transcript)
    if found := Segment.objects.select_related("speaker", "transcript__recording").filter(pk=segment.pk).first():
        return found
    raise Refused("transcript.line_not_found")
