"""What goes on by itself with people? Sessions and links that are too old are forgotten."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone

from visio.jobs import every
from visio.people.models import SignInLink


@every(seconds=3600)
def forget() -> None:
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    SignInLink.objects.filter(expires_at__lt=now).delete()
