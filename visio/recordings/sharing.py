"""How does somebody else get to read a recording? By their e-mail, by where they work, or by a link; until it is taken back.

A link carries its secret after the #, which browsers send to nobody: it reaches no log. The page shows it once in the body of
a POST, and from then on the browser's session says which share it opened. Whether that one is still good is looked at on every
request (`access.readable`), so what is taken back is gone at once.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from visio.configuration import configuration
from visio.errors import Refused
from visio.jobs import enqueue
from visio.people.access import visitor
from visio.people.models import Organisation, User
from visio.people.trips import STRANGER_SECONDS
from visio.recordings import access, letters
from visio.recordings.models import Recording
from visio.recordings.shares import Share
from visio.rooms.access import digest
from visio.trail import Act, note

# Of one recording; beyond that an organisation is meant.
MOST_SHARES = 200
# That one browser has opened, of others' links.
MOST_OPENED = 50


@transaction.atomic
def share(
    recording: Recording,
    *,
    by: User,
    email: str | None,
    organisation: bool,
    link: bool,
    may_change: bool,
    days: int | None,
) -> tuple[Share, str]:
    """With exactly one of the three; answers a link's secret, which nobody can tell again. Twice with one is a change."""
    recording.shares.filter(expires_at__lte=timezone.now()).delete()
    if recording.shares.count() >= MOST_SHARES:
        raise Refused("share.too_many")
    key = secrets.token_urlsafe(32) if link else ""
    made, is_new = Share.objects.update_or_create(
        recording=recording,
        email=email or "",
        organisation=_where_they_work(by) if organisation else None,
        digest=digest(key) if key else "",
        defaults={"may_change": may_change, "made_by": by, "expires_at": _until(recording, days)},
    )
    note(Act.RECORDING_SHARED, by=by, on=recording, why=f"{made.reference}: {made.kind}")
    if made.email and is_new:
        enqueue(letters.tell_of_share, made.pk)
    return made, key


@transaction.atomic
def unshare(share: Share, *, by: User) -> None:
    note(Act.RECORDING_UNSHARED, by=by, on=share.recording, why=f"{share.reference}: {share.kind}")
    share.delete()


@transaction.atomic
def open_link(share: Share, request: HttpRequest) -> None:
    """From now on this browser may watch, for as long as the share is good."""
    by = visitor(request)
    note(Act.RECORDING_OPENED, by=by or share, on=share.recording, why=f"page by {share.reference}")
    before = [each for each in access.opened(request) if each != share.pk]
    request.session[access.OPENED] = [*before, share.pk][-MOST_OPENED:]
    if by is None:
        # Whoever knew the session's id before must not watch with it.
        request.session.cycle_key()
        request.session.set_expiry(STRANGER_SECONDS)


def address_of(share: Share, key: str) -> str:
    return f"{configuration.public_url}/recordings/{share.recording_id}#{key}" if key else ""


def _where_they_work(user: User) -> Organisation:
    if user.organisation is None:
        raise Refused("share.no_organisation")
    return user.organisation


def _until(recording: Recording, days: int | None) -> datetime | None:
    """Never longer than the recording."""
    wished = timezone.now() + timedelta(days=days) if days else None
    return min((each for each in (wished, recording.expires_at) if each), default=None)
