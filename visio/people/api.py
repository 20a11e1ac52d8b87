"""How does the browser ask about people? Session, sign-in, own name."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth import login
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language_from_request
from ninja import Router, Schema, Status
from pydantic import Field, StrictBool

from visio.configuration import configuration
from visio.errors import answers
from visio.gateways import mail
from visio.limits import Limit, address_of
from visio.people import access, actions, signin
from visio.people.email import Email
from visio.people.models import User
from visio.people.names import Name

router = Router(tags=["people"])

# A whole office may stand behind one address.
signin_limit = Limit(burst=60, per_second=1)

# As `rooms.Room.Access`, which stands after people in the sentence; a test compares them.
AccessName = Literal["open", "signed_in", "knock", "members"]


class UserOut(Schema):
    name: str
    email: str
    is_admin: bool


class SessionOut(Schema):
    user: UserOut | None
    organisation: str
    mail_is_on: bool


class SignIn(Schema, extra="forbid"):
    email: Email
    next: str = Field("/", max_length=100)


class Confirm(Schema, extra="forbid"):
    token: str = Field(min_length=1, max_length=100)


class SignedIn(Schema):
    user: UserOut
    next: str


class Me(Schema, extra="forbid"):
    name: Name


class PreferencesOut(Schema):
    """What the server has to know of what a person prefers; the rest is kept in their browser."""

    default_access: AccessName
    told_by_mail: bool = Field(alias="is_told_by_mail")


class PreferencesChange(Schema, extra="forbid"):
    """What is missing stays as it is."""

    default_access: AccessName | None = None
    told_by_mail: StrictBool | None = None


@router.get("/session", response=answers(200, SessionOut))
def session(request: HttpRequest) -> dict[str, object]:
    """Who am I here? Also renews the csrftoken cookie of a page that stood open for long."""
    get_token(request)
    return {
        "user": access.visitor(request),
        "organisation": configuration.organisation,
        "mail_is_on": mail.is_on(),
    }


@router.post("/signin", response=answers(204, None, 429))
def ask_for_link(request: HttpRequest, asked: SignIn) -> Status[None]:
    """Send a sign-in link; the answer is the same whether or not the address has an account."""
    signin_limit.take(address_of(request))
    actions.ask_for_link(email=asked.email, next=asked.next, language=get_language_from_request(request))
    return Status(204, None)


@router.post("/signin/confirm", response=answers(200, SignedIn, 400, 429))
def confirm(request: HttpRequest, asked: Confirm) -> dict[str, object]:
    """Use a sign-in link up; the session gets a new id."""
    signin_limit.take(address_of(request))
    user, next = signin.use_link(asked.token)
    login(request, user)
    return {"user": user, "next": next}


@router.post("/signout", response=answers(204, None))
def sign_out(request: HttpRequest) -> Status[None]:
    signin.sign_out(request)
    return Status(204, None)


@router.patch("/me", response=answers(200, UserOut, 401))
def rename_me(request: HttpRequest, asked: Me) -> User:
    return actions.rename(access.signed_in(request), name=asked.name)


@router.get("/me/preferences", response=answers(200, PreferencesOut, 401))
def my_preferences(request: HttpRequest) -> User:
    return access.signed_in(request)


@router.patch("/me/preferences", response=answers(200, PreferencesOut, 401))
def prefer(request: HttpRequest, asked: PreferencesChange) -> User:
    user = access.signed_in(request)
    return actions.prefer(user, default_access=asked.default_access, is_told_by_mail=asked.told_by_mail)
