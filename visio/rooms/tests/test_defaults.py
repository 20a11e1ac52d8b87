"""What a new room lets in: as its owner prefers, else as the nearest organisation above them has it, else as this instance does."""

from __future__ import annotations

from typing import get_args

import pytest

from visio import configuration
from visio.cli import main
from visio.oversight.models import Line
from visio.people import organisations
from visio.people.models import Organisation, User
from visio.rooms.models import Room
from visio.testing.people import Browser
from visio.trail import OPERATOR, Act


@pytest.fixture
def office(alice: Browser, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    """Alice works there: an office under a body, of an instance whose rooms are for the signed-in."""
    set_so = configuration.configuration.model_copy(update={"room_access": "signed_in"})
    monkeypatch.setattr(organisations, "configuration", set_so)
    monkeypatch.setattr("os.umask", lambda _: 0o022)
    body = Organisation.objects.create(code="siren:130025265", name="Ministère du Budget")
    office = Organisation.objects.create(code="siret:13002526500013", parent=body)
    User.objects.filter(name="Alice").update(organisation=office)
    return office


def made(alice: Browser, **wishes: str) -> str:
    return str(alice.post("/rooms", wishes)["access"])


def test_a_new_room_is_as_the_instance_has_it(alice: Browser, office: Organisation) -> None:
    assert made(alice) == "signed_in"
    told = alice.get("/me/preferences")
    assert told == {"default_access": "", "usual_access": "signed_in", "usual_of": "", "told_by_mail": True}


def test_the_nearest_organisation_that_says_something_wins(alice: Browser, office: Organisation) -> None:
    assert main(["organisation", "siren:130025265", "--access", "members"]) == 0
    assert made(alice) == "members"
    assert alice.get("/me/preferences")["usual_of"] == "Ministère du Budget"
    assert main(["organisation", office.code, "--access", "knock"]) == 0
    assert made(alice) == "knock"
    assert main(["organisation", office.code, "--access", "inherit"]) == 0
    assert made(alice) == "members"


def test_a_person_s_own_word_wins_over_all(alice: Browser, office: Organisation) -> None:
    main(["organisation", office.code, "--access", "members"])
    assert alice.patch("/me/preferences", {"default_access": "open"})["usual_access"] == "members"
    assert made(alice) == "open"
    assert made(alice, access="signed_in") == "signed_in"
    alice.patch("/me/preferences", {"told_by_mail": False})
    assert made(alice) == "open"
    alice.patch("/me/preferences", {"default_access": ""})
    assert made(alice) == "members"
    alice.patch("/me/preferences", {"default_access": "everybody"}, status=422)


def test_every_access_there_is_can_be_the_default(alice: Browser, office: Organisation) -> None:
    assert list(get_args(configuration.Access)) == Room.Access.values
    for level in Room.Access.values:
        assert alice.patch("/me/preferences", {"default_access": level})["default_access"] == level
        assert main(["organisation", office.code, "--access", level]) == 0


def test_organisations_tied_into_a_ring_hold_nobody_up(alice: Browser, office: Organisation) -> None:
    Organisation.objects.filter(parent=None).update(parent=office)
    assert made(alice) == "signed_in"


def test_what_an_organisation_says_is_listed_and_leaves_a_line(
    office: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["organisation", office.code, "--access", "knock"])
    line = Line.objects.latest("id")
    assert (line.act, line.who, line.subject, line.why) == (
        Act.ORGANISATION_ACCESS_SET, OPERATOR, office.reference, "knock",
    )  # fmt: skip
    capsys.readouterr()
    assert main(["organisation"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "siren:130025265  Ministère du Budget  inherit",
        "siret:13002526500013  Ministère du Budget  knock",
    ]


@pytest.mark.parametrize(
    ("words", "code"), [(["siret:0"], 1), (["siret:0", "--access", "open"], 1), (["--access", "open"], 2)]
)
def test_one_that_is_not_there_is_said_so(office: Organisation, words: list[str], code: int) -> None:
    assert main(["organisation", *words]) == code
