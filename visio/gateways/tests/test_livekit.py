"""What our side relies on, asked of the real LiveKit and of the fake: what holds for one holds for the other."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from livekit.api import TokenVerifier

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import call, livekit
from visio.gateways.livekit import HookEvent, Inside
from visio.gateways.twirp import NotThere, Twirp
from visio.testing.livekit import FakeLiveKit
from visio.testing.sfu import RealLiveKit, eventually, running_livekit

Server = FakeLiveKit | RealLiveKit

SOURCES = ["camera", "microphone", "screen_share", "screen_share_audio"]


@pytest.fixture(scope="module", params=["fake", "real"])
def any_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running_livekit() if request.param == "real" else nullcontext(FakeLiveKit()) as server:
        yield server


@pytest.fixture
def server(any_server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setattr(livekit, "wire", any_server)
    any_server.hooks.clear()
    return any_server


@pytest.fixture
def room(server: Server) -> str:
    name = secrets.token_hex(16)
    livekit.ensure_room(name)
    return name


def ticket(room: str, identity: str = "p-1", name: str = "Zoé") -> str:
    return livekit.write_ticket(
        room=room,
        identity=identity,
        name=name,
        attributes={"role": "guest", "device": "phone"},
        sources=SOURCES,
        visit="visit-1",
        seconds=60,
    )


def found(room: str) -> list[livekit.OpenRoom]:
    return [each for each in livekit.open_rooms() if each.name == room]


def somebody_in(room: str) -> list[Inside]:
    return eventually(lambda: livekit.people_in(room))


def told(server: Server, kind: str, room: str) -> list[HookEvent]:
    events = [livekit.read_webhook(*hook) for hook in list(server.hooks)]
    return [event for event in events if (event.kind, event.room) == (kind, room)]


def test_a_room_is_made_once(room: str) -> None:
    (first,) = found(room)
    livekit.ensure_room(room)
    assert found(room) == [first]
    assert first.sid and first.people == 0 and livekit.people_in(room) == []


def test_whoever_enters_is_inside_as_the_ticket_says(server: Server, room: str) -> None:
    sid = server.enter(ticket(room))
    (person,) = somebody_in(room)
    assert (person.identity, person.sid, person.name) == ("p-1", sid, "Zoé")
    assert person.attributes == {"role": "guest", "device": "phone"}
    assert eventually(lambda: [each.people for each in found(room)] == [1])
    (event,) = eventually(lambda: told(server, "participant_joined", room))
    assert event.person == person and event.room_sid == found(room)[0].sid
    server.leave(room, "p-1")


def test_nobody_enters_a_room_we_did_not_make(server: Server) -> None:
    with pytest.raises(NotThere):
        server.enter(ticket("never made"))


def test_who_leaves_is_told_by_their_connection(server: Server, room: str) -> None:
    sid = server.enter(ticket(room))
    somebody_in(room)
    server.leave(room, "p-1")
    assert eventually(lambda: not livekit.people_in(room))
    (event,) = eventually(lambda: told(server, "participant_left", room))
    assert event.person and (event.person.sid, event.person.identity) == (sid, "p-1")


def test_the_same_identity_twice_is_one_person_on_a_new_connection(server: Server, room: str) -> None:
    first = server.enter(ticket(room))
    somebody_in(room)
    second = server.enter(ticket(room))
    assert second != first
    assert eventually(lambda: [person.sid for person in livekit.people_in(room)] == [second])
    assert eventually(
        lambda: [event.person.sid for event in told(server, "participant_left", room) if event.person]
    ) == [first]
    server.leave(room, "p-1")


def test_a_new_name_is_seen_inside(server: Server, room: str) -> None:
    server.enter(ticket(room))
    somebody_in(room)
    assert livekit.rename(room, "p-1", "Zoé Durand") is True
    assert eventually(lambda: [person.name for person in livekit.people_in(room)] == ["Zoé Durand"])
    assert somebody_in(room)[0].attributes == {"role": "guest", "device": "phone"}
    assert livekit.rename(room, "p-2", "Nobody") is False
    assert livekit.rename("never made", "p-1", "Nobody") is False
    server.leave(room, "p-1")


def test_a_mark_is_seen_on_whom_it_is_put_and_taken_off_when_it_is_empty(server: Server, room: str) -> None:
    server.enter(ticket(room))
    somebody_in(room)
    as_before = {"role": "guest", "device": "phone"}
    livekit.mark(room, "p-1", {"language": "fr"})
    assert eventually(lambda: livekit.people_in(room)[0].attributes == as_before | {"language": "fr"})
    livekit.mark(room, "p-1", {"language": ""})
    assert eventually(lambda: livekit.people_in(room)[0].attributes == as_before)
    livekit.mark(room, "p-2", {"language": "fr"})
    server.leave(room, "p-1")


def test_a_wish_stands_on_the_room_beside_others(room: str) -> None:
    assert found(room)[0].wishes == {}
    livekit.wish(room, captions=True)
    livekit.wish(room, something=True)
    livekit.wish(room, captions=False)
    assert found(room)[0].wishes == {"captions": False, "something": True}
    livekit.wish("never made", captions=True)


def test_a_machine_of_ours_is_inside_and_none_of_the_people(server: Server, room: str) -> None:
    server.enter(ticket(room))
    server.enter(call.token(room, identity=livekit.CAPTIONER, name="Visio", attributes={"captions": "ready"}))
    assert eventually(lambda: [one.identity for one in livekit.machines_in(room)]) == [livekit.CAPTIONER]
    assert [one.identity for one in livekit.people_in(room)] == ["p-1"]
    assert eventually(lambda: found(room)[0].people == 1)
    for identity in ("p-1", livekit.CAPTIONER):
        server.leave(room, identity)


def test_somebody_is_put_out(server: Server, room: str) -> None:
    server.enter(ticket(room))
    somebody_in(room)
    livekit.remove(room, "p-1")
    assert eventually(lambda: not livekit.people_in(room))
    livekit.remove(room, "p-1")
    livekit.remove("never made", "p-1")


def test_a_closed_room_is_gone_with_all_who_were_inside(server: Server, room: str) -> None:
    server.enter(ticket(room))
    somebody_in(room)
    sid = found(room)[0].sid
    livekit.close_room(room)
    assert eventually(lambda: not found(room)) and livekit.people_in(room) == []
    (event,) = eventually(lambda: told(server, "room_finished", room))
    assert event.room_sid == sid and event.person is None
    livekit.close_room(room)


def test_a_restart_forgets_every_room(server: Server, room: str) -> None:
    sid = found(room)[0].sid
    server.restart()
    assert livekit.open_rooms() == []
    livekit.ensure_room(room)
    assert found(room)[0].sid != sid


def test_a_ticket_is_what_livekits_own_library_reads() -> None:
    read = TokenVerifier(configuration.livekit_key, configuration.livekit_signing_secret).verify(ticket("room"))
    assert (read.identity, read.name, read.attributes) == ("p-1", "Zoé", {"role": "guest", "device": "phone"})
    grants = read.video
    assert grants and grants.room == "room" and grants.room_join
    assert grants.can_publish_sources == ["camera", "microphone", "screen_share", "screen_share_audio"]
    assert not any((grants.can_publish_data, grants.can_update_own_metadata, grants.hidden, grants.room_admin))
    assert not any((grants.room_create, grants.room_list, grants.room_record, grants.ingress_admin, grants.agent))


def test_a_server_that_is_not_there_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(livekit, "wire", Twirp("http://127.0.0.1:9"))
    for ask in (livekit.open_rooms, lambda: livekit.ensure_room("x"), lambda: livekit.people_in("x")):
        with pytest.raises(Unavailable) as trouble:
            ask()
        assert trouble.value.retry


def test_a_down_fake_is_unavailable_too(livekit: FakeLiveKit) -> None:
    livekit.is_down = True
    with pytest.raises(Unavailable):
        livekit.ask("ListRooms", {}, {"roomList": True})
