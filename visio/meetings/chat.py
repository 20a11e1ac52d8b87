"""What is written and shown in a meeting: messages, to everybody or to the hosts, and the reactions that nobody keeps."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from visio.meetings.access import deletable_message, own_message, readable_message
from visio.meetings.events import retell, tell
from visio.meetings.models import Event, Message
from visio.meetings.presence import meeting_of
from visio.rooms.access import Power, with_power
from visio.rooms.models import Ticket
from visio.trail import Act, note


@transaction.atomic
def send(*, by: Ticket, text: str, reply_to: int | None = None, to_hosts: bool = False) -> Message:
    """One order for everybody: that of the messages' ids. What answers a private message is private as well."""
    meeting = meeting_of(by)
    answered = None if reply_to is None else readable_message(by, reply_to)
    is_private = to_hosts or (answered is not None and answered.is_private)
    with_power(by, Power.PRIVATE_CHAT if is_private else Power.CHAT)
    message = Message.objects.create(
        meeting=meeting,
        identity=by.identity,
        name=by.name,
        text=text,
        reply_to=answered,
        is_private=is_private,
        answers=_answers(answered, by) if is_private else "",
    )
    tell(meeting, Event.Kind.MESSAGE, message.shown(), ears=message.ears())
    return message


@transaction.atomic
def edit(id: int, *, by: Ticket, text: str) -> Message:
    meeting = meeting_of(by)
    message = own_message(by, id)
    with_power(by, Power.PRIVATE_CHAT if message.is_private else Power.CHAT)
    message.text, message.edited_at = text, timezone.now()
    message.save(update_fields=["text", "edited_at"])
    retell(meeting, message)
    return message


@transaction.atomic
def delete(id: int, *, by: Ticket) -> None:
    """The words are gone everywhere; that something was there stays visible."""
    meeting = meeting_of(by)
    message = deletable_message(by, id)
    message.text, message.deleted_at = "", timezone.now()
    message.save(update_fields=["text", "deleted_at"])
    retell(meeting, message)
    if message.identity != by.identity:
        note(Act.MESSAGE_TAKEN_DOWN, by=by, on=f"participant {message.identity}", why=meeting.reference)


@transaction.atomic
def react(*, by: Ticket, kind: str) -> None:
    tell(meeting_of(by), Event.Kind.REACTION, {"identity": by.identity, "name": by.name, "kind": kind})


def _answers(answered: Message | None, by: Ticket) -> str:
    """Whom a host's private answer is for, besides the hosts: who began."""
    if answered is None:
        return ""
    began = answered.answers or answered.identity
    return "" if began == by.identity else began
