"""Who is asking? The signed-in person, or a refusal."""

from __future__ import annotations

from django.http import HttpRequest

from visio.errors import Refused
from visio.limits import address_of
from visio.people.models import User


def visitor(request: HttpRequest) -> User | None:
    """The signed-in person, or nobody. Costs no query when the browser shows no session."""
    return request.user if isinstance(request.user, User) else None


def signed_in(request: HttpRequest) -> User:
    if user := visitor(request):
        return user
    raise Refused("signin.required")


def seeker(request: HttpRequest) -> str:
    """Whose tries these are: an account's own, so that nobody signed in pays for others behind the same address."""
    user = visitor(request)
    return f"user {user.pk}" if user else address_of(request)
