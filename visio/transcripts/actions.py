"""What can be done with transcripts? Ask for one, for the first time or again; settle what was heard; give one up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from visio.errors import Refused
from visio.jobs import enqueue
from visio.people.models import User
from visio.recordings.models import Recording
from visio.trail import VISIO, Act, note
from visio.transcripts.letters import tell_of_transcript
from visio.transcripts.models import Part, Segment, Speaker, Summary, Transcript, TranscriptQuerySet


@transaction.atomic
def ask_for_words(
    recording: Recording, *, by: User | None, people: Mapping[str, int] | None = None, again: bool = False
) -> Transcript:
    """Once the recording is ready, the worker makes it. Nobody: who asked for the recording wished so.

    `people` says how many speak at whose microphone (by identity); 1 says that it is no shared one. Who asks for one that
    is there or being made is refused, unless `again`: then what people changed in it is lost. After one that failed, asking
    is enough.
    """
    if recording.state == Recording.State.FAILED:
        raise Refused("transcript.no_sound")
    transcript, is_new = Transcript.objects.select_for_update().get_or_create(recording=recording)
    if not is_new:
        _ask_again(transcript, is_meant=again, is_otherwise=bool(people))
    Part.objects.bulk_create(
        Part(transcript=transcript, identity=identity, people=number) for identity, number in (people or {}).items()
    )
    Recording.objects.filter(pk=recording.pk).update(wants_words=True)
    note(Act.TRANSCRIPT_ASKED, by=by or VISIO, on=recording, why="again" if not is_new else "")
    return transcript


def _ask_again(transcript: Transcript, *, is_meant: bool, is_otherwise: bool) -> None:
    has_failed = transcript.state == Transcript.State.FAILED
    if not has_failed and not is_meant:
        raise Refused("transcript.already_asked")
    recording = transcript.recording
    if recording.state == Recording.State.READY and recording.mode == Recording.Mode.WORDS and not recording.bytes:
        # The words are all that is left of it.
        raise Refused("transcript.no_sound")
    if is_meant or is_otherwise:
        _clear(transcript)
    transcript.state, transcript.failure = Transcript.State.WAITING, ""
    transcript.asked_at, transcript.stuck_at = timezone.now(), None
    transcript.ready_at = transcript.told_at = transcript.validated_at = transcript.validated_by = None
    transcript.save()


def _clear(transcript: Transcript) -> None:
    """Bookmarks stay: they are on the recording's time."""
    for made in (transcript.parts, transcript.speakers, transcript.changes):
        made.all().delete()
    # The summary of what is no more.
    Summary.objects.filter(transcript=transcript).delete()
    transcript.heard = transcript.seconds = 0


@transaction.atomic
def settle(transcript: Transcript) -> None:
    """All of it is heard: its parts become lines on one time, with who says each, and its people are told. Done once."""
    now = timezone.now()
    if not _this_wish(transcript).update(state=Transcript.State.READY, ready_at=now, told_at=now):
        return
    recording = transcript.recording
    parts = list(transcript.parts.order_by("id"))
    names = dict(recording.sounds.values_list("identity", "name"))
    said = sorted(((part, line) for part in parts for line in part.lines), key=lambda each: each[1]["start"])
    speakers = _speakers(transcript, said, names)
    Segment.objects.bulk_create(
        (
            Segment(
                transcript=transcript,
                speaker=speakers[part.identity, line["voice"]],
                start=line["start"],
                end=line["end"],
                language=line["language"][:8],
                text=line["text"],
                confidence=line["confidence"],
                words=line["words"],
            )
            for part, line in said
        ),
        batch_size=500,
    )
    transcript.parts.all().delete()
    language = _language([line for _, line in said])
    Transcript.objects.filter(pk=transcript.pk).update(language=language)
    transcript.refresh_from_db()
    note(Act.TRANSCRIPT_MADE, by=VISIO, on=recording, why=transcript.engine)
    for user_id in {recording.owner_id, recording.room.owner_id if recording.room else recording.owner_id}:
        key = f"told {transcript.pk} {transcript.asked_at.timestamp()} {user_id}"
        enqueue(tell_of_transcript, transcript.pk, user_id, key=key)


@transaction.atomic
def give_up(transcript: Transcript, what: str) -> None:
    """Until somebody asks again; what was heard until then stays heard."""
    if _this_wish(transcript).update(state=Transcript.State.FAILED, failure=what):
        note(Act.TRANSCRIPT_FAILED, by=VISIO, on=transcript.recording, why=what)


def _this_wish(transcript: Transcript) -> TranscriptQuerySet:
    """Still being written, and not asked for anew meanwhile."""
    return Transcript.objects.filter(pk=transcript.pk, state=Transcript.State.WORKING, asked_at=transcript.asked_at)


Said = list[tuple[Part, dict[str, Any]]]


def _speakers(transcript: Transcript, said: Said, names: Mapping[str, str]) -> dict[tuple[str, int | None], Speaker]:
    """In the order in which they are first heard. Voices are numbered through all microphones; one that is alone at its
    microphone is its participant's."""
    voices = dict.fromkeys((part.identity, line["voice"]) for part, line in said)
    at_microphone = Counter(identity for identity, _ in voices)
    known = {part.identity: part.names for part, _ in said}
    speakers, number = {}, 0
    for identity, voice in voices:
        name, confidence = known[identity].get(str(voice), ("", None))
        if at_microphone[identity] > 1:
            number += 1
        else:
            name = name or names.get(identity, "")
        speakers[identity, voice] = Speaker.objects.create(
            transcript=transcript,
            identity=identity,
            number=number if at_microphone[identity] > 1 else 0,
            name=name[:80],
            confidence=confidence,
        )
    return speakers


def _language(lines: list[dict[str, Any]]) -> str:
    """What is spoken longest."""
    seconds: Counter[str] = Counter()
    for line in lines:
        seconds[line["language"][:8]] += line["end"] - line["start"]
    return max(seconds, key=lambda each: seconds[each], default="")
