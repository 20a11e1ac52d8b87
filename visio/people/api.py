"""How does the browser ask about people? Session, sign-in by link or by provider, where one is signed in, own name."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language_from_request
from ninja import Form, Path, Router, Schema, Status
from pydantic import Field, StrictBool

from visio.configuration import Access, configuration
from visio.errors import answers
from visio.gateways import mail, passkeys
from visio.limits import Limit, address_of
from visio.people import access, actions, organisations, sessions, signin, trips
from visio.people.email import Email
from visio.people.models import SignIn as SignInRow
from visio.people.models import User
from visio.people.names import Name

router = Router(tags=["people"])

# A whole office may stand behind one address.
signin_limit = Limit(burst=60, per_second=1)

# Two for each sign-in with a provider; an office starts its day at nine.
trip_limit = Limit(burst=600, per_second=10)
# A provider that signs a whole ministry out comes from one address.
ended_limit = Limit(burst=1000, per_second=20)

# What a database can hold: a larger number is no id of ours.
SessionId = Annotated[int, Path(ge=1, lt=2**63)]


class UserOut(Schema):
    """`organisation` is where they work, as their provider says; empty when nobody said."""

    name: str
    email: str
    is_admin: bool
    organisation: str

    @staticmethod
    def resolve_organisation(user: User) -> str:
        return str(user.organisation or "")


class ProviderOut(Schema):
    id: str
    name: str


class SessionOut(Schema):
    user: UserOut | None
    organisation: str
    mail_is_on: bool
    telephone_is_on: bool
    passkeys_are_on: bool
    # Who people may sign in with, and the one to be tried without asking, if any.
    providers: list[ProviderOut]
    silent: str


class SignIn(Schema, extra="forbid"):
    email: Email
    next: str = Field("/", max_length=100)


class Confirm(Schema, extra="forbid"):
    token: str = Field(min_length=1, max_length=100)


class SignedIn(Schema):
    user: UserOut
    next: str


class SignInWith(Schema, extra="forbid"):
    next: str = Field("/", max_length=100)
    silent: bool = False


class Way(Schema):
    """Where the browser is to go; empty: nowhere, all is done."""

    address: str


class BackFromProvider(Schema, extra="forbid"):
    """What the provider wrote into our address."""

    code: str = Field("", max_length=2000)
    state: str = Field("", max_length=200)
    iss: str | None = Field(None, max_length=500)
    error: str = Field("", max_length=100, pattern=r"^[A-Za-z0-9_.-]*$")


class SignedInOrNot(Schema):
    user: UserOut | None
    next: str


class BackFromWayOut(Schema, extra="forbid"):
    state: str = Field(max_length=200)


class SignInOut(Schema):
    """One device somebody is signed in on. `provider` is empty for a link by mail; `network` is whose, not which seat."""

    id: int
    device: str
    network: str
    provider: str
    began_at: datetime
    is_this: bool


class Me(Schema, extra="forbid"):
    name: Name


class PreferencesOut(Schema):
    """What the server has to know of what a person prefers; the rest is kept in their browser.

    `default_access` is empty while they leave it to what is usual: `usual_access`, as the organisation `usual_of` has it,
    or the instance when that is empty.
    """

    default_access: Access | Literal[""]
    usual_access: Access
    usual_of: str
    told_by_mail: bool


class PreferencesChange(Schema, extra="forbid"):
    """What is missing stays as it is."""

    default_access: Access | Literal[""] | None = None
    told_by_mail: StrictBool | None = None


@router.get("/session", response=answers(200, SessionOut))
def session(request: HttpRequest) -> dict[str, object]:
    """Who am I here? Also renews the csrftoken cookie of a page that stood open for long."""
    get_token(request)
    return {
        "user": access.visitor(request),
        "organisation": configuration.organisation,
        "mail_is_on": mail.is_on(),
        "telephone_is_on": bool(configuration.telephone_number),
        "passkeys_are_on": passkeys.are_on(),
        "providers": list(configuration.providers.values()),
        "silent": trips.silent_provider(request),
    }


@router.post("/signin", response=answers(204, None, 403, 429))
def ask_for_link(request: HttpRequest, asked: SignIn) -> Status[None]:
    """Send a sign-in link; the answer is the same whether or not the address has an account. 403: its domain is a provider's."""
    signin_limit.take(address_of(request))
    actions.ask_for_link(email=asked.email, next=asked.next, language=get_language_from_request(request))
    return Status(204, None)


