"""What can be done with recordings? Ask for one, end it, say yes or no to being in it, open it, delete it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from visio.errors import Refused
from visio.gateways import storage
from visio.meetings.presence import meeting_of, notice
from visio.people.models import User
from visio.recordings import access
from visio.recordings.models import Consent, Dispatcher, Recording, Silence
from visio.rooms.models import Ticket
from visio.trail import VISIO, Act, note

# An hour of a meeting takes about half of it.
LEAST_FREE_BYTES = 512 * 1024 * 1024


def start_recording(*, by: Ticket, with_names: bool) -> Recording:
    """Ask for a recording; a recorder picks it up within a second or so. Who asks for it is in it.

    Refuses when one is already wanted or running: the database decides, so two hosts who click together get one
    recording and one clear answer.
    """
    notice(by)
    if Recording.objects.in_room(by.room):
        raise Refused("recording.already_running")
    if Dispatcher.free_slots() < 1:
        raise Refused("recording.none_free")
    if (free := storage.kept.free_bytes()) is not None and free < LEAST_FREE_BYTES:
        raise Refused("recording.no_space")
    try:
        with transaction.atomic():
            recording: Recording = Recording.objects.create(
                owner=by.user or by.room.owner,
                room=by.room,
                meeting=meeting_of(by),
                channel=by.room.livekit_name,
                title=by.room.name or by.room.slug,
                started_by=by.name,
                with_names=with_names,
            )
            note(Act.RECORDING_STARTED, by=by, on=recording, why=by.room.reference)
            _answer(recording, by, agrees=True)
    except IntegrityError as taken:
        raise Refused("recording.already_running") from taken
    return recording


@transaction.atomic
def stop_recording(recording: Recording, *, by: Ticket) -> None:
    """What was recorded is kept; its recorder leaves, and the film is made."""
    running = Recording.objects.running().filter(pk=recording.pk)
    # Nobody has begun: there is nothing to make a film of.
    if not running.filter(runner="", began_at=None).update(state=Recording.State.FAILED, ended_at=timezone.now()):
        running.update(state=Recording.State.ENDING)
    note(Act.RECORDING_STOPPED, by=by, on=recording)


@transaction.atomic
def answer(recording: Recording, *, by: Ticket, agrees: bool) -> None:
    _answer(recording, by, agrees=agrees)


def _answer(recording: Recording, by: Ticket, *, agrees: bool) -> None:
    Consent.objects.create(recording=recording, identity=by.identity, user_id=by.user_id, name=by.name, agrees=agrees)
    note(Act.RECORDING_AGREED if agrees else Act.RECORDING_REFUSED, by=by, on=recording)


@transaction.atomic
def open_recording(recording: Recording, *, by: User, file: str) -> tuple[str, float]:
    """A link to one of its files, for this person and a while; each is counted."""
    note(Act.RECORDING_OPENED, by=by, on=recording, why=file)
    return access.link_to(by, recording, file)


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
