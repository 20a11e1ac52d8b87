"""Which meetings are recorded by themselves? Those in rooms whose owner wished so, as soon as somebody is inside.

Nobody is in such a recording before they said yes, its owner neither. Ended by a host, it stays ended while that meeting
lasts; where none can begin the hosts are told, and it does as soon as it can.
"""

from __future__ import annotations

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from visio.meetings.events import tell
from visio.meetings.models import Event, Meeting, Presence
from visio.meetings.presence import locked_meeting
from visio.recordings import asking
from visio.recordings.actions import said_of, why_none_can_begin
from visio.recordings.models import ByItself, Recording
from visio.trail import VISIO, Act, note

# One that ended so would end so again.
HOPELESS = ("storage", "recorder")


def begin() -> None:
    """Wherever one is wished for and there is none."""
    for meeting in wanted().select_related("room__owner"):
        if why := why_none_can_begin():
            _tell_hosts(meeting, why)
        else:
            _begin(meeting)


def wanted() -> QuerySet[Meeting]:
    """Meetings with somebody inside that should be recorded and are not."""
    here = Presence.objects.filter(meeting=OuterRef("pk"), left_at=None)
    running = Recording.objects.running().filter(channel=OuterRef("channel"))
    wished: QuerySet[Meeting] = Meeting.objects.open().exclude(room=None).exclude(room__records="")
    going_on = wished.filter(Exists(here), ~Exists(running), missing_since=None)
    return going_on.exclude(by_itself__is_over=True).exclude(recordings__failure__in=HOPELESS)


def waits_for(meeting: Meeting | None) -> str:
    """Why none has begun here that should have: `none_free`, `no_space`; empty when it is not so."""
    if meeting is None or not wanted().filter(pk=meeting.pk).exists():
        return ""
    return why_none_can_begin().removeprefix("recording.")


def _begin(meeting: Meeting) -> None:
    room = meeting.room
    assert room is not None
    # Somebody was quicker: there is one.
    with suppress(IntegrityError), transaction.atomic():
        recording = Recording.objects.create(
            owner=room.owner,
            room=room,
            meeting=meeting,
            channel=room.livekit_name,
            title=room.name or room.slug,
            started_by=str(room.owner)[:80],
            mode=room.records,
            wants_words=room.records_words,
            is_automatic=True,
        )
        asking.close(meeting)
        note(Act.RECORDING_STARTED, by=VISIO, on=recording, why=said_of(recording))


@transaction.atomic
def _tell_hosts(meeting: Meeting, why: str) -> None:
    """Once."""
    locked = locked_meeting(meeting.channel)
    if locked is None or ByItself.objects.filter(meeting=locked, was_told=True).exists():
        return
    ByItself.objects.update_or_create(meeting=locked, defaults={"was_told": True})
    told = {"what": "waits", "why": why.removeprefix("recording.")}
    tell(locked, Event.Kind.RECORDING, told, ears=[Event.HOSTS])
