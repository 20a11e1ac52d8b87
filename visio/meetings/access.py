"""Who may? Inside a meeting the pass decides."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from visio.errors import Refused
from visio.meetings.models import Message
from visio.rooms import access
from visio.rooms.models import Ticket


class Inside(HttpBearer):
    """The browser shows its pass; `request.auth` is the ticket it belongs to."""

    def __call__(self, request: HttpRequest) -> Ticket:
        return self.authenticate(request, shown_pass(request))

    def authenticate(self, request: HttpRequest, token: str) -> Ticket:
        return access.ticket_of(token)


def shown_pass(request: HttpRequest) -> str:
    scheme, _, pass_ = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return pass_.strip()
    raise Refused("pass.invalid")


def welcome_back(ticket: Ticket) -> Ticket:
    """The room may have closed its door to guests meanwhile."""
    if access.may_enter(ticket.user, ticket.room):
        return ticket
    raise Refused("signin.required")


def owner(ticket: Ticket) -> Ticket:
    if ticket.role == Ticket.Role.OWNER:
        return ticket
    raise Refused("room.owner_only")


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
