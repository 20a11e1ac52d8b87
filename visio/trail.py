"""What must one be able to prove later? Every act that is kept in the audit trail, and `note`, which keeps one where it is done.

Oversight writes the lines (`visio/oversight/trail.py`), and comes last in the sentence; those who act come first and know
only this page. A note stands in the transaction of its act: both are kept, or neither.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal, Protocol

from visio.limits import subscriber


class Act(StrEnum):
    """What is done, and what its line says. docs/audit.md is made from this."""

    says: str

    def __new__(cls, word: str, says: str) -> Act:
        one = str.__new__(cls, word)
        one._value_ = word
        one.says = says
        return one

    LINK_ASKED = "signin.link_asked", "Somebody asked for a sign-in link. For whom is not kept."
    LINK_MADE = "signin.link_made", "A sign-in link was made; on an account when the address has one."
    ADMIN_LINK_MADE = "signin.admin_link_made", "A link was made that makes its user an administrator."
    SIGNED_IN = "signin.done", "A session was given: by a link, a passkey, or the provider that is the reason."
    SIGNED_OUT = "signin.ended", "A session was ended: by its person, or by the provider that is the reason."
    PASSKEY_MADE = "passkey.made", "A person added a passkey to their account."
    PASSKEY_RENAMED = "passkey.renamed", "A person gave a passkey of theirs another name. Which one is not kept."
    PASSKEY_DELETED = "passkey.deleted", "A person removed a passkey from their account."
    PASSKEY_COPIED = "passkey.copied", "A passkey counted less than before, as a copy would: it was refused."
    ACCOUNT_MADE = "account.made", "An account was made, by the first use of a link or the first word of a provider."
    IDENTITY_BOUND = "account.identity_bound", "What a provider calls somebody was bound to an account."
    ACCOUNT_RENAMED = "account.renamed", "A person changed the name of their account."
    ACCOUNT_PREFERS = "account.prefers", "A person changed what their account prefers."
    ADMIN_MADE = "account.made_admin", "An account became an administrator's."
    ORGANISATION_ACCESS_SET = (
        "organisation.access_set",
        "What new rooms of an organisation's people let in was set; it is kept as the reason.",
    )
    ROOM_MADE = "room.made", "A room was made; its access is kept as the reason."
    ROOM_CHANGED = (
        "room.changed",
        "A room was renamed, moved, or its access or what it records by itself changed; which is kept as the reason.",
    )
    ROOM_DELETED = "room.deleted", "A room was deleted and its call ended."
    PIN_RENEWED = "room.pin_renewed", "A room got another PIN for those who telephone; the old one leads nowhere."
    ROOM_LOCKED = "room.locked", "A running meeting was locked: nobody new came in."
    ROOM_UNLOCKED = "room.unlocked", "A locked meeting was opened again."
    KNOCKED = "lobby.knocked", "Somebody knocked, and waits."
    KNOCK_WITHDRAWN = "lobby.withdrawn", "Somebody who waited went away, by their own word."
    KNOCK_ADMITTED = "lobby.admitted", "A host let somebody in who waited."
    KNOCK_REFUSED = "lobby.refused", "A host refused somebody who waited, for ten minutes."
    KNOCK_BLOCKED = "lobby.blocked", "A host refused somebody who waited, for as long as the meeting lasts."
    LOBBY_TOLD = "lobby.told", "A host wrote to those who wait. What is not kept."
    TICKET_ISSUED = "ticket.issued", "Somebody was let in at the door of a room."
    TICKET_RENEWED = "ticket.renewed", "Somebody who lost the line was let in again."
    TICKET_REVOKED = "ticket.revoked", "A pass was made worthless."
    MEETING_OPENED = "meeting.opened", "The first participant came in."
    MEETING_LEFT = "meeting.left", "A participant left, by their own word."
    MEETING_ENDED = "meeting.ended", "The meeting was ended for everyone, and every pass made worthless."
    MEETING_CLOSED = "meeting.closed", "The last participant was gone."
    PARTICIPANT_RENAMED = "participant.renamed", "A participant goes by another name. Which one is not kept."
    PARTICIPANT_MUTED = "participant.muted", "A host silenced somebody's microphone."
    CAMERA_STOPPED = "participant.camera_stopped", "A host stopped somebody's camera."
    SHARE_STOPPED = "participant.share_stopped", "A host stopped somebody's shared screen."
    UNMUTE_ASKED = "participant.unmute_asked", "A host asked somebody to turn their microphone on."
    PARTICIPANT_REMOVED = "participant.removed", "A host put somebody out, who may come back by the door."
    PARTICIPANT_BLOCKED = "participant.blocked", "A host put somebody out for as long as the meeting lasts."
    PARTICIPANT_SENT_BACK = "participant.sent_back", "A host sent somebody back to the lobby."
    PARTICIPANT_UNBLOCKED = "participant.unblocked", "A host let somebody who was blocked come by the door again."
    PARTICIPANT_PROMOTED = "participant.promoted", "Somebody was made a host of the meeting."
    PARTICIPANT_DEMOTED = (
        "participant.demoted",
        "Somebody is a host no more, on the room neither if they were named one.",
    )
    SPOTLIGHT_SET = "meeting.spotlight", "A host put somebody in front for everybody, or nobody."
    POWERS_SET = "room.powers", "An owner said who may do what in a room; which powers is the reason."
    MESSAGE_TAKEN_DOWN = (
        "message.taken_down",
        "A host deleted somebody else's message for all. What it said is not kept.",
    )
    MESSAGE_REPORTED = "message.reported", "Somebody reported a message to the hosts. What it said is not kept."
    PARTICIPANT_PUT_OUT = "participant.put_out", "Somebody was put out whom the door would not let in, or not any more."
    HAND_CALLED = "hand.called", "A host gave the floor to the first raised hand."
    HAND_LOWERED = "hand.lowered", "A host lowered somebody's hand."
    CAPTIONS_ON = "captions.on", "Captions were switched on for a meeting: what is said is written while they are."
    CAPTIONS_OFF = "captions.off", "Captions were switched off for a meeting."
    RECORDING_STARTED = (
        "recording.started",
        "A recording was wanted, by a host or by its room itself; what of it and its room are kept as the reason.",
    )
    RECORDING_STOPPED = "recording.stopped", "A recording was ended by somebody who may."
    RECORDING_ASKED = "recording.asked", "Somebody who may not record asked the hosts for a recording."
    RECORDING_DECLINED = "recording.declined", "A host said no to somebody who asked for a recording."
    RECORDING_AGREED = "recording.agreed", "A participant agreed to be recorded."
    RECORDING_REFUSED = "recording.refused", "A participant refused to be recorded, from then on."
    RECORDING_OPENED = (
        "recording.opened",
        "A recording was opened by a shared link, or a link to a file of it was given; which, and by which share, is the reason.",
    )
    RECORDING_SHARED = "recording.shared", "A recording was shared; the share and its kind are kept as the reason."
    RECORDING_UNSHARED = "recording.unshared", "A share of a recording was taken back; which one is the reason."
    RECORDING_DELETED = "recording.deleted", "A recording was deleted, with its files."
    RECORDING_EXPIRED = "recording.expired", "A recording was deleted because its time was over."
    TRANSCRIPT_EXPORTED = "transcript.exported", "A transcript was taken along; in which form is kept as the reason."
    SUMMARY_ASKED = "summary.asked", "A summary of a transcript was asked for anew."
    SUMMARY_MADE = "summary.made", "A summary of a transcript was made, by the engine that is the reason."
    SUMMARY_CHANGED = "summary.changed", "A person wrote the summary of a transcript."
    SUMMARY_VALIDATED = "summary.validated", "A person has read a summary through and stands for it."
    SUMMARY_INVALIDATED = "summary.invalidated", "Nobody stands for a summary any more."
    RECORDING_FORGOTTEN = (
        "recording.sound_forgotten",
        "The files of a recording made for its words alone were deleted: its transcript was ready.",
    )
    TRANSCRIPT_ASKED = "transcript.asked", "A transcript of a recording was asked for; `again` is kept as the reason."
    TRANSCRIPT_MADE = "transcript.made", "A transcript was made, by the engine that is the reason."
    TRANSCRIPT_FAILED = "transcript.failed", "A transcript was given up; what was missing is kept as the reason."
    RECORDING_SILENCED = (
        "recording.silenced",
        "Redacted passages of a recording were made silent; the sha256 of its film since then is kept as the reason.",
    )
    WORDS_CORRECTED = "transcript.corrected", "A line of a transcript was corrected. The words stand in its changes."
    SPEAKER_RENAMED = "transcript.speaker_renamed", "A speaker of a transcript was given another name."
    SPEAKERS_MERGED = "transcript.speakers_merged", "Two speakers of a transcript were made one."
    SPEAKER_SPLIT = "transcript.speaker_split", "Lines of one speaker of a transcript were given to a new one."
    LINE_GIVEN = "transcript.line_given", "A line of a transcript was given to another speaker."
    LINE_REDACTED = "transcript.redacted", "A line of a transcript was removed for good, and its sound made silent."
    TRANSCRIPT_VALIDATED = "transcript.validated", "A person has read a transcript through and stands for it."
    TRANSCRIPT_INVALIDATED = (
        "transcript.invalidated",
        "A transcript is as a machine made it again: nobody stands for it.",
    )
    BOOKMARK_MADE = "transcript.bookmarked", "A moment of a recording was marked."
    BOOKMARK_DELETED = "transcript.unbookmarked", "A mark at a moment of a recording was removed."
    REFUSED = (
        "access.refused",
        "Somebody asked for what they may not do; on the address they asked, with the code as the reason.",
    )
    TRAIL_EXPORTED = "audit.exported", "The trail was written out."
    CHAIN_BEGUN = "audit.chain_begun", "An organisation's first line was sealed: its chain is there from now on."
    TRAIL_SIGNED_ANEW = (
        "audit.signed_anew",
        "The trail's heads were signed anew by whoever runs this, after the key had changed.",
    )


Result = Literal["done", "refused"]

# Who acts when no person does: this program by itself, and whoever has its terminal.
VISIO, OPERATOR = "visio", "operator"


class Named(Protocol):
    """What has a kind and an id to stand in a line: `user 12`, `room 5`, `participant p-…`."""

    @property
    def reference(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Line:
    """`chain` is whose trail it is, empty for the instance's own, None to be worked out from who and on what
    (`oversight/whose.py`); nobody's name and no full address stand in it."""

    chain: str | None
    at: datetime
    act: str
    who: str
    subject: str
    prefix: str
    result: Result
    why: str


