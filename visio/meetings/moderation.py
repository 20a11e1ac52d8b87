"""What hosts do to others in a meeting: silence, ask, put out, give and take the role, put in front, give and take powers.

Each verb asks again who may once it holds the room, so that nobody acts with a power that was just taken from them; each is
told by the server, with who did it. LiveKit is asked outside the transaction, and whatever it did not hear the look repairs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from visio.errors import Refused, Unavailable
from visio.gateways import livekit
from visio.meetings import access, hands, standing
from visio.meetings.events import tell
from visio.meetings.models import Event, Meeting, Message, Report
from visio.meetings.presence import hold_room, meeting_of
from visio.rooms.access import Power, Who, checked_powers, outranks, powers_of, sources_of
from visio.rooms.bans import Ban
from visio.rooms.models import Member, Room, Ticket
from visio.trail import Act, note

Verb = Literal[
    "muted",
    "camera_stopped",
    "share_stopped",
    "asked_to_unmute",
    "stays_muted",
    "removed",
    "blocked",
    "sent_back",
    "unblocked",
    "promoted",
    "demoted",
]
Stopped = Literal["camera", "share"]

# What is kept of each verb. That somebody asked to speak stays silent is theirs.
ACTS: Mapping[Verb, Act] = {
    "muted": Act.PARTICIPANT_MUTED,
    "camera_stopped": Act.CAMERA_STOPPED,
    "share_stopped": Act.SHARE_STOPPED,
    "asked_to_unmute": Act.UNMUTE_ASKED,
    "removed": Act.PARTICIPANT_REMOVED,
    "blocked": Act.PARTICIPANT_BLOCKED,
    "sent_back": Act.PARTICIPANT_SENT_BACK,
    "promoted": Act.PARTICIPANT_PROMOTED,
    "demoted": Act.PARTICIPANT_DEMOTED,
}

Role = Ticket.Role


@dataclass(frozen=True, slots=True)
class Whom:
    """These people; or everybody but these, never whoever asks."""

    identities: Collection[str] | None
    but: Collection[str] = ()

    def among(self, there: Collection[str], by: Ticket) -> set[str]:
        if self.identities is None:
            return {*there} - {*self.but, by.identity}
        return {*self.identities}


def mute(*, by: Ticket, whom: Whom) -> None:
    """Who is muted can turn their microphone on again, if the table lets them; nobody turns on somebody else's."""
    _cut(by=by, whom=whom, sources={"microphone"}, verb="muted")


def stop(*, by: Ticket, whom: Whom, what: Stopped) -> None:
    if what == "camera":
        _cut(by=by, whom=whom, sources={"camera"}, verb="camera_stopped")
    else:
        _cut(by=by, whom=whom, sources={"screen_share", "screen_share_audio"}, verb="share_stopped")


def ask_to_unmute(*, by: Ticket, whom: Whom) -> None:
    """Only they hear it, and they alone can say yes."""
    with _deciding(by, Power.MUTE) as meeting:
        people = _there(meeting, by, whom)
        for person in people:
            _tell(meeting, "asked_to_unmute", by, [person], ears=[person.identity])


@transaction.atomic
def stay_muted(*, by: Ticket) -> None:
    """Asked to unmute, somebody says no: the hosts see it."""
    _tell(meeting_of(by), "stays_muted", by, [by], ears=[Event.HOSTS])


def lower_all_hands(*, by: Ticket) -> list[hands.ShownHand]:
    with _deciding(by) as meeting:
        return hands.lower_all(meeting, by=by)


def remove(*, by: Ticket, whom: Whom, block: bool) -> list[Ban]:
    """They are out and their passes void. Blocked, they do not come back while this meeting lasts; else they may by the door."""
    return _put_out(by=by, whom=whom, verb="blocked" if block else "removed")


def send_back(*, by: Ticket, whom: Whom) -> None:
    """They are out, and whatever the door would say they knock: a host decides whether they come in again."""
    _put_out(by=by, whom=whom, verb="sent_back")


def lift(id: int, *, by: Ticket) -> None:
    """Whoever was blocked may come by the door again."""
    with _deciding(by) as meeting:
        for ban in Ban.objects.filter(pk=id, room=by.room_id):
            ban.delete()
            whom = [{"identity": ban.identity, "name": ban.name}]
            body = {"verb": "unblocked", "by": by.identity, "by_name": by.name, "people": whom}
            tell(meeting, Event.Kind.MODERATED, body, ears=[Event.HOSTS])
            note(Act.PARTICIPANT_UNBLOCKED, by=by, on=f"participant {ban.identity}", why=meeting.reference)


