"""Shares turned against whose recording it is (classes 7, 11, 14): other ids, forged and used-up keys, who is no member any more."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from visio.people.models import User
from visio.recordings.models import Recording
from visio.recordings.shares import Share
from visio.recordings.sharing_api import open_limit, share_limit
from visio.testing.letters import Letters
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording

NOWHERE = "00000000-0000-4000-8000-000000000000"
EVIL = '<img src=x onerror="alert(1)"> https://evil.example'


def of(browser: Browser, title: str = "Budget") -> Recording:
    assert browser.user
    return ready_recording(browser.user, title=title)


def shared(browser: Browser, recording: Recording, **with_: Any) -> Any:
    return browser.post(f"/recordings/{recording.pk}/shares", with_)


def key_of(browser: Browser, recording: Recording) -> str:
    return str(shared(browser, recording, link=True)["url"].partition("#")[2])


def opens(browser: Browser, id: object, key: str, *, status: int) -> Any:
    return browser.post(f"/recordings/{id}/open", {"key": key}, status=status)


def test_a_key_opens_its_own_recording_alone(alice: Browser, charlie: Browser) -> None:
    one, other = of(alice), of(alice, "Salaires")
    key = key_of(alice, one)
    key_of(alice, other)
    assert opens(charlie, other.pk, key, status=404)["code"] == "recording.not_found"
    opens(charlie, one.pk, key, status=204)
    charlie.get(f"/recordings/{other.pk}", status=401)


@pytest.mark.parametrize("forged", ["x", "0" * 43, "A" * 100, "%00", "' OR 1=1 --", "é"])
def test_a_forged_key_is_answered_as_no_recording(alice: Browser, charlie: Browser, forged: str) -> None:
    recording = of(alice)
    key = key_of(alice, recording)
    wrong = [opens(charlie, id, forged, status=404) for id in (recording.pk, NOWHERE)]
    assert wrong[0] == wrong[1]
    for near in (key[:-1], key.swapcase(), f"{key} ", Share.objects.get().digest):
        opens(charlie, recording.pk, near, status=404)
    shared(alice, recording, email="bob@example.org")
    # The share of a person has no digest, and nothing's digest is not it.
    charlie.post(f"/recordings/{recording.pk}/open", {"key": ""}, status=422)
    charlie.get(f"/recordings/{recording.pk}", status=401)


def test_a_link_of_another_browser_opens_nothing_here(alice: Browser, bob: Browser, charlie: Browser) -> None:
    """The address of the film, copied out of a visitor's page."""
    recording = of(alice)
    opens(charlie, recording.pk, key_of(alice, recording), status=204)
    film = charlie.post(f"/recordings/{recording.pk}/links", {})["url"]
    assert Browser().client.get(film).status_code == 401
    assert bob.client.get(film).status_code == 404
    opens(bob, recording.pk, key_of(alice, recording), status=204)
    # Opened by another link: the address is not for that share.
    assert bob.client.get(film).status_code == 403


def test_who_was_shared_with_and_is_not_any_more_reads_nothing(alice: Browser, bob: Browser) -> None:
    recording = of(alice)
    made = shared(alice, recording, email="bob@example.org", may_change=True)
    film = bob.post(f"/recordings/{recording.pk}/links", {})["url"]
    voice = bob.post(f"/recordings/{recording.pk}/links", {"identity": "p-bob"})["url"]
    alice.delete(f"/recordings/{recording.pk}/shares/{made['id']}", status=204)
    assert [bob.client.get(url).status_code for url in (film, voice, f"{film}&download=1")] == [404] * 3
    assert bob.get(f"/recordings/{recording.pk}", status=404) == bob.get(f"/recordings/{NOWHERE}", status=404)


def test_somebody_whose_account_is_closed_reads_nothing(alice: Browser, bob: Browser) -> None:
    recording = of(alice)
    shared(alice, recording, email="bob@example.org")
    film = bob.post(f"/recordings/{recording.pk}/links", {})["url"]
    User.objects.filter(email="bob@example.org").update(is_active=False)
    assert bob.client.get(film).status_code == 401


def test_who_signs_out_leaves_no_link_open_behind(alice: Browser, bob: Browser) -> None:
    recording = of(alice)
    opens(bob, recording.pk, key_of(alice, recording), status=204)
    bob.get(f"/recordings/{recording.pk}")
    bob.post("/signout", status=204)
    bob.get(f"/recordings/{recording.pk}", status=401)


def test_a_session_known_before_does_not_watch_afterwards(alice: Browser, charlie: Browser) -> None:
    one, other = of(alice), of(alice)
    opens(charlie, one.pk, key_of(alice, one), status=204)
    before = charlie.client.cookies["session"].value
    opens(charlie, other.pk, key_of(alice, other), status=204)
    assert charlie.client.cookies["session"].value != before
    charlie.client.cookies["session"] = before
    charlie.get(f"/recordings/{one.pk}", status=401)


def test_nobody_takes_back_a_share_of_another_recording(alice: Browser, bob: Browser) -> None:
    hers, his = of(alice), of(bob)
    made = shared(alice, hers, link=True)
    bob.delete(f"/recordings/{hers.pk}/shares/{made['id']}", status=404)
    foreign = bob.delete(f"/recordings/{his.pk}/shares/{made['id']}", status=404)
    assert foreign == bob.delete(f"/recordings/{his.pk}/shares/{10**9}", status=404)
    assert Share.objects.count() == 1


def test_a_title_is_only_text_in_a_letter(alice: Browser, letters: Letters) -> None:
    shared(alice, of(alice, EVIL[:80]), email="bob@example.org")
    letter = letters.sent[-1]
    assert letter.content_subtype == "plain" and not letter.message().is_multipart()
    assert "evil" not in letter.subject and "<img" not in letter.subject


def test_a_line_break_in_an_address_writes_no_header(alice: Browser) -> None:
    recording = of(alice)
    for wrong in ("bob@example.org\r\nBcc: eve@example.org", "bob@example.org,eve@example.org", "<bob@example.org>"):
        alice.post(f"/recordings/{recording.pk}/shares", {"email": wrong}, status=422)


def test_what_is_over_is_answered_as_what_never_was(alice: Browser, charlie: Browser) -> None:
    recording = of(alice)
    key = key_of(alice, recording)
    Share.objects.update(expires_at=timezone.now())
    assert opens(charlie, recording.pk, key, status=404) == opens(charlie, NOWHERE, key, status=404)


def test_who_tries_keys_or_sends_letters_is_slowed(alice: Browser, charlie: Browser) -> None:
    recording = of(alice)
    for _ in range(int(open_limit.burst)):
        opens(charlie, recording.pk, "guess", status=404)
    opens(charlie, recording.pk, "guess", status=429)
    for number in range(int(share_limit.burst)):
        shared(alice, recording, email=f"somebody{number}@example.org")
    alice.post(f"/recordings/{recording.pk}/shares", {"email": "one@example.org"}, status=429)
