"""Who is there? What webhooks and the periodic look both do with what LiveKit says; each may come late, twice or never."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from visio.errors import Refused
from visio.gateways import livekit
from visio.gateways.livekit import Inside
from visio.meetings.models import Meeting, Presence
from visio.rooms import access, lobby
from visio.rooms.models import Room, Ticket
from visio.trail import VISIO, Act, note

log = structlog.get_logger("meetings")

# LiveKit was killed and everybody is on their way back: longer than a browser needs for that, and no longer.
GRACE = timedelta(seconds=25)


def notice(ticket: Ticket) -> None:
    """The first of a meeting may speak before LiveKit's word of them has come: then it is asked. Not inside a transaction."""
    if Meeting.objects.open_in(ticket.room):
        return
    for person in livekit.people_in(ticket.room.livekit_name):
        if person.identity == ticket.identity:
            enter(ticket.room.livekit_name, person, room_sid="", at=person.joined_at)


def meeting_of(ticket: Ticket) -> Meeting:
    """The meeting that is open in this ticket's room, locked until the transaction ends. Only who is inside begins one.

    The lock is what gives everything in a meeting one order on PostgreSQL; SQLite has one writer anyway.
    """
    if meeting := locked_meeting(ticket.room.livekit_name):
        return meeting
    raise Refused("meeting.not_open")


def hold_room(channel: str) -> None:
    """First of all, by whoever begins or ends a meeting or changes tickets along with it: until their transaction ends nobody
    deletes the room, and no two of them wait for each other."""
    list(Room.objects.select_for_update(no_key=True).filter(livekit_name=channel).values_list("pk"))


def _open_meeting(room: Room) -> Meeting:
    """The room's open meeting, begun if there is none, and locked. The room is held."""
    if meeting := locked_meeting(room.livekit_name):
        return meeting
    now = timezone.now()
    meeting = Meeting.objects.create(room=room, channel=room.livekit_name, opened_at=now, told_powers=room.powers)
    Room.objects.filter(pk=room.pk).update(is_live=True, last_used_at=now)
    log.info("meeting.opened", meeting=meeting.pk, room=room.pk)
    note(Act.MEETING_OPENED, by=VISIO, on=meeting, why=room.reference)
    return meeting


def locked_meeting(channel: str) -> Meeting | None:
    meeting: Meeting | None = Meeting.objects.select_for_update().filter(channel=channel, closed_at=None).first()
    return meeting


@transaction.atomic
def enter(channel: str, person: Inside, *, room_sid: str, at: datetime) -> bool:
    """Somebody is inside; False when they must be put out: blocked, or with a ticket that is ended, used up or does not fit the door."""
    hold_room(channel)
    ticket = (
        Ticket.objects.select_related("room", "user", "sign_in")
        .filter(identity=person.identity, room__livekit_name=channel)
        .first()
    )
    if ticket is None:
        # Not one of ours: nothing to remember, and not ours to put out.
        return True
    if ticket.is_ended or not access.fits(ticket):
        return False
    if access.ban_of(ticket.room, user=ticket.user, mark=ticket.mark):
        return False
    meeting = _open_meeting(ticket.room)
    if Presence.objects.filter(meeting=meeting, livekit_sid=person.sid).exists():
        # Told twice, or told of after they left.
        return True
    if ticket.visit != person.visit:
        # LiveKit takes a ticket for as long as it is fresh; we take the last one, until its holder has left.
        return False
    _is_held_in(meeting, room_sid)
    came_back = Presence.objects.filter(meeting=meeting, identity=person.identity, left_at=None)
    if not came_back.update(livekit_sid=person.sid, held_until=timezone.now()):
        Presence.objects.create(
            meeting=meeting,
            identity=person.identity,
            livekit_sid=person.sid,
            user_id=ticket.user_id,
            name=ticket.name,
            device=ticket.device,
            joined_at=min(at, timezone.now()),
            held_until=timezone.now(),
        )
    return True


@transaction.atomic
def leave(channel: str, person: Inside, *, at: datetime) -> None:
    """This connection is over. Somebody who came back on another one has not left; who has left for good needs a new ticket."""
    stays = Presence.objects.filter(meeting__channel=channel, meeting__closed_at=None, livekit_sid=person.sid)
    has_left = stays.filter(left_at=None).update(left_at=at)
    if has_left and person.is_over:
        Ticket.objects.filter(identity=person.identity, visit=person.visit).update(visit="")