def promote(*, by: Ticket, whom: Whom) -> None:
    with _deciding(by) as meeting:
        people = _there(meeting, by, whom)
        changed = [person for person in people if person.role in {Role.GUEST, Role.PARTICIPANT}]
        _give_role(changed, Role.HOST)
        _tell(meeting, "promoted", by, changed)
    standing.put_all_right(by.room.livekit_name)


def demote(*, by: Ticket, whom: Whom) -> None:
    """Every power of a host is gone with the row, on each of the person's connections, and elsewhere in the product if the
    room names them a host. One may step down oneself, for this meeting."""
    with _deciding(by) as meeting:
        people = [person for person in _there(meeting, by, whom) if person.role in {Role.HOST, Role.OWNER}]
        others = [person for person in people if person.pk != by.pk or person.role == Role.OWNER]
        _demand_lower(by, others)
        emails = [person.user.email for person in others if person.user]
        by.room.members.filter(email__in=emails, role=Member.Role.HOST).update(role=Member.Role.MEMBER)
        accounts = [person.user_id for person in people if person.user_id]
        theirs = Q(pk__in=[person.pk for person in people]) | Q(user__in=accounts, role=Role.HOST)
        hosting = list(Ticket.objects.filter(theirs, room=by.room_id))
        _give_role([each for each in hosting if each.user_id], Role.PARTICIPANT)
        _give_role([each for each in hosting if not each.user_id], Role.GUEST)
        _tell(meeting, "demoted", by, people)
    standing.put_all_right(by.room.livekit_name)


def person_to_rename(identity: str, *, by: Ticket) -> Ticket:
    with _deciding(by) as meeting:
        (person,) = people = _there(meeting, by, Whom([identity]))
        _demand_lower(by, people)
    return person


def spotlight(identity: str, *, by: Ticket) -> None:
    """Everybody sees them in front; nobody, when `identity` is empty."""
    with _deciding(by, Power.LAYOUT) as meeting:
        if identity:
            _there(meeting, by, Whom([identity]))
        _light(meeting, identity, by)


def set_powers(wanted: Mapping[Power, Who], *, by: Ticket) -> dict[Power, Who]:
    """Its owner says who may do what in this room, now and in its next meetings."""
    with _deciding(by) as meeting:
        access.owner(by)
        room = Room.objects.get(pk=by.room_id)
        room.powers = {**room.powers, **checked_powers(wanted)}
        room.save(update_fields=["powers"])
        tell_powers(meeting, room, by_name=by.name)
        note(Act.POWERS_SET, by=by, on=room, why=", ".join(f"{power} {who}" for power, who in wanted.items()))
    standing.put_all_right(room.livekit_name)
    return powers_of(room)


def tell_powers(meeting: Meeting, room: Room, *, by_name: str = "") -> None:
    """Inside a transaction, with the meeting locked."""
    meeting.told_powers = room.powers
    meeting.save(update_fields=["told_powers"])
    tell(meeting, Event.Kind.POWERS, {"powers": powers_of(room), "by": by_name})


@transaction.atomic
def report(id: int, *, by: Ticket) -> None:
    """The hosts see which message, and who finds fault with it; once per person."""
    meeting = meeting_of(by)
    message = access.readable_message(by, id)
    found, is_new = Report.objects.get_or_create(
        meeting=meeting, message=message, identity=by.identity, defaults={"name": by.name}
    )
    if is_new:
        tell(meeting, Event.Kind.REPORTED, found.shown(), ears=[Event.HOSTS])
        note(Act.MESSAGE_REPORTED, by=by, on=f"participant {message.identity}", why=meeting.reference)


def blocked_in(room: Room) -> list[Ban]:
    return list(Ban.objects.filter(room=room, may_knock=False).order_by("id"))


def reports_in(meeting: Meeting) -> list[dict[str, object]]:
    standing_messages = Message.objects.filter(meeting=meeting, deleted_at=None)
    return [found.shown() for found in Report.objects.filter(message__in=standing_messages).order_by("id")]


@contextmanager
def _deciding(by: Ticket, power: Power | None = None) -> Iterator[Meeting]:
    """The meeting, locked, once it is certain that whoever asks still may: by this power, or as a host."""
    with transaction.atomic():
        hold_room(by.room.livekit_name)
        meeting = meeting_of(by)
        by.refresh_from_db(fields=["role", "revoked_at"])
        by.room.refresh_from_db(fields=["powers"])
        if by.revoked_at:
            raise Refused("pass.invalid")
        if power:
            access.with_power(by, power)
        else:
            access.host(by)
        yield meeting


