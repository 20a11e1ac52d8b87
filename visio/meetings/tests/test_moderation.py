"""What hosts do, to whom, and what everybody is told of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from visio.meetings import jobs
from visio.meetings.models import Event, Report
from visio.rooms.bans import Ban
from visio.rooms.models import Room, Ticket
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat, tell


@pytest.fixture
def bobs(bob: Browser, slug: str, livekit: FakeLiveKit, host: Seat) -> Seat:
    """Bob, signed in, after Alice."""
    return Seat(bob, slug, livekit).enter()


def moderated(ear: str = "") -> list[dict[str, Any]]:
    return [json.loads(each.body) for each in Event.objects.filter(kind="moderated", ear=ear).order_by("id")]


def at_livekit(seat: Seat) -> Any:
    return seat.livekit.people[seat.channel][seat.identity]


def sends(seat: Seat, *sources: str) -> None:
    for source in sources:
        seat.livekit.publish(seat.channel, seat.identity, source)


def on(seat: Seat) -> set[str]:
    return {track["source"] for track in at_livekit(seat)["tracks"] if not track["muted"]}


def may_send(seat: Seat) -> set[str]:
    return set(at_livekit(seat)["permission"]["can_publish_sources"])


def test_one_is_muted_and_told_by_whom(host: Seat, guest: Seat, bobs: Seat) -> None:
    sends(guest, "microphone", "camera")
    sends(bobs, "microphone")
    host.ask("POST", "/mute", {"identities": [guest.identity]}, status=204)
    assert on(guest) == {"CAMERA"} and on(bobs) == {"MICROPHONE"}
    (told,) = moderated()
    assert (told["verb"], told["by_name"]) == ("muted", "Alice")
    assert told["people"] == [{"identity": guest.identity, "name": "Charlie"}]


def test_everyone_but_some_is_muted_and_never_who_asks(host: Seat, guest: Seat, bobs: Seat) -> None:
    for seat in (host, guest, bobs):
        sends(seat, "microphone")
    host.ask("POST", "/mute", {"but": [bobs.identity]}, status=204)
    assert (on(host), on(guest), on(bobs)) == ({"MICROPHONE"}, set(), {"MICROPHONE"})
    host.ask("POST", "/mute", {}, status=204)
    assert (on(host), on(bobs)) == ({"MICROPHONE"}, set())


def test_a_camera_or_a_share_is_stopped(host: Seat, guest: Seat) -> None:
    sends(guest, "camera", "screen_share", "screen_share_audio")
    host.ask("POST", "/stop", {"what": "share", "identities": [guest.identity]}, status=204)
    assert on(guest) == {"CAMERA"} and "SCREEN_SHARE" in may_send(guest)
    host.ask("POST", "/stop", {"what": "camera", "identities": [guest.identity]}, status=204)
    assert on(guest) == set()
    assert [told["verb"] for told in moderated()] == ["share_stopped", "camera_stopped"]


def test_who_is_asked_to_unmute_hears_it_alone_and_may_decline(host: Seat, guest: Seat) -> None:
    host.ask("POST", "/unmute/ask", {"identities": [guest.identity]}, status=204)
    assert [told["verb"] for told in moderated(guest.identity)] == ["asked_to_unmute"]
    guest.ask("POST", "/unmute/decline", status=204)
    assert [told["by_name"] for told in moderated("hosts")] == ["Charlie"]
    assert moderated() == []


def test_all_hands_are_lowered(host: Seat, guest: Seat) -> None:
    guest.raise_hand()
    assert host.ask("DELETE", "/hands") == [] == guest.ask("GET")["hands"]


def test_who_is_removed_is_out_and_may_come_by_the_door(
    host: Seat, guest: Seat, slug: str, livekit: FakeLiveKit
) -> None:
    channel, ticket = guest.channel, guest.entry["ticket"]
    assert host.ask("POST", "/remove", {"identities": [guest.identity]}) == []
    assert list(livekit.people[channel]) == [host.identity]
    assert guest.ask("GET", status=401)["code"] == "meeting.removed"
    assert guest.ask("POST", "/rejoin", status=401)["code"] == "meeting.removed"
    livekit.enter(ticket)
    tell(livekit)
    assert list(livekit.people[channel]) == [host.identity]
    assert Seat(guest.browser, slug, livekit, name="Charlie").enter().ask("GET")


def test_who_is_blocked_comes_back_neither_in_a_new_tab_nor_by_another_name(
    host: Seat, guest: Seat, slug: str, livekit: FakeLiveKit
) -> None:
    other_tab = Seat(guest.browser, slug, livekit, name="Carla").enter()
    (ban,) = host.ask("POST", "/remove", {"identities": [guest.identity], "block": True})
    assert list(livekit.people[host.channel]) == [host.identity]
    assert other_tab.ask("GET", status=401)["code"] == "meeting.removed"
    refusal = guest.browser.post(f"/rooms/{slug}/join", {"name": "Dora", "device": "desktop"}, status=403)
    assert refusal["code"] == "room.blocked"
    assert [each["name"] for each in host.ask("GET")["blocked"]] == ["Charlie"]
    host.ask("DELETE", f"/blocked/{ban['id']}", status=204)
    assert guest.browser.join(slug, name="Dora")


def test_who_has_an_account_is_known_again_in_another_browser(
    host: Seat, bobs: Seat, slug: str, livekit: FakeLiveKit
) -> None:
    host.ask("POST", "/remove", {"identities": [bobs.identity], "block": True})
    elsewhere = Browser(bobs.browser.user)
    assert (
        elsewhere.post(f"/rooms/{slug}/join", {"name": "Bob", "device": "phone"}, status=403)["code"] == "room.blocked"
    )


def test_a_ticket_given_just_before_the_block_opens_nothing(
    host: Seat, guest: Seat, slug: str, livekit: FakeLiveKit
) -> None:
    ticket = Ticket.objects.get(identity=guest.identity)
    host.ask("POST", "/remove", {"identities": [guest.identity], "block": True})
    ticket.pk, ticket.identity, ticket.pass_digest = None, "p-late", "x"
    ticket.revoked_at, ticket.removed_by = None, ""
    ticket.save()
    assert Ticket.objects.shut_out().filter(identity="p-late").exists()


def test_a_block_ends_with_the_meeting(host: Seat, guest: Seat, slug: str) -> None:
    host.ask("POST", "/remove", {"identities": [guest.identity], "block": True})
    host.ask("POST", "/end", status=204)
    assert not Ban.objects.exists()
    assert guest.browser.join(slug, name="Charlie")


def test_a_ticket_is_good_for_one_first_connection(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    channel, ticket = guest.channel, guest.entry["ticket"]
    guest.leave()
    livekit.enter(ticket)
    tell(livekit)
    assert list(livekit.people[channel]) == [host.identity]
    guest.come_back()
    assert guest.identity in livekit.people[channel]
    livekit.enter(ticket)
    tell(livekit)
    assert guest.identity not in livekit.people[channel]


def test_a_ticket_used_up_is_found_by_the_look(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    channel, ticket = guest.channel, guest.entry["ticket"]
    guest.leave()
    livekit.enter(ticket)
    livekit.hooks.clear()
    jobs.look.call()
    assert list(livekit.people[channel]) == [host.identity]


def test_a_broken_line_leaves_the_ticket_good(host: Seat, guest: Seat, livekit: FakeLiveKit) -> None:
    channel = guest.channel
    livekit.leave(channel, guest.identity, reason="CONNECTION_TIMEOUT")
    guest.enter()
    assert guest.identity in livekit.people[channel]


def test_who_is_promoted_has_the_powers_at_once_and_loses_them_at_once(
    host: Seat, guest: Seat, bobs: Seat, livekit: FakeLiveKit
) -> None:
    bobs.ask("POST", "/mute", {"identities": [guest.identity]}, status=403)
    host.ask("POST", "/promote", {"identities": [bobs.identity]}, status=204)
    assert at_livekit(bobs)["attributes"]["role"] == "host" and bobs.ask("GET")["role"] == "host"
    bobs.ask("POST", "/mute", {"identities": [guest.identity]}, status=204)
    before = bobs.entry["ticket"]
    host.ask("POST", "/demote", {"identities": [bobs.identity]}, status=204)
    assert at_livekit(bobs)["attributes"]["role"] == "participant"
    for method, path, body in (
        ("POST", "/mute", {"identities": [guest.identity]}),
        ("POST", "/remove", {"identities": [guest.identity]}),
        ("POST", "/promote", {"identities": [guest.identity]}),
        ("DELETE", "/hands", None),
        ("POST", "/hands/next", None),
        ("PUT", "/spotlight", {"identity": guest.identity}),
        ("PATCH", f"/people/{guest.identity}/name", {"name": "X"}),
        ("POST", "/end", None),
    ):
        assert bobs.ask(method, path, body, status=403)["code"] in {"meeting.hosts_only", "meeting.not_allowed"}
    assert [told["verb"] for told in moderated()] == ["promoted", "demoted"]
    livekit.enter(before)
    tell(livekit)
    assert at_livekit(bobs)["attributes"]["role"] == "participant"


def test_a_ticket_from_before_brings_no_role_back(host: Seat, bobs: Seat, livekit: FakeLiveKit) -> None:
    host.ask("POST", "/promote", {"identities": [bobs.identity]}, status=204)
    bobs.entry = bobs.ask("POST", "/rejoin")
    host.ask("POST", "/demote", {"identities": [bobs.identity]}, status=204)
    bobs.enter()
    assert at_livekit(bobs)["attributes"]["role"] == "participant"


def test_nobody_acts_on_the_owner_nor_a_host_on_another(host: Seat, guest: Seat, bobs: Seat) -> None:
    host.ask("POST", "/promote", {"identities": [bobs.identity, guest.identity]}, status=204)
    for other in (host, guest):
        for path in ("/remove", "/demote"):
            answer = bobs.ask("POST", path, {"identities": [other.identity]}, status=403)
            assert answer["code"] == "meeting.outranked"
    assert host.ask("POST", "/demote", {"identities": [host.identity]}, status=403)["code"] == "meeting.outranked"
    bobs.ask("POST", "/demote", {"identities": [bobs.identity]}, status=204)
    assert bobs.ask("GET")["role"] == "participant"


def test_who_is_not_inside_cannot_be_acted_on(host: Seat, guest: Seat) -> None:
    guest.ask("POST", "/leave", status=204)
    for identity in (guest.identity, "p-nobody"):
        refusal = host.ask("POST", "/remove", {"identities": [identity]}, status=404)
        assert refusal["code"] == "meeting.person_not_found"


def test_a_host_renames_another(host: Seat, guest: Seat) -> None:
    host.ask("PATCH", f"/people/{guest.identity}/name", {"name": "Charlie Dupont"}, status=204)
    assert at_livekit(guest)["name"] == "Charlie Dupont"
    assert json.loads(Event.objects.get(kind="renamed").body)["by_name"] == "Alice"


def test_somebody_is_in_front_for_all_and_for_who_comes_later(
    host: Seat, guest: Seat, bob: Browser, slug: str, livekit: FakeLiveKit
) -> None:
    host.ask("PUT", "/spotlight", {"identity": guest.identity}, status=204)
    assert Seat(bob, slug, livekit).enter().ask("GET")["spotlight"] == guest.identity
    host.ask("PUT", "/spotlight", {"identity": ""}, status=204)
    assert host.ask("GET")["spotlight"] == ""
    guest.ask("PUT", "/spotlight", {"identity": guest.identity}, status=403)


def test_the_table_is_applied_to_those_inside_and_to_who_comes(
    host: Seat, guest: Seat, bobs: Seat, bob: Browser, slug: str, livekit: FakeLiveKit
) -> None:
    sends(guest, "camera", "microphone")
    wanted = {"camera": "signed_in", "share": "hosts", "microphone": "hosts", "chat": "nobody"}
    table = host.ask("PATCH", "/powers", {"powers": wanted})["powers"]
    assert table["camera"] == "signed_in" and table["hand"] == "everyone"
    assert may_send(guest) == set() and on(guest) == set()
    assert may_send(bobs) == {"CAMERA"}
    assert len(may_send(host)) == 4
    assert guest.ask("POST", "/messages", {"text": "hello"}, status=403)["code"] == "meeting.not_allowed"
    host.ask("POST", "/messages", {"text": "nor I"}, status=403)
    again = Seat(bob, slug, livekit).enter()
    assert may_send(again) == {"CAMERA"}
    assert json.loads(Event.objects.get(kind="powers").body)["by"] == "Alice"


def test_the_table_changed_from_outside_is_applied_by_the_look(
    host: Seat, guest: Seat, alice: Browser, slug: str
) -> None:
    answer = alice.patch(f"/rooms/{slug}", {"powers": {"share": "hosts"}})
    assert answer["powers"]["share"] == "hosts" and answer["powers"]["camera"] == "everyone"
    jobs.look.call()
    assert may_send(guest) == {"CAMERA", "MICROPHONE"}
    assert Event.objects.filter(kind="powers").count() == 1
    jobs.look.call()
    assert Event.objects.filter(kind="powers").count() == 1


@pytest.mark.parametrize(("power", "who"), [("mute", "everyone"), ("microphone", "nobody"), ("layout", "signed_in")])
def test_a_power_is_not_given_to_whom_it_cannot_be_given(
    host: Seat, alice: Browser, slug: str, power: str, who: str
) -> None:
    assert host.ask("PATCH", "/powers", {"powers": {power: who}}, status=422)["code"] == "room.power_not_given"
    assert alice.patch(f"/rooms/{slug}", {"powers": {power: who}}, status=422)["code"] == "room.power_not_given"
    assert Room.objects.get().powers == {}


def test_what_is_no_power_is_refused(host: Seat, alice: Browser, slug: str) -> None:
    nonsense: list[object] = [{"fly": "everyone"}, {"chat": "friends"}, {"chat": None}, []]
    for powers in nonsense:
        alice.patch(f"/rooms/{slug}", {"powers": powers}, status=422)
        host.ask("PATCH", "/powers", {"powers": powers}, status=422)


def test_only_the_owner_says_who_may_do_what(host: Seat, guest: Seat) -> None:
    guest.ask("PATCH", "/powers", {"powers": {"mute": "hosts"}}, status=403)
    host.ask("POST", "/promote", {"identities": [guest.identity]}, status=204)
    assert guest.ask("PATCH", "/powers", {"powers": {"chat": "hosts"}}, status=403)["code"] == "room.owner_only"


@pytest.mark.parametrize(
    ("power", "method", "path", "body"),
    [
        ("reactions", "POST", "/reactions", {"kind": "clap"}),
        ("hand", "PUT", "/hand", {"raised": True}),
        ("rename", "PATCH", "/name", {"name": "Other"}),
        ("chat", "POST", "/messages", {"text": "x"}),
        ("private_chat", "POST", "/messages", {"text": "x", "to": "hosts"}),
    ],
)
def test_every_verb_asks_the_table(host: Seat, guest: Seat, power: str, method: str, path: str, body: object) -> None:
    host.ask("PATCH", "/powers", {"powers": {power: "hosts"}})
    assert guest.ask(method, path, body, status=403)["code"] == "meeting.not_allowed"
    host.ask("PATCH", "/powers", {"powers": {power: "everyone"}})
    guest.ask(method, path, body, status=guest_status(path))


def guest_status(path: str) -> int:
    return 204 if path in {"/reactions", "/name"} else 200


def test_a_private_message_is_for_its_author_and_the_hosts(host: Seat, guest: Seat, bobs: Seat) -> None:
    sent = guest.say("I feel unwell", to="hosts")
    assert sent["to"] == "hosts"
    assert [len(seat.ask("GET")["messages"]) for seat in (host, guest, bobs)] == [1, 1, 0]
    assert {each.ear for each in Event.objects.filter(kind="message")} == {"hosts", guest.identity}
    bobs.ask("POST", "/messages", {"text": "?", "reply_to": sent["id"]}, status=404)
    bobs.ask("POST", f"/messages/{sent['id']}/report", status=404)
    bobs.ask("DELETE", f"/messages/{sent['id']}", status=404)
    answer = host.say("Take a break", reply_to=sent["id"])
    assert answer["to"] == "hosts"
    assert [len(seat.ask("GET")["messages"]) for seat in (host, guest, bobs)] == [2, 2, 0]


def test_a_host_deletes_anybodys_message(host: Seat, guest: Seat) -> None:
    sent = guest.say("spam")
    host.ask("DELETE", f"/messages/{sent['id']}", status=204)
    assert guest.ask("GET")["messages"][0]["text"] is None


def test_a_message_is_reported_to_the_hosts_once(host: Seat, guest: Seat, bobs: Seat) -> None:
    sent = guest.say("rude")
    for _ in range(2):
        bobs.ask("POST", f"/messages/{sent['id']}/report", status=204)
    (report,) = host.ask("GET")["reports"]
    assert (report["message"], report["name"]) == (sent["id"], "Bob")
    assert guest.ask("GET")["reports"] == [] and Report.objects.count() == 1
    assert Event.objects.get(kind="reported").ear == "hosts"
    host.ask("DELETE", f"/messages/{sent['id']}", status=204)
    assert host.ask("GET")["reports"] == []


def test_who_has_a_name_like_the_owners_is_marked_for_all(
    host: Seat, slug: str, charlie: Browser, livekit: FakeLiveKit
) -> None:
    fake = Seat(charlie, slug, livekit, name="АIice").enter()
    assert at_livekit(fake)["attributes"]["lookalike"] == "yes"
    fake.ask("PATCH", "/name", {"name": "Charlie"}, status=204)
    assert "lookalike" not in at_livekit(fake)["attributes"]
    assert "lookalike" not in at_livekit(host)["attributes"]


def test_who_was_there_before_the_host_they_look_like_is_marked_when_they_host(
    host: Seat, bobs: Seat, guest: Seat
) -> None:
    guest.ask("PATCH", "/name", {"name": "Вob"}, status=204)
    assert "lookalike" not in at_livekit(guest)["attributes"]
    host.ask("POST", "/promote", {"identities": [bobs.identity]}, status=204)
    assert at_livekit(guest)["attributes"]["lookalike"] == "yes"
