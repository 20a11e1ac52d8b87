"""What goes on by itself with rooms? Who has gone from a door gives up their place; who was let in or not is forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from visio.jobs import every
from visio.rooms import lobby
from visio.rooms.fitting import DECISION_MINUTES, PASS_HOURS
from visio.rooms.models import Knock, LobbyEvent, Ticket, Watch

# Long after its pass is worthless, so that nobody who is still inside loses their ticket.
KEPT = timedelta(days=7)


@every(seconds=3600)
def forget() -> None:
    Ticket.objects.filter(issued_at__lt=timezone.now() - KEPT).delete()


@every(seconds=30)
def look_at_doors() -> None:
    lobby.let_go_of_absent()


@every(seconds=600)
def forget_knocks() -> None:
    """Names and addresses of who knocked, a day after; a block lasts with its meeting, and a day at most."""
    now = timezone.now()
    Knock.objects.filter(decided_at__lt=now - timedelta(days=1)).delete()
    LobbyEvent.objects.filter(at__lt=now - timedelta(minutes=DECISION_MINUTES)).delete()
    Watch.objects.filter(made_at__lt=now - timedelta(hours=PASS_HOURS)).delete()
