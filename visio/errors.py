"""What can go wrong, named after who must act: the person (`Refused`), the outside (`Unavailable`); the rest is our bug.

No Django here, so that the push process and the gateways speak of trouble in the same words.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

# Each code, and the HTTP status it answers with. Its sentences: visio/words/errors.{en,fr}.json.
STATUS = {
    "api.unknown_address": 404,
    "api.unknown_method": 405,
    "csrf.failed": 403,
    "input.invalid": 422,
    "input.not_json": 415,
    "input.too_large": 413,
    "input.unreadable": 400,
    "knock.not_found": 404,
    "knock.refused": 403,
    "limit.too_many": 429,
    "meeting.hosts_only": 403,
    "meeting.message_not_found": 404,
    "meeting.message_not_yours": 403,
    "meeting.not_allowed": 403,
    "meeting.not_open": 409,
    "meeting.outranked": 403,
    "meeting.person_not_found": 404,
    "meeting.removed": 401,
    "meeting.sent_back": 401,
    "pass.invalid": 401,
    "passkey.known": 409,
    "passkey.not_found": 404,
    "passkey.provider_decides": 403,
    "passkey.refused": 403,
    "passkey.too_many": 409,
    "pin.unknown": 404,
    "recording.already_running": 409,
    "recording.asked_already": 409,
    "recording.being_redacted": 409,
    "recording.link_invalid": 403,
    "recording.no_film": 404,
    "recording.no_space": 409,
    "recording.none_free": 409,
    "recording.not_changeable": 403,
    "recording.not_found": 404,
    "recording.not_ready": 409,
    "recording.not_running": 409,
    "recording.not_yours": 403,
    "recording.watch_only": 403,
    "room.address_invalid": 422,
    "room.address_reserved": 422,
    "room.address_taken": 409,
    "room.blocked": 403,
    "room.host_only": 403,
    "room.locked": 403,
    "room.members_only": 403,
    "room.not_found": 404,
    "room.owner_only": 403,
    "room.power_not_given": 422,
    "room.too_many": 409,
    "share.no_organisation": 409,
    "share.not_found": 404,
    "share.too_many": 409,
    "signin.closed": 403,
    "signin.denied": 403,
    "signin.email_unbound": 403,
    "signin.expired": 400,
    "signin.link_invalid": 400,
    "signin.logout_invalid": 400,
    "signin.no_email": 403,
    "signin.provider_decides": 403,
    "signin.provider_refused": 403,
    "signin.provider_unknown": 404,
    "signin.required": 401,
    "signin.session_not_found": 404,
    "signin.untrusted": 403,
    "telephone.untrusted": 401,
    "summary.not_found": 404,
    "transcript.already_asked": 409,
    "transcript.bookmark_not_found": 404,
    "transcript.bookmark_not_yours": 403,
    "transcript.line_changed": 409,
    "transcript.line_not_found": 404,
    "transcript.line_redacted": 409,
    "transcript.no_sound": 409,
    "transcript.not_found": 404,
    "transcript.not_ready": 409,
    "transcript.speaker_not_found": 404,
    "transcript.too_many_bookmarks": 409,
    "transcript.too_many_speakers": 409,
    "unexpected": 500,
    "voice.several": 422,
    "voice.too_little": 422,
    "webhook.invalid": 401,
}


class Refused(Exception):
    """The answer is no, and the person reads why in their language.

    `values` fill the sentence; `retry_after` (seconds) becomes the Retry-After header.
    """

    def __init__(self, code: str, *, retry_after: int | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.status = STATUS[code]
        self.retry_after = retry_after
        self.values = values


class Unavailable(Exception):
    """Something outside failed: `what` is `livekit`, `mail`, `identity`, `speech`, `language`, `storage`, `database`; `retry` says whether waiting may help."""

    def __init__(self, what: str, *, retry: bool) -> None:
        super().__init__(what)
        self.what = what
        self.code = f"unavailable.{what}"
        self.status = 503
        self.retry = retry


class Problem(BaseModel):
    """The body of every answer that is not what was asked for."""

    code: str
    message: str
    fields: dict[str, str] | None = None


def answers(status: int, model: Any, *refusals: int) -> dict[int, Any]:
    """What a view may answer, for the OpenAPI document: what was asked for, or a Problem."""
    return {status: model} | dict.fromkeys(sorted({*refusals, 422, 503}), Problem)
