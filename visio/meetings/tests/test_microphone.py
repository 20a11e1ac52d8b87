"""Several people at one microphone: they say so, and everybody is shown it."""

from __future__ import annotations

from visio.meetings import jobs
from visio.testing.livekit import FakeLiveKit
from visio.testing.seat import Seat


def shown(seat: Seat, livekit: FakeLiveKit) -> object:
    return livekit.people[seat.channel][seat.identity]["attributes"].get("shared_microphone", "")


def test_whoever_sits_with_others_says_so_and_takes_it_back(guest: Seat, livekit: FakeLiveKit) -> None:
    guest.ask("PUT", "/microphone", {"is_shared": True}, status=204)
    assert shown(guest, livekit) == "yes"
    guest.ask("PUT", "/microphone", {"is_shared": False}, status=204)
    assert shown(guest, livekit) == ""


def test_what_else_is_put_right_leaves_it_as_it_is(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    guest.ask("PUT", "/microphone", {"is_shared": True}, status=204)
    guest.ask("PUT", "/language", {"language": "fr"}, status=204)
    host.ask("POST", "/promote", {"identities": [guest.identity]}, status=204)
    jobs.look.call()
    assert shown(guest, livekit) == "yes"
    guest.ask("PUT", "/microphone", {"is_shared": "maybe"}, status=422)