# What a column holds.
MOST = 120

# REMOTE_ADDR and X-Forwarded-For of the request that is being answered.
asked_from: ContextVar[tuple[str, str] | None] = ContextVar("asked_from", default=None)

_writers: list[Callable[[Line], None]] = []


def written_by(writer: Callable[[Line], None]) -> None:
    """Oversight says who keeps the lines."""
    _writers.append(writer)


def note(
    act: Act,
    *,
    by: Named | str = "",
    on: Named | str = "",
    why: str = "",
    result: Result = "done",
    chain: str | None = None,
) -> None:
    """Inside the transaction of what was done. `by` is empty for somebody we know nothing of."""
    line = Line(
        chain=chain,
        at=datetime.now(UTC),
        act=act.value,
        who=_reference(by),
        subject=_reference(on)[:MOST],
        prefix=_prefix(),
        result=result,
        why=why[:MOST],
    )
    for write in _writers:
        write(line)


def _reference(what: Named | str) -> str:
    return what if isinstance(what, str) else what.reference


def _prefix() -> str:
    """Where from, as coarse as a street: IPv4 by /24, IPv6 by /48. Empty where nobody asked over the network."""
    if (asked := asked_from.get()) is None:
        return ""
    try:
        network = ipaddress.ip_network(subscriber(*asked))
    except ValueError:
        return "unknown"
    return str(network.supernet(new_prefix=24 if network.version == 4 else 48))
