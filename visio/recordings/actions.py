"""What can be done with recordings? Ask for one, end it, say yes or no to being in it, open it, delete it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from visio.errors import Refused
from visio.gateways import storage
from visio.media import Mode
from visio.meetings.presence import meeting_of, notice
from visio.people.models import User
from visio.recordings import access, asking
from visio.recordings.consents import SENTENCE
from visio.recordings.models import ByItself, Consent, Dispatcher, Recording, Silence
from visio.rooms.models import Ticket
from visio.trail import VISIO, Act, note

# An hour of a meeting takes about half of it.
LEAST_FREE_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be kept of a meeting. Who wants its words alone wants them written down."""

    mode: Mode = "video"
    wants_words: bool = False
    with_names: bool = True


def start_recording(wish: Wish, *, by: Ticket) -> Recording:
    """Ask for a recording; a recorder picks it up within a second or so. Who asks for it is in it.

    Refuses when one is already wanted or running: the database decides, so two hosts who click together get one
    recording and one clear answer.
    """
    notice(by)
    if Recording.objects.in_room(by.room):
        raise Refused("recording.already_running")
    if why := why_none_can_begin():
        raise Refused(why)
    try:
        with transaction.atomic():
            meeting = meeting_of(by)
            recording: Recording = Recording.objects.create(
                owner=by.user or by.room.owner,
                room=by.room,
                meeting=meeting,
                channel=by.room.livekit_name,
                title=by.room.name or by.room.slug,
                started_by=by.name,
                mode=wish.mode,
                wants_words=wish.wants_words or wish.mode == "words",
                with_names=wish.with_names,
            )
            note(Act.RECORDING_STARTED, by=by, on=recording, why=said_of(recording))
            asking.close(meeting)
            _answer(recording, by, agrees=True)
    except IntegrityError as taken:
        raise Refused("recording.already_running") from taken
    return recording


def why_none_can_begin() -> str:
    """The code of a refusal, or nothing."""
    if Dispatcher.free_slots() < 1:
        return "recording.none_free"
    free = storage.kept.free_bytes()
    return "recording.no_space" if free is not None and free < LEAST_FREE_BYTES else ""


def said_of(recording: Recording) -> str:
    """For the trail: what of the meeting is kept, and where it was."""
    words = " and words" if recording.wants_words and recording.mode != "words" else ""
    return f"{recording.mode}{words}, room {recording.room_id}"


@transaction.atomic
def stop_recording(recording: Recording, *, by: Ticket) -> None:
    """What was recorded is kept; its recorder leaves, and the film is made. In this meeting none begins by itself again."""
    running = Recording.objects.running().filter(pk=recording.pk)
    # Nobody has begun: there is nothing to make a film of.
    if not running.filter(runner="", began_at=None).update(state=Recording.State.FAILED, ended_at=timezone.now()):
        running.update(state=Recording.State.ENDING)
    if recording.meeting_id:
        ByItself.objects.update_or_create(meeting_id=recording.meeting_id, defaults={"is_over": True})
    note(Act.RECORDING_STOPPED, by=by, on=recording)


@transaction.atomic
def answer(recording: Recording, *, by: Ticket, agrees: bool) -> None:
    _answer(recording, by, agrees=agrees)


def _answer(recording: Recording, by: Ticket, *, agrees: bool) -> None:
    Consent.objects.create(
        recording=recording,
        identity=by.identity,
        user_id=by.user_id,
        name=by.name,
        agrees=agrees,
        mode=recording.mode,
        wants_words=recording.wants_words,
        sentence=SENTENCE,
    )
    note(Act.RECORDING_AGREED if agrees else Act.RECORDING_REFUSED, by=by, on=recording)


@transaction.atomic
def open_recording(recording: Recording, *, by: User | None, file: str) -> tuple[str, float]:
    """A link to one of its files, for this person (or by this share) and a while; each is counted."""
    share = recording.share
    note(
        Act.RECORDING_OPENED,
        by=by or share or "",
        on=recording,
        why=f"{file} by {share.reference}" if share else file,
    )
    return access.link_to(by, recording, file)


def forget_sound(recording: Recording) -> None:
    """Of one made for its words alone, which are there. Files first, as when it is deleted."""
    storage.kept.delete(f"{recording.pk}/sound")
    with transaction.atomic():
        note(Act.RECORDING_FORGOTTEN, by=VISIO, on=recording)
        recording.sounds.all().delete()
        Recording.objects.filter(pk=recording.pk).update(bytes=0)


def silence(recording: Recording, *, identity: str, start: float, end: float) -> None:
    """Nothing is heard any more between these seconds, of anybody in the film and of this person in their own sound. From
    now on no file is given until `jobs.make_silent` has done it."""
    Silence.objects.create(recording=recording, identity=identity, start=start, end=end)


def delete_recording(recording: Recording, *, by: User | None) -> None:
    """Its files first: should they not go, the row stays and says where they are. Nobody: it has expired."""
    storage.kept.delete(str(recording.pk))
    with transaction.atomic():
        if by:
            note(Act.RECORDING_DELETED, by=by, on=recording)
        else:
            note(Act.RECORDING_EXPIRED, by=VISIO, on=recording)
        recording.delete()
