"""Does every act leave a line? Each address that changes something is asked well, and the audit trail must have grown."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tests.doors import DOORS, routes, signed_webhook, world
from tests.tree import HOME, sources
from visio import trail
from visio.oversight.models import Line
from visio.testing.livekit import FakeLiveKit
from visio.testing.seat import post_hook

# The conversation itself. A line for each would outlive the words, which go with the meeting, and tell who spoke when; and
# in a meeting of hundreds, thousands of them would hide the acts that matter. What is done to others is never let off.
LET_OFF = {
    "POST /api/meeting/messages": "the conversation itself",
    "PATCH /api/meeting/messages/{id}": "one's own words in the conversation",
    "POST /api/meeting/unmute/decline": "one's own answer; the question left a line",
    "POST /api/meeting/reactions": "the conversation itself, and nobody keeps them",
    "POST /api/signin/with/{provider}": "somebody sets out; who comes back leaves a line (visio/people/tests/test_provider.py)",
    "POST /api/signin/back/{provider}": "needs a provider; that it leaves lines is shown in visio/people/tests/test_provider.py",
    "POST /api/signin/ended/{provider}": "needs a provider; that it leaves a line is shown in visio/people/tests/test_provider.py",
    "POST /api/signin/out": "the way back from a provider; the line was left when the session ended",
    "POST /api/signin/passkey/begin": "a question; the answer leaves a line",
    "POST /api/passkeys/begin": "a question; the answer leaves a line",
    "POST /api/lobby/watch": "a page of a host listens; nothing is done to anybody",
    "POST /api/telephone/pin": "only looks; POST, so that no PIN stands in an address that is logged",
    "PUT /api/meeting/language": "one's own language, for who writes what is said; nobody keeps it",
    "PUT /api/meeting/microphone": "one's own microphone, for who tells voices apart; of a recording it stands in its manifest",
    "PUT /api/meeting/hand": "one's own hand; whoever lowers another's leaves a line",
}

# Whoever may: of those who may, the least.
WELL = {
    "POST /api/signin": "nobody",
    "POST /api/signin/confirm": "nobody",
    "POST /api/meeting/recording/ask": "participant",
}


@pytest.mark.parametrize("route", [route for route in routes() if not route.startswith("GET") and route not in LET_OFF])
@pytest.mark.django_db(transaction=True)
def test_whatever_changes_something_leaves_a_line_in_its_own_transaction(
    livekit: FakeLiveKit, route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = world(livekit)
    hook = signed_webhook(there) if route == "POST /api/livekit/webhook" else None
    before = Line.objects.count()
    apart: list[str] = []

    def look(line: trail.Line) -> None:
        if not connection.in_atomic_block:
            apart.append(line.act)

    monkeypatch.setattr(trail, "_writers", [*trail._writers, look])
    status = post_hook(hook) if hook else DOORS[route](there, WELL.get(route, "owner")).status_code
    assert status < 300
    assert Line.objects.count() > before, "say what was done with `visio.trail.note`, or let it off above with a reason"
    assert apart == []


@pytest.mark.parametrize("route", [route for route in routes() if route.startswith("GET")])
def test_whatever_only_looks_leaves_none(db: None, livekit: FakeLiveKit, route: str) -> None:
    there = world(livekit)
    before = Line.objects.count()
    assert DOORS[route](there, "owner").status_code == 200
    assert Line.objects.count() == before


def test_what_is_let_off_is_still_there() -> None:
    assert set(LET_OFF) <= set(routes())


def test_every_act_is_noted_somewhere() -> None:
    code = "".join((HOME / name).read_text() for name in sources("visio/", ".py") if name != "visio/trail.py")
    assert not [act.name for act in trail.Act if f"Act.{act.name}" not in code]


def test_an_act_that_is_undone_leaves_no_line(db: None, livekit: FakeLiveKit) -> None:
    there = world(livekit)
    before = Line.objects.count()
    with transaction.atomic():
        there.browsers["owner"].patch(f"/rooms/{there.slug}", {"name": "Else"})
        transaction.set_rollback(True)
    assert Line.objects.count() == before
