"""What is told at a door: to who waits, only what concerns them; to hosts, who waits; to nobody else, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from visio.people.models import User
from visio.push import hub
from visio.rooms.models import Knock
from visio.testing.doors import Knocker, admit, refuse
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.push import Listener, RunningPush, running_push
from visio.testing.seat import Seat
from visio.testing.sfu import eventually

pytestmark = pytest.mark.django_db(transaction=True)

LOBBY = "/push/lobby"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningPush]:
    """Nothing is found by the periodic look: what comes was told."""
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 3600)
    with running_push() as server:
        yield server


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room(name="Salle du budget", access="knock")


@pytest.fixture
def host(alice: Browser, slug: str, livekit: FakeLiveKit) -> Seat:
    return Seat(alice, slug, livekit).enter()


def knocker(slug: str, name: str) -> Knocker:
    person = Knocker(Browser(), slug, name=name)
    person.knock()
    return person


def listening(server: RunningPush, person: Knocker) -> Listener:
    return server.ask(LOBBY, pass_=person.secret, after=person.answer["knock"]["cursor"])


def test_a_host_hears_who_knocks_inside_and_elsewhere(
    server: RunningPush, alice: Browser, host: Seat, slug: str
) -> None:
    watch = alice.post("/lobby/watch")["watch"]
    inside, elsewhere = server.ask(LOBBY, pass_=host.pass_), server.ask(LOBBY, pass_=watch)
    knocker(slug, "Charlie")
    admit(alice, slug, "Charlie")
    for stream in (inside, elsewhere):
        knocked, decided = stream.events(2)
        assert (knocked.event, knocked.data["slug"], knocked.data["knock"]["name"]) == ("knocked", slug, "Charlie")
        assert (decided.event, decided.data["by"], decided.data["state"]) == ("decided", "Alice", "admitted")
        assert decided.data["identities"] == [knocked.data["knock"]["identity"]]


def test_who_waits_hears_of_themselves_alone(server: RunningPush, alice: Browser, slug: str) -> None:
    first, second, third = (knocker(slug, name) for name in ("First", "Second", "Third"))
    streams = [listening(server, person) for person in (first, second, third)]
    alice.post(f"/rooms/{slug}/lobby/note", {"text": "Bientôt"}, status=204)
    refuse(alice, slug, "First")
    admit(alice, slug, "Third")
    told = [stream.events(count) for stream, count in zip(streams, (2, 2, 3), strict=True)]
    assert [each.event for each in told[0]] == ["note", "refused"]
    assert [each.event for each in told[1]] == ["note", "moved"]
    assert [each.event for each in told[2]] == ["note", "moved", "admitted"]
    assert told[0][1].data == {"blocked": False} and told[2][2].data == {}
    assert told[1][1].data == {"gone": [first.answer["knock"]["number"]]}
    for stream, own in zip(streams, ("First", "Second", "Third"), strict=True):
        assert not any(name in stream.text for name in ("First", "Second", "Third", "Alice", "budget")), own


def test_a_participant_who_is_no_host_hears_no_lobby(
    server: RunningPush, alice: Browser, bob: Browser, host: Seat, slug: str, livekit: FakeLiveKit
) -> None:
    alice.patch(f"/rooms/{slug}", {"email_domains": ["example.org"]})
    seat = Seat(bob, slug, livekit).enter()
    assert server.ask(LOBBY, pass_=seat.pass_).status == 401
    person = knocker(slug, "Charlie")
    assert server.ask(pass_=person.secret).status == 401
    watch = bob.post("/lobby/watch")["watch"]
    stream = server.ask(LOBBY, pass_=watch, after=0)
    knocker(slug, "Dora")
    assert server.ask(pass_=watch).status == 401
    assert "Dora" not in stream.text and stream.text.startswith(": here")


def test_a_place_is_told_by_poll_where_a_proxy_buffers(server: RunningPush, alice: Browser, slug: str) -> None:
    person = knocker(slug, "Charlie")
    poll = server.ask(LOBBY, pass_=person.secret, after=person.answer["knock"]["cursor"], query="poll=1")
    admit(alice, slug, "Charlie")
    assert [each["event"] for each in poll.json["events"]] == ["admitted"]


def test_a_phone_that_slept_hears_afterwards_that_it_was_admitted(
    server: RunningPush, alice: Browser, slug: str
) -> None:
    person = knocker(slug, "Charlie")
    admit(alice, slug, "Charlie")
    assert [each.event for each in listening(server, person).events(1)] == ["admitted"]


def test_a_decision_is_no_longer_told_after_an_hour(server: RunningPush, alice: Browser, slug: str) -> None:
    person = knocker(slug, "Charlie")
    refuse(alice, slug, "Charlie")
    Knock.objects.update(decided_at=timezone.now() - timedelta(minutes=61))
    assert server.ask(LOBBY, pass_=person.secret).status == 401


def test_who_signs_out_hears_no_more(
    server: RunningPush, alice: Browser, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = alice.post("/lobby/watch")["watch"]
    assert server.ask(LOBBY, pass_=watch).status == 200
    alice.post("/signout", status=204)
    assert server.ask(LOBBY, pass_=watch).status == 401


def test_a_closed_account_hears_no_more(server: RunningPush, alice: Browser, slug: str) -> None:
    watch = alice.post("/lobby/watch")["watch"]
    User.objects.update(is_active=False)
    assert server.ask(LOBBY, pass_=watch).status == 401


def test_who_listens_is_known_to_be_there(slug: str, monkeypatch: pytest.MonkeyPatch, alice: Browser) -> None:
    monkeypatch.setattr(hub, "SEE_SECONDS", 0.1)
    long_ago = timezone.now() - timedelta(minutes=9)
    with running_push() as server:
        here, away = knocker(slug, "Here"), knocker(slug, "Away")
        Knock.objects.update(seen_at=long_ago)
        listening(server, here)
        eventually(lambda: Knock.objects.get(name="Here").seen_at > long_ago + timedelta(minutes=8))
        assert Knock.objects.get(name="Away").seen_at == long_ago, away.name
