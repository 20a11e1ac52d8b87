"""What is written and shown in a meeting: messages, and the reactions that nobody keeps."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from visio.errors import Refused
from visio.meetings.access import message_in, own_message
from visio.meetings.events import retell, tell
from visio.meetings.models import Event, Message
from visio.meetings.presence import meeting_of
from visio.rooms.models import Ticket


@transaction.atomic
def send(*, by: Ticket, text: str, reply_to: int | None = None) -> Message:
    """One order for everybody: that of the messages' ids."""
    meeting = meeting_of(by)
    if reply_to is not None and message_in(by, reply_to) is None:
        raise Refused("meeting.message_not_found")
    message = Message.objects.create(
        meeting=meeting, identity=by.identity, name=by.name, text=text, reply_to_id=reply_to
    )
    tell(meeting, Event.Kind.MESSAGE, message.shown())
    return message


@transaction.atomic
def edit(id: int, *, by: Ticket, text: str) -> Message:
    meeting = meeting_of(by)
    message = own_message(by, id)
    message.text, message.edited_at = text, timezone.now()
    message.save(update_fields=["text", "edited_at"])
    retell(meeting, message)
    return message


@transaction.atomic
def delete(id: int, *, by: Ticket) -> None:
    """The words are gone everywhere; that something was there stays visible."""
    meeting = meeting_of(by)
    message = own_message(by, id)
    message.text, message.deleted_at = "", timezone.now()
    message.save(update_fields=["text", "deleted_at"])
    retell(meeting, message)


@transaction.atomic
def react(*, by: Ticket, kind: str) -> None:
    tell(meeting_of(by), Event.Kind.REACTION, {"identity": by.identity, "name": by.name, "kind": kind})
