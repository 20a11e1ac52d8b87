"""What is too old is not kept."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from visio.people import jobs, signin
from visio.people.models import SignInLink
from visio.rooms import jobs as of_rooms
from visio.rooms.models import Ticket
from visio.testing.people import Browser


def test_old_links_and_sessions_are_forgotten_and_others_kept(alice: Browser, bob: Browser) -> None:
    signin.make_link(email="old@example.org")
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    signin.make_link(email="new@example.org")
    Session.objects.filter(session_key=bob.client.session.session_key).update(expire_date=timezone.now())
    jobs.forget.call()
    assert [link.email for link in SignInLink.objects.all()] == ["new@example.org"]
    assert Session.objects.count() == 1
    assert alice.get("/session")["user"]


def test_tickets_are_forgotten_after_a_week(alice: Browser) -> None:
    slug = alice.make_room()
    old, new = alice.join(slug), alice.join(slug)
    Ticket.objects.filter(identity=old["identity"]).update(issued_at=timezone.now() - timedelta(days=8))
    of_rooms.forget.call()
    assert [ticket.identity for ticket in Ticket.objects.all()] == [new["identity"]]
