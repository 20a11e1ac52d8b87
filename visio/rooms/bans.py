"""Who was blocked, or sent back to the lobby, until the meeting is over? Django finds this table through `models.py`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone


class BanQuerySet(models.QuerySet["Ban"]):
    def against(
        self, room: models.Model, *, user: models.Model | None, mark: str, name: str = "", address: str = ""
    ) -> BanQuerySet:
        """What shuts this room to whoever is this account, comes with this browser, or as this name from this address."""
        same_person = Q(pk=None)
        if user is not None:
            same_person |= Q(user=user.pk)
        elif address:
            same_person |= Q(user=None, address=address, name__iexact=name)
        if mark:
            same_person |= Q(mark=mark)
        return self.filter(same_person, room=room.pk)


class Ban(models.Model):
    """Somebody a host blocked or sent back to the lobby, until the meeting is over: known again by their account, their browser's mark, and
    at the door by their name with the address they knocked from."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    mark = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=50, blank=True)
    identity = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    # Sent back to the lobby: whatever the door would say, they come in when a host admits them.
    may_knock = models.BooleanField(default=False)
    by = models.CharField(max_length=80)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = BanQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} by {self.by}"


def held_by(bans: Iterable[Ban]) -> Q:
    """Tickets of those whom these shut out, by their account or their browser."""
    theirs = Q(pk=None)
    for ban in bans:
        theirs |= Q(room=ban.room_id) & (Q(user=ban.user_id, user__isnull=False) | Q(mark=ban.mark) & ~Q(mark=""))
    return theirs


def is_blocked() -> Q:
    """Of a ticket: somebody shut its holder out, who is not the owner."""
    same_person = Q(user=OuterRef("user")) | Q(mark=OuterRef("mark")) & ~Q(mark="")
    bans = Ban.objects.filter(same_person, room=OuterRef("room"))
    return Exists(bans) & (Q(user=None) | ~Q(user=F("room__owner")))