@transaction.atomic
def finish(channel: str, *, room_sid: str, at: datetime) -> None:
    """LiveKit let the room go; nothing happens when it is an earlier one that people have left for a new one."""
    hold_room(channel)
    meeting = locked_meeting(channel)
    if meeting and meeting.livekit_sid in {"", room_sid}:
        close(meeting, at=at)


def close(meeting: Meeting, *, at: datetime) -> None:
    """Inside a transaction, with the room held and the meeting locked. It lasted until the last one left; LiveKit tells some 20 s later.

    Whoever was there, or had a ticket before LiveKit let the room go, comes by the door again for the next one.
    """
    meeting.presences.filter(left_at=None).update(left_at=max(at, meeting.opened_at))
    last_left = meeting.presences.aggregate(last=Max("left_at"))["last"]
    meeting.closed_at = max(meeting.opened_at, last_left or meeting.opened_at)
    meeting.save(update_fields=["closed_at"])
    were_for_it = Q(issued_at__lte=at) | Q(identity__in=meeting.presences.values("identity"))
    Ticket.objects.filter(were_for_it, room=meeting.room_id, left_at=None).update(left_at=at, visit="")
    if meeting.room_id:
        Room.objects.filter(pk=meeting.room_id).update(is_live=False, is_locked=False, last_used_at=meeting.closed_at)
        lobby.forget_meeting(meeting.room_id, at=at)
    log.info("meeting.closed", meeting=meeting.pk, room=meeting.room_id)
    note(Act.MEETING_CLOSED, by=VISIO, on=meeting, why=f"room {meeting.room_id or 'deleted'}")


def put_out(channel: str, identity: str) -> None:
    """Somebody whom the door would not let in, or not any more."""
    livekit.remove(channel, identity)
    note(Act.PARTICIPANT_PUT_OUT, by=VISIO, on=f"participant {identity}")


def settle(channel: str, *, room_sid: str, people: Iterable[Inside], listed_at: datetime) -> list[str]:
    """Make presence what this list says; answers the identities to put out: whose ticket is worth nothing, or was used up.

    Whatever happened after `listed_at` is better known from its webhook.
    """
    there = {person.sid: person for person in people}
    open_now = Presence.objects.filter(meeting__channel=channel, meeting__closed_at=None, left_at=None)
    known = set(open_now.values_list("livekit_sid", flat=True))
    unwelcome = [
        person.identity
        for person in there.values()
        if person.sid not in known and not enter(channel, person, room_sid=room_sid, at=person.joined_at)
    ]
    with transaction.atomic():
        if meeting := locked_meeting(channel):
            _is_held_in(meeting, room_sid)
            stays = Presence.objects.filter(meeting=meeting)
            stays.filter(left_at=None, held_until__lt=listed_at).exclude(livekit_sid__in=there).update(
                left_at=listed_at
            )
            # Believed gone, and there: a departure told too early.
            for stay in stays.filter(livekit_sid__in=there, left_at__lt=listed_at):
                if not stays.filter(identity=stay.identity, left_at=None).exists():
                    stay.left_at, stay.held_until = None, timezone.now()
                    stay.save(update_fields=["left_at", "held_until"])
    identities = [person.identity for person in there.values()]
    shut_out = Ticket.objects.shut_out().filter(identity__in=identities, room__livekit_name=channel)
    return sorted({*unwelcome, *shut_out.values_list("identity", flat=True)})


@transaction.atomic
def miss(channel: str, *, listed_at: datetime) -> None:
    """LiveKit knows no such room: it was restarted and people are coming back, or it is over and the webhook was lost."""
    hold_room(channel)
    meeting = locked_meeting(channel)
    if meeting is None or meeting.opened_at > listed_at:
        return
    if meeting.missing_since is None:
        meeting.missing_since = listed_at
        meeting.save(update_fields=["missing_since"])
    if listed_at - meeting.missing_since > GRACE or meeting.room_id is None:
        close(meeting, at=meeting.missing_since)


def _is_held_in(meeting: Meeting, room_sid: str) -> None:
    """LiveKit holds the meeting in this room. When it is not the one we knew, LiveKit was restarted: nobody has left yet."""
    if meeting.livekit_sid == room_sid and not meeting.missing_since:
        return
    if meeting.livekit_sid not in {"", room_sid}:
        meeting.presences.filter(left_at=None).update(held_until=timezone.now() + GRACE)
    meeting.livekit_sid, meeting.missing_since = room_sid, None
    meeting.save(update_fields=["livekit_sid", "missing_since"])
