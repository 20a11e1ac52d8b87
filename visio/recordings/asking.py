"""Asking for a recording: who may not start one asks those who may, who begin one or say no."""

from __future__ import annotations

from django.db import transaction

from visio.errors import Refused
from visio.meetings.events import tell
from visio.meetings.models import Event, Meeting
from visio.meetings.presence import meeting_of
from visio.recordings.models import Ask, Recording
from visio.rooms.models import Ticket
from visio.trail import Act, note


@transaction.atomic
def ask(*, by: Ticket) -> None:
    """One at a time in a meeting: hosts are not rung for by each in turn."""
    meeting = meeting_of(by)
    if Recording.objects.in_room(by.room):
        raise Refused("recording.already_running")
    if open_in(meeting):
        raise Refused("recording.asked_already")
    Ask.objects.create(meeting=meeting, identity=by.identity, name=by.name)
    note(Act.RECORDING_ASKED, by=by, on=meeting)
    _tell(meeting, "asked", by, ears=[Event.HOSTS])


@transaction.atomic
def decline(*, by: Ticket) -> None:
    """Nothing happens when another host has answered meanwhile."""
    meeting = meeting_of(by)
    if asked := open_in(meeting):
        close(meeting)
        note(Act.RECORDING_DECLINED, by=by, on=f"participant {asked.identity}", why=meeting.reference)
        _tell(meeting, "declined", by, ears=[Event.HOSTS, asked.identity])


def close(meeting: Meeting) -> None:
    """Answered, by a no or by a recording that begins."""
    Ask.objects.filter(meeting=meeting, is_open=True).update(is_open=False)


def open_in(meeting: Meeting | None) -> Ask | None:
    return Ask.objects.filter(meeting=meeting, is_open=True).first()


def _tell(meeting: Meeting, what: str, by: Ticket, *, ears: list[str]) -> None:
    tell(meeting, Event.Kind.RECORDING, {"what": what, "identity": by.identity, "name": by.name}, ears=ears)
