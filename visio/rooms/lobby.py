"""The lobby: people who knock wait here until a host opens, they go, or the door changes.

Every decision is made under the room's lock, and by an UPDATE that only finds who still waits: two hosts who click together
make one decision, and both learn which.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from visio.errors import Refused
from visio.jobs import enqueue
from visio.people.models import User
from visio.rooms import letters
from visio.rooms.access import Host, Newcomer, digest, may_enter, way_in
from visio.rooms.bans import Ban
from visio.rooms.fitting import DECISION_MINUTES, WAITING, lobby_channel
from visio.rooms.models import Knock, LobbyEvent, Room, Ticket
from visio.rooms.refusals import block_at_door, refuse_refused
from visio.rooms.telling import Line, cursor_of, hosts_of, tell
from visio.trail import Act, note

log = structlog.get_logger("rooms")

State, Kind = Knock.State, LobbyEvent.Kind

# A phone sleeps, a train has tunnels; after this without a stream nobody is there any more.
ABSENT_AFTER = timedelta(minutes=10)

# More than fit through a door; and so few from one address that a flood fills nobody's list for long.
MOST_WAITING = 2000
MOST_WAITING_OF_AN_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class Place:
    """In the queue. The secret is known to who waits only."""

    knock: Knock
    secret: str
    position: int
    cursor: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a knock, and who decided it: of two hosts who click together, both are told the same."""

    identity: str
    state: Knock.State
    by: str


