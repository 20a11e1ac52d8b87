"""Whose recording it is shares it with a person, with where they work, or by a link; what is taken back is gone at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from visio.oversight.models import Line
from visio.people.models import Organisation, User
from visio.people.signin import make_link
from visio.recordings import jobs
from visio.recordings.models import Recording
from visio.recordings.shares import Share
from visio.recordings.sharing import MOST_SHARES
from visio.rooms.models import Room
from visio.testing.letters import Letters
from visio.testing.people import Browser
from visio.testing.recorded import FILM, ready_recording, running_recording


@pytest.fixture
def recording(alice: Browser) -> Recording:
    assert alice.user
    return ready_recording(alice.user)


@pytest.fixture
def office() -> Organisation:
    """The directorate of a ministry."""
    ministry = Organisation.objects.create(code="siren:130025265", name="Ministère")
    return Organisation.objects.create(code="siret:13002526500013", name="Direction", parent=ministry)


def works_at(browser: Browser, organisation: Organisation | None) -> None:
    assert browser.user
    User.objects.filter(pk=browser.user.pk).update(organisation=organisation)


def share(browser: Browser, recording: Recording, *, status: int = 200, **with_: Any) -> Any:
    return browser.post(f"/recordings/{recording.pk}/shares", with_, status=status)


def withdraw(browser: Browser, recording: Recording, made: dict[str, Any]) -> None:
    browser.delete(f"/recordings/{recording.pk}/shares/{made['id']}", status=204)


def key_of(made: dict[str, Any]) -> str:
    return str(made["url"].partition("#")[2])


def opens(browser: Browser, recording: Recording, key: str, *, status: int = 204) -> Any:
    return browser.post(f"/recordings/{recording.pk}/open", {"key": key}, status=status)


def sees(browser: Browser, recording: Recording, *, status: int = 200) -> Any:
    return browser.get(f"/recordings/{recording.pk}", status=status)


def film(browser: Browser, recording: Recording) -> str:
    return str(browser.post(f"/recordings/{recording.pk}/links", {})["url"])


def test_a_person_reads_what_is_shared_with_them(alice: Browser, bob: Browser, recording: Recording) -> None:
    made = share(alice, recording, email="Bob@Example.org")
    assert (made["kind"], made["email"], made["url"], made["may_change"]) == ("person", "bob@example.org", "", False)
    told = sees(bob, recording)
    assert (told["owner"], told["is_mine"], told["may_change"], told["may_take"]) == ("Alice", False, False, True)
    assert [voice["name"] for voice in told["sounds"]] == ["Bob"]
    listed = bob.get("/recordings")
    assert [(each["id"], each["owner"], each["is_mine"]) for each in listed] == [(str(recording.pk), "Alice", False)]
    assert b"".join(bob.client.get(film(bob, recording))) == FILM
    assert [each["is_mine"] for each in alice.get("/recordings")] == [True]


def test_it_waits_for_somebody_who_has_no_account_yet(alice: Browser, charlie: Browser, recording: Recording) -> None:
    share(alice, recording, email="charlie@example.org")
    sees(charlie, recording, status=401)
    charlie.post("/signin/confirm", {"token": make_link(email="Charlie@example.org").partition("#")[2]})
    assert sees(charlie, recording)["title"] == "Budget"


def test_who_may_read_neither_deletes_nor_shares(alice: Browser, bob: Browser, recording: Recording) -> None:
    made = share(alice, recording, email="bob@example.org", may_change=True)
    assert sees(bob, recording)["may_change"] is True
    path = f"/recordings/{recording.pk}"
    for method, asked, body in (
        ("DELETE", path, None),
        ("GET", f"{path}/shares", None),
        ("POST", f"{path}/shares", {"link": True}),
        ("DELETE", f"{path}/shares/{made['id']}", None),
    ):
        assert bob.ask(method, asked, body, status=403)["code"] == "recording.not_yours"


def test_the_owner_of_the_room_shares_too(alice: Browser, bob: Browser, charlie: Browser) -> None:
    assert alice.user
    room = Room.objects.get(slug=bob.make_room(name="De Bob"))
    recording = ready_recording(alice.user, room=room)
    opens(charlie, recording, key_of(share(bob, recording, link=True)))
    assert sees(charlie, recording)["owner"] == "Alice"


def test_shared_twice_is_shared_once_as_was_said_last(alice: Browser, recording: Recording, letters: Letters) -> None:
    first = share(alice, recording, email="bob@example.org")
    second = share(alice, recording, email="bob@example.org", may_change=True, days=1)
    assert second["id"] == first["id"]
    assert [each["may_change"] for each in alice.get(f"/recordings/{recording.pk}/shares")] == [True]
    assert len(letters.sent) == 1


def test_a_letter_tells_them_without_a_secret(alice: Browser, recording: Recording, letters: Letters) -> None:
    share(alice, recording, email="bob@example.org")
    letter = letters.sent[-1]
    assert letter.to == ["bob@example.org"]
    assert (
        "Alice (alice@example.org)" in letter.body
        and "“Budget”" in letter.body
        and "«\u00a0Budget\u00a0»" in letter.body
    )
    assert letters.link_to("bob@example.org").endswith(f"/recordings/{recording.pk}")


def test_no_letter_for_what_was_taken_back_meanwhile(alice: Browser, recording: Recording, letters: Letters) -> None:
    withdraw(alice, recording, share(alice, recording, email="bob@example.org"))
    assert letters.sent == []


def test_everybody_where_i_work_reads_it(
    alice: Browser, bob: Browser, recording: Recording, office: Organisation
) -> None:
    assert office.parent
    works_at(alice, office.parent)
    made = share(alice, recording, organisation=True)
    assert (made["kind"], made["organisation"]) == ("organisation", "Ministère")
    sees(bob, recording, status=404)
    # In a part of it.
    works_at(bob, office)
    assert sees(bob, recording)["is_mine"] is False
    assert [each["id"] for each in bob.get("/recordings")] == [str(recording.pk)]


def test_an_office_is_not_all_it_belongs_to(
    alice: Browser, bob: Browser, recording: Recording, office: Organisation
) -> None:
    works_at(alice, office)
    share(alice, recording, organisation=True)
    works_at(bob, office.parent)
    sees(bob, recording, status=404)


def test_without_an_organisation_there_is_none_to_share_with(alice: Browser, recording: Recording) -> None:
    assert share(alice, recording, organisation=True, status=409)["code"] == "share.no_organisation"


def test_who_leaves_the_organisation_reads_no_more(
    alice: Browser, bob: Browser, recording: Recording, office: Organisation
) -> None:
    works_at(alice, office)
    works_at(bob, office)
    share(alice, recording, organisation=True)
    given = film(bob, recording)
    assert bob.client.get(given).status_code == 200
    works_at(bob, None)
    sees(bob, recording, status=404)
    assert bob.client.get(given).status_code == 404
    assert bob.get("/recordings") == []


def test_whoever_has_the_link_watches_and_takes_nothing(alice: Browser, charlie: Browser, recording: Recording) -> None:
    made = share(alice, recording, link=True, days=7)
    assert len(key_of(made)) >= 43
    assert key_of(made) not in str(Share.objects.values())
    assert all(each["url"] == "" for each in alice.get(f"/recordings/{recording.pk}/shares"))
    opens(charlie, recording, key_of(made))
    told = sees(charlie, recording)
    assert (told["may_take"], told["may_change"], told["sounds"], told["consents"]) == (False, False, [], [])
    url = film(charlie, recording)
    assert b"".join(charlie.client.get(url)) == FILM
    assert charlie.client.get(f"{url}&download=1").json()["code"] == "recording.watch_only"
    sound = charlie.post(f"/recordings/{recording.pk}/links", {"identity": "p-bob"}, status=403)
    assert sound["code"] == "recording.watch_only"
    charlie.get("/recordings", status=401)


def test_a_link_without_an_owner_s_name_tells_no_address(alice: Browser, charlie: Browser, bob: Browser) -> None:
    assert alice.user
    User.objects.filter(pk=alice.user.pk).update(name="")
    recording = ready_recording(alice.user)
    opens(charlie, recording, key_of(share(alice, recording, link=True)))
    assert sees(charlie, recording)["owner"] == ""
    share(alice, recording, email="bob@example.org")
    assert sees(bob, recording)["owner"] == "alice@example.org"


def test_a_link_that_is_taken_back_is_gone_at_once(alice: Browser, charlie: Browser, recording: Recording) -> None:
    made = share(alice, recording, link=True)
    opens(charlie, recording, key_of(made))
    given = film(charlie, recording)
    withdraw(alice, recording, made)
    sees(charlie, recording, status=401)
    assert charlie.client.get(given).status_code == 401
    opens(charlie, recording, key_of(made), status=404)
    assert Line.objects.filter(act="recording.unshared", subject=recording.reference).count() == 1


def test_a_link_that_is_over_is_gone_at_once(alice: Browser, charlie: Browser, recording: Recording) -> None:
    made = share(alice, recording, link=True, days=1)
    opens(charlie, recording, key_of(made))
    given = film(charlie, recording)
    Share.objects.update(expires_at=timezone.now())
    sees(charlie, recording, status=401)
    assert charlie.client.get(given).status_code == 401
    opens(charlie, recording, key_of(made), status=404)
    assert alice.get(f"/recordings/{recording.pk}/shares") == []
    jobs.forget.call()
    assert not Share.objects.exists()


def test_nothing_is_shared_longer_than_it_is_kept(alice: Browser, recording: Recording) -> None:
    for wished in ({"link": True}, {"link": True, "days": 3650}, {"email": "bob@example.org"}):
        share(alice, recording, **wished)
    assert {each.expires_at for each in Share.objects.all()} == {recording.expires_at}
    share(alice, recording, email="bob@example.org", days=3)
    until = Share.objects.get(email="bob@example.org").expires_at
    assert until and timedelta(days=2) < until - timezone.now() <= timedelta(days=3)


def test_with_exactly_one_of_three(alice: Browser, recording: Recording) -> None:
    for wrong in (
        {},
        {"email": "bob@example.org", "link": True},
        {"organisation": True, "link": True},
        {"link": True, "may_change": True},
        {"link": True, "days": 0},
        {"link": True, "days": 4000},
        {"link": 1},
        {"email": "bob"},
    ):
        share(alice, recording, status=422, **wrong)
    assert not Share.objects.exists()


def test_there_is_an_end_to_whom_one_shares_with(alice: Browser, recording: Recording) -> None:
    Share.objects.bulk_create(
        Share(recording=recording, email=f"somebody{number}@example.org") for number in range(MOST_SHARES)
    )
    assert share(alice, recording, link=True, status=409)["code"] == "share.too_many"


def test_what_nobody_has_begun_to_record_is_not_there(alice: Browser, bob: Browser) -> None:
    running = running_recording(alice.make_room())
    share(alice, running, email="bob@example.org")
    assert sees(bob, running)["state"] == "recording"
    Recording.objects.update(began_at=None)
    sees(bob, running, status=404)


def test_each_opening_says_in_the_trail_by_which_share(
    alice: Browser, bob: Browser, charlie: Browser, recording: Recording, office: Organisation
) -> None:
    works_at(alice, office)
    person, link = share(alice, recording, email="bob@example.org"), share(alice, recording, link=True)
    film(bob, recording)
    opens(charlie, recording, key_of(link))
    film(charlie, recording)
    assert bob.user
    lines = Line.objects.filter(act="recording.opened").order_by("pk")
    assert [(line.who, line.why) for line in lines] == [
        (bob.user.reference, f"film by share {person['id']}"),
        (f"share {link['id']}", f"page by share {link['id']}"),
        (f"share {link['id']}", f"film by share {link['id']}"),
    ]
    # Of somebody we know nothing of, in the chain of whose recording it is.
    assert {line.chain for line in lines[1:]} == {office.reference}
    shared = Line.objects.filter(act="recording.shared").order_by("pk")
    assert [line.why for line in shared] == [f"share {person['id']}: person", f"share {link['id']}: link"]


def test_the_share_that_lets_do_most_counts(
    alice: Browser, bob: Browser, recording: Recording, office: Organisation
) -> None:
    works_at(alice, office)
    works_at(bob, office)
    opens(bob, recording, key_of(share(alice, recording, link=True)))
    assert sees(bob, recording)["may_take"] is False
    share(alice, recording, email="bob@example.org")
    assert sees(bob, recording)["may_take"] is True
    share(alice, recording, organisation=True, may_change=True)
    assert sees(bob, recording)["may_change"] is bob.get("/recordings")[0]["may_change"] is True
