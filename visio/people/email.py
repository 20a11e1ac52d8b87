"""What may an e-mail address be? One that a letter can be sent to, in lower case, as it is kept."""

from __future__ import annotations

from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST = 254


def sendable(text: str) -> str:
    """Lower case first: it may be longer. A domain may have any letters that DNS can spell; what stands before the @ may not."""
    email = text.lower()
    local, _, domain = email.rpartition("@")
    try:
        validate_email(email)
        local.encode("ascii")
        domain.encode("idna")
    except (ValidationError, UnicodeError) as wrong:
        raise PydanticCustomError("email", "an e-mail address") from wrong
    if len(email) > LONGEST:
        raise PydanticCustomError("email", "an e-mail address")
    return email


Email = Annotated[
    str,
    Field(max_length=LONGEST),
    AfterValidator(sendable),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": LONGEST}),
]


def _domain(text: str) -> str:
    domain = text.strip().lower().removeprefix("@")
    try:
        return sendable(f"someone@{domain}").rpartition("@")[2]
    except PydanticCustomError as wrong:
        raise PydanticCustomError("domain", "an e-mail domain") from wrong


# What follows the @.
Domain = Annotated[
    str, Field(max_length=200), AfterValidator(_domain), WithJsonSchema({"type": "string", "maxLength": 200})
]
