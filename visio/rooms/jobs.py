"""What goes on by itself with rooms? Who was let in, and under which name, is forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from visio.jobs import every
from visio.rooms.models import Ticket

# Long after its pass is worthless, so that nobody who is still inside loses their ticket.
KEPT = timedelta(days=7)


@every(seconds=3600)
def forget() -> None:
    Ticket.objects.filter(issued_at__lt=timezone.now() - KEPT).delete()
