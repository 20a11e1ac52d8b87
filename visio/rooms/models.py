"""What do we remember of rooms? The room, every address it had, who is named on it, who knocks, and the tickets; who was blocked: `bans.py`."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.crypto import salted_hmac

from visio.rooms.address import key
from visio.rooms.bans import Ban, held_by, is_blocked
from visio.rooms.fitting import PASS_HOURS, TICKET_FITS

# Asked before every room's page and at its door. In SQL, because building this one question took Django longer than all
# else that a join does.
AT_ADDRESS = (
    "SELECT room.* FROM rooms_room room JOIN rooms_address address ON address.room_id = room.id WHERE address.key = %s"
)


def _livekit_name() -> str:
    drawn = secrets.token_hex(12)
    return drawn + _mark(drawn)


def draw_pin() -> str:
    return f"{secrets.randbelow(10**10):010d}"


def is_our_name(livekit_name: str) -> bool:
    """Did this instance draw it? A LiveKit may hold the rooms of others too, which are not ours to close."""
    return livekit_name[24:] == _mark(livekit_name[:24])


def _mark(drawn: str) -> str:
    return salted_hmac("visio.rooms", drawn).hexdigest()[:8]


class RoomQuerySet(models.QuerySet["Room"]):
    def of(self, user: models.Model) -> RoomQuerySet:
        """This person's rooms, the one used last first."""
        used_last = F("last_used_at").desc(nulls_last=True)
        mine = self.filter(owner=user.pk).prefetch_related("members", "email_domains")
        return mine.order_by(used_last, "-created_at", "-id")

    def at(self, slug: str) -> Room | None:
        """The room this address leads to, now or since before it moved."""
        found = key(slug)
        return next(iter(self.raw(AT_ADDRESS, [found])), None) if found else None


class Room(models.Model):
    """A place with an address. `is_live` and `last_used_at` are kept by `meetings`, which sees people come and go."""

    class Access(models.TextChoices):
        OPEN = "open"
        SIGNED_IN = "signed_in"
        KNOCK = "knock"
        MEMBERS = "members"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80, blank=True)
    slug = models.CharField(max_length=60)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.KNOCK)
    # What LiveKit knows the room by: no one can guess it, and it says nothing.
    livekit_name = models.CharField(max_length=32, unique=True, default=_livekit_name)
    # Ten digits for whoever telephones; see `pin.py`.
    pin = models.CharField(max_length=10, unique=True, default=draw_pin)
    is_live = models.BooleanField(default=False)
    # Nobody new comes in but hosts and whom they admit; undone when the meeting closes.
    is_locked = models.BooleanField(default=False)
    # When its hosts were last told by mail that somebody knocks and nobody is inside.
    mailed_at = models.DateTimeField(null=True, blank=True)
    # What differs from `access.TABLE`, the table of who may do what: {power: who}.
    powers = models.JSONField(default=dict, blank=True)
    # What is recorded of each meeting here by itself (`recordings` does), and whether it is to be written down too.
    records = models.CharField(max_length=5, blank=True, default="", db_default="")
    records_words = models.BooleanField(default=False, db_default=False)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Room]] = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(access__in=["open", "signed_in", "knock", "members"]), name="room_access_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    @property
    def reference(self) -> str:
        return f"room {self.pk}"


class Address(models.Model):
    """A room's address, today's or an old one. It stays its owner's even when the room is gone: a link once sent out
    must never lead into a stranger's room."""

    key = models.CharField(max_length=60, primary_key=True)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="addresses")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key