def _there(meeting: Meeting, by: Ticket, whom: Whom) -> list[Ticket]:
    """The tickets of people who are inside now; refuses when somebody named is not."""
    there = list(meeting.presences.filter(left_at=None).values_list("identity", flat=True))
    wanted = whom.among(there, by)
    if not wanted <= {*there}:
        raise Refused("meeting.person_not_found")
    return list(
        Ticket.objects.select_related("room", "user").filter(room=by.room_id, identity__in=wanted).order_by("pk")
    )


def _demand_lower(by: Ticket, people: Collection[Ticket]) -> None:
    if not all(outranks(by, person) for person in people):
        raise Refused("meeting.outranked")


def _cut(*, by: Ticket, whom: Whom, sources: Collection[str], verb: Verb) -> None:
    channel = by.room.livekit_name
    with _deciding(by, Power.MUTE) as meeting:
        people = {person.identity: person for person in _there(meeting, by, whom)}
    cut = []
    for inside in livekit.people_in(channel):
        sent = [track for track in inside.tracks if track.source in sources and not track.is_muted]
        person = people.get(inside.identity)
        if not person or not sent:
            continue
        if verb == "share_stopped":
            # There is no muting a screen: its right goes, and with it what is sent, and comes back at once.
            allowed = sources_of(person)
            kept = [source for source in allowed if source not in sources]
            for these in (kept, allowed):
                livekit.allow(channel, person.identity, sources=these, attributes={})
        else:
            livekit.mute(channel, person.identity, sent)
        cut.append(person)
    with transaction.atomic():
        _tell(meeting_of(by), verb, by, cut)


def _put_out(*, by: Ticket, whom: Whom, verb: Literal["removed", "blocked", "sent_back"]) -> list[Ban]:
    with _deciding(by) as meeting:
        people = _there(meeting, by, whom)
        _demand_lower(by, people)
        bans = [] if verb == "removed" else [_ban(person, by, may_knock=verb == "sent_back") for person in people]
        named = Ticket.objects.filter(pk__in=[person.pk for person in people])
        out = Ticket.objects.held_by(*bans).exclude(pk=by.pk) | named
        identities = list(out.values_list("identity", flat=True))
        Ticket.objects.filter(identity__in=identities).update(revoked_at=timezone.now(), removed_by=by.name, visit="")
        meeting.presences.filter(identity__in=identities, left_at=None).update(left_at=timezone.now())
        if meeting.spotlight in identities:
            _light(meeting, "", by)
        _tell(meeting, verb, by, people)
        hands.lower_of_absent(meeting)
    with suppress(Unavailable):
        for identity in identities:
            livekit.remove(by.room.livekit_name, identity)
    return bans


def _ban(person: Ticket, by: Ticket, *, may_knock: bool) -> Ban:
    """By the account, and by the browser unless it is the host's own."""
    return Ban.objects.create(
        room_id=by.room_id,
        user=person.user,
        mark="" if person.mark == by.mark else person.mark,
        identity=person.identity,
        name=person.name,
        may_knock=may_knock,
        by=by.name,
    )


def _give_role(people: Collection[Ticket], role: Role) -> None:
    Ticket.objects.filter(pk__in=[person.pk for person in people]).update(role=role)


def _light(meeting: Meeting, identity: str, by: Ticket) -> None:
    meeting.spotlight = identity
    meeting.save(update_fields=["spotlight"])
    tell(meeting, Event.Kind.SPOTLIGHT, {"identity": identity, "by": by.identity, "by_name": by.name})
    note(Act.SPOTLIGHT_SET, by=by, on=f"participant {identity}" if identity else "nobody", why=meeting.reference)


def _tell(
    meeting: Meeting, verb: Verb, by: Ticket, people: Collection[Ticket], *, ears: Collection[str] = ("",)
) -> None:
    if people:
        whom = [{"identity": person.identity, "name": person.name} for person in people]
        body = {"verb": verb, "by": by.identity, "by_name": by.name, "people": whom}
        tell(meeting, Event.Kind.MODERATED, body, ears=ears)
    if verb in ACTS:
        for person in people:
            note(ACTS[verb], by=by, on=person, why=meeting.reference)
