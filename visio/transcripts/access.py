"""Who may? Whoever may look at a recording reads its transcript; whoever may change it corrects it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from visio.errors import Refused
from visio.people.access import signed_in, visitor
from visio.people.models import User
from visio.recordings import access
from visio.recordings.models import Recording
from visio.transcripts.models import Bookmark, Segment, Speaker, Transcript


def readable(request: HttpRequest, id: UUID) -> Transcript:
    """Of this recording. Somebody else's is answered as one that never was."""
    return _of(access.readable(request, id))


def all_readable(user: User) -> QuerySet[Recording]:
    """Whose transcripts they may read."""
    found: QuerySet[Recording] = Recording.objects.read_by(user)
    return found


def changeable(request: HttpRequest, id: UUID) -> Transcript:
    """While it is being made there is nothing to change."""
    transcript = _of(access.changeable(request, id))
    if transcript.state != Transcript.State.READY:
        raise Refused("transcript.not_ready")
    return transcript


def to_be_written(request: HttpRequest, id: UUID) -> Recording:
    """A recording of which somebody who may change it asks for words."""
    recording = access.changeable(request, id)
    access.not_being_redacted(recording)
    return recording


def may_change(request: HttpRequest, transcript: Transcript) -> bool:
    return visitor(request) is not None and transcript.recording.may_change


def marker(request: HttpRequest, id: UUID) -> tuple[Transcript, User]:
    """Who reads it and has an account, so that everybody knows whose mark it is."""
    return readable(request, id), signed_in(request)


def removable_bookmark(request: HttpRequest, id: UUID, bookmark: int) -> Bookmark:
    """Of their own; or anybody's, for those who may change the transcript."""
    transcript, by = marker(request, id)
    found: Bookmark | None = transcript.bookmarks.filter(pk=bookmark).first()
    if found is None:
        raise Refused("transcript.bookmark_not_found")
    if found.user_id != by.pk and not may_change(request, transcript):
        raise Refused("transcript.bookmark_not_yours")
    return found


def segment(transcript: Transcript, id: int) -> Segment:
    """A line of this transcript; of another it is not there."""
    if found := transcript.segments.select_related("speaker").filter(pk=id).first():
        return found
    raise Refused("transcript.line_not_found")


def speaker(transcript: Transcript, id: int) -> Speaker:
    if found := transcript.speakers.filter(pk=id).first():
        return found
    raise Refused("transcript.speaker_not_found")


def reader(request: HttpRequest) -> User | None:
    """Nobody known, by a link."""
    return visitor(request)


def _of(recording: Recording) -> Transcript:
    found: Transcript | None = Transcript.objects.filter(recording=recording).select_related("validated_by").first()
    if found is None:
        raise Refused("transcript.not_found")
    found.recording = recording
    return found
