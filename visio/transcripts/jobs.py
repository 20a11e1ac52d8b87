"""What goes on by itself with transcripts? They are looked for, written, settled; their people are told, and the sound of
recordings made for their words alone goes. Their lines come into the
index. They are summed up: `summing.py`."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import structlog
from django.utils import timezone

from visio.errors import Refused, Unavailable
from visio.jobs import Retry, enqueue, every, job
from visio.recordings.actions import forget_sound
from visio.recordings.models import Recording
from visio.transcripts import index, summing
from visio.transcripts.actions import ask_for_words, give_up, settle
from visio.transcripts.dictation import Overtaken, take_down
from visio.transcripts.models import Transcript

__all__ = ["forget_sounds", "keep_index", "look", "summing", "write"]

log = structlog.get_logger("transcripts")

# An engine, or storage, that does not answer for so long will not soon.
PATIENCE = timedelta(minutes=15)
# Into the index; of hours each: some seconds.
AT_ONCE = 20


@every(seconds=2)
def look() -> None:
    """Whatever dies on the way, who wished for words has them: this looks for those that are not there."""
    ready = Recording.objects.filter(state=Recording.State.READY)
    for recording in ready.filter(wants_words=True, transcript=None):
        with suppress(Refused):
            # Somebody asked at this moment.
            ask_for_words(recording, by=None)
    for transcript in Transcript.objects.unfinished().filter(recording__in=ready):
        # Once; and once more each hour, should all its tries have failed.
        wish = f"{transcript.pk} {transcript.asked_at.timestamp()}"
        enqueue(write, transcript.pk, key=f"write {wish} {timezone.now():%Y-%m-%d %H}")


# As heavy as a call, so one at a time; and the one process that does it gives way to calls.
@job(retry=Retry(times=9, first=5, longest=300), hands=1)
def write(id: int) -> None:
    """May be done twice: it goes on where it was left, and of two who do it at once one stops."""
    transcript = Transcript.objects.unfinished().select_related("recording").filter(pk=id).first()
    if transcript is None or transcript.recording.state != Recording.State.READY:
        return
    seconds = sum(sound.seconds for sound in transcript.recording.sounds.all())
    Transcript.objects.filter(pk=id).update(state=Transcript.State.WORKING, seconds=seconds)
    try:
        take_down(transcript)
    except Overtaken:
        log.info("transcript.overtaken", transcript=id)
    except Unavailable as trouble:
        if not _is_hopeless(transcript, trouble):
            raise
        give_up(transcript, trouble.what)
    else:
        settle(transcript)


def _is_hopeless(transcript: Transcript, trouble: Unavailable) -> bool:
    now = timezone.now()
    Transcript.objects.filter(pk=transcript.pk, stuck_at=None).update(stuck_at=now)
    since = Transcript.objects.values_list("stuck_at", flat=True).filter(pk=transcript.pk).first()
    return not trouble.retry or (since is not None and now - since > PATIENCE)


@every(seconds=30)
def forget_sounds() -> None:
    """Of recordings made for their words alone, once they are there."""
    done = Recording.objects.filter(mode=Recording.Mode.WORDS, transcript__state=Transcript.State.READY, bytes__gt=0)
    for recording in done:
        try:
            forget_sound(recording)
        except Unavailable as trouble:
            # Until storage answers again.
            log.warning("unavailable", what=trouble.what, recording=str(recording.pk))


@every(seconds=2)
def keep_index() -> None:
    """Whoever wrote them: a transcript that is ready is found."""
    for transcript in Transcript.objects.unindexed()[:AT_ONCE]:
        index.put_in_whole(transcript)
