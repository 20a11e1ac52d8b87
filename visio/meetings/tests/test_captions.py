"""Captions are on or off for everybody: a host says so, all are told, and LiveKit's room bears the wish for the captioner."""

from __future__ import annotations

import json
from typing import Any

from visio.gateways import livekit as gateway
from visio.gateways.call import token
from visio.meetings import jobs
from visio.meetings.models import Event
from visio.oversight.models import Line
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat


def switch(seat: Seat, on: bool, *, status: int = 204) -> None:
    seat.ask("PUT", "/captions", {"on": on}, status=status)


def told() -> list[Any]:
    return [json.loads(event.body) for event in Event.objects.filter(kind="captions").order_by("id")]


def wish() -> object:
    (room,) = gateway.open_rooms()
    return room.wishes.get("captions", False)


def test_a_host_switches_them_on_and_off_for_everybody(host: Seat, guest: Seat) -> None:
    assert guest.ask("GET")["captions"] is False
    switch(host, True)
    assert guest.ask("GET")["captions"] is True and wish() is True
    switch(host, False)
    assert guest.ask("GET")["captions"] is False and wish() is False
    assert [(each["on"], each["name"], each["identity"]) for each in told()] == [
        (True, "Alice", host.identity),
        (False, "Alice", host.identity),
    ]
    acts = list(Line.objects.filter(act__startswith="captions.").order_by("id").values_list("act", flat=True))
    assert acts == ["captions.on", "captions.off"]


def test_twice_on_is_told_once(host: Seat) -> None:
    switch(host, True)
    switch(host, True)
    assert len(told()) == 1


def test_a_guest_does_not(host: Seat, guest: Seat) -> None:
    switch(guest, True, status=403)
    switch(host, True)
    switch(guest, False, status=403)
    assert guest.ask("GET")["captions"] is True


def test_the_wish_reaches_a_livekit_that_did_not_answer(host: Seat, livekit: FakeLiveKit) -> None:
    livekit.is_down = True
    switch(host, True)
    livekit.is_down = False
    assert wish() is False
    jobs.look.call()
    assert wish() is True


def test_the_wish_is_on_the_room_again_after_livekit_was_restarted(host: Seat, livekit: FakeLiveKit) -> None:
    switch(host, True)
    livekit.restart()
    host.come_back()
    assert wish() is False
    jobs.look.call()
    assert wish() is True


def test_the_next_meeting_begins_without(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    switch(host, True)
    host.ask("POST", "/end", status=204)
    again = Seat(host.browser, host.entry["room"]["slug"], livekit).enter()
    assert again.ask("GET")["captions"] is False
    jobs.look.call()
    assert wish() is False


def test_what_somebody_speaks_is_marked_on_them_and_nothing_else_changes(guest: Seat, livekit: FakeLiveKit) -> None:
    def attributes() -> dict[str, str]:
        (found,) = [one.attributes for one in gateway.people_in(guest.channel) if one.identity == guest.identity]
        return dict(found)

    before = attributes()
    guest.ask("PUT", "/language", {"language": "fr"}, status=204)
    assert attributes() == before | {"language": "fr"}
    guest.ask("PUT", "/language", {"language": "auto"}, status=204)
    assert attributes().get("language", "") == ""
    guest.ask("PUT", "/language", {"language": "de"}, status=422)


def test_the_captioner_is_none_of_the_people(host: Seat, charlie: Browser, livekit: FakeLiveKit) -> None:

    livekit.enter(token(host.channel, identity=gateway.CAPTIONER, name="Visio", attributes={"captions": "ready"}))
    livekit.hooks.clear()
    jobs.look.call()
    assert [one.identity for one in gateway.people_in(host.channel)] == [host.identity]
    assert [one.identity for one in gateway.machines_in(host.channel)] == [gateway.CAPTIONER]
    shown = charlie.ask("GET", f"/rooms/{host.entry['room']['slug']}")
    assert "Visio" not in json.dumps(shown)
