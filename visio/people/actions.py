"""What can be done with an account?"""

from __future__ import annotations

from django.db import transaction

from visio.gateways import mail
from visio.jobs import enqueue
from visio.people import jobs, signin
from visio.people.models import User
from visio.trail import Act, note


@transaction.atomic
def ask_for_link(*, email: str, next: str, language: str) -> None:
    """By the worker, when a mail server is asked: one that is slow or away then holds up nobody. The console shows it at once."""
    note(Act.LINK_ASKED)
    if mail.is_on():
        enqueue(jobs.send_link, email, next, language)
    else:
        signin.send_link(email=email, next=next, language=language)


@transaction.atomic
def rename(user: User, *, name: str) -> User:
    user.name = name
    user.save(update_fields=["name"])
    note(Act.ACCOUNT_RENAMED, by=user, on=user)
    return user


def introduce(user: User, *, name: str) -> None:
    """The name somebody first gives in a meeting is theirs from then on; one they have stays."""
    if not user.name:
        rename(user, name=name)


@transaction.atomic
def prefer(user: User, *, default_access: str | None, is_told_by_mail: bool | None) -> User:
    """What is missing stays as it is."""
    user.default_access = default_access or user.default_access
    user.is_told_by_mail = user.is_told_by_mail if is_told_by_mail is None else is_told_by_mail
    user.save(update_fields=["default_access", "is_told_by_mail"])
    note(Act.ACCOUNT_PREFERS, by=user, on=user)
    return user
