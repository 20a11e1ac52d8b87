"""What is kept stays: the database refuses, and whoever gets past it is found out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, connections, transaction

from visio.oversight import actions, chain, unchanging
from visio.oversight.models import AppendOnly, Head, Line
from visio.trail import Act, note


@pytest.fixture
def trail(db: None) -> list[Line]:
    for number in range(5):
        note(Act.ROOM_MADE, by="user 1", on=f"room {number}", why="open")
    chain.seal()
    return list(Line.objects.sealed(""))


def sql(statement: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def past_the_database() -> Iterator[None]:
    """As somebody does who has its administrator's rights."""
    with connection.cursor() as cursor:
        unchanging.lift(connection.vendor, cursor.execute)
        yield
        unchanging.lay(connection.vendor, cursor.execute)


def told() -> list[tuple[str, str]]:
    """Act and who, of the sealed lines."""
    return list(Line.objects.sealed("").values_list("act", "who"))


def troubles() -> list[str]:
    return actions.verify()[1]


def test_each_line_stands_after_the_one_before(trail: list[Line]) -> None:
    assert [line.place for line in trail] == [1, 2, 3, 4, 5]
    assert [line.previous for line in trail] == ["", *(line.digest for line in trail[:-1])]
    assert troubles() == []


def test_a_line_not_yet_sealed_is_sealed_before_one_looks(trail: list[Line]) -> None:
    note(Act.ROOM_DELETED, by="user 1", on="room 3")
    assert actions.verify()[0] == [f"the instance's chain: {Head.objects.get()}"]
    assert Head.objects.get().length == 6


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda line: Line.objects.filter(pk=line.pk).update(who="user 2"),
        lambda line: Line.objects.all().delete(),
        lambda line: Line.objects.bulk_update([line], ["who"]),
        lambda line: Line.objects.bulk_create([line]),
        lambda line: Line.objects.create(who="user 2"),
    ],
)
def test_our_own_code_has_no_way_to_change_a_line(trail: list[Line], change: Callable[[Line], object]) -> None:
    with pytest.raises(AppendOnly):
        change(trail[2])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE oversight_line SET who = 'user 2' WHERE place = 3",
        "UPDATE oversight_line SET place = 9 WHERE place = 3",
        "UPDATE oversight_line SET place = NULL WHERE place = 3",
        "UPDATE oversight_line SET digest = '' WHERE place = 3",
        "DELETE FROM oversight_line",
        "UPDATE oversight_head SET length = 4",
        "UPDATE oversight_head SET digest = ''",
        "DELETE FROM oversight_head",
    ],
)
def test_the_database_refuses(trail: list[Line], statement: str) -> None:
    with pytest.raises(DatabaseError, match=unchanging.SAYS), transaction.atomic():
        sql(statement)
    assert troubles() == []


def test_the_database_refuses_to_change_a_line_before_it_is_sealed(db: None) -> None:
    note(Act.ROOM_MADE, by="user 1", on="room 1")
    for statement in ("UPDATE oversight_line SET who = 'user 2'", "DELETE FROM oversight_line"):
        with pytest.raises(DatabaseError, match=unchanging.SAYS), transaction.atomic():
            sql(statement)


def test_postgresql_refuses_to_empty_the_table(trail: list[Line]) -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match=unchanging.SAYS), transaction.atomic():
            sql("TRUNCATE oversight_line")
    assert troubles() == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE oversight_line SET who = 'user 2' WHERE place = 3", "line 3 was changed"),
        ("UPDATE oversight_line SET prefix = '10.0.0.0/24' WHERE place = 5", "line 5 was changed"),
        ("DELETE FROM oversight_line WHERE place = 1", "lines 1 to 1 are missing"),
        ("DELETE FROM oversight_line WHERE place IN (2, 3)", "lines 2 to 3 are missing"),
        ("DELETE FROM oversight_line WHERE place > 3", "lines 4 to 5 are missing"),
        ("DELETE FROM oversight_line", "lines 1 to 5 are missing"),
        ("DELETE FROM oversight_head", "its head is missing"),
    ],
)
def test_what_was_changed_or_removed_past_the_database_is_found(trail: list[Line], statement: str, found: str) -> None:
    with past_the_database():
        sql(statement)
    assert any(found in trouble for trouble in troubles())


