"""What do we remember of people? Their account, how they sign in and where they are signed in, their organisation."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class Users(BaseUserManager["User"]):
    """Django asks for a manager that knows the login by its name."""


class Organisation(models.Model):
    """Where somebody works, as providers tell it. `code` is what it is found by: `siret:13002526500013`, with its
    `siren:130025265` as parent; a ministry can be made the parent of those."""

    code = models.CharField(max_length=400, unique=True)
    name = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    # What new rooms of its people let in, unless they wish otherwise: one of `rooms.Room.Access`; empty: as above it.
    default_access = models.CharField(max_length=10, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return self.name or (str(self.parent) if self.parent else self.code.upper().replace(":", " ", 1))

    @property
    def reference(self) -> str:
        return f"organisation {self.pk}"


class User(AbstractBaseUser):
    """An account. The e-mail, in lower case, is the login, and was proven: by a link sent to it, or by a provider that may
    speak for its domain. Nobody has a password."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=80, blank=True)
    # What a new room of theirs lets in: one of `rooms.Room.Access`; empty: as usual where they work.
    default_access = models.CharField(max_length=10, blank=True, default="", db_default="")
    # Somebody knocks at a room they host and nobody is inside: do they wish to be told by mail?
    is_told_by_mail = models.BooleanField(default=True, db_default=True)
    is_admin = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="people")
    created_at = models.DateTimeField(default=timezone.now)

    password = None  # type: ignore[assignment]

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def reference(self) -> str:
        return f"user {self.pk}"


class SignInLink(models.Model):
    """A one-time link. It is for an address and not for an account, so that nobody has one before they read their mail."""

    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254, db_index=True)
    next = models.CharField(max_length=100, default="/")
    makes_admin = models.BooleanField(default=False)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"for {self.email} until {self.expires_at:%H:%M}"


class Identity(models.Model):
    """Whom a provider means by `sub`. Its issuer and that together are the key to an account, never an address."""

    user = models.ForeignKey(User, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=400)
    sub = models.CharField(max_length=255)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "sub"], name="one_account_per_identity")]

    def __str__(self) -> str:
        return f"{self.sub} at {self.issuer}"


class Passkey(models.Model):
    """A key that a device of theirs keeps; we know its public half. `sign_count` is how often it said it signed, 0 if it does
    not count: one that counts less than before was copied."""

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys")
    # What the device keeps of whose it is; one for all of an account.
    handle = models.CharField(max_length=64)
    credential_id = models.CharField(max_length=1364, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=80)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.user_id}"


class SignIn(models.Model):
    """One person signed in on one device, until `ended_at`. What was opened with it, a place in a meeting for one, ends too.

    `session_key` is the session it lives in; issuer, sub and sid are the provider's names for it, when one vouched.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, db_index=True)
    device = models.CharField(max_length=60)
    # The network, not the address.
    network = models.CharField(max_length=50)
    provider = models.CharField(max_length=31, blank=True)
    issuer = models.CharField(max_length=400, blank=True)
    sub = models.CharField(max_length=255, blank=True)
    sid = models.CharField(max_length=255, blank=True)
    id_token = models.TextField(blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["issuer", "sub"])]

    def __str__(self) -> str:
        return f"{self.device} since {self.began_at:%Y-%m-%d %H:%M}"


class SeenSignOut(models.Model):
    """A provider's word that somebody is signed out, kept for as long as it could be said again."""

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.digest
