"""What goes on by itself in meetings? The look that makes presence certain, and forgetting what was said."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from visio.errors import Unavailable
from visio.gateways import livekit
from visio.gateways.livekit import OpenRoom
from visio.jobs import every
from visio.meetings import captions, hands, moderation, presence, standing
from visio.meetings.models import Event, Hand, Meeting, Message, Report, SeenHook
from visio.rooms.models import Room, is_our_name

log = structlog.get_logger("meetings")

# A browser that was away for longer takes the snapshot instead of the events it missed.
EVENTS_KEPT = timedelta(hours=12)

# Time for the last event to reach everybody.
AFTER_CLOSING = timedelta(minutes=1)

# Longer than LiveKit's own token for a webhook is good.
HOOKS_KEPT = timedelta(minutes=15)


@every(seconds=5)
def look() -> None:
    """Compare LiveKit's rooms with our meetings. Nothing is changed while LiveKit does not answer."""
    listed_at = timezone.now()
    held = {room.name: room for room in livekit.open_rooms()}
    ours = set(Room.objects.filter(livekit_name__in=held).values_list("livekit_name", flat=True))
    open_now = set(Meeting.objects.filter(closed_at=None).values_list("channel", flat=True))

    for channel in sorted(held):
        try:
            if channel in ours:
                _look_into(held[channel], listed_at)
            elif channel in open_now or is_our_name(channel):
                # Its room was deleted while LiveKit did not answer, or as somebody came in.
                livekit.close_room(channel)
                presence.miss(channel, listed_at=listed_at)
        except Unavailable as trouble:
            # Of several nodes one may be away; the rooms of the others are looked into all the same.
            log.warning("unavailable", what=trouble.what, why=trouble.__cause__, channel=channel)
    for channel in sorted(open_now - held.keys()):
        presence.miss(channel, listed_at=listed_at)


@every(seconds=60)
def forget() -> None:
    """What was said is not kept when the meeting is over; neither is anything of a room that was deleted."""
    now = timezone.now()
    over = Meeting.objects.filter(closed_at__lt=now - AFTER_CLOSING)
    Report.objects.filter(meeting__in=over).delete()
    Message.objects.filter(meeting__in=over).delete()
    Hand.objects.filter(meeting__in=over).delete()
    Event.objects.filter(meeting__in=over).delete()
    over.filter(room=None).delete()
    Event.objects.filter(at__lt=now - EVENTS_KEPT).delete()
    SeenHook.objects.filter(at__lt=now - HOOKS_KEPT).delete()


def _look_into(room: OpenRoom, listed_at: datetime) -> None:
    people = livekit.people_in(room.name)
    for identity in presence.settle(room.name, room_sid=room.sid, people=people, listed_at=listed_at):
        presence.put_out(room.name, identity)
    with transaction.atomic():
        if meeting := presence.locked_meeting(room.name):
            hands.lower_of_absent(meeting)
            if meeting.room and meeting.told_powers != meeting.room.powers:
                # Its owner changed them from outside.
                moderation.tell_powers(meeting, meeting.room)
    standing.put_right(room.name, people)
    captions.put_right(room)
