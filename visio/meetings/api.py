"""How does the browser ask about its meeting? With its pass. And where LiveKit tells us what happens."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import Field, StrictBool, WithJsonSchema

from visio.errors import answers
from visio.gateways import livekit
from visio.limits import Limit
from visio.meetings import access, actions, captions, chat, hands, hooks, moderation, presence
from visio.meetings.hands import ShownHand
from visio.meetings.moderation import Stopped, Whom
from visio.meetings.text import Text
from visio.people.names import Name
from visio.rooms.access import Power, Who
from visio.rooms.actions import renew_ticket
from visio.rooms.bans import Ban
from visio.rooms.entry import Entry, open_door
from visio.rooms.models import Ticket

router = Router(tags=["meeting"], auth=access.Inside())
hook_router = Router(tags=["livekit"])

# Fast typing, and a burst of applause.
message_limit = Limit(burst=10, per_second=1)
reaction_limit = Limit(burst=15, per_second=3)
change_limit = Limit(burst=20, per_second=1)
# A host who goes down a list of people, one by one.
host_limit = Limit(burst=60, per_second=2)
# By participant: an office that lost its line together comes back together, and a browser gives up after some ten tries.
rejoin_limit = Limit(burst=20, per_second=1)

Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
ReactionKind = Literal["thumbs_up", "clap", "heart", "laugh", "surprise", "celebrate", "thanks", "yes"]
# What a database can hold: a larger number is no id of ours.
MessageId = Annotated[int, Path(ge=1, lt=2**63)]
Identity = Annotated[str, Path(max_length=24, pattern=r"^[A-Za-z0-9_-]+$")]
NamedIdentity = Annotated[str, Field(max_length=24, pattern=r"^[A-Za-z0-9_-]+$")]


class MessageOut(Schema):
    """`text` is null once deleted."""

    id: int
    identity: str
    name: str
    text: str | None
    reply_to: int | None
    sent_at: Moment
    edited_at: Moment | None
    deleted: bool
    to: Literal["everyone", "hosts"]


class HandOut(Schema):
    identity: str
    name: str
    raised_at: Moment
    place: int


class ReportOut(Schema):
    """Somebody finds that this message should not stand there."""

    message: int
    name: str
    at: Moment


class BlockedOut(Schema):
    id: int
    name: str
    by: str


class MeetingOut(Schema):
    """`cursor` is the id of the last event this contains: listen to push from there. `reports` and `blocked` are for hosts."""

    opened_at: Moment
    messages: list[MessageOut]
    hands: list[HandOut]
    # Whether captions are on for everybody.
    captions: bool
    role: Ticket.Role
    powers: dict[Power, Who]
    spotlight: str = ""
    reports: list[ReportOut] = []
    blocked: list[BlockedOut] = []
    cursor: int


class NewMessage(Schema, extra="forbid"):
    text: Text
    reply_to: int | None = Field(None, strict=True)
    to: Literal["everyone", "hosts"] = "everyone"


class People(Schema, extra="forbid"):
    """Some of those inside; without `identities` everybody but whoever asks and those in `but`."""

    identities: list[NamedIdentity] | None = Field(None, min_length=1, max_length=500)
    but: list[NamedIdentity] = Field([], max_length=500)

    def whom(self) -> Whom:
        return Whom(self.identities, self.but)


class Named(Schema, extra="forbid"):
    identities: list[NamedIdentity] = Field(min_length=1, max_length=500)

    def whom(self) -> Whom:
        return Whom(self.identities)


class Stop(People):
    what: Stopped


class Removal(Named):
    block: StrictBool = False


class Spotlight(Schema, extra="forbid"):
    """Nobody, when it is empty."""

    identity: str = Field(max_length=24, pattern=r"^[A-Za-z0-9_-]*$")


class Powers(Schema, extra="forbid"):
    """What is missing stays as it is."""

    powers: dict[Power, Who]


class PowersOut(Schema):
    powers: dict[Power, Who]


class MessageChange(Schema, extra="forbid"):
    text: Text


class Reaction(Schema, extra="forbid"):
    kind: ReactionKind


class MyHand(Schema, extra="forbid"):
    raised: StrictBool


class Captions(Schema, extra="forbid"):
    on: StrictBool


class MyLanguage(Schema, extra="forbid"):
    language: Literal["auto", "fr", "en"]


class MyMicrophone(Schema, extra="forbid"):
    is_shared: StrictBool


class MyName(Schema, extra="forbid"):
    name: Name


class WithTicket(HttpRequest):
    """What a view gets once `access.Inside` has let the request through."""

    auth: Ticket


def acting(request: WithTicket, limit: Limit) -> Ticket:
    """Whose ticket it is that does something in an open meeting, if not too often."""
    limit.take(request.auth.identity)
    presence.notice(request.auth)
    return request.auth


@router.post("/rejoin", auth=access.Returning(), response=answers(200, Entry, 401, 404, 429), by_alias=True)
def rejoin(request: WithTicket) -> dict[str, object]:
    """Same identity, same pass, a new ticket for LiveKit, which may have to make the room again."""
    rejoin_limit.take(request.auth.identity)
    return open_door(renew_ticket(request.auth), access.shown_pass(request), request)


@router.get("", response=answers(200, MeetingOut, 401))
def snapshot(request: WithTicket) -> dict[str, object]:
    return actions.snapshot(request.auth)


@router.post("/messages", response=answers(200, MessageOut, 401, 403, 404, 409, 429))
def send_message(request: WithTicket, asked: NewMessage) -> dict[str, object]:
    ticket = acting(request, message_limit)
    return chat.send(by=ticket, text=asked.text, reply_to=asked.reply_to, to_hosts=asked.to == "hosts").shown()


@router.patch("/messages/{id}", response=answers(200, MessageOut, 401, 403, 404, 409, 429))
def edit_message(request: WithTicket, id: MessageId, asked: MessageChange) -> dict[str, object]:
    return chat.edit(id, by=acting(request, message_limit), text=asked.text).shown()


@router.delete("/messages/{id}", response=answers(204, None, 401, 403, 404, 409, 429))
def delete_message(request: WithTicket, id: MessageId) -> Status[None]:
    chat.delete(id, by=acting(request, message_limit))
    return Status(204, None)


@router.post("/messages/{id}/report", response=answers(204, None, 401, 404, 409, 429))
def report_message(request: WithTicket, id: MessageId) -> Status[None]:
    moderation.report(id, by=acting(request, change_limit))
    return Status(204, None)


@router.post("/reactions", response=answers(204, None, 401, 403, 409, 429))
def react(request: WithTicket, asked: Reaction) -> Status[None]:
    chat.react(by=access.with_power(acting(request, reaction_limit), Power.REACTIONS), kind=asked.kind)
    return Status(204, None)


@router.put("/hand", response=answers(200, list[HandOut], 401, 403, 409, 429))
def my_hand(request: WithTicket, asked: MyHand) -> list[ShownHand]:
    ticket = acting(request, change_limit)
    if asked.raised:
        return hands.raise_hand(by=access.with_power(ticket, Power.HAND))
    return hands.lower_hand(identity=ticket.identity, by=ticket)


@router.post("/hands/next", response=answers(200, list[HandOut], 401, 403, 409, 429))
def next_hand(request: WithTicket) -> list[ShownHand]:
    """Lowers the first hand; answers who still waits."""
    return hands.call_next(by=access.host(acting(request, change_limit)))


@router.delete("/hands", response=answers(200, list[HandOut], 401, 403, 409, 429))
def lower_all_hands(request: WithTicket) -> list[ShownHand]:
    return moderation.lower_all_hands(by=acting(request, host_limit))


@router.delete("/hands/{identity}", response=answers(200, list[HandOut], 401, 403, 409, 429))
def lower_hand(request: WithTicket, identity: Identity) -> list[ShownHand]:
    return hands.lower_hand(identity=identity, by=access.host(acting(request, change_limit)))


@router.put("/captions", response=answers(204, None, 401, 403, 409, 429))
def switch_captions(request: WithTicket, asked: Captions) -> Status[None]:
    captions.switch(on=asked.on, by=access.with_power(acting(request, change_limit), Power.CAPTIONS))
    return Status(204, None)


@router.put("/language", response=answers(204, None, 401, 429))
def my_language(request: WithTicket, asked: MyLanguage) -> Status[None]:
    """What I speak, for who writes it."""
    change_limit.take(request.auth.identity)
    captions.speak(request.auth, language=asked.language)
    return Status(204, None)


@router.put("/microphone", response=answers(204, None, 401, 429))
def my_microphone(request: WithTicket, asked: MyMicrophone) -> Status[None]:
    """Several people sit at it, for who tells voices apart; the others are shown it."""
    change_limit.take(request.auth.identity)
    actions.share_microphone(request.auth, is_shared=asked.is_shared)
    return Status(204, None)


@router.patch("/name", response=answers(204, None, 401, 403, 429))
def rename(request: WithTicket, asked: MyName) -> Status[None]:
    change_limit.take(request.auth.identity)
    actions.rename(access.with_power(request.auth, Power.RENAME), name=asked.name)
    return Status(204, None)


@router.patch("/people/{identity}/name", response=answers(204, None, 401, 403, 404, 409, 429))
def rename_person(request: WithTicket, identity: Identity, asked: MyName) -> Status[None]:
    ticket = acting(request, host_limit)
    actions.rename(moderation.person_to_rename(identity, by=ticket), name=asked.name, by=ticket)
    return Status(204, None)


@router.post("/mute", response=answers(204, None, 401, 403, 404, 409, 429))
def mute(request: WithTicket, asked: People) -> Status[None]:
    """One, some, everyone, or everyone but some."""
    moderation.mute(by=acting(request, host_limit), whom=asked.whom())
    return Status(204, None)


@router.post("/stop", response=answers(204, None, 401, 403, 404, 409, 429))
def stop(request: WithTicket, asked: Stop) -> Status[None]:
    moderation.stop(by=acting(request, host_limit), whom=asked.whom(), what=asked.what)
    return Status(204, None)


@router.post("/unmute/ask", response=answers(204, None, 401, 403, 404, 409, 429))
def ask_to_unmute(request: WithTicket, asked: Named) -> Status[None]:
    """They answer by turning their microphone on, or by declining."""
    moderation.ask_to_unmute(by=acting(request, host_limit), whom=asked.whom())
    return Status(204, None)


@router.post("/unmute/decline", response=answers(204, None, 401, 409, 429))
def decline_to_unmute(request: WithTicket) -> Status[None]:
    moderation.stay_muted(by=acting(request, change_limit))
    return Status(204, None)


@router.post("/remove", response=answers(200, list[BlockedOut], 401, 403, 404, 409, 429))
def remove(request: WithTicket, asked: Removal) -> list[Ban]:
    """Answers who is blocked, so that it can be undone."""
    return moderation.remove(by=acting(request, host_limit), whom=asked.whom(), block=asked.block)


@router.post("/to-lobby", response=answers(204, None, 401, 403, 404, 409, 429))
def send_back(request: WithTicket, asked: Named) -> Status[None]:
    """They knock again, and a host decides."""
    moderation.send_back(by=acting(request, host_limit), whom=asked.whom())
    return Status(204, None)


@router.delete("/blocked/{id}", response=answers(204, None, 401, 403, 409, 429))
def lift_block(request: WithTicket, id: MessageId) -> Status[None]:
    moderation.lift(id, by=acting(request, host_limit))
    return Status(204, None)


@router.post("/promote", response=answers(204, None, 401, 403, 404, 409, 429))
def promote(request: WithTicket, asked: Named) -> Status[None]:
    moderation.promote(by=acting(request, host_limit), whom=asked.whom())
    return Status(204, None)


@router.post("/demote", response=answers(204, None, 401, 403, 404, 409, 429))
def demote(request: WithTicket, asked: Named) -> Status[None]:
    moderation.demote(by=acting(request, host_limit), whom=asked.whom())
    return Status(204, None)


@router.put("/spotlight", response=answers(204, None, 401, 403, 404, 409, 429))
def spotlight(request: WithTicket, asked: Spotlight) -> Status[None]:
    moderation.spotlight(asked.identity, by=acting(request, host_limit))
    return Status(204, None)


@router.patch("/powers", response=answers(200, PowersOut, 401, 403, 409, 429))
def set_powers(request: WithTicket, asked: Powers) -> dict[str, object]:
    """Who may do what, for this room; answers the whole table."""
    return {"powers": moderation.set_powers(asked.powers, by=acting(request, host_limit))}


@router.post("/end", response=answers(204, None, 401, 403))
def end(request: WithTicket) -> Status[None]:
    actions.end(by=access.host(request.auth))
    return Status(204, None)


@router.post("/leave", auth=access.Returning(), response=answers(204, None, 401))
def leave(request: WithTicket) -> Status[None]:
    actions.leave(request.auth)
    return Status(204, None)


@hook_router.post("/webhook", auth=None, response=answers(204, None, 401))
def webhook(request: HttpRequest) -> Status[None]:
    """LiveKit's signed word; the signature stands in for everything else."""
    hooks.receive(livekit.read_webhook(request.body, request.headers.get("Authorization", "")))
    return Status(204, None)
