"""Which moments do people want to find again?"""

from __future__ import annotations

from django.db import transaction

from visio.errors import Refused
from visio.people.models import User
from visio.trail import Act, note
from visio.transcripts.models import Bookmark, Transcript

MOST = 500


@transaction.atomic
def set_bookmark(transcript: Transcript, *, by: User, at: float, text: str) -> Bookmark:
    """Within the recording; everybody who may read the transcript sees it."""
    held = Transcript.objects.select_for_update().get(pk=transcript.pk)
    if held.bookmarks.count() >= MOST:
        raise Refused("transcript.too_many_bookmarks", most=MOST)
    at = min(at, transcript.recording.seconds)
    made: Bookmark = Bookmark.objects.create(transcript=held, user=by, at=at, note=text)
    note(Act.BOOKMARK_MADE, by=by, on=held)
    return made


@transaction.atomic
def remove_bookmark(bookmark: Bookmark, *, by: User) -> None:
    note(Act.BOOKMARK_DELETED, by=by, on=bookmark.transcript)
    bookmark.delete()
