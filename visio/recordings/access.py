"""Who may? Inside a meeting, its hosts; afterwards, whoever asked for the recording and whose room it was; and those it is
shared with, as far as their share goes."""

from __future__ import annotations

import time
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from visio.errors import Refused
from visio.media import FILM, MIXED
from visio.people.access import signed_in, visitor
from visio.people.models import User
from visio.recordings.models import Recording, Sound
from visio.recordings.shares import Share
from visio.rooms import access
from visio.rooms.access import Power, Who, digest
from visio.rooms.models import Ticket

# Long enough to watch a long meeting with a pause for lunch.
LINK_SECONDS = 4 * 3600

# Where the session keeps which links its browser has opened.
OPENED = "opened_shares"

_signer = TimestampSigner(salt="visio.recordings.link")


def recorder(ticket: Ticket) -> Ticket:
    """Who starts and stops recordings."""
    return access.with_power(ticket, Power.RECORD)


def asker(ticket: Ticket) -> Ticket:
    """Who may not, where somebody may."""
    if access.has(ticket, Power.RECORD) or access.powers_of(ticket.room)[Power.RECORD] == Who.NOBODY:
        raise Refused("meeting.not_allowed")
    return ticket


def running(ticket: Ticket) -> Recording:
    """Of the meeting that this ticket's holder is in."""
    found: Recording | None = Recording.objects.in_room(ticket.room)
    if found is None:
        raise Refused("recording.not_running")
    return found


def readable(request: HttpRequest, id: UUID) -> Recording:
    """Theirs, shared with them, or by a link that this browser opened: looked at each time. It says how they stand to it.

    Somebody else's is answered as one that never was, and costs the same.
    """
    user = visitor(request)
    if user and (own := Recording.objects.of(user).filter(pk=id).first()):
        return _as_own(own)
    if share := _share_of(user, opened(request), id):
        return _as_shared(share.recording, share)
    raise Refused("recording.not_found" if user else "signin.required")


def all_readable(request: HttpRequest) -> list[Recording]:
    """Not those of links: a link leads to one recording, and lists none."""
    user = signed_in(request)
    shares = Share.objects.good().to(user).order_by("may_change")
    by = {share.recording_id: share for share in shares}
    found = []
    for recording in Recording.objects.read_by(user):
        if user.pk in (recording.owner_id, recording.room and recording.room.owner_id):
            found.append(_as_own(recording))
        elif share := by.get(recording.pk):
            found.append(_as_shared(recording, share))
    return found


def changeable(request: HttpRequest, id: UUID) -> Recording:
    """What was said in it may be corrected."""
    signed_in(request)
    recording = readable(request, id)
    if not recording.may_change:
        raise Refused("recording.not_changeable")
    return recording


def own(request: HttpRequest, id: UUID) -> Recording:
    """Theirs, to share and to delete."""
    signed_in(request)
    recording = readable(request, id)
    if not recording.is_mine:
        raise Refused("recording.not_yours")
    return recording


def ready(request: HttpRequest, id: UUID) -> Recording:
    recording = readable(request, id)
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


def own_share(request: HttpRequest, id: UUID, share: int) -> Share:
    """Of one of theirs."""
    found: Share | None = own(request, id).shares.filter(pk=share).first()
    if found is None:
        raise Refused("share.not_found")
    return found


def by_key(id: UUID, key: str) -> Share:
    """The link of this recording that has this secret. A wrong one is answered as a recording that never was."""
    found: Share | None = (
        Share.objects.good().filter(recording=id, digest=digest(key)).select_related("recording").first()
    )
    if found is None:
        raise Refused("recording.not_found")
    return found


def opened(request: HttpRequest) -> list[int]:
    """The links this browser has opened; whether they are still good, their rows say."""
    links: list[int] = request.session.get(OPENED, [])
    return links


def sound(recording: Recording, identity: str) -> Sound:
    if found := recording.sounds.filter(identity=identity).first():
        return found
    raise Refused("recording.not_found")


def together(recording: Recording) -> tuple[str, str]:
    """What everybody together is kept as: its file in the recording's folder, and of which kind."""
    if recording.mode == Recording.Mode.WORDS:
        raise Refused("recording.no_film")
    return (MIXED, "audio/mp4") if recording.mode == Recording.Mode.SOUND else (FILM, "video/mp4")


def taken(recording: Recording) -> Recording:
    """As a file, or one voice of it: who comes by a link only watches."""
    if not recording.may_take:
        raise Refused("recording.watch_only")
    return recording


def linked(request: HttpRequest, id: UUID, file: str, link: str) -> Recording:
    """By a link that was made for this person, or by this share, and this file a while ago: all are looked at each time."""
    recording = ready(request, id)
    try:
        said = _signer.unsign(link, max_age=LINK_SECONDS)
    except BadSignature as wrong:
        raise Refused("recording.link_invalid") from wrong
    if said != _name_of(visitor(request), recording, file):
        raise Refused("recording.link_invalid")
    return recording


def link_to(user: User | None, recording: Recording, file: str) -> tuple[str, float]:
    """And until when it is good, as a Unix time."""
    return _signer.sign(_name_of(user, recording, file)), time.time() + LINK_SECONDS


def _name_of(user: User | None, recording: Recording, file: str) -> str:
    share = recording.share
    who = f"share-{share.pk}" if share and share.kind == "link" else user and user.pk
    return f"{who}/{recording.pk}/{file}"


def _share_of(user: User | None, opened: list[int], id: UUID) -> Share | None:
    """The one that lets them do most."""
    good = Share.objects.good().to(user, opened).filter(recording=id).select_related("recording__owner")
    share: Share | None = good.order_by("-may_change", "digest", "pk").first()
    return share


def _as_own(recording: Recording) -> Recording:
    recording.is_mine = recording.may_change = recording.may_take = True
    return recording


def _as_shared(recording: Recording, share: Share) -> Recording:
    recording.share, recording.may_change, recording.may_take = share, share.may_change, share.kind != "link"
    return recording
