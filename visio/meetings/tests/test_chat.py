"""What is written in a meeting: seen by all in one order, changed by its author only, gone when the meeting is over."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from visio.meetings import jobs
from visio.meetings.models import Event, Meeting, Message
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import Seat, tell


def told(kind: str) -> list[Any]:
    return [json.loads(event.body) for event in Event.objects.filter(kind=kind).order_by("id")]


def test_a_message_reaches_everybody_and_whoever_comes_later(
    host: Seat, guest: Seat, slug: str, bob: Browser, livekit: FakeLiveKit
) -> None:
    sent = host.say("Bonjour à tous")
    answer = guest.say("Bonjour Alice", reply_to=sent["id"])
    assert sent == {
        "id": sent["id"],
        "identity": host.identity,
        "name": "Alice",
        "text": "Bonjour à tous",
        "reply_to": None,
        "sent_at": sent["sent_at"],
        "edited_at": None,
        "deleted": False,
        "to": "everyone",
    }
    assert answer["reply_to"] == sent["id"]
    late = Seat(bob, slug, livekit).enter().ask("GET")
    assert late["messages"] == [sent, answer] == told("message")


def test_the_snapshot_says_from_where_to_listen(host: Seat) -> None:
    before = host.ask("GET")["cursor"]
    host.say("one")
    after = host.ask("GET")
    assert after["cursor"] > before
    assert list(Event.objects.filter(id__gt=before).values_list("id", flat=True)) == [after["cursor"]]
    assert after["opened_at"].endswith("Z")


def test_html_is_text(host: Seat) -> None:
    assert host.say("<img src=x onerror=alert(1)> & <b>")["text"] == "<img src=x onerror=alert(1)> & <b>"


def test_a_message_keeps_its_lines_and_loses_what_nobody_sees(host: Seat) -> None:
    sent = host.say("  one\r\ntwo\u202e\u0000\x07 👩‍👩‍👧\n ")
    assert sent["text"] == "one\ntwo 👩‍👩‍👧"


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u202e", "x" * 2001, "\ufeff", "\u200d"])
def test_what_is_no_message_is_refused(host: Seat, text: str) -> None:
    refusal = host.ask("POST", "/messages", {"text": text}, status=422)
    assert refusal["code"] == "input.invalid" and list(refusal["fields"]) == ["text"]


def test_two_thousand_characters_are_a_message(host: Seat) -> None:
    assert len(host.say("é" * 2000)["text"]) == 2000


def test_its_author_corrects_a_message(host: Seat, guest: Seat) -> None:
    sent = guest.say("Bonjuor")
    edited = guest.ask("PATCH", f"/messages/{sent['id']}", {"text": "Bonjour"})
    assert edited["text"] == "Bonjour" and edited["edited_at"]
    assert told("message") == [edited, edited]


def test_a_deleted_message_leaves_its_place_and_no_words(host: Seat, guest: Seat) -> None:
    sent = guest.say("a secret")
    host.say("well", reply_to=sent["id"])
    guest.ask("DELETE", f"/messages/{sent['id']}", status=204)
    seen = host.ask("GET")["messages"]
    assert [(message["text"], message["deleted"]) for message in seen] == [(None, True), ("well", False)]
    assert seen[1]["reply_to"] == sent["id"]
    kept = [*Event.objects.values_list("body", flat=True), *Message.objects.values_list("text", flat=True)]
    assert not any("secret" in each for each in kept)


def test_nobody_changes_what_another_wrote(host: Seat, guest: Seat) -> None:
    sent = guest.say("mine")["id"]
    assert host.ask("PATCH", f"/messages/{sent}", {"text": "x"}, status=403)["code"] == "meeting.message_not_yours"
    theirs = host.say("the host's")["id"]
    for method, body in (("PATCH", {"text": "yours"}), ("DELETE", None)):
        assert guest.ask(method, f"/messages/{theirs}", body, status=403)["code"] == "meeting.message_not_yours"


def test_a_deleted_message_is_not_there_to_be_changed_or_answered(host: Seat) -> None:
    sent = host.say("oops")["id"]
    host.ask("DELETE", f"/messages/{sent}", status=204)
    host.ask("DELETE", f"/messages/{sent}", status=404)
    assert host.ask("PATCH", f"/messages/{sent}", {"text": "x"}, status=404)["code"] == "meeting.message_not_found"
    host.ask("POST", "/messages", {"text": "x", "reply_to": sent}, status=404)


def test_another_meetings_message_can_be_neither_answered_nor_changed(
    host: Seat, alice: Browser, livekit: FakeLiveKit
) -> None:
    sent = host.say("here")["id"]
    elsewhere = Seat(alice, alice.make_room(), livekit).enter()
    elsewhere.ask("POST", "/messages", {"text": "x", "reply_to": sent}, status=404)
    elsewhere.ask("PATCH", f"/messages/{sent}", {"text": "x"}, status=404)
    assert elsewhere.ask("GET")["messages"] == []


def test_a_reaction_is_told_and_not_kept(host: Seat, guest: Seat) -> None:
    guest.ask("POST", "/reactions", {"kind": "clap"}, status=204)
    assert told("reaction") == [{"identity": guest.identity, "name": "Charlie", "kind": "clap"}]
    assert list(guest.ask("POST", "/reactions", {"kind": "<script>"}, status=422)["fields"]) == ["kind"]


def test_a_flood_is_slowed_and_says_until_when(host: Seat) -> None:
    for number in range(10):
        host.say(str(number))
    assert host.ask("POST", "/messages", {"text": "more"}, status=429)["code"] == "limit.too_many"
    assert int(host.browser.last["Retry-After"]) >= 1


def test_what_was_said_is_forgotten_when_the_meeting_is_over(host: Seat, livekit: FakeLiveKit) -> None:
    host.say("between us")
    host.raise_hand()
    jobs.forget.call()
    assert len(host.ask("GET")["messages"]) == 1
    channel = host.channel
    host.leave()
    livekit.finish(channel)
    tell(livekit)
    host.ask("GET", status=401)
    host.come_back()
    assert host.ask("GET")["messages"] == []
    Meeting.objects.update(closed_at=timezone.now() - timedelta(minutes=2))
    jobs.forget.call()
    assert not Message.objects.exists() and not Event.objects.exists()
    assert Meeting.objects.exists()
