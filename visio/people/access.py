"""Who is asking? The signed-in person, or a refusal."""

from __future__ import annotations

from django.http import HttpRequest

from visio.errors import Refused
from visio.limits import address_of
from visio.people.models import Passkey, SignIn, User
from visio.people.sessions import SIGN_IN


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


def sign_in_of(request: HttpRequest) -> int | None:
    """Which sign-in of theirs asks; known from the session, so it costs no query."""
    return request.session.get(SIGN_IN) if visitor(request) else None


def own_passkey(user: User, id: int) -> Passkey:
    """Somebody else's is not there."""
    if found := user.passkeys.filter(pk=id).first():
        return found
    raise Refused("passkey.not_found")


def own_sign_in(user: User, id: int) -> SignIn:
    """Somebody else's, or one that is over, is not there."""
    if found := user.sign_ins.filter(pk=id, ended_at=None).first():
        return found
    raise Refused("signin.session_not_found")
