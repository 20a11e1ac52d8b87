"""Telling everyone inside: an event is a row, in the same transaction as what it tells of."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection

from visio.meetings.models import Event, Meeting, Message

# What `visio/push/app.py` listens to on PostgreSQL.
NOTIFY = "visio_events"


def tell(meeting: Meeting, kind: Event.Kind, body: object, *, ears: Iterable[str] = ("",)) -> None:
    """To everybody, or to each of these ears: `Event.HOSTS`, an identity.

    The caller holds the meeting's lock (`meeting_of`), so events of a meeting become visible in the order of their ids."""
    written = _written(body)
    Event.objects.bulk_create(
        [Event(meeting=meeting, channel=meeting.channel, ear=ear, kind=kind, body=written) for ear in ears]
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [NOTIFY, meeting.channel])


def retell(meeting: Meeting, message: Message) -> None:
    """A message changed: what was told of it before says the same from now on, so that nobody is told old words again."""
    told = Event.objects.filter(meeting=meeting, kind=Event.Kind.MESSAGE, body__startswith=f'{{"id":{message.pk},')
    told.update(body=_written(message.shown()))
    tell(meeting, Event.Kind.MESSAGE, message.shown(), ears=message.ears())


def _written(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def cursor_of(channel: str) -> int:
    """The id of the last event told there: what a snapshot read after this contains at least."""
    last = Event.objects.filter(channel=channel).order_by("-id").values_list("id", flat=True).first()
    return last or 0
