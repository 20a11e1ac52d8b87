"""`visio audit`: what the operator is told, and the exit code a script reads."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from visio.cli import main
from visio.oversight import unchanging
from visio.oversight.models import Head, Line
from visio.trail import Act, note


@pytest.fixture(autouse=True)
def same_umask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.umask", lambda _: 0o022)


def test_a_whole_trail_is_said_to_be_whole(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    note(Act.ROOM_MADE, by="user 1", on="room 1")
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == f"the instance's chain: {Head.objects.get()}\nEvery line is in its place.\n"
    assert main(["audit", "verify", "--kept", str(Head.objects.get())]) == 0
    assert main(["audit", "verify", "--kept", "7:nothing"]) == 1


def test_a_broken_one_is_told_and_the_exit_code_says_so(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    note(Act.ROOM_MADE, by="user 1", on="room 1")
    assert main(["audit", "verify"]) == 0
    with connection.cursor() as cursor:
        unchanging.lift(connection.vendor, cursor.execute)
        cursor.execute("UPDATE oversight_line SET who = 'user 2'")
        unchanging.lay(connection.vendor, cursor.execute)
    assert main(["audit", "verify"]) == 1
    assert "line 1 was changed" in capsys.readouterr().err


def test_the_export_writes_one_object_a_line(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        note(Act.ROOM_MADE, by="user 1", on=f"room {number}")
    assert main(["audit", "export"]) == 0
    assert [json.loads(line)["on"] for line in capsys.readouterr().out.splitlines()] == ["room 0", "room 1", "room 2"]
    assert Line.objects.latest("id").act == Act.TRAIL_EXPORTED


def test_the_heads_are_signed_anew_when_asked(db: None) -> None:
    note(Act.ROOM_MADE, by="user 1", on="room 1")
    main(["audit", "verify"])
    Head.objects.update(signature="of the old key")
    assert main(["audit", "verify"]) == 1
    assert main(["audit", "verify", "--sign-anew"]) == 0
