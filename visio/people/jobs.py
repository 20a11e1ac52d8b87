"""What goes on by itself with people? Sign-in links are sent; they and sessions are forgotten when they are too old."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from visio.jobs import Retry, every, job
from visio.people import signin
from visio.people.models import SeenSignOut, SignIn, SignInLink


# For a minute or so: whoever waits for longer asks again. The address is forgotten with its links.
@job(retry=Retry(times=5, first=2), kept_seconds=signin.LINK_MINUTES * 60)
def send_link(email: str, next: str, language: str) -> None:
    """The secret is made here, so that none stands in the table of jobs."""
    signin.send_link(email=email, next=next, language=language)


# Longer than a ticket is kept (`rooms/jobs.py`), so that none outlives the sign-in it was opened with.
ENDED_KEPT = timedelta(days=8)
# Longer than a provider's word counts as fresh.
SIGN_OUTS_KEPT = timedelta(minutes=15)


@every(seconds=3600)
def forget() -> None:
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    SignInLink.objects.filter(expires_at__lt=now).delete()
    SeenSignOut.objects.filter(at__lt=now - SIGN_OUTS_KEPT).delete()
    # Those that nobody ended went with their session.
    sessions = Session.objects.values("session_key")
    SignIn.objects.filter(ended_at=None).exclude(session_key__in=sessions).update(ended_at=now, id_token="")
    SignIn.objects.filter(ended_at__lt=now - ENDED_KEPT).delete()
