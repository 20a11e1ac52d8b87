"""Who may? Inside a meeting the pass decides."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from visio.errors import Refused
from visio.meetings.models import Message
from visio.rooms import access
from visio.rooms.models import Room, Ticket


class Returning(HttpBearer):
    """The browser shows its pass; `request.auth` is the ticket it belongs to, as long as the door would open to its holder."""

    def __call__(self, request: HttpRequest) -> Ticket:
        return self.authenticate(request, shown_pass(request))

    def authenticate(self, request: HttpRequest, token: str) -> Ticket:
        ticket = access.ticket_of(token)
        if access.may_come_back(ticket):
            return ticket
        is_for_the_signed_in = ticket.room.access == Room.Access.SIGNED_IN
        raise Refused("signin.required" if is_for_the_signed_in else "pass.invalid")


class Inside(Returning):
    """Nor did they leave: a meeting's words are for who is in it, not for who was in the one before."""

    def authenticate(self, request: HttpRequest, token: str) -> Ticket:
        ticket = super().authenticate(request, token)
        if ticket.left_at:
            raise Refused("pass.invalid")
        return ticket


def shown_pass(request: HttpRequest) -> str:
    if request.headers.get("Authorization", "").lower().startswith("bearer "):
        return access.shown_secret(request)
    raise Refused("pass.invalid")


def owner(ticket: Ticket) -> Ticket:
    if ticket.role == Ticket.Role.OWNER:
        return ticket
    raise Refused("room.owner_only")


def captioner(ticket: Ticket) -> Ticket:
    """Who may switch captions on and off for everybody: those who host."""
    if access.hosts(ticket):
        return ticket
    raise Refused("room.host_only")


def own_message(ticket: Ticket, id: int) -> Message:
    """In the meeting that is open in this ticket's room, written by its holder and not deleted."""
    message = message_in(ticket, id)
    if message is None:
        raise Refused("meeting.message_not_found")
    if message.identity != ticket.identity:
        raise Refused("meeting.message_not_yours")
    return message


def message_in(ticket: Ticket, id: int) -> Message | None:
    of_meeting = Message.objects.filter(meeting__channel=ticket.room.livekit_name, meeting__closed_at=None)
    return of_meeting.filter(pk=id, deleted_at=None).first()