@router.post("/signin/confirm", response=answers(200, SignedIn, 400, 429))
def confirm(request: HttpRequest, asked: Confirm) -> dict[str, object]:
    """Use a sign-in link up; the session gets a new id."""
    signin_limit.take(address_of(request))
    user, next = signin.use_link(asked.token)
    sessions.begin(request, user)
    return {"user": user, "next": next}


@router.post("/signin/with/{provider}", response=answers(200, Way, 403, 404, 429))
def leave_for_provider(request: HttpRequest, provider: str, asked: SignInWith) -> dict[str, str]:
    """Begin to sign in with a provider: the address to go to."""
    trip_limit.take(address_of(request))
    way = trips.leave(request, trips.provider_at(provider), next=asked.next, is_silent=asked.silent)
    return {"address": way}


@router.post("/signin/back/{provider}", response=answers(200, SignedInOrNot, 400, 403, 404, 429))
def come_back_from_provider(request: HttpRequest, provider: str, asked: BackFromProvider) -> dict[str, object]:
    """Use the provider's answer up; the session gets a new id. Nobody: a silent try found that the person must be asked."""
    trip_limit.take(address_of(request))
    user, next = trips.come_back(request, trips.provider_at(provider), **asked.dict())
    return {"user": user, "next": next}


@router.post("/signin/ended/{provider}", auth=None, response=answers(204, None, 400, 403, 404, 429))
def ended_by_provider(request: HttpRequest, provider: str, logout_token: Annotated[str, Form()] = "") -> Status[None]:
    """Back-channel logout: the provider's signed word that somebody is signed out; the signature stands in for everything else."""
    ended_limit.take(address_of(request))
    actions.end_by_provider(trips.provider_at(provider), token=logout_token)
    return Status(204, None)


@router.post("/signout", response=answers(204, None) | answers(200, Way))
def sign_out(request: HttpRequest) -> Status[dict[str, str] | None]:
    """Signed out here (204), and where to go to be so at the provider, too (200)."""
    way = trips.sign_out(request)
    return Status(200, {"address": way}) if way else Status(204, None)


@router.post("/signin/out", response=answers(204, None, 400))
def come_back_from_way_out(request: HttpRequest, asked: BackFromWayOut) -> Status[None]:
    """Signed out at the provider: is it the answer to our question?"""
    trips.end_way_out(request, asked.state)
    return Status(204, None)


@router.get("/sessions", response=answers(200, list[SignInOut], 401))
def my_sessions(request: HttpRequest) -> list[dict[str, object]]:
    """Where am I signed in?"""
    here = access.sign_in_of(request)
    return [shown(each, here) for each in sessions.living(access.signed_in(request))]


@router.delete("/sessions", response=answers(204, None, 401))
def end_my_sessions(request: HttpRequest) -> Status[None]:
    """Sign out everywhere, here as well."""
    actions.end_everywhere(access.signed_in(request))
    trips.sign_out(request)
    return Status(204, None)


@router.delete("/sessions/{id}", response=answers(204, None, 401, 404))
def end_session(request: HttpRequest, id: SessionId) -> Status[None]:
    """Sign out on one device."""
    actions.end_sign_in(access.own_sign_in(access.signed_in(request), id))
    return Status(204, None)


@router.patch("/me", response=answers(200, UserOut, 401))
def rename_me(request: HttpRequest, asked: Me) -> User:
    return actions.rename(access.signed_in(request), name=asked.name)


@router.get("/me/preferences", response=answers(200, PreferencesOut, 401))
def my_preferences(request: HttpRequest) -> dict[str, object]:
    return preferred(access.signed_in(request))


@router.patch("/me/preferences", response=answers(200, PreferencesOut, 401))
def prefer(request: HttpRequest, asked: PreferencesChange) -> dict[str, object]:
    user = access.signed_in(request)
    return preferred(actions.prefer(user, default_access=asked.default_access, is_told_by_mail=asked.told_by_mail))


def preferred(user: User) -> dict[str, object]:
    usual = organisations.usual_access(user)
    return {
        "default_access": user.default_access,
        "usual_access": usual.access,
        "usual_of": usual.of,
        "told_by_mail": user.is_told_by_mail,
    }


def shown(sign_in: SignInRow, here: int | None) -> dict[str, object]:
    known = configuration.providers.get(sign_in.provider)
    return {
        "id": sign_in.pk,
        "device": sign_in.device,
        "network": sign_in.network,
        "provider": known.name if known else sign_in.provider,
        "began_at": sign_in.began_at,
        "is_this": sign_in.pk == here,
    }
