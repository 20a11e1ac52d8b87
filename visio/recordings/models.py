"""What do we remember of recordings? What is wanted and done, who asked and who agreed, what each recorder kept, and the recorders;
who else reads it: `shares.py`."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from visio.configuration import configuration
from visio.meetings.models import Meeting
from visio.people.models import User
from visio.recordings.shares import Share
from visio.rooms.models import Room, Ticket


class RecordingQuerySet(models.QuerySet["Recording"]):
    def of(self, user: User) -> RecordingQuerySet:
        """Those this person asked for, and those of their rooms; the last first. One that never began is none."""
        mine = self.filter(Q(owner=user) | Q(room__owner=user)).exclude(began_at=None)
        return mine.order_by("-asked_at")

    def read_by(self, user: User) -> RecordingQuerySet:
        """Theirs, and those somebody shares with them; the last first."""
        shared = Exists(Share.objects.good().to(user).filter(recording=OuterRef("pk")))
        mine = Q(owner=user) | Q(room__owner=user)
        found = self.filter(mine | Q(shared)).exclude(began_at=None)
        return found.select_related("owner", "room").order_by("-asked_at")

    def running(self) -> RecordingQuerySet:
        """Wanted, and not over."""
        return self.filter(state__in=[Recording.State.ASKED, Recording.State.RECORDING])

    def in_room(self, room: Room) -> Recording | None:
        return self.running().filter(channel=room.livekit_name).first()


class Recording(models.Model):
    """What one meeting is, or was, kept as. `runner` is the dispatcher whose recorder is at it, `beat_at` its last word.

    It outlives its room and its meeting: `channel` and `title` are the room's name at LiveKit and to people then.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        # The first bytes are safe.
        RECORDING = "recording"
        # No more is recorded; the film is made of its pieces.
        ENDING = "ending"
        READY = "ready"
        FAILED = "failed"

    class Mode(models.TextChoices):
        VIDEO = "video"
        SOUND = "sound"
        # The sound is deleted once the transcript is made.
        WORDS = "words"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recordings")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="recordings")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="recordings")
    channel = models.CharField(max_length=32, db_index=True)
    title = models.CharField(max_length=80)
    started_by = models.CharField(max_length=80)
    mode = models.CharField(max_length=5, choices=Mode.choices, default=Mode.VIDEO, db_default=Mode.VIDEO)
    # Is a transcript to be made of it?
    wants_words = models.BooleanField(default=False, db_default=False)
    with_names = models.BooleanField(default=True)
    # As its room's owner wished for each meeting there; `started_by` is that owner.
    is_automatic = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    # Why it ended before anybody wished so: `storage`, `recorder`, `none_free`.
    failure = models.CharField(max_length=10, blank=True)
    runner = models.CharField(max_length=12, blank=True)
    beat_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)
    seconds = models.FloatField(default=0)
    bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # Where nobody recorded: [from, for how long], in seconds.
    gaps = models.JSONField(default=list)

    # How whoever asks stands to it, as `access` finds: not kept. `share` is by what they read it, None where it is theirs.
    is_mine = may_change = may_take = False
    share: Share | None = None

    objects: ClassVar[Any] = RecordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel"], condition=Q(state__in=["asked", "recording"]), name="one_running_recording_per_room"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    @property
    def reference(self) -> str:
        return f"recording {self.pk}"

    @property
    def agreed(self) -> list[str]:
        """Whose tracks may be kept: their last answer counts."""
        answers = self.consents.order_by("id").values_list("identity", "agrees")
        return sorted(identity for identity, agrees in dict(answers).items() if agrees)


class Consent(models.Model):
    """One answer of one person; never changed, only followed by another."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="consents")
    identity = models.CharField(max_length=24)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=80)
    agrees = models.BooleanField()
    # What they were told: what is recorded, whether it is written down, and in which words (`consents.SENTENCE`).
    mode = models.CharField(max_length=5, choices=Recording.Mode.choices, default="video", db_default="video")
    wants_words = models.BooleanField(default=False, db_default=False)
    sentence = models.PositiveSmallIntegerField(default=1, db_default=1)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.name}: {'yes' if self.agrees else 'no'}"


class Ask(models.Model):
    """Somebody who may not record asks for it. Open until a host answers, and kept no longer than the meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="recording_asks")
    identity = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(is_open=True), name="one_open_ask_per_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.meeting_id}"


class ByItself(models.Model):
    """How it stands with one meeting that is to be recorded by itself, once there is something to say of it."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="by_itself")
    # A host ended it: it does not begin again in this meeting.
    is_over = models.BooleanField(default=False)
    # The hosts know that it cannot begin.
    was_told = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"by itself in {self.meeting_id}"


class Piece(models.Model):
    """What one recorder kept, from its start to its end, however it ended."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    # As `visio/media/recorder.py` says it; `died` when it says nothing.
    end = models.CharField(max_length=8, blank=True)
    bytes = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "number"], name="each_piece_once")]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.number}"


class Sound(models.Model):
    """One person's own sound, once the recording is ready."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="sounds")
    identity = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    seconds = models.FloatField()
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    # Each [at in the recording, start in the file, lasts], in seconds.
    runs = models.JSONField()
    # Several people at this microphone, as its participant said.
    is_shared = models.BooleanField(default=False, db_default=False)
    # What they said they speak (`fr`, `en`); empty: to be found out.
    language = models.CharField(max_length=8, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "identity"], name="one_sound_per_person")]

    def __str__(self) -> str:
        return f"{self.name} in {self.recording_id}"


class Silence(models.Model):
    """A passage in which nothing may be heard any more: of the film, and of one person's own sound. Until that is so,
    nobody is given any file of the recording."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="silences")
    identity = models.CharField(max_length=24)
    start = models.FloatField()
    end = models.FloatField()
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["recording"], condition=Q(done_at=None), name="recordings_not_silent_yet")]

    def __str__(self) -> str:
        return f"{self.recording_id} from {self.start:.1f} to {self.end:.1f} s"


class Dispatcher(models.Model):
    """A process that starts recorders, on this machine or another; it writes its row every second."""

    id = models.CharField(max_length=12, primary_key=True)
    slots = models.PositiveIntegerField()
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id

    @classmethod
    def free_slots(cls) -> int:
        there = cls.objects.filter(beat_at__gt=timezone.now() - timedelta(seconds=5))
        slots: int = there.aggregate(all=models.Sum("slots"))["all"] or 0
        return slots - int(Recording.objects.running().count())


def expiry() -> timedelta:
    return timedelta(days=configuration.recording_days)


def is_in(ticket: Ticket, recording: Recording) -> bool | None:
    """What its holder said last; None when they have not been asked yet, or not answered."""
    last = recording.consents.filter(identity=ticket.identity).order_by("-id").first()
    return last.agrees if last else None
