"""Who may? Inside a meeting, its hosts; afterwards, whoever asked for the recording and whose room it was."""

from __future__ import annotations

import time
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from visio.errors import Refused
from visio.people.access import signed_in
from visio.people.models import User
from visio.recordings.models import Recording, Sound
from visio.rooms import access
from visio.rooms.access import Power
from visio.rooms.models import Ticket

# Long enough to watch a long meeting with a pause for lunch.
LINK_SECONDS = 4 * 3600

_signer = TimestampSigner(salt="visio.recordings.link")


def recorder(ticket: Ticket) -> Ticket:
    """Who starts and stops recordings."""
    return access.with_power(ticket, Power.RECORD)


def running(ticket: Ticket) -> Recording:
    """Of the meeting that this ticket's holder is in."""
    found: Recording | None = Recording.objects.in_room(ticket.room)
    if found is None:
        raise Refused("recording.not_running")
    return found


def own(request: HttpRequest, id: UUID) -> Recording:
    """Somebody else's is answered as one that never was."""
    return _of(signed_in(request), id)


def ready(request: HttpRequest, id: UUID) -> Recording:
    recording = own(request, id)
    if recording.state != Recording.State.READY:
        raise Refused("recording.not_ready")
    not_being_redacted(recording)
    return recording


def not_being_redacted(recording: Recording) -> None:
    """What was redacted is never heard again: no file is given until all of them are silent there."""
    if recording.silences.filter(done_at=None).exists():
        raise Refused("recording.being_redacted")


def finished(request: HttpRequest, id: UUID) -> Recording:
    """Nothing is written to it any more."""
    recording = own(request, id)
    if recording.state not in (Recording.State.READY, Recording.State.FAILED):
        raise Refused("recording.not_ready")
    return recording


def sound(recording: Recording, identity: str) -> Sound:
    if found := recording.sounds.filter(identity=identity).first():
        return found
    raise Refused("recording.not_found")


def linked(request: HttpRequest, id: UUID, file: str, link: str) -> Recording:
    """By a link that was made for this person and this file a while ago: both are looked at each time, and the person too."""
    recording = ready(request, id)
    try:
        said = _signer.unsign(link, max_age=LINK_SECONDS)
    except BadSignature as wrong:
        raise Refused("recording.link_invalid") from wrong
    if said != _name_of(signed_in(request), recording, file):
        raise Refused("recording.link_invalid")
    return recording


def link_to(user: User, recording: Recording, file: str) -> tuple[str, float]:
    """And until when it is good, as a Unix time."""
    return _signer.sign(_name_of(user, recording, file)), time.time() + LINK_SECONDS


def _name_of(user: User, recording: Recording, file: str) -> str:
    return f"{user.pk}/{recording.pk}/{file}"


def _of(user: User, id: UUID) -> Recording:
    found: Recording | None = Recording.objects.of(user).filter(pk=id).first()
    if found is None:
        raise Refused("recording.not_found")
    return found
