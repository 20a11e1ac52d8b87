"""What can be done in a meeting, besides speaking: come back, change one's name, say who sits at one's microphone, leave, end
it for all."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from visio.errors import Unavailable
from visio.gateways import livekit
from visio.meetings import captions, hands, moderation, standing
from visio.meetings.access import may_read
from visio.meetings.events import cursor_of, tell
from visio.meetings.models import Event, Hand, Meeting, Message, Presence, moment
from visio.meetings.presence import close, hold_room, locked_meeting
from visio.rooms.access import hosts, powers_of
from visio.rooms.models import Ticket
from visio.trail import Act, note


def snapshot(ticket: Ticket) -> dict[str, object]:
    """What somebody who comes in needs to know. The cursor is read first: what is told meanwhile is at worst known twice."""
    cursor = cursor_of(ticket.room.livekit_name)
    mine = {"role": ticket.role, "powers": powers_of(ticket.room), "cursor": cursor}
    meeting: Meeting | None = Meeting.objects.open_in(ticket.room)
    if meeting is None:
        return {"opened_at": moment(timezone.now()), "messages": [], "hands": [], "captions": False, **mine}
    messages = Message.objects.filter(may_read(ticket), meeting=meeting).order_by("id")
    return {
        "opened_at": moment(meeting.opened_at),
        "messages": [message.shown() for message in messages],
        "hands": hands.queue(meeting),
        "captions": captions.wanted_in(meeting),
        "spotlight": meeting.spotlight,
        "reports": moderation.reports_in(meeting) if hosts(ticket) else [],
        "blocked": moderation.blocked_in(ticket.room) if hosts(ticket) else [],
        **mine,
    }


def rename(ticket: Ticket, *, name: str, by: Ticket | None = None) -> None:
    """By oneself, or by a host. LiveKit first: if it does not answer, nothing has changed. Not inside just now is fine, the next ticket has the name."""
    livekit.rename(ticket.room.livekit_name, ticket.identity, name)
    with transaction.atomic():
        hold_room(ticket.room.livekit_name)
        meeting = locked_meeting(ticket.room.livekit_name)
        Ticket.objects.filter(pk=ticket.pk).update(name=name)
        note(Act.PARTICIPANT_RENAMED, by=by or ticket, on=ticket if by else ticket.room)
        if meeting is None:
            return
        Presence.objects.filter(meeting=meeting, identity=ticket.identity, left_at=None).update(name=name)
        Hand.objects.filter(meeting=meeting, identity=ticket.identity).update(name=name)
        told = {"identity": ticket.identity, "name": name}
        tell(meeting, Event.Kind.RENAMED, told if by is None else told | {"by": by.identity, "by_name": by.name})
    standing.put_all_right(ticket.room.livekit_name)


def share_microphone(ticket: Ticket, *, is_shared: bool) -> None:
    """Several people at this microphone, or one. The browser says it each time it comes in; only a recording keeps it."""
    livekit.mark(ticket.room.livekit_name, ticket.identity, {"shared_microphone": "yes" if is_shared else ""})


@transaction.atomic
def leave(ticket: Ticket) -> None:
    """Said by the browser itself, so it is known before LiveKit tells. The pass is good for nothing but coming back."""
    hold_room(ticket.room.livekit_name)
    meeting = locked_meeting(ticket.room.livekit_name)
    Ticket.objects.filter(pk=ticket.pk).update(left_at=timezone.now(), visit="")
    note(Act.MEETING_LEFT, by=ticket, on=ticket.room)
    if meeting:
        meeting.presences.filter(identity=ticket.identity, left_at=None).update(left_at=timezone.now())
        hands.lower_of_absent(meeting)


def end(*, by: Ticket) -> None:
    """Everyone is out, and their passes are worthless. Should LiveKit not answer now, the periodic look puts them out."""
    now = timezone.now()
    with transaction.atomic():
        hold_room(by.room.livekit_name)
        meeting = locked_meeting(by.room.livekit_name)
        Ticket.objects.filter(room=by.room, revoked_at=None).update(revoked_at=now)
        note(Act.MEETING_ENDED, by=by, on=by.room)
        if meeting:
            tell(meeting, Event.Kind.ENDED, {"by": by.name})
            close(meeting, at=now)
    try:
        livekit.close_room(by.room.livekit_name)
    except Unavailable:
        return
