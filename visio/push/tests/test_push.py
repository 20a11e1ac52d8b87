"""What the browser is told without asking: all of it, once, in order, and only to who may hear it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.db import connection, connections
from django.utils import timezone

from visio import limits
from visio.meetings.events import NOTIFY
from visio.meetings.models import Event
from visio.push import app as push
from visio.push import feeds, hub
from visio.rooms import fitting
from visio.rooms.fitting import PASS_HOURS
from visio.rooms.models import Ticket
from visio.rooms.telling import NOTIFY as NOTIFY_OF_LOBBIES
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.push import RunningPush, granian_push, running_push
from visio.testing.seat import Seat
from visio.testing.sfu import eventually, free_ports

EVERYTHING = feeds.Hearing("channel", frozenset({""}))

pytestmark = pytest.mark.django_db(transaction=True)

HEARING = feeds.Hearing("channel", frozenset({""}))


@pytest.fixture
def server() -> Iterator[RunningPush]:
    with running_push() as server:
        yield server


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room()


@pytest.fixture
def host(alice: Browser, slug: str, livekit: FakeLiveKit) -> Seat:
    return Seat(alice, slug, livekit).enter()


@pytest.fixture
def guest(charlie: Browser, slug: str, livekit: FakeLiveKit, host: Seat) -> Seat:
    return Seat(charlie, slug, livekit, name="Charlie").enter()


def test_what_happens_is_told_at_once(server: RunningPush, host: Seat, guest: Seat) -> None:
    stream = server.ask(pass_=guest.pass_)
    assert (stream.status, stream.headers["content-type"]) == (200, "text/event-stream")
    sent = host.say("Bonjour à tous")
    host.raise_hand()
    host.ask("POST", "/reactions", {"kind": "heart"}, status=204)
    host.ask("PATCH", "/name", {"name": "Alicia"}, status=204)
    message, hands, reaction, renamed = stream.events(4)
    assert message.data == sent
    assert (hands.event, hands.data["hands"][0]["name"], hands.data["change"]["what"]) == ("hands", "Alice", "raised")
    assert (reaction.event, reaction.data["kind"]) == ("reaction", "heart")
    assert (renamed.event, renamed.data["name"]) == ("renamed", "Alicia")
    assert [each.id for each in (message, hands, reaction, renamed)] == sorted(
        Event.objects.values_list("id", flat=True)
    )


def test_it_is_told_by_itself_and_not_only_found_by_the_periodic_look(
    host: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "LOOK_AGAIN_SECONDS", 3600)
    with running_push() as server:
        stream = server.ask(pass_=host.pass_)
        for number in range(5):
            host.say(f"message {number}")
            stream.wait_for(f"message {number}")


def test_who_comes_back_is_told_what_was_missed_and_nothing_twice(server: RunningPush, host: Seat, guest: Seat) -> None:
    cursor = guest.ask("GET")["cursor"]
    host.say("one")
    host.say("two")
    stream = server.ask(pass_=guest.pass_, after=cursor)
    host.say("three")
    told = stream.events(3)
    assert [each.data["text"] for each in told] == ["one", "two", "three"]
    again = server.ask(pass_=guest.pass_, after=told[1].id)
    assert [each.data["text"] for each in again.events(1)] == ["three"]


def test_without_a_cursor_it_begins_now(server: RunningPush, host: Seat) -> None:
    host.say("before")
    stream = server.ask(pass_=host.pass_)
    host.say("after")
    assert [each.data["text"] for each in stream.events(1)] == ["after"]


def test_more_than_one_reading_takes_is_all_told(
    server: RunningPush, host: Seat, guest: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "AT_ONCE", 3)
    monkeypatch.setattr(hub, "AT_ONCE", 3)
    for number in range(8):
        host.say(str(number))
    stream = server.ask(pass_=guest.pass_, after=0)
    assert [each.data["text"] for each in stream.events(8)] == [str(number) for number in range(8)]


def test_everybody_is_told_the_same_in_the_same_order(server: RunningPush, host: Seat, guest: Seat) -> None:
    """Twelve write at once, on connections of their own."""
    streams = [server.ask(pass_=seat.pass_) for seat in (host, guest) for _ in range(2)]

    def write(seat: Seat, number: int) -> None:
        limits.forget_all()
        seat.say(str(number))
        connections.close_all()

    writers = [threading.Thread(target=write, args=((host, guest)[n % 2], n)) for n in range(12)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    told = [stream.events(12) for stream in streams]
    assert len({each.data["text"] for each in told[0]}) == 12
    assert all(each == told[0] for each in told)
    assert [each.data["id"] for each in told[0]] == sorted(each.data["id"] for each in told[0])
    assert [each["text"] for each in host.ask("GET")["messages"]] == [each.data["text"] for each in told[0]]


def test_another_rooms_events_are_not_told(
    server: RunningPush, host: Seat, alice: Browser, livekit: FakeLiveKit
) -> None:
    elsewhere = Seat(alice, alice.make_room(), livekit).enter()
    stream = server.ask(pass_=elsewhere.pass_, after=0)
    host.say("here")
    elsewhere.say("elsewhere")
    assert [each.data["text"] for each in stream.events(1)] == ["elsewhere"]


def test_what_happened_while_the_database_was_away_is_told_when_it_is_back(
    server: RunningPush, host: Seat, guest: Seat
) -> None:
    stream = server.ask(pass_=guest.pass_)
    host.say("before")
    stream.wait_for("before")
    server.lose_database()
    host.say("meanwhile")
    assert [each.data["text"] for each in stream.events(2)] == ["before", "meanwhile"]


def test_the_end_is_told_before_the_stream_ends(server: RunningPush, host: Seat, guest: Seat) -> None:
    stream = server.ask(pass_=guest.pass_)
    host.ask("POST", "/end", status=204)
    text = stream.wait_for_end()
    assert text.rstrip().endswith('event: ended\ndata: {"by":"Alice"}')
    assert server.ask(pass_=guest.pass_).status == 401


def test_a_revoked_pass_ends_its_stream(
    server: RunningPush, host: Seat, guest: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = server.ask(pass_=host.pass_), server.ask(pass_=guest.pass_)
    Ticket.objects.filter(identity=guest.identity).update(revoked_at=timezone.now())
    theirs.wait_for_end(within=12)
    assert not mine.is_over


@pytest.mark.parametrize("pass_", ["", "nonsense", "é"])
def test_a_stranger_hears_nothing(server: RunningPush, host: Seat, pass_: str) -> None:
    stream = server.ask(pass_=pass_, accept_language="fr-FR")
    assert stream.status == 401
    assert stream.json["code"] == "pass.invalid" and stream.json["message"].startswith("Vous n'êtes plus")


def test_an_old_pass_hears_nothing(server: RunningPush, host: Seat) -> None:
    Ticket.objects.update(issued_at=timezone.now() - timedelta(hours=PASS_HOURS, minutes=1))
    assert server.ask(pass_=host.pass_).status == 401


def test_who_left_or_would_not_be_let_in_hears_nothing(
    server: RunningPush, host: Seat, guest: Seat, slug: str, alice: Browser
) -> None:
    guest.ask("POST", "/leave", status=204)
    assert server.ask(pass_=guest.pass_).status == 401
    guest.come_back()
    stream = server.ask(pass_=guest.pass_)
    assert stream.status == 200
    alice.patch(f"/rooms/{slug}", {"access": "signed_in"})
    stream.wait_for_end(within=12)
    assert server.ask(pass_=guest.pass_).status == 401
    assert server.ask(pass_=host.pass_).status == 200


def test_an_earlier_meetings_events_are_not_told(
    server: RunningPush, host: Seat, slug: str, alice: Browser, bob: Browser, livekit: FakeLiveKit
) -> None:
    host.say("between us")
    host.ask("POST", "/end", status=204)
    later = Seat(bob, slug, livekit).enter()
    stream = server.ask(pass_=later.pass_, after=0)
    later.say("hello")
    assert [each.data["text"] for each in stream.events(1)] == ["hello"]


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "1.5", "²"])
def test_what_is_no_cursor_is_refused(server: RunningPush, host: Seat, after: str) -> None:
    assert server.ask(pass_=host.pass_, after=after).status == 400


def test_a_long_poll_answers_when_something_happens(server: RunningPush, host: Seat, guest: Seat) -> None:
    cursor = guest.ask("GET")["cursor"]
    poll = server.ask(pass_=guest.pass_, after=cursor, query="poll=1")
    sent = host.say('Bonjour « à » tous \\ "')
    assert poll.json == {
        "events": [{"id": poll.json["cursor"], "event": "message", "data": sent}],
        "cursor": poll.json["cursor"],
    }
    again = server.ask(pass_=guest.pass_, after=cursor, query="poll=1")
    assert again.json == poll.json


def test_a_long_poll_gives_up_after_a_while(server: RunningPush, host: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "POLL_SECONDS", 0.1)
    cursor = host.ask("GET")["cursor"]
    assert server.ask(pass_=host.pass_, after=cursor, query="poll=1").json == {"events": [], "cursor": cursor}


def test_a_silent_stream_is_kept_alive(server: RunningPush, host: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "PING_SECONDS", 0.05)
    server.ask(pass_=host.pass_).wait_for(": ping\n\n: ping")


def test_our_pages_may_listen_and_others_not(server: RunningPush, host: Seat) -> None:
    for origin in ("http://127.0.0.1:8000", "http://localhost:8000"):
        asked = server.ask(method="OPTIONS", origin=origin, access_control_request_headers="authorization")
        assert asked.status == 204
        assert asked.headers["access-control-allow-origin"] == origin
        assert "authorization" in asked.headers["access-control-allow-headers"]
    stream = server.ask(pass_=host.pass_, origin="http://127.0.0.1:8000")
    assert stream.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"
    refused = server.ask(origin="http://127.0.0.1:8000")
    assert refused.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"
    elsewhere = server.ask(method="OPTIONS", origin="https://example.com")
    assert "access-control-allow-origin" not in elsewhere.headers
    assert elsewhere.headers["vary"] == "origin"


def test_the_fifth_stream_of_a_pass_takes_the_place_of_the_first(server: RunningPush, host: Seat) -> None:
    streams = [server.ask(pass_=host.pass_) for _ in range(5)]
    streams[0].wait_for_end()
    host.say("hello")
    for stream in streams[1:]:
        assert stream.events(1)[0].data["text"] == "hello"


def test_a_full_process_says_so(server: RunningPush, host: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "MOST_STREAMS", 1)
    first = server.ask(pass_=host.pass_)
    second = server.ask(pass_=host.pass_)
    assert (second.status, second.json["code"]) == (503, "unavailable.push")
    server.hang_up(first)
    first.wait_for_end()
    assert server.ask(pass_=host.pass_).status == 200


def test_neither_an_address_nor_a_meeting_has_all_streams(
    server: RunningPush, host: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in ("MOST_STREAMS_OF_AN_ADDRESS", "MOST_STREAMS_OF_A_CHANNEL"):
        with monkeypatch.context() as only:
            only.setattr(hub, most, 1)
            first = server.ask(pass_=host.pass_)
            assert first.status == 200
            second = server.ask(pass_=host.pass_)
            assert (second.status, second.json["code"]) == (503, "unavailable.push")
            server.hang_up(first)
            first.wait_for_end()


def test_who_asks_too_often_is_told_so_before_the_database_is_asked(
    server: RunningPush, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "asked_limit", limits.Limit(burst=1, per_second=1))
    assert server.ask(pass_="a guess").status == 401
    again = server.ask(pass_="another")
    assert (again.status, again.headers["retry-after"]) == (429, "1")


def test_who_reads_too_slowly_is_let_go() -> None:
    stream = hub.Stream("digest", HEARING, 0)
    stream.put([feeds.Happening(id, "message", "{}") for id in range(1, hub.MOST_WAITING + 2)], after=0)
    assert stream.is_over


def test_a_stream_that_lacks_something_waits_for_it() -> None:
    stream = hub.Stream("digest", HEARING, 3)
    stream.put([feeds.Happening(9, "message", "{}")], after=8)
    assert stream.seen == 3


def test_a_real_process_streams_and_ends_its_streams_when_it_stops(host: Seat, tmp_path: Path) -> None:
    port = free_ports()[0]
    here = f"http://127.0.0.1:{port}/push"
    with granian_push(tmp_path, port) as process:
        eventually(lambda: _is_ready(here), within=30)
        asked = {"Authorization": f"Bearer {host.pass_}", "Last-Event-ID": "0"}
        with httpx.stream("GET", f"{here}/events", headers=asked, timeout=20) as stream:
            lines = stream.iter_lines()
            assert next(lines) == ": here"
            host.say("Bonjour")
            assert '"text":"Bonjour"' in next(line for line in lines if line.startswith("data: "))
            process.terminate()
            # An end, not a broken line: httpx raises on one.
            assert [line for line in lines if line and not line.startswith(":")] == []
        assert process.wait(10) is not None


def _is_ready(here: str) -> bool:
    try:
        return httpx.get(f"{here}/ready").status_code == 200
    except httpx.ConnectError:
        return False


def test_ready_and_nothing_else(server: RunningPush) -> None:
    assert server.ask("/push/ready").status == 200
    assert server.ask("/").json["code"] == "api.unknown_address"
    assert server.ask("/push/events", method="POST").json["code"] == "api.unknown_method"


def test_what_push_knows_by_heart_is_what_the_rest_says() -> None:
    assert NOTIFY_OF_LOBBIES == NOTIFY
    assert feeds.NOTIFY == NOTIFY
    columns = {
        column.name for column in connection.introspection.get_table_description(connection.cursor(), "meetings_event")
    }
    assert {"id", "channel", "kind", "body"} <= columns
    assert fitting.lobby_channel("x") == "lobby:x" and "'lobby:' || room.livekit_name" in feeds.PLACES
    assert fitting.person_channel(7) == "person:7" and "'person:' || watch.user_id" in feeds.WATCHES
