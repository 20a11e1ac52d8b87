"""What do we remember of meetings? Each opening of a room, who was there, what is said and asked meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from visio.rooms.models import Room


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def open(self) -> MeetingQuerySet:
        return self.filter(closed_at=None)

    def open_in(self, room: Room) -> Meeting | None:
        return self.open().filter(channel=room.livekit_name).first()


class Meeting(models.Model):
    """One opening of a room, from first to last participant.

    `channel` is the room's name at LiveKit. It stays when the room is deleted, so that the call can still be ended then.
    """

    room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="meetings")
    channel = models.CharField(max_length=32)
    # LiveKit's own id for the room it holds now; another one after a restart.
    livekit_sid = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    # Since when LiveKit does not know the room any more; people may be on their way back.
    missing_since = models.DateTimeField(null=True)
    # Whom everybody sees in front.
    spotlight = models.CharField(max_length=24, blank=True)
    # What those inside were told of who may do what; the look tells them when the room's own table says something else.
    told_powers = models.JSONField(default=dict)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel"], condition=models.Q(closed_at=None), name="one_open_meeting_per_room"
            ),
        ]
        indexes = [models.Index(fields=["closed_at"])]

    def __str__(self) -> str:
        return f"{self.channel} from {self.opened_at:%Y-%m-%d %H:%M}"

    @property
    def reference(self) -> str:
        return f"meeting {self.pk}"


class Presence(models.Model):
    """One person's stay. `livekit_sid` is their present connection; a new one during the stay takes its place."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presences")
    identity = models.CharField(max_length=24)
    livekit_sid = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=80)
    device = models.CharField(max_length=8)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    # A list of who is inside made before this moment does not prove that they left.
    held_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "identity"], condition=models.Q(left_at=None), name="one_open_presence_per_identity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.meeting_id}"


class Message(models.Model):
    """Something written. Kept while the meeting lasts; `text` is empty once deleted."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="messages")
    identity = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    text = models.TextField()
    # For the hosts alone, and for whom a host answers so.
    is_private = models.BooleanField(default=False)
    answers = models.CharField(max_length=24, blank=True)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.id} by {self.name}"

    def ears(self) -> list[str]:
        """Who is told of it: everybody, or the hosts, its author and whom it answers. Who is two of these takes it as one."""
        return [Event.HOSTS, self.identity, *([self.answers] if self.answers else [])] if self.is_private else [""]

    def shown(self) -> dict[str, object]:
        """As whoever may read it sees it, in answers and in events."""
        return {
            "id": self.id,
            "identity": self.identity,
            "name": self.name,
            "text": None if self.deleted_at else self.text,
            "reply_to": self.reply_to_id,
            "sent_at": moment(self.sent_at),
            "edited_at": moment(self.edited_at) if self.edited_at else None,
            "deleted": self.deleted_at is not None,
            "to": "hosts" if self.is_private else "everyone",
        }


class Report(models.Model):
    """Somebody finds that a message should not stand there. For the hosts, while the meeting lasts."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reports")
    message = models.ForeignKey(Message, models.CASCADE, related_name="reports")
    identity = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "identity"], name="one_report_per_person")]

    def __str__(self) -> str:
        return f"{self.message_id} by {self.name}"

    def shown(self) -> dict[str, object]:
        return {"message": self.message_id, "name": self.name, "at": moment(self.at)}


class Hand(models.Model):
    """Somebody asks to speak. The lowest id is the first in the queue."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="hands")
    identity = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    raised_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "identity"], name="one_hand_per_identity")]

    def __str__(self) -> str:
        return self.name


class Captioning(models.Model):
    """Captions are wanted in this meeting, for as long as this row stands."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="captioning")
    identity = models.CharField(max_length=24)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"captions in {self.meeting_id}"


class Event(models.Model):
    """A line pushed to those inside: to everybody, or only to whose ear it is for: the hosts, or one identity.

    `visio/push/feeds.py` reads this table by itself: it knows its columns.
    """

    # The ear of every host.
    HOSTS = "hosts"

    class Kind(models.TextChoices):
        MESSAGE = "message"
        REACTION = "reaction"
        HANDS = "hands"
        RENAMED = "renamed"
        MODERATED = "moderated"
        SPOTLIGHT = "spotlight"
        POWERS = "powers"
        REPORTED = "reported"
        CAPTIONS = "captions"
        RECORDING = "recording"
        ENDED = "ended"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="events")
    channel = models.CharField(max_length=32)
    ear = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["channel", "id"])]

    def __str__(self) -> str:
        return f"{self.id} {self.kind}"


class SeenHook(models.Model):
    """A webhook that was dealt with; LiveKit may send it again."""

    id = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.id


def moment(at: datetime) -> str:
    """One spelling of a moment, in answers and in events."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
