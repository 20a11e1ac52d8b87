"""What can be done with an account?"""

from __future__ import annotations

from visio.people.models import User


def rename(user: User, *, name: str) -> User:
    user.name = name
    user.save(update_fields=["name"])
    return user


def introduce(user: User, *, name: str) -> None:
    """The name somebody first gives in a meeting is theirs from then on; one they have stays."""
    if not user.name:
        rename(user, name=name)
