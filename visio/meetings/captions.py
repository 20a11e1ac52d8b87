"""Are captions wanted? On or off for everybody inside, as a host says; the captioner (`visio/media`) reads the wish at LiveKit."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction

from visio.errors import Unavailable
from visio.gateways import livekit
from visio.gateways.livekit import OpenRoom
from visio.meetings.events import tell
from visio.meetings.models import Captioning, Event, Meeting
from visio.meetings.presence import meeting_of
from visio.rooms.models import Ticket
from visio.trail import Act, note

# What the captioner is told of what somebody speaks; empty: it finds out.
LANGUAGES = {"auto": "", "fr": "fr", "en": "en"}


def switch(*, on: bool, by: Ticket) -> None:
    """The row is the wish. LiveKit is told at once; should it not answer, the periodic look tells it again."""
    with transaction.atomic():
        meeting = meeting_of(by)
        if on == wanted_in(meeting):
            return
        if on:
            Captioning.objects.create(meeting=meeting, identity=by.identity)
        else:
            Captioning.objects.filter(meeting=meeting).delete()
        note(Act.CAPTIONS_ON if on else Act.CAPTIONS_OFF, by=by, on=meeting)
        tell(meeting, Event.Kind.CAPTIONS, {"on": on, "identity": by.identity, "name": by.name})
    with suppress(Unavailable):
        livekit.wish(meeting.channel, captions=on)


def wanted_in(meeting: Meeting) -> bool:
    return Captioning.objects.filter(meeting=meeting).exists()


def put_right(room: OpenRoom) -> None:
    """What LiveKit holds is what stands in the row: also after LiveKit, or its room, began anew."""
    on = Captioning.objects.filter(meeting__channel=room.name, meeting__closed_at=None).exists()
    if on != bool(room.wishes.get("captions")):
        livekit.wish(room.name, captions=on)


def speak(ticket: Ticket, *, language: str) -> None:
    """Which language somebody speaks. The browser says it each time it comes in; nothing of it is kept."""
    livekit.mark(ticket.room.livekit_name, ticket.identity, {"language": LANGUAGES[language]})
