"""What do we remember of people? Their account, and the sign-in links on their way to them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class Users(BaseUserManager["User"]):
    """Django asks for a manager that knows the login by its name."""


class User(AbstractBaseUser):
    """An account. The e-mail, in lower case, is the login; nobody has a password."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=80, blank=True)
    # What a new room of theirs lets in: one of `rooms.Room.Access`.
    default_access = models.CharField(max_length=10, default="open")
    # Somebody knocks at a room they host and nobody is inside: do they wish to be told by mail?
    is_told_by_mail = models.BooleanField(default=True)
    is_admin = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
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