def shown(knock: Knock) -> dict[str, object]:
    """As hosts see it."""
    return {
        "identity": knock.identity,
        "name": knock.name,
        "verified": knock.user_id is not None,
        "asked_at": knock.asked_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def waiting_in(room: Room) -> QuerySet[Knock]:
    """First come, first in the list."""
    return Knock.objects.filter(room=room, state=State.WAITING).order_by("id")


def place_of(room: Room, secret: str) -> Knock | None:
    return Knock.objects.filter(room=room, secret_digest=digest(secret)).first() if secret else None


@transaction.atomic
def knock(room: Room, who: Newcomer, *, is_sent_back: bool = False) -> Place | None:
    """Take a place, or show the one they hold; nothing when nobody knocks here since a moment ago.

    Refuses whom a host refused a short while ago.
    """
    room = locked(room)
    held = place_of(room, who.secret)
    if held and held.state == State.WAITING and held.user_id == (who.user and who.user.pk):
        Knock.objects.filter(pk=held.pk).update(seen_at=timezone.now())
        return _placed(held, who.secret)
    if not is_sent_back and way_in(who.user, room) != "knock":
        return None
    refuse_refused(room, who)
    here = waiting_in(room)
    of_address = here.filter(user=None, address=who.address)
    if here.count() >= MOST_WAITING or of_address.count() >= MOST_WAITING_OF_AN_ADDRESS:
        raise Refused("limit.too_many", retry_after=60)
    secret = secrets.token_urlsafe(32)
    knock = Knock.objects.create(
        room=room,
        user=who.user,
        secret_digest=digest(secret),
        identity=f"k-{secrets.token_urlsafe(12)}",
        name=who.name,
        address=who.address,
        mark=who.mark,
        is_sent_back=is_sent_back,
    )
    tell(room, [], hosts=(Kind.KNOCKED, {"knock": shown(knock)}))
    note(Act.KNOCKED, by=knock, on=room)
    _write_to_hosts(room)
    return _placed(knock, secret)


def admit(room: Room, *, identity: str, by: Host) -> Decision:
    return _decide(room, identity, State.ADMITTED, by=by)


def refuse(room: Room, *, identity: str, by: Host, block: bool = False) -> Decision:
    """For ten minutes; blocked, for as long as the meeting lasts."""
    return _decide(room, identity, State.REFUSED, by=by, block=block)


@transaction.atomic
def admit_all(room: Room, *, by: Host) -> list[Decision]:
    room = locked(room)
    knocks = list(waiting_in(room))
    _settle(room, knocks, State.ADMITTED, by=by.name)
    for knock in knocks:
        note(Act.KNOCK_ADMITTED, by=by, on=knock, why=room.reference)
    return [Decision(knock.identity, State.ADMITTED, by.name) for knock in knocks]


@transaction.atomic
def cancel(room: Room, *, secret: str) -> None:
    """They go. Asking twice does no harm; it takes back an admission that was not used."""
    room = locked(room)
    knock = place_of(room, secret)
    if knock and (knock.state == State.WAITING or (knock.state == State.ADMITTED and not knock.is_used)):
        _settle(room, [knock], State.GONE)
        note(Act.KNOCK_WITHDRAWN, by=knock, on=room)


@transaction.atomic
def say(room: Room, *, text: str, by: Host) -> None:
    """To everybody who waits now; not who says it, since nobody outside learns who is inside."""
    tell(locked(room), [(WAITING, Kind.NOTE, {"text": text})])
    note(Act.LOBBY_TOLD, by=by, on=room)


@transaction.atomic
def use_admission(knock: Knock, ticket: Ticket) -> None:
    """One ticket of one admission: of two who come with it at once, the database takes the first."""
    if not Knock.objects.filter(pk=knock.pk, state=State.ADMITTED, is_used=False).update(is_used=True, ticket=ticket):
        raise Refused("knock.not_found")


def lets_in(knock: Knock | None, user: User | None) -> bool:
    """A host admitted this person, who comes now. Decided again here: the door may have changed since."""
    if knock is None or knock.state != State.ADMITTED or knock.is_used or knock.user_id != (user and user.pk):
        return False
    return knock.is_sent_back or knock.room.access == Room.Access.KNOCK or may_enter(user, knock.room)


@transaction.atomic
def lock_room(room: Room, *, is_locked: bool, by: Host) -> None:
    """Who waits keeps their place. Only a running meeting is locked: one that nobody is in would stay shut for good."""
    room = locked(room)
    if is_locked and not room.is_live:
        raise Refused("meeting.not_open")
    if room.is_locked != is_locked:
        Room.objects.filter(pk=room.pk).update(is_locked=is_locked)
        room.is_locked = is_locked
        _decide_waiting(room)
        tell(room, [], hosts=(Kind.LOCKED, {"locked": is_locked}))
        note(Act.ROOM_LOCKED if is_locked else Act.ROOM_UNLOCKED, by=by, on=room)


def decide_again(room: Room, *, was: str) -> list[str]:
    """The door changed, in the caller's transaction and under its lock: who waits may enter now, or has no door to wait at.

    Answers the identities of those inside whose tickets no longer fit. Who is inside when knocking begins need not knock:
    the host who begins it sees them.
    """
    tickets = Ticket.objects.good().filter(room=room, left_at=None)
    if room.access == Room.Access.KNOCK and was not in (Room.Access.KNOCK, Room.Access.MEMBERS) and room.is_live:
        tickets.filter(admitted_at=None).update(admitted_at=timezone.now())
    elif room.access != Room.Access.KNOCK:
        # Nobody has been admitted to a door at which nobody knocks; back at one, they knock.
        tickets.update(admitted_at=None)
    decided = _decide_waiting(room)
    if room.access != Room.Access.KNOCK:
        Knock.objects.filter(room=room, state=State.ADMITTED, is_used=False).exclude(pk__in=decided).update(
            state=State.GONE
        )
    shut_out = Ticket.objects.shut_out().filter(room=room, revoked_at=None, left_at=None)
    return list(shut_out.values_list("identity", flat=True))


def _decide_waiting(room: Room) -> list[int]:
    """A locked door decides nothing until it is opened again."""
    if room.is_locked:
        return []
    knocks = list(waiting_in(room).select_related("user"))
    enter = [knock for knock in knocks if not knock.is_sent_back and may_enter(knock.user, room)]
    _settle(room, enter, State.ADMITTED)
    if room.access != Room.Access.KNOCK:
        _settle(room, [knock for knock in knocks if not knock.is_sent_back and knock not in enter], State.GONE)
    return [knock.pk for knock in enter]


def forget_meeting(room_id: int, *, at: datetime) -> None:
    """The meeting is over, in the caller's transaction: blocks were for it, and so were admissions."""
    Ban.objects.filter(room=room_id).delete()
    admitted = Knock.objects.filter(room=room_id, decided_at__lte=at, state=State.ADMITTED, is_used=False)
    admitted.update(state=State.GONE)


def let_go_of_absent() -> None:
    """Whoever has not listened for so long is not there; nor comes who was admitted an hour ago."""
    now = timezone.now()
    absent = Q(state=State.WAITING, seen_at__lt=now - ABSENT_AFTER)
    late = Q(state=State.ADMITTED, is_used=False, decided_at__lt=now - timedelta(minutes=DECISION_MINUTES))
    rooms = Room.objects.filter(pk__in=Knock.objects.filter(absent | late).values("room"))
    for room in rooms:
        with transaction.atomic():
            room = locked(room)
            _settle(room, list(Knock.objects.filter(absent | late, room=room).order_by("id")), State.GONE)


@transaction.atomic
def as_it_is(room: Room) -> Room:
    return locked(room)


def locked(room: Room) -> Room:
    """As the row is now, and held until the transaction ends."""
    if now := Room.objects.select_for_update(no_key=True).filter(pk=room.pk).first():
        return now
    raise Refused("room.not_found")


@transaction.atomic
def _decide(room: Room, identity: str, state: Knock.State, *, by: Host, block: bool = False) -> Decision:
    room = locked(room)
    knock = Knock.objects.filter(room=room, identity=identity).first()
    if knock is None:
        raise Refused("knock.not_found")
    if knock.state == State.WAITING:
        _settle(room, [knock], state, by=by.name, block=block)
        if block:
            block_at_door(knock, by)
        note(_act_of(state, block=block), by=by, on=knock, why=room.reference)
    return Decision(identity, State(knock.state), knock.decided_by)


def _settle(room: Room, knocks: Sequence[Knock], state: Knock.State, *, by: str = "", block: bool = False) -> None:
    """These are decided: they are told, so are hosts, and who waits behind them moves up."""
    now = timezone.now()
    settled: list[Knock] = []
    for start in range(0, len(knocks), 500):
        some = knocks[start : start + 500]
        Knock.objects.filter(pk__in=[knock.pk for knock in some]).update(state=state, decided_at=now, decided_by=by)
        settled += some
    for knock in settled:
        knock.state, knock.decided_by = state, by
        if knock.is_sent_back and state == State.ADMITTED:
            Ban.objects.against(room, user=knock.user, mark=knock.mark).filter(may_knock=True).delete()
    if not settled:
        return
    lines: list[Line] = [(knock.identity, *_told(state, block=block)) for knock in settled]
    if waiting_in(room).filter(pk__gt=settled[0].pk).exists():
        lines.append((WAITING, Kind.MOVED, {"gone": [knock.pk for knock in settled]}))
    told: dict[str, object] = {"identities": [knock.identity for knock in settled], "state": state, "by": by}
    tell(room, lines, hosts=(Kind.DECIDED, told))


def _act_of(state: Knock.State, *, block: bool) -> Act:
    if state == State.ADMITTED:
        return Act.KNOCK_ADMITTED
    return Act.KNOCK_BLOCKED if block else Act.KNOCK_REFUSED


def _told(state: Knock.State, *, block: bool) -> tuple[LobbyEvent.Kind, dict[str, object]]:
    """To the person. That they went, or that the door changed, the page finds out by asking again."""
    if state == State.ADMITTED:
        return Kind.ADMITTED, {}
    if state == State.REFUSED:
        return Kind.REFUSED, {"blocked": block}
    return Kind.CHANGED, {}


def _placed(knock: Knock, secret: str) -> Place:
    before = waiting_in(knock.room).filter(pk__lt=knock.pk).count()
    return Place(knock, secret, before + 1, cursor_of(lobby_channel(knock.room.livekit_name)))


def _write_to_hosts(room: Room) -> None:
    """Nobody is inside to see it: by mail then, once in a while."""
    now = timezone.now()
    lately = Q(mailed_at__gt=now - letters.NOT_MORE_OFTEN)
    if not room.is_live and Room.objects.filter(pk=room.pk).exclude(lately).update(mailed_at=now):
        for host in hosts_of(room).filter(is_told_by_mail=True):
            enqueue(letters.tell_host, room.pk, host.pk)
