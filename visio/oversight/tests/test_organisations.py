"""Each organisation has a chain of its own: whose a line is, and what the operator is told of each."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from visio.cli import main
from visio.oversight import chain, unchanging
from visio.oversight.models import Head, Line
from visio.people.models import Organisation, User
from visio.rooms.models import Room
from visio.testing.doors import Knocker, admit
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat
from visio.trail import OPERATOR, VISIO, Act, note


@pytest.fixture(autouse=True)
def same_umask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.umask", lambda _: 0o022)


def works_at(browser: Browser, code: str, *, under: Organisation | None = None) -> Organisation:
    organisation = Organisation.objects.create(code=code, parent=under)
    assert browser.user
    User.objects.filter(pk=browser.user.pk).update(organisation=organisation)
    return organisation


@pytest.fixture
def alices(alice: Browser) -> Organisation:
    return works_at(alice, "siren:130025265")


@pytest.fixture
def bobs(bob: Browser) -> Organisation:
    return works_at(bob, "siret:13002526500013")


def acts_in(chain: str) -> list[str]:
    return list(Line.objects.filter(chain=chain).order_by("id").values_list("act", flat=True))


def test_a_line_is_in_the_trail_of_whose_person_acts(
    alice: Browser, bob: Browser, alices: Organisation, bobs: Organisation, livekit: FakeLiveKit
) -> None:
    Seat(bob, alice.make_room(), livekit)
    assert acts_in(alices.reference) == [Act.ROOM_MADE]
    assert acts_in(bobs.reference) == [Act.TICKET_ISSUED]


def test_of_a_guest_it_is_in_that_of_whose_room_it_is(
    alice: Browser, charlie: Browser, alices: Organisation, livekit: FakeLiveKit
) -> None:
    slug = alice.make_room(access="knock")
    guest = Knocker(charlie, slug, name="Charlie")
    guest.knock()
    admit(alice, slug, "Charlie")
    guest.come_in()
    Seat(alice, slug, livekit).enter().ask("POST", "/end", status=204)
    assert {Act.KNOCKED, Act.KNOCK_ADMITTED, Act.TICKET_ISSUED, Act.MEETING_OPENED, Act.MEETING_ENDED} <= set(
        acts_in(alices.reference)
    )
    assert acts_in("") == []


def test_so_is_that_of_a_person_who_works_nowhere_we_know_of(
    alice: Browser, bob: Browser, alices: Organisation
) -> None:
    bob.join(alice.make_room())
    assert acts_in(alices.reference) == [Act.ROOM_MADE, Act.TICKET_ISSUED]


@pytest.mark.parametrize("kind", ["room", "meeting", "participant", "guest"])
def test_what_visio_does_by_itself_too(
    alice: Browser, charlie: Browser, alices: Organisation, livekit: FakeLiveKit, kind: str
) -> None:
    slug = alice.make_room()
    seat = Seat(charlie, slug, livekit, name="Charlie").enter()
    room = Room.objects.get()
    named = {"room": room.pk, "meeting": room.meetings.get().pk, "participant": seat.identity, "guest": seat.identity}
    note(Act.PARTICIPANT_PUT_OUT, by=VISIO, on=f"{kind} {named[kind]}")
    assert Line.objects.latest("id").chain == alices.reference


@pytest.mark.parametrize("on", ["", "room 999", "room none", "user 999", "guest nobody", "GET /api/rooms", "planet 3"])
def test_what_is_about_nobody_s_is_in_the_instance_s_own(db: None, on: str) -> None:
    note(Act.REFUSED, by="", on=on)
    assert Line.objects.get().chain == ""


def test_writing_a_line_stays_one_statement(alice: Browser, alices: Organisation) -> None:
    slug = alice.make_room()
    room = Room.objects.get(slug=slug)
    with CaptureQueriesContext(connection) as asked:
        note(Act.TICKET_ISSUED, by="guest p-nobody", on=room)
    assert len(asked) == 1
    assert Line.objects.latest("id").chain == alices.reference


def test_each_chain_is_whole_and_signed_and_each_is_told(
    alice: Browser, bob: Browser, alices: Organisation, bobs: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    alice.make_room()
    bob.make_room()
    assert main(["audit", "verify"]) == 0
    told = capsys.readouterr().out.splitlines()
    heads = {head.chain: head for head in Head.objects.all()}
    assert told == [
        f"the instance's chain: {heads['']}",
        f"chain {alices.reference} (siren:130025265): {heads[alices.reference]}",
        f"chain {bobs.reference} (siret:13002526500013): {heads[bobs.reference]}",
        "Every line is in its place.",
    ]
    assert sorted(head.length for head in heads.values()) == [1, 1, 2]
    assert acts_in("") == [Act.CHAIN_BEGUN, Act.CHAIN_BEGUN]


def past_the_database(*statements: str) -> None:
    with connection.cursor() as cursor:
        unchanging.lift(connection.vendor, cursor.execute)
        for statement in statements:
            cursor.execute(statement)
        unchanging.lay(connection.vendor, cursor.execute)


def test_which_chain_is_broken_is_said_and_the_others_are_sealed_on(
    alice: Browser, bob: Browser, alices: Organisation, bobs: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    alice.make_room()
    bob.make_room()
    main(["audit", "verify"])
    past_the_database(f"UPDATE oversight_head SET signature = 'forged' WHERE chain = '{alices.reference}'")
    alice.make_room()
    bob.make_room()
    assert main(["audit", "verify"]) == 1
    wrong = capsys.readouterr().err.splitlines()
    assert wrong and all(line.startswith(f"chain {alices.reference} (siren:130025265): ") for line in wrong)
    assert list(Line.objects.filter(place=None).values_list("chain", flat=True)) == [alices.reference]


def test_a_chain_that_is_gone_whole_is_missed(
    alice: Browser, alices: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    alice.make_room()
    main(["audit", "verify"])
    past_the_database(
        f"DELETE FROM oversight_line WHERE chain = '{alices.reference}'",
        f"DELETE FROM oversight_head WHERE chain = '{alices.reference}'",
    )
    assert main(["audit", "verify"]) == 1
    assert "its head is missing" in capsys.readouterr().err


def test_a_head_kept_earlier_is_of_the_organisation_that_is_named(alice: Browser, alices: Organisation) -> None:
    alice.make_room()
    main(["audit", "verify"])
    kept = str(Head.objects.get(chain=alices.reference))
    assert main(["audit", "verify", "--organisation", alices.code, "--kept", kept]) == 0
    assert main(["audit", "verify", "--kept", kept]) == 1
    assert main(["audit", "verify", "--organisation", alices.code, "--kept", "1:nothing"]) == 1


def test_the_export_of_a_body_has_its_offices_lines_and_nobody_else_s(
    alice: Browser, bob: Browser, alices: Organisation, charlie: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    office = works_at(bob, "siret:13002526500013", under=alices)
    for browser in (alice, bob):
        browser.make_room()
    note(Act.LINK_ASKED)
    assert main(["audit", "export", "--organisation", alices.code]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["chain"], line["place"]) for line in told] == [(alices.reference, 1), (office.reference, 1)]
    exported = Line.objects.latest("id")
    assert (exported.act, exported.who, exported.chain) == (Act.TRAIL_EXPORTED, OPERATOR, alices.reference)
    assert main(["audit", "export", "--organisation", "siren:0"]) == 1


def test_lines_from_before_stay_in_the_instance_s_own_chain_and_it_stays_whole(
    alice: Browser, alices: Organisation
) -> None:
    note(Act.ROOM_MADE, by=f"user {User.objects.get().pk}", on="room 1", chain="")
    chain.seal()
    alice.make_room()
    assert main(["audit", "verify"]) == 0
    assert acts_in("") == [Act.ROOM_MADE, Act.CHAIN_BEGUN]


def test_somebody_s_move_changes_no_line_that_is_there(alice: Browser, alices: Organisation) -> None:
    alice.make_room()
    other = works_at(alice, "siren:999999999")
    alice.make_room()
    assert main(["audit", "verify"]) == 0
    assert acts_in(alices.reference) == acts_in(other.reference) == [Act.ROOM_MADE]