class Member(models.Model):
    """Somebody named on a room, by the e-mail in lower case that their account has, or will have once they sign in."""

    class Role(models.TextChoices):
        HOST = "host"
        MEMBER = "member"

    room = models.ForeignKey(Room, models.CASCADE, related_name="members")
    email = models.EmailField(max_length=254, db_index=True)
    role = models.CharField(max_length=6, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "email"], name="one_role_per_member"),
            models.CheckConstraint(condition=models.Q(role__in=["host", "member"]), name="member_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"


class EmailDomain(models.Model):
    """Everybody signed in with an e-mail of this domain counts as named on the room."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="email_domains")
    domain = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "domain"], name="each_domain_once")]

    def __str__(self) -> str:
        return self.domain


class TicketQuerySet(models.QuerySet["Ticket"]):
    def recent(self) -> TicketQuerySet:
        """Whose passes are not too old."""
        return self.filter(issued_at__gt=timezone.now() - timedelta(hours=PASS_HOURS))

    def good(self) -> TicketQuerySet:
        return self.recent().filter(revoked_at=None, sign_in__ended_at=None)

    def held_by(self, *bans: Ban) -> TicketQuerySet:
        """Of those whom these shut out, by their account or their browser: what is not revoked yet. Never an owner's."""
        return self.filter(held_by(bans), revoked_at=None).exclude(role=Ticket.Role.OWNER)

    def shut_out(self) -> TicketQuerySet:
        """Whose holders must not be inside: revoked, signed out since, blocked, or the door would not let them in today
        (`access.fits`)."""
        ended = ~Q(revoked_at=None) | ~Q(sign_in__ended_at=None)
        return self.filter(ended | is_blocked() | Q(RawSQL(f"NOT ({TICKET_FITS})", [], output_field=BooleanField())))


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
    # With which they came in: when it ends, so does this.
    sign_in = models.ForeignKey("people.SignIn", models.SET_NULL, null=True, blank=True, related_name="+")
    identity = models.CharField(max_length=24, unique=True)
    pass_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=12, choices=Role.choices)
    device = models.CharField(max_length=8, choices=Device.choices)
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    # A host let its holder in from the lobby: good where people knock, until they leave.
    admitted_at = models.DateTimeField(null=True, blank=True)
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

    @property
    def reference(self) -> str:
        """The account when there is one, since an identity is forgotten with its ticket."""
        return f"user {self.user_id}" if self.user_id else f"guest {self.identity}"

    @property
    def is_ended(self) -> bool:
        """Revoked, or its holder signed out."""
        return bool(self.revoked_at or (self.sign_in and self.sign_in.ended_at))


class Knock(models.Model):
    """Somebody at the door. The secret holds the place, and we know it by its digest; `identity` is what hosts name them by."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ADMITTED = "admitted"
        REFUSED = "refused"
        GONE = "gone"

    room = models.ForeignKey(Room, models.CASCADE, related_name="knocks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    identity = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=80)
    # Where they knock from: who was refused is known again by it, with their name, when they have no account.
    address = models.CharField(max_length=50)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    # Their browser, by the digest of its mark (`rooms/mark.py`).
    mark = models.CharField(max_length=64, blank=True)
    # From inside, by a host: only a host lets them in again.
    is_sent_back = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    # When their browser was last known to listen; push writes it.
    seen_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    # Of one admission, one ticket.
    ticket = models.OneToOneField(Ticket, models.SET_NULL, null=True, blank=True, related_name="knock")
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "admitted", "refused", "gone"]), name="knock_state_is_known"
            ),
        ]
        indexes = [models.Index(fields=["room", "state"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def reference(self) -> str:
        return f"user {self.user_id}" if self.user_id else f"knock {self.identity}"


class LobbyEvent(models.Model):
    """A line pushed to those at a door and to its hosts. `visio/push/feeds.py` reads this table by itself.

    `channel` is a room's lobby or a person's own; of a lobby's lines each listener gets only those for their `ear`.
    """

    class Kind(models.TextChoices):
        # To hosts.
        KNOCKED = "knocked"
        DECIDED = "decided"
        LOCKED = "locked"
        # To those who wait.
        MOVED = "moved"
        ADMITTED = "admitted"
        REFUSED = "refused"
        CHANGED = "changed"
        NOTE = "note"

    channel = models.CharField(max_length=48)
    ear = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "id"])]

    def __str__(self) -> str:
        return f"{self.id} {self.kind}"


class Watch(models.Model):
    """A page of the product on which a host hears who knocks. Good for as long as the session that asked for it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"of {self.user_id} since {self.made_at:%H:%M}"
