"""What goes on by itself with people? Sign-in links are sent; they and sessions are forgotten when they are too old."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone

from visio.jobs import Retry, every, job
from visio.people import signin
from visio.people.models import SignInLink


# For a minute or so: whoever waits for longer asks again. The address is forgotten with its links.
@job(retry=Retry(times=5, first=2), kept_seconds=signin.LINK_MINUTES * 60)
def send_link(email: str, next: str, language: str) -> None:
    """The secret is made here, so that none stands in the table of jobs."""
    signin.send_link(email=email, next=next, language=language)


@every(seconds=3600)
def forget() -> None:
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    SignInLink.objects.filter(expires_at__lt=now).delete()
