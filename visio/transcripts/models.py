"""What do we remember of what was said? The lines, who says each, what people changed and marked, and the summary."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from visio.recordings.models import Recording


class TranscriptQuerySet(models.QuerySet["Transcript"]):
    def unindexed(self) -> TranscriptQuerySet:
        """Ready, and not in the index as they are now."""
        ready = self.filter(state=Transcript.State.READY)
        return ready.filter(Q(indexed_at=None) | Q(indexed_at__lt=F("ready_at")))

    def unfinished(self) -> TranscriptQuerySet:
        return self.filter(state__in=[Transcript.State.WAITING, Transcript.State.WORKING])


class Transcript(models.Model):
    """What was said in one recording. `heard` of `seconds` of everybody's sound are written down while it is being made.

    Machines propose: it says which engine and model, until a person has read it through and validated it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"

    recording = models.OneToOneField(Recording, models.CASCADE, related_name="transcript")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    # Why there is none: `speech` (no engine answered), `storage`.
    failure = models.CharField(max_length=10, blank=True)
    heard = models.FloatField(default=0)
    seconds = models.FloatField(default=0)
    # What it was made with, and by: `faster-whisper`, `whisper base int8`; or a server's name and its model.
    engine = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    # What is spoken most (`fr`, `en`, …); each line has its own.
    language = models.CharField(max_length=8, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    # Since when nothing comes: the engine, or storage, does not answer.
    stuck_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    # When its lines were last put into the index, all of them.
    indexed_at = models.DateTimeField(null=True)
    # When its people were told that it is ready.
    told_at = models.DateTimeField(null=True)
    validated_at = models.DateTimeField(null=True)
    validated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = TranscriptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state"], condition=~Q(state="ready"), name="transcripts_not_ready")]

    def __str__(self) -> str:
        return f"transcript of {self.recording_id} ({self.state})"

    @property
    def reference(self) -> str:
        return f"recording {self.recording_id}"


class Part(models.Model):
    """One person's sound while the transcript is being made, as far as it is written down: `lines` are segments as
    `media.speech.Segment` has them, on the recording's time. Whoever dies in the middle leaves this, and the next goes on."""

    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="parts")
    identity = models.CharField(max_length=24)
    # How many speak at this microphone, as somebody said when they asked for words; 0: as its sound says.
    people = models.PositiveSmallIntegerField(default=0)
    # Seconds of the person's own file that are done.
    heard = models.FloatField(default=0)
    # Each with the number of its `voice` at a shared microphone.
    lines = models.JSONField(default=list)
    # Who speaks when at a shared microphone, on the file's time, once that is known: [from, to, voice]; and whose voice it
    # is where that is known: {voice: [name, how sure]}.
    turns = models.JSONField(null=True)
    names = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["transcript", "identity"], name="one_part_per_person")]

    def __str__(self) -> str:
        return f"{self.identity} until {self.heard:.0f} s"


class Speaker(models.Model):
    """Who says lines: a participant, or one of several voices behind a participant's microphone."""

    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="speakers")
    # The participant at whose microphone; `number` tells voices there apart, 0 where there is but one.
    identity = models.CharField(max_length=24)
    number = models.PositiveSmallIntegerField(default=0)
    # Empty for a voice nobody has named yet: the page calls it "Voice 2".
    name = models.CharField(max_length=80, blank=True)
    # How sure the name is when a voice was recognised, from 0 to 1; none when it is known or was given by a person.
    confidence = models.FloatField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["transcript", "identity", "number"], name="each_voice_once"),
        ]

    def __str__(self) -> str:
        return self.name or f"voice {self.number}"


class Segment(models.Model):
    """A line: what one speaker says between two pauses, in seconds of the recording.

    `words` are [text, start, end, confidence] in its order, empty for engines that time none. A redacted line has neither
    text nor words, and the sound is silent there.
    """

    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="segments")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="segments")
    start = models.FloatField()
    end = models.FloatField()
    language = models.CharField(max_length=8, blank=True)
    text = models.TextField()
    confidence = models.FloatField(default=0)
    words = models.JSONField(default=list)
    is_redacted = models.BooleanField(default=False)

    class Meta:
        ordering = ["start", "id"]
        indexes = [models.Index(fields=["transcript", "start"])]

    def __str__(self) -> str:
        return f"{self.start:.1f} {self.text[:40]}"


class Entry(models.Model):
    """One line in the index: the stems it is found by. The database looks for words in this table alone."""

    segment = models.OneToOneField(Segment, models.CASCADE, primary_key=True, related_name="entry")
    stems = models.TextField()

    def __str__(self) -> str:
        return self.stems[:40]


class Change(models.Model):
    """Who changed what of a transcript: never changed itself. Of a redacted line no earlier text is kept.

    `segment` is the line it was done to; what was done to a speaker has the ids of the lines it touched instead.
    """

    class Kind(models.TextChoices):
        WORDS = "words"
        SPEAKER = "speaker"
        NAME = "name"
        MERGED = "merged"
        SPLIT = "split"
        REDACTED = "redacted"

    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="changes")
    segment = models.ForeignKey(Segment, models.SET_NULL, null=True, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by}"


class Bookmark(models.Model):
    """A moment somebody wants to find again; everybody who may read the transcript sees it."""

    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="bookmarks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.FloatField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:.0f} s {self.note}"


class Summary(models.Model):
    """What it comes to: proposed by a machine until somebody validates it. `content` is as `summary.py` says."""

    transcript = models.OneToOneField(Transcript, models.CASCADE, related_name="summary")
    # `extract` for the one inside, which chooses sentences; else the server's model.
    engine = models.CharField(max_length=120)
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    validated_at = models.DateTimeField(null=True)
    validated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"summary of {self.transcript_id}"
