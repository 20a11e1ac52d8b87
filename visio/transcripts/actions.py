"""What can be done with transcripts? Ask for one, for the first time or again; settle what was heard; give one up."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from visio.errors import Refused
from visio.people.models import User
from visio.recordings.models import Recording
from visio.trail import VISIO, Act, note
from visio.transcripts.models import Part, Summary, Transcript


@transaction.atomic
def ask_for_words(
    recording: Recording, *, by: User | None, people: Mapping[str, int] | None = None, again: bool = False
) -> Transcript:
    """Once the recording is ready, the worker makes it. Nobody: who asked for the recording wished so.

    `people` says how many speak at whose microphone (by identity); 1 says that it is no shared one. Who asks for one that
    is there or being made is refused, unless `again`: then what people changed in it is lost. After one that failed, asking
    is enough.
    """
    if recording.state == Recording.State.FAILED or not _has_sound(recording):
        raise Refused("transcript.no_sound")
    transcript, is_new = Transcript.objects.select_for_update().get_or_create(recording=recording)
    if not is_new:
        if transcript.state != Transcript.State.FAILED and not again:
            raise Refused("transcript.already_asked")
        _begin_anew(transcript)
    Part.objects.bulk_create(
        Part(transcript=transcript, identity=identity, people=number) for identity, number in (people or {}).items()
    )
    Recording.objects.filter(pk=recording.pk).update(wants_words=True)
    note(Act.TRANSCRIPT_ASKED, by=by or VISIO, on=recording, why="again" if not is_new else "")
    return transcript


def _has_sound(recording: Recording) -> bool:
    """Of one made for its words alone, they are all that is left once they are there."""
    is_over = recording.state == Recording.State.READY
    return not is_over or recording.mode != Recording.Mode.WORDS or recording.bytes > 0


def _begin_anew(transcript: Transcript) -> None:
    """Bookmarks stay: they are on the recording's time."""
    for made in (transcript.parts, transcript.speakers, transcript.changes):
        made.all().delete()
    # The summary of what is no more.
    Summary.objects.filter(transcript=transcript).delete()
    transcript.state, transcript.failure = Transcript.State.WAITING, ""
    transcript.heard = transcript.seconds = 0
    transcript.asked_at, transcript.stuck_at = timezone.now(), None
    transcript.ready_at = transcript.told_at = transcript.validated_at = transcript.validated_by = None
    transcript.save()