def test_lines_in_another_order_are_found(trail: list[Line]) -> None:
    with past_the_database():
        sql("UPDATE oversight_line SET place = 99 WHERE place = 2")
        sql("UPDATE oversight_line SET place = 2 WHERE place = 3")
        sql("UPDATE oversight_line SET place = 3 WHERE place = 99")
    found = troubles()
    assert any("line 2 does not follow" in trouble for trouble in found)
    assert any("line 2 was changed" in trouble for trouble in found)


def test_an_end_cut_off_with_its_head_bears_no_signature_and_nothing_is_sealed_after_it(trail: list[Line]) -> None:
    with past_the_database():
        sql("DELETE FROM oversight_line WHERE place > 3")
        sql("UPDATE oversight_head SET length = 3, digest = %s", trail[2].digest)
    note(Act.ROOM_DELETED, by="user 1", on="room 3")
    found = troubles()
    assert any("nothing more is sealed" in trouble for trouble in found)
    assert any("does not bear our signature" in trouble for trouble in found)


def test_who_has_the_key_as_well_is_found_by_a_head_kept_elsewhere(trail: list[Line]) -> None:
    kept = str(Head.objects.get())
    assert actions.verify(kept=kept)[1] == []
    with past_the_database():
        sql("DELETE FROM oversight_line WHERE place > 3")
        head = Head.objects.get()
        head.length, head.digest = 3, trail[2].digest
        chain.sign(head)
    assert troubles() == []
    assert actions.verify(kept=kept)[1] == ["the instance's chain: line 5 is not the one that was kept"]


def test_after_the_key_has_changed_the_heads_are_signed_anew_and_that_is_a_line(trail: list[Line]) -> None:
    sql("UPDATE oversight_head SET signature = 'of the old key'")
    assert troubles() != []
    actions.sign_anew()
    assert troubles() == []
    assert told()[-1] == (Act.TRAIL_SIGNED_ANEW, "operator")


def test_each_chain_is_its_own(trail: list[Line]) -> None:
    note(Act.ROOM_MADE, by="user 2", on="room 9", chain="13002526500013")
    chain.seal()
    assert [line.place for line in Line.objects.sealed("13002526500013")] == [1]
    assert chain.chains() == ["", "13002526500013"]
    assert troubles() == []


def test_the_export_is_json_lines_from_which_it_can_be_proved_again(trail: list[Line]) -> None:
    written = [json.loads(line) for line in actions.export()]
    assert [line["place"] for line in written] == [1, 2, 3, 4, 5]
    assert (written[2]["who"], written[2]["act"], written[2]["on"], written[2]["result"]) == (
        "user 1",
        "room.made",
        "room 2",
        "done",
    )
    assert written[2]["previous"] == written[1]["digest"]
    for line in written:
        again = Line(
            chain=line["chain"],
            at=datetime.fromisoformat(line["at"]).astimezone(UTC),
            act=line["act"],
            who=line["who"],
            subject=line["on"],
            prefix=line["from"],
            result=line["result"],
            why=line["why"],
        )
        assert chain.digest_of(again, place=line["place"], previous=line["previous"]) == line["digest"]
    chain.seal()
    assert told()[-1] == (Act.TRAIL_EXPORTED, "operator")


@pytest.mark.django_db(transaction=True)
def test_those_who_write_and_those_who_seal_at_once_make_one_chain() -> None:
    def write(number: int) -> None:
        try:
            for turn in range(20):
                with transaction.atomic():
                    note(Act.ROOM_MADE, by=f"user {number}", on=f"room {turn}")
        finally:
            connections.close_all()

    def seal(_: int) -> None:
        try:
            for _ in range(15):
                chain.seal()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        done = [*(pool.submit(write, number) for number in range(3)), *(pool.submit(seal, turn) for turn in range(3))]
        for each in done:
            each.result()
    assert troubles() == []
    assert Head.objects.get().length == 60


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_no_line() -> None:
    with transaction.atomic():
        note(Act.ROOM_MADE, by="user 1", on="room 1")
        transaction.set_rollback(True)
    assert not Line.objects.exists()
