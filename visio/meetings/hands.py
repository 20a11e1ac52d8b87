"""Who asks to speak: a queue in the order the server saw the hands go up."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from visio.meetings.events import tell
from visio.meetings.models import Event, Hand, Meeting, moment
from visio.meetings.presence import meeting_of
from visio.rooms.models import Ticket
from visio.trail import Act, note

ShownHand = dict[str, object]
# A hand that went up, that was put down again, or whose turn has come: to whoever waits these are different news.
What = Literal["raised", "lowered", "called"]
ALL_LOWERED = "all_lowered"


def queue(meeting: Meeting) -> list[ShownHand]:
    return [
        {"identity": hand.identity, "name": hand.name, "raised_at": moment(hand.raised_at), "place": place}
        for place, hand in enumerate(Hand.objects.filter(meeting=meeting).order_by("id"), start=1)
    ]


@transaction.atomic
def raise_hand(*, by: Ticket) -> list[ShownHand]:
    """Raised again, it keeps its place."""
    meeting = meeting_of(by)
    hand, is_new = Hand.objects.get_or_create(meeting=meeting, identity=by.identity, defaults={"name": by.name})
    return _tell(meeting, _change("raised", hand, by)) if is_new else queue(meeting)


@transaction.atomic
def lower_hand(*, identity: str, by: Ticket) -> list[ShownHand]:
    meeting = meeting_of(by)
    return _put_down(meeting, Hand.objects.filter(meeting=meeting, identity=identity).first(), "lowered", by)


@transaction.atomic
def call_next(*, by: Ticket) -> list[ShownHand]:
    """Whoever waited longest has the floor now; answers who still waits."""
    meeting = meeting_of(by)
    return _put_down(meeting, Hand.objects.filter(meeting=meeting).order_by("id").first(), "called", by)


def lower_all(meeting: Meeting, *, by: Ticket) -> list[ShownHand]:
    """Inside a transaction, with the meeting locked."""
    lowered, _ = Hand.objects.filter(meeting=meeting).delete()
    change = {"what": ALL_LOWERED, "identity": "", "name": "", "by": by.identity}
    if not lowered:
        return []
    note(Act.HAND_LOWERED, by=by, on="everybody", why=meeting.reference)
    return _tell(meeting, change)


def lower_of_absent(meeting: Meeting) -> None:
    """Inside a transaction, with the meeting locked: hands of people who are no longer there."""
    there = meeting.presences.filter(left_at=None).values("identity")
    lowered, _ = Hand.objects.filter(meeting=meeting).exclude(identity__in=there).delete()
    if lowered:
        _tell(meeting, None)


def _put_down(meeting: Meeting, hand: Hand | None, what: What, by: Ticket) -> list[ShownHand]:
    if hand is None:
        return queue(meeting)
    hand.delete()
    if what == "called" or hand.identity != by.identity:
        act = Act.HAND_CALLED if what == "called" else Act.HAND_LOWERED
        note(act, by=by, on=f"participant {hand.identity}", why=meeting.reference)
    return _tell(meeting, _change(what, hand, by))


def _change(what: What, hand: Hand, by: Ticket) -> dict[str, str]:
    return {"what": what, "identity": hand.identity, "name": hand.name, "by": by.identity}


def _tell(meeting: Meeting, change: dict[str, str] | None) -> list[ShownHand]:
    """Without a change nobody did anything: some of those who waited have left."""
    hands = queue(meeting)
    tell(meeting, Event.Kind.HANDS, {"hands": hands, "change": change})
    return hands
