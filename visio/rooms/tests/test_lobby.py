"""Knocking: who waits, what they and the hosts are told, and what becomes of it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from visio.people.models import User
from visio.rooms import actions, jobs, lobby, refusals
from visio.rooms.access import Newcomer
from visio.rooms.models import Knock, LobbyEvent, Room, Ticket
from visio.testing.doors import Knocker, admit, named, refuse, waiting
from visio.testing.letters import Letters
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat, tell


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room(name="Salle du budget", access="knock")


@pytest.fixture
def guest(charlie: Browser, slug: str) -> Knocker:
    return Knocker(charlie, slug, name="Charlie")


def over(seat: Seat) -> None:
    channel = seat.channel
    seat.leave()
    seat.livekit.finish(channel)
    tell(seat.livekit)


def test_a_stranger_waits_until_a_host_admits(alice: Browser, guest: Knocker, slug: str, livekit: FakeLiveKit) -> None:
    assert guest.knock()["knock"]["position"] == 1
    assert Ticket.objects.count() == 0
    assert [(knock["name"], knock["verified"]) for knock in waiting(alice, slug)] == [("Charlie", False)]
    decided = admit(alice, slug, "Charlie")
    assert (decided["state"], decided["by"]) == ("admitted", "Alice")
    entry = guest.come_in()
    assert (entry["role"], entry["admits"]) == ("guest", False)
    assert livekit.enter(entry["ticket"])
    assert waiting(alice, slug) == []


def test_who_waits_learns_nothing_of_the_room(alice: Browser, guest: Knocker, slug: str, livekit: FakeLiveKit) -> None:
    Seat(alice, slug, livekit).enter()
    place = guest.knock()
    assert set(place) == {"knock"}
    assert set(place["knock"]) == {"place_secret", "number", "position", "cursor", "push"}
    door = guest.browser.get(f"/rooms/{slug}")
    assert (door["may"], door["name"], door["present"], door["livekit_url"]) == ("knock", "", [], "")


def test_the_secret_is_not_what_hosts_see(alice: Browser, guest: Knocker, slug: str) -> None:
    guest.knock()
    kept = Knock.objects.get()
    assert guest.secret not in {kept.identity, kept.secret_digest} and len(guest.secret) >= 43
    assert guest.secret not in str(alice.get(f"/rooms/{slug}/lobby"))
    assert guest.secret not in str(list(LobbyEvent.objects.values()))


def test_the_owner_members_and_their_domains_need_not_knock(alice: Browser, bob: Browser, slug: str) -> None:
    assert alice.join(slug)["admits"] is True
    person = Knocker(bob, slug)
    person.knock()
    for change in ({"members": [{"email": "Bob@Example.org", "role": "member"}]}, {"email_domains": ["@example.org"]}):
        alice.patch(f"/rooms/{slug}", {"members": [], "email_domains": []} | change)
        assert bob.join(slug)["role"] == "participant"
    room = alice.get("/rooms")[0]
    assert (room["members"], room["email_domains"]) == ([], ["example.org"])


def test_a_domain_is_no_part_of_another(alice: Browser, slug: str) -> None:
    alice.patch(f"/rooms/{slug}", {"email_domains": ["example.org"]})
    for email in ("eve@evil-example.org", "eve@example.org.evil", "eve@sub.example.org"):
        eve = User.objects.create(email=email, name="Eve")
        Knocker(Browser(eve), slug).knock()


def test_a_member_who_is_a_host_decides_and_hears(alice: Browser, bob: Browser, guest: Knocker, slug: str) -> None:
    guest.knock()
    assert bob.get(f"/rooms/{slug}/lobby", status=403)["code"] == "room.host_only"
    alice.patch(f"/rooms/{slug}", {"members": [{"email": "bob@example.org", "role": "host"}]})
    assert bob.join(slug)["admits"] is True
    assert [each["slug"] for each in bob.post("/lobby/watch")["lobbies"]] == [slug]
    assert admit(bob, slug, "Charlie")["by"] == "Bob"


def test_from_inside_the_pass_decides(
    alice: Browser, bob: Browser, guest: Knocker, slug: str, livekit: FakeLiveKit
) -> None:
    seat = Seat(alice, slug, livekit).enter()
    guest.knock()
    alice.patch(f"/rooms/{slug}", {"email_domains": ["example.org"]})
    other = Seat(bob, slug, livekit).enter()
    path = f"/rooms/{slug}/lobby"
    assert other.browser.get(path, status=403, pass_=other.pass_)["code"] == "room.host_only"
    assert len(waiting(alice, slug, pass_=seat.pass_)) == 1
    elsewhere = alice.make_room()
    alice.get(f"/rooms/{elsewhere}/lobby", status=403, pass_=seat.pass_)
    seat.ask("POST", "/leave", status=204)
    alice.get(path, status=403, pass_=seat.pass_)


def test_nobody_else_learns_who_waits(bob: Browser, charlie: Browser, guest: Knocker, slug: str) -> None:
    guest.knock()
    identity = Knock.objects.get().identity
    for browser, status in ((bob, 403), (charlie, 401)):
        browser.get(f"/rooms/{slug}/lobby", status=status)
        browser.post(f"/rooms/{slug}/lobby/admit", status=status)
        browser.post(f"/rooms/{slug}/lobby/{identity}/admit", status=status)
        browser.post(f"/rooms/{slug}/lobby/{identity}/refuse", {}, status=status)
        browser.post(f"/rooms/{slug}/lobby/note", {"text": "Hello"}, status=status)
        browser.put(f"/rooms/{slug}/lock", {"locked": True}, status=status)
    assert bob.post("/lobby/watch")["lobbies"] == []
    charlie.post("/lobby/watch", status=401)


def test_who_is_refused_asks_again_after_ten_minutes(alice: Browser, guest: Knocker, slug: str) -> None:
    guest.knock()
    assert refuse(alice, slug, "Charlie")["state"] == "refused"
    answer = guest.knock(status=403)
    assert answer["code"] == "knock.refused" and "10 min" in answer["message"]
    assert 590 <= int(guest.browser.last["Retry-After"]) <= 600
    guest.secret = ""
    assert guest.knock(status=403)["code"] == "knock.refused"
    elsewhere = Knocker(Browser(), slug, name="charlie", address="192.0.2.7")
    elsewhere.knock()
    Knock.objects.update(decided_at=timezone.now() - refusals.REFUSED_FOR)
    guest.knock()


def test_a_colleague_behind_the_same_address_is_not_refused_with_them(
    alice: Browser, bob: Browser, guest: Knocker, slug: str
) -> None:
    guest.knock()
    refuse(alice, slug, "Charlie", block=True)
    Knocker(Browser(), slug, name="Dora").knock()
    Knocker(bob, slug, name="Charlie").knock()


def test_an_account_is_refused_wherever_it_comes_from(alice: Browser, bob: Browser, slug: str) -> None:
    Knocker(bob, slug).knock()
    refuse(alice, slug, "Bob")
    Knocker(Browser(bob.user), slug, name="Robert", address="192.0.2.7").knock(status=403)


def test_who_is_blocked_does_not_ask_again_in_this_meeting(
    alice: Browser, guest: Knocker, slug: str, livekit: FakeLiveKit
) -> None:
    seat = Seat(alice, slug, livekit).enter()
    guest.knock()
    refuse(alice, slug, "Charlie", block=True)
    assert guest.knock(status=403)["code"] == "room.blocked"
    Knock.objects.update(decided_at=timezone.now() - timedelta(hours=1))
    assert guest.knock(status=403)["code"] == "room.blocked"
    over(seat)
    guest.knock()


def test_admit_all_admits_all_and_each_has_one_ticket(alice: Browser, slug: str) -> None:
    guests = [Knocker(Browser(), slug, name=f"Guest {number}") for number in range(5)]
    assert [guest.knock()["knock"]["position"] for guest in guests] == [1, 2, 3, 4, 5]
    decided = alice.post(f"/rooms/{slug}/lobby/admit")
    assert [each["state"] for each in decided] == ["admitted"] * 5
    for guest in guests:
        guest.come_in()
    assert guests[0].knock()["knock"]["position"] == 1
    assert Ticket.objects.exclude(admitted_at=None).count() == 5


def test_who_is_before_me_goes_and_i_move_up(alice: Browser, slug: str) -> None:
    first, second = (Knocker(Browser(), slug, name=name) for name in ("First", "Second"))
    first.knock()
    number = first.answer["knock"]["number"]
    assert second.knock()["knock"]["position"] == 2
    first.cancel()
    first.cancel()
    told = LobbyEvent.objects.filter(ear="waiting").get()
    assert (told.kind, told.body) == ("moved", f'{{"gone":[{number}]}}')
    held = second.secret
    assert second.knock()["knock"]["position"] == 1 and second.secret == held


@pytest.mark.django_db(transaction=True)
def test_two_hosts_who_click_together_make_one_decision(alice: Browser, bob: Browser, slug: str) -> None:
    """One admits and one refuses, eight times, each on a connection of their own."""
    alice.patch(f"/rooms/{slug}", {"members": [{"email": "bob@example.org", "role": "host"}]})
    for turn in range(8):
        Knocker(Browser(), slug, name=f"Guest {turn}").knock()
        identity = named(alice, slug, f"Guest {turn}")
        answers: list[object] = []

        def decide(host: Browser, path: str, body: object, answers: list[object] = answers) -> None:
            answers.append(host.post(path, body))
            connections.close_all()

        path = f"/rooms/{slug}/lobby/{identity}"
        hosts = [
            threading.Thread(target=decide, args=(alice, f"{path}/admit", None)),
            threading.Thread(target=decide, args=(bob, f"{path}/refuse", {})),
        ]
        for host in hosts:
            host.start()
        for host in hosts:
            host.join()
        assert len(answers) == 2 and answers[0] == answers[1]
        told = LobbyEvent.objects.filter(ear="hosts", kind="decided", body__contains=identity)
        assert told.count() == 1


def test_the_place_is_lost_after_ten_minutes_without_a_stream_and_not_before(
    alice: Browser, guest: Knocker, slug: str
) -> None:
    guest.knock()
    Knock.objects.update(seen_at=timezone.now() - timedelta(minutes=9))
    jobs.look_at_doors.call()
    assert len(waiting(alice, slug)) == 1
    Knock.objects.update(seen_at=timezone.now() - timedelta(minutes=11))
    jobs.look_at_doors.call()
    assert waiting(alice, slug) == []
    assert LobbyEvent.objects.filter(ear="hosts", kind="decided", body__contains='"gone"').exists()
    assert guest.knock()["knock"]["position"] == 1


def test_an_admission_waits_an_hour(alice: Browser, guest: Knocker, slug: str) -> None:
    guest.knock()
    admit(alice, slug, "Charlie")
    Knock.objects.update(decided_at=timezone.now() - timedelta(minutes=59))
    jobs.look_at_doors.call()
    guest.come_in()


def test_a_place_admits_only_who_holds_it(alice: Browser, bob: Browser, guest: Knocker, slug: str) -> None:
    guest.knock()
    admit(alice, slug, "Charlie")
    thief = Knocker(bob, slug)
    thief.secret = guest.secret
    thief.knock()
    other = Knocker(Browser(), alice.make_room(access="knock"), name="Charlie")
    other.secret = guest.secret
    other.knock()
    guest.come_in()


def test_an_admission_is_for_this_meeting(alice: Browser, guest: Knocker, slug: str, livekit: FakeLiveKit) -> None:
    host = Seat(alice, slug, livekit).enter()
    guest.knock()
    admit(alice, slug, "Charlie")
    entry = guest.come_in()
    livekit.enter(entry["ticket"])
    tell(livekit)
    guest.browser.get("/meeting", pass_=entry["pass"])
    guest.browser.post("/meeting/rejoin", pass_=entry["pass"])
    guest.browser.post("/meeting/leave", pass_=entry["pass"], status=204)
    guest.browser.post("/meeting/rejoin", pass_=entry["pass"], status=401)
    livekit.enter(entry["ticket"])
    tell(livekit)
    assert list(livekit.people[host.channel]) == [host.identity]


@pytest.mark.parametrize(("access", "status"), [("open", 200), ("signed_in", 401), ("members", 401)])
def test_another_access_decides_again_for_who_waits(
    alice: Browser, guest: Knocker, slug: str, access: str, status: int
) -> None:
    guest.knock()
    alice.patch(f"/rooms/{slug}", {"access": access})
    assert waiting(alice, slug) == []
    told = LobbyEvent.objects.get(ear=Knock.objects.get().identity)
    assert told.kind == ("admitted" if access == "open" else "changed")
    guest.knock(status=status)


def test_a_door_that_changes_as_somebody_knocks_is_asked_again(alice: Browser, slug: str) -> None:
    as_it_was = Room.objects.get()
    alice.patch(f"/rooms/{slug}", {"access": "open"})
    came = actions.come_in(as_it_was, Newcomer(None, name="Charlie", device="phone", address="192.0.2.1"))
    assert not isinstance(came, lobby.Place) and not Knock.objects.exists()


def test_naming_somebody_who_waits_admits_them(alice: Browser, bob: Browser, slug: str) -> None:
    person = Knocker(bob, slug)
    person.knock()
    alice.patch(f"/rooms/{slug}", {"email_domains": ["example.org"]})
    assert Knock.objects.get().state == "admitted"
    person.come_in()


def test_another_access_decides_again_for_those_inside(
    alice: Browser, bob: Browser, guest: Knocker, slug: str, livekit: FakeLiveKit
) -> None:
    host = Seat(alice, slug, livekit).enter()
    knockers = guest, Knocker(bob, slug)
    passes = []
    for knocker in knockers:
        knocker.knock()
        admit(alice, slug, knocker.name)
        entry = knocker.come_in()
        livekit.enter(entry["ticket"])
        passes.append(entry["pass"])
    tell(livekit)
    assert len(livekit.people[host.channel]) == 3
    alice.patch(f"/rooms/{slug}", {"access": "signed_in"})
    assert {person["name"] for person in livekit.people[host.channel].values()} == {"Alice", "Bob"}
    guest.browser.get("/meeting", pass_=passes[0], status=401)
    alice.patch(f"/rooms/{slug}", {"access": "members"})
    assert list(livekit.people[host.channel]) == [host.identity]
    alice.patch(f"/rooms/{slug}", {"access": "knock"})
    bob.get("/meeting", pass_=passes[1], status=401)


def test_who_is_inside_when_knocking_begins_stays(alice: Browser, charlie: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    host = Seat(alice, slug, livekit).enter()
    guest = Seat(charlie, slug, livekit, name="Charlie").enter()
    alice.patch(f"/rooms/{slug}", {"access": "knock"})
    guest.say("still here")
    assert set(livekit.people[host.channel]) == {host.identity, guest.identity}
    Knocker(Browser(), slug, name="Dora").knock()


def test_a_locked_meeting_takes_nobody_new_but_hosts(alice: Browser, charlie: Browser, livekit: FakeLiveKit) -> None:
    slug = alice.make_room()
    assert alice.put(f"/rooms/{slug}/lock", {"locked": True}, status=409)["code"] == "meeting.not_open"
    host = Seat(alice, slug, livekit).enter()
    guest = Seat(charlie, slug, livekit, name="Charlie").enter()
    alice.put(f"/rooms/{slug}/lock", {"locked": True}, status=204)
    late = Knocker(Browser(), slug, name="Dora")
    assert late.knock(status=403)["code"] == "room.locked"
    assert late.browser.get(f"/rooms/{slug}")["may"] == "locked"
    guest.say("still here")
    guest.come_back()
    guest.ask("POST", "/leave", status=204)
    guest.ask("POST", "/rejoin", status=401)
    alice.join(slug)
    alice.put(f"/rooms/{slug}/lock", {"locked": False}, status=204)
    late.come_in()
    alice.put(f"/rooms/{slug}/lock", {"locked": True}, status=204)
    assert Room.objects.get().is_locked
    livekit.leave(host.channel, guest.identity)
    over(host)
    assert not Room.objects.get().is_locked


def test_who_waits_at_a_door_that_is_locked_keeps_their_place(
    alice: Browser, guest: Knocker, slug: str, livekit: FakeLiveKit
) -> None:
    Seat(alice, slug, livekit).enter()
    guest.knock()
    alice.put(f"/rooms/{slug}/lock", {"locked": True}, status=204)
    assert guest.knock()["knock"]["position"] == 1
    Knocker(Browser(), slug, name="Dora").knock(status=403)
    admit(alice, slug, "Charlie")
    guest.come_in()


def test_who_was_refused_is_told_so_even_when_the_door_is_locked(
    alice: Browser, guest: Knocker, slug: str, livekit: FakeLiveKit
) -> None:
    Seat(alice, slug, livekit).enter()
    guest.knock()
    alice.put(f"/rooms/{slug}/lock", {"locked": True}, status=204)
    refuse(alice, slug, "Charlie")
    assert guest.knock(status=403)["code"] == "knock.refused"
    Knock.objects.update(decided_at=timezone.now() - refusals.REFUSED_FOR)
    assert guest.knock(status=403)["code"] == "room.locked"


def test_a_note_is_told_to_all_who_wait(alice: Browser, guest: Knocker, slug: str) -> None:
    guest.knock()
    alice.post(f"/rooms/{slug}/lobby/note", {"text": "On commence dans cinq minutes"}, status=204)
    told = LobbyEvent.objects.get(kind="note")
    assert (told.ear, told.body) == ("waiting", '{"text":"On commence dans cinq minutes"}')


def test_when_nobody_is_inside_hosts_who_wish_are_told_by_mail_once(
    alice: Browser, bob: Browser, slug: str, letters: Letters, livekit: FakeLiveKit
) -> None:
    alice.patch(f"/rooms/{slug}", {"members": [{"email": "bob@example.org", "role": "host"}]})
    assert bob.patch("/me/preferences", {"told_by_mail": False})["told_by_mail"] is False
    for name in ("Charlie", "Dora"):
        Knocker(Browser(), slug, name=name).knock()
    sent = letters.sent
    assert [(letter.to, "Charlie" in letter.body) for letter in sent] == [(["alice@example.org"], False)]
    assert f"/{slug}" in sent[0].body
    Room.objects.update(mailed_at=timezone.now() - timedelta(minutes=11))
    Seat(alice, slug, livekit).enter()
    Knocker(Browser(), slug, name="Eve").knock()
    assert len(letters.sent) == 1


def test_a_crowd_has_its_limits(alice: Browser, slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lobby, "MOST_WAITING_OF_AN_ADDRESS", 1)
    monkeypatch.setattr(lobby, "MOST_WAITING", 2)
    Knocker(Browser(), slug, name="One").knock()
    assert Knocker(Browser(), slug, name="Two").knock(status=429)["code"] == "limit.too_many"
    Knocker(Browser(), slug, name="Two", address="192.0.2.1").knock()
    Knocker(Browser(), slug, name="Three", address="192.0.2.2").knock(status=429)


@pytest.mark.parametrize(
    "change",
    [
        {"members": [{"email": "nobody", "role": "host"}]},
        {"members": [{"email": "bob@example.org", "role": "owner"}]},
        {"email_domains": ["not a domain"]},
        {"email_domains": ["%"]},
        {"access": "everybody"},
    ],
)
def test_what_is_no_member_or_domain_is_refused(alice: Browser, slug: str, change: dict[str, object]) -> None:
    alice.patch(f"/rooms/{slug}", change, status=422)


def test_what_is_told_is_forgotten(alice: Browser, guest: Knocker, slug: str) -> None:
    guest.knock()
    refuse(alice, slug, "Charlie")
    alice.post("/lobby/watch")
    long_ago = timezone.now() - timedelta(days=2)
    Knock.objects.update(decided_at=long_ago)
    LobbyEvent.objects.update(at=long_ago)
    jobs.forget_knocks.call()
    assert not Knock.objects.exists() and not LobbyEvent.objects.exists()
