"""What do we remember of rooms? The room, every address it had, the tickets to enter it, and who was blocked."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from visio.rooms.address import key

# A pass serves this long after the last ticket made for it; rejoining makes a new one.
PASS_HOURS = 24


# Asked before every room's page and at its door. In SQL, because building this one question took Django longer than all
# else that a join does.
AT_ADDRESS = (
    "SELECT room.* FROM rooms_room room JOIN rooms_address address ON address.room_id = room.id WHERE address.key = %s"
)


def _livekit_name() -> str:
    drawn = secrets.token_hex(12)
    return drawn + _mark(drawn)


def is_our_name(livekit_name: str) -> bool:
    """Did this instance draw it? A LiveKit may hold the rooms of others too, which are not ours to close."""
    return livekit_name[24:] == _mark(livekit_name[:24])


def _mark(drawn: str) -> str:
    return salted_hmac("visio.rooms", drawn).hexdigest()[:8]


class RoomQuerySet(models.QuerySet["Room"]):
    def of(self, user: models.Model) -> RoomQuerySet:
        """This person's rooms, the one used last first."""
        used_last = F("last_used_at").desc(nulls_last=True)
        return self.filter(owner=user.pk).order_by(used_last, "-created_at", "-id")

    def at(self, slug: str) -> Room | None:
        """The room this address leads to, now or since before it moved."""
        found = key(slug)
        return next(iter(self.raw(AT_ADDRESS, [found])), None) if found else None


class Room(models.Model):
    """A place with an address. `is_live` and `last_used_at` are kept by `meetings`, which sees people come and go."""

    class Access(models.TextChoices):
        OPEN = "open"
        SIGNED_IN = "signed_in"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80, blank=True)
    slug = models.CharField(max_length=60)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.OPEN)
    # What LiveKit knows the room by: no one can guess it, and it says nothing.
    livekit_name = models.CharField(max_length=32, unique=True, default=_livekit_name)
    is_live = models.BooleanField(default=False)
    # What differs from `access.TABLE`, the table of who may do what: {power: who}.
    powers = models.JSONField(default=dict, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Room]] = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(access__in=["open", "signed_in"]), name="room_access_is_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.slug


class Address(models.Model):
    """A room's address, today's or an old one. It stays its owner's even when the room is gone: a link once sent out
    must never lead into a stranger's room."""

    key = models.CharField(max_length=60, primary_key=True)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="addresses")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key


class TicketQuerySet(models.QuerySet["Ticket"]):
    def recent(self) -> TicketQuerySet:
        """Whose passes are not too old."""
        return self.filter(issued_at__gt=timezone.now() - timedelta(hours=PASS_HOURS))

    def shut_out(self) -> TicketQuerySet:
        """Whose holders must not be inside: revoked, blocked, or the door would not let them in today (`access.may_enter`)."""
        door_is_shut = Q(room__access=Room.Access.SIGNED_IN) & ~Q(user__is_active=True)
        same_person = Q(user=OuterRef("user")) | Q(mark=OuterRef("mark")) & ~Q(mark="")
        bans = Ban.objects.filter(same_person, room=OuterRef("room"))
        is_blocked = Exists(bans) & (Q(user=None) | ~Q(user=F("room__owner")))
        return self.filter(~Q(revoked_at=None) | door_is_shut | is_blocked)


class Ticket(models.Model):
    """The right to enter, once decided. `identity` is what everyone inside sees, so it says nothing about the account;
    the pass is known to the holder's browser only, and to us by its digest."""

    class Role(models.TextChoices):
        OWNER = "owner"
        HOST = "host"
        PARTICIPANT = "participant"
        GUEST = "guest"

    class Device(models.TextChoices):
        DESKTOP = "desktop"
        PHONE = "phone"
        TABLET = "tablet"

    room = models.ForeignKey(Room, models.CASCADE, related_name="tickets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    identity = models.CharField(max_length=24, unique=True)
    pass_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=12, choices=Role.choices)
    device = models.CharField(max_length=8, choices=Device.choices)
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    # Its holder left, or the meeting it was for is over: of no use until they come in again by the door.
    left_at = models.DateTimeField(null=True, blank=True)
    # Which of the tickets written for LiveKit is good: the last one, until its holder leaves.
    visit = models.CharField(max_length=16, blank=True)
    # The browser it was given to, by the digest of its mark (`rooms/mark.py`).
    mark = models.CharField(max_length=64, blank=True)
    # Who put its holder out, if somebody did: its pass is answered with that.
    removed_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[models.Manager[Ticket]] = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["owner", "host", "participant", "guest"]), name="ticket_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.identity


class BanQuerySet(models.QuerySet["Ban"]):
    def against(self, room: Room, *, user: models.Model | None, mark: str) -> BanQuerySet:
        """What shuts this room to whoever is this account, or comes with this browser."""
        same_person = Q(pk=None)
        if user is not None:
            same_person |= Q(user=user.pk)
        if mark:
            same_person |= Q(mark=mark)
        return self.filter(same_person, room=room)


class Ban(models.Model):
    """Somebody a host blocked, until the meeting is over: known again by account, and by their browser's mark."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    mark = models.CharField(max_length=64, blank=True)
    identity = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = BanQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} by {self.by}"
