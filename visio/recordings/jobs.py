"""What goes on by itself with recordings? They begin where a room wishes so, the film is made of its pieces, what expired goes, what nobody finished is settled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Min, Sum
from django.utils import timezone

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import storage
from visio.jobs import Retry, enqueue, every, job
from visio.recordings import automatic
from visio.recordings.actions import delete_recording
from visio.recordings.models import Ask, Dispatcher, Recording, Silence, Sound, expiry
from visio.recordings.shares import Share
from visio.trail import VISIO, Act, note

if TYPE_CHECKING:
    from visio.media.reel import Reel
    from visio.media.silence import Silenced

log = structlog.get_logger("recordings")

# Nobody picked it up: whoever asked for it is told, and no recorder surprises them later.
GIVEN_UP = timedelta(seconds=30)
# Nobody writes its row any more, and it should be over.
ABANDONED = timedelta(seconds=20)
# A recording that nobody may open meanwhile: tried until storage gives in.
UNTIRING = Retry(times=10_000, longest=600)


@every(seconds=2)
def look() -> None:
    """Whatever dies on the way, a recording comes to its end: this looks for those that have none."""
    now = timezone.now()
    unasked = Recording.objects.filter(state=Recording.State.ASKED, runner="", asked_at__lt=now - GIVEN_UP, pieces=None)
    unasked.update(state=Recording.State.FAILED, failure="none_free", ended_at=now)
    quiet = Recording.objects.filter(beat_at__lt=now - ABANDONED)
    over = quiet.filter(state=Recording.State.ENDING, ended_at=None)
    left = quiet.filter(state__in=["asked", "recording"]).exclude(meeting__closed_at=None)
    for abandoned in (over, left, quiet.filter(state__in=["asked", "recording"], meeting=None)):
        abandoned.update(state=Recording.State.ENDING, runner="", ended_at=now)
    for recording in Recording.objects.filter(state=Recording.State.ENDING, runner="").exclude(ended_at=None):
        # Once; and once more each hour, should all its tries have failed.
        enqueue(wind, str(recording.pk), key=f"wind {recording.pk} {now:%Y-%m-%d %H}")


@every(seconds=2)
def begin() -> None:
    automatic.begin()


@every(seconds=2)
def look_for_silences() -> None:
    """One job at a time for each recording: the oldest passage that is still to be heard is its key."""
    waiting = Silence.objects.filter(done_at=None).values("recording").annotate(oldest=Min("pk"))
    for recording, passage in waiting.values_list("recording", "oldest"):
        enqueue(make_silent, str(recording), key=f"silence {recording} {passage}")


@job(retry=UNTIRING)
def make_silent(id: str) -> None:
    """All that is to be silent in a recording's files. May be done twice: what is silent stays so."""
    from visio.media import silence

    recording = Recording.objects.filter(pk=UUID(id)).first()
    if recording is None:
        # Deleted while this was done before.
        storage.kept.delete(id)
        return
    waiting = list(recording.silences.filter(done_at=None))
    if not waiting:
        return
    passages = [silence.Passage(each.identity, each.start, each.end) for each in waiting]
    voices = [silence.Voice(each.identity, each.key, each.runs) for each in recording.sounds.all()]
    made = silence.make_silent(storage.kept, id, passages, voices, scratch=configuration.data_dir.resolve())
    with transaction.atomic():
        if held := Recording.objects.select_for_update().filter(pk=recording.pk).first():
            _keep_silent(held, made)
            Silence.objects.filter(pk__in=[each.pk for each in waiting]).update(done_at=timezone.now())
            note(Act.RECORDING_SILENCED, by=VISIO, on=held, why=held.sha256)
            return
    storage.kept.delete(id)


def _keep_silent(recording: Recording, made: Silenced) -> None:
    for identity, file in made.voices.items():
        recording.sounds.filter(identity=identity).update(bytes=file.bytes, sha256=file.sha256)
    if made.together:
        recording.bytes, recording.sha256 = made.together.bytes, made.together.sha256
    elif made.manifest:
        # Of words alone: they are all there is.
        recording.bytes = recording.sounds.aggregate(all=Sum("bytes"))["all"] or 0
        recording.sha256 = made.manifest
    recording.save(update_fields=["bytes", "sha256"])


@job()
def wind(id: str) -> None:
    """From pieces to the film. May be done twice: the second time finds it done."""
    recording = Recording.objects.filter(pk=UUID(id), state=Recording.State.ENDING).first()
    if recording is None:
        return
    # Here, because no other job needs what decodes and draws.
    from visio.media import reel

    made = reel.wind(storage.kept, id, scratch=configuration.data_dir.resolve())
    with transaction.atomic():
        # Nobody deletes it meanwhile: only what is finished can be.
        if made:
            _keep(recording, made)
        else:
            recording.state, recording.failure = Recording.State.FAILED, recording.failure or _why_nothing(recording)
        recording.save()
    reel.forget_pieces(storage.kept, id)
    log.info("recording.settled", recording=id, state=recording.state, seconds=recording.seconds)


def _why_nothing(recording: Recording) -> str:
    """Stopped before its first byte it never was, and nothing failed."""
    was_stopped = recording.pieces.filter(end__in=["stopped", "alone"]).exists()
    return "" if was_stopped and recording.began_at is None else "recorder"


def _keep(recording: Recording, made: Reel) -> None:
    recording.state = Recording.State.READY
    recording.seconds, recording.bytes, recording.sha256 = made.seconds, made.bytes, made.sha256
    recording.gaps = [list(gap) for gap in made.gaps]
    recording.expires_at = timezone.now() + expiry()
    recording.began_at = recording.began_at or recording.asked_at
    recording.sounds.all().delete()
    Sound.objects.bulk_create(
        Sound(
            recording=recording,
            identity=voice.identity,
            name=voice.name[:80],
            key=voice.key,
            seconds=voice.seconds,
            bytes=voice.bytes,
            sha256=voice.sha256,
            runs=[list(run) for run in voice.runs],
            language=voice.language[:8],
            is_shared=voice.is_shared,
        )
        for voice in made.voices
    )


@every(seconds=600)
def forget() -> None:
    now = timezone.now()
    for recording in Recording.objects.filter(expires_at__lt=now):
        try:
            delete_recording(recording, by=None)
        except Unavailable as trouble:
            # It stays until storage answers again; the others go.
            log.warning("unavailable", what=trouble.what, recording=str(recording.pk))
    Ask.objects.exclude(meeting__closed_at=None).delete()
    Recording.objects.filter(state=Recording.State.FAILED, ended_at__lt=now - expiry()).delete()
    Share.objects.filter(expires_at__lt=now).delete()
    Dispatcher.objects.filter(beat_at__lt=now - timedelta(hours=1)).delete()
