"""Whom a host refused at the door: for a moment, known again as well as a door can; blocked, until the meeting is over."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from visio.errors import Refused
from visio.rooms.access import Host, Newcomer, digest
from visio.rooms.bans import Ban
from visio.rooms.models import Knock, Room, Ticket

# A refused person may ask again after this.
REFUSED_FOR = timedelta(minutes=10)


def refuse_refused(room: Room, who: Newcomer) -> None:
    """Known again by their account, by the secret their browser keeps, or as this name from this address.

    So a second Charlie from the same office waits ten minutes for the first one's refusal; and who takes another name and
    forgets the secret may ask again, and be refused again.
    """
    same = Q(secret_digest=digest(who.secret)) if who.secret else Q(pk__in=[])
    same |= Q(user=who.user) if who.user else Q(user=None, address=who.address, name__iexact=who.name)
    now = timezone.now()
    refused = Knock.objects.filter(same, room=room, state=Knock.State.REFUSED, decided_at__gt=now - REFUSED_FOR)
    last = refused.order_by("-decided_at").first()
    if last and last.decided_at:
        left = last.decided_at + REFUSED_FOR - now
        raise Refused("knock.refused", retry_after=max(1, round(left.total_seconds())), minutes=-(-left.seconds // 60))


def block_at_door(knock: Knock, by: Host) -> None:
    """What they hold from an earlier time is worth nothing either."""
    ban = Ban.objects.create(
        room=knock.room,
        user=knock.user,
        mark=knock.mark,
        address=knock.address,
        identity=knock.identity,
        name=knock.name,
        by=by.name,
    )
    Ticket.objects.held_by(ban).update(revoked_at=timezone.now(), removed_by=by.name, visit="")
