"""Who hosts starts and stops; everybody says for themselves whether they are in it; whose it is looks at it afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from visio.errors import Unavailable
from visio.gateways import storage
from visio.gateways.livekit import write_recorder_ticket
from visio.oversight.models import Line
from visio.people.models import User
from visio.recordings import jobs
from visio.recordings.models import Dispatcher, Recording
from visio.rooms.models import Room
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.recorded import FILM, free_recorder, ready_recording, running_recording
from visio.testing.seat import Seat


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room(name="Budget")


@pytest.fixture
def host(alice: Browser, slug: str, livekit: FakeLiveKit) -> Seat:
    return Seat(alice, slug, livekit).enter()


@pytest.fixture
def guest(charlie: Browser, slug: str, host: Seat, livekit: FakeLiveKit) -> Seat:
    return Seat(charlie, slug, livekit, name="Charlie").enter()


def start(seat: Seat, **how: int) -> dict[str, object]:
    answer: dict[str, object] = seat.ask("POST", "/recording", {}, **how)
    return answer


def user(browser: Browser) -> User:
    assert browser.user is not None
    return browser.user


def test_a_host_asks_for_a_recording_and_is_in_it(host: Seat, guest: Seat) -> None:
    free_recorder()
    made = start(host)
    assert (made["state"], made["started_by"], made["agrees"]) == ("asked", "Alice", True)
    assert guest.ask("GET", "/recording") == {
        "running": {**made, "agrees": None},
        "may_record": False,
        "may_ask": True,
        "asked": None,
        "waits_for": "",
        "failure": "",
    }
    assert Recording.objects.get().agreed == [host.identity]


def test_a_guest_may_not(guest: Seat) -> None:
    free_recorder()
    assert start(guest, status=403)["code"] == "meeting.not_allowed"
    assert guest.ask("DELETE", "/recording", status=403)["code"] == "meeting.not_allowed"


def test_two_who_ask_get_one_recording_and_one_clear_answer(host: Seat) -> None:
    free_recorder(slots=5)
    start(host)
    assert start(host, status=409)["code"] == "recording.already_running"
    assert Recording.objects.count() == 1


def test_without_a_free_recorder_the_answer_is_no_at_once(host: Seat) -> None:
    assert start(host, status=409)["code"] == "recording.none_free"
    dispatcher = free_recorder(slots=0)
    assert start(host, status=409)["code"] == "recording.none_free"
    dispatcher.slots, dispatcher.beat_at = 1, timezone.now() - timedelta(minutes=1)
    dispatcher.save()
    assert start(host, status=409)["code"] == "recording.none_free"


def test_without_room_to_keep_it_the_answer_is_no_at_once(host: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    free_recorder()
    monkeypatch.setattr(storage.kept, "free_bytes", lambda: 1000)
    assert start(host, status=409)["code"] == "recording.no_space"


def test_stopped_before_anybody_began_it_never_was(host: Seat, alice: Browser) -> None:
    free_recorder()
    start(host)
    host.ask("DELETE", "/recording", status=204)
    assert Recording.objects.get().state == Recording.State.FAILED
    assert alice.get("/recordings") == []
    assert host.ask("DELETE", "/recording", status=409)["code"] == "recording.not_running"


def test_stopped_while_it_runs_it_ends_and_another_may_begin(host: Seat, slug: str) -> None:
    free_recorder()
    recording = running_recording(slug)
    host.ask("DELETE", "/recording", status=204)
    recording.refresh_from_db()
    assert recording.state == Recording.State.ENDING
    start(host)


def test_each_answer_is_kept_and_the_last_one_counts(host: Seat, guest: Seat, alice: Browser, slug: str) -> None:
    recording = running_recording(slug)
    for agrees in (True, False, True, False):
        guest.ask("PUT", "/recording/consent", {"agrees": agrees}, status=204)
    assert guest.ask("GET", "/recording")["running"]["agrees"] is False
    assert recording.agreed == []
    told = alice.get(f"/recordings/{recording.pk}")["consents"]
    assert [(each["name"], each["agrees"]) for each in told] == [("Charlie", yes) for yes in (True, False, True, False)]


def test_there_is_nothing_to_agree_to_when_nothing_is_recorded(guest: Seat) -> None:
    code = guest.ask("PUT", "/recording/consent", {"agrees": True}, status=409)["code"]
    assert code == "recording.not_running"


def test_who_comes_late_is_told_at_the_door(charlie: Browser, host: Seat, slug: str, livekit: FakeLiveKit) -> None:
    before = charlie.get(f"/rooms/{slug}")
    assert before["is_recorded"] is False
    livekit.enter(write_recorder_ticket(room=host.channel, recording="r", seconds=60))
    told = charlie.get(f"/rooms/{slug}")
    assert told["is_recorded"] is True
    assert told["present"] == before["present"] == [{"name": "Alice"}]


def test_a_recorder_is_no_participant(host: Seat, livekit: FakeLiveKit) -> None:
    room = Room.objects.get()
    livekit.enter(write_recorder_ticket(room=room.livekit_name, recording="r", seconds=60))
    meeting = room.meetings.get()
    assert [stay.name for stay in meeting.presences.all()] == ["Alice"]


def test_the_owner_and_who_asked_find_it_and_nobody_else(alice: Browser, bob: Browser) -> None:
    recording = ready_recording(user(alice))
    assert [each["id"] for each in alice.get("/recordings")] == [str(recording.pk)]
    assert bob.get("/recordings") == []
    foreign = bob.get(f"/recordings/{recording.pk}", status=404)
    never = bob.get("/recordings/00000000-0000-4000-8000-000000000000", status=404)
    assert foreign == never
    room = Room.objects.get(slug=bob.make_room(name="De Bob"))
    of_a_host = ready_recording(user(alice), room=room)
    assert [each["id"] for each in bob.get("/recordings")] == [str(of_a_host.pk)]


def test_an_opening_is_in_the_audit_trail(alice: Browser) -> None:
    recording = ready_recording(user(alice))
    link = alice.post(f"/recordings/{recording.pk}/links", {})
    line = Line.objects.get(act="recording.opened")
    assert (line.who, line.subject, line.why) == (user(alice).reference, recording.reference, "film")
    answer = alice.client.get(link["url"])
    assert b"".join(answer) == FILM
    assert (answer["Content-Type"], answer["Accept-Ranges"]) == ("video/mp4", "bytes")
    assert "default-src 'none'" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, 2048),
        ("bytes=-48", 206, 2000, 2048),
        ("bytes=2000-99999", 206, 2000, 2048),
        ("bytes=0-", 200, 0, 2048),
        ("bytes=0-1,5-6", 200, 0, 2048),
        ("bytes=-", 200, 0, 2048),
        ("lines=1-2", 200, 0, 2048),
    ],
)
def test_a_player_gets_the_part_it_asks_for(alice: Browser, asked: str, status: int, start: int, stop: int) -> None:
    link = alice.post(f"/recordings/{ready_recording(user(alice)).pk}/links", {})["url"]
    answer = alice.client.get(link, headers={"Range": asked})
    assert (answer.status_code, b"".join(answer)) == (status, FILM[start:stop])
    assert answer["Content-Length"] == str(stop - start)
    if status == 206:
        assert answer["Content-Range"] == f"bytes {start}-{stop - 1}/2048"


@pytest.mark.parametrize("asked", ["bytes=2048-", "bytes=5-4", "bytes=-0", "bytes=999999999999999999-"])
def test_a_part_that_is_not_there_is_none(alice: Browser, asked: str) -> None:
    link = alice.post(f"/recordings/{ready_recording(user(alice)).pk}/links", {})["url"]
    answer = alice.client.get(link, headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */2048")


def test_a_link_is_for_one_person_one_file_and_some_hours(
    alice: Browser, bob: Browser, charlie: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, other = ready_recording(user(alice)), ready_recording(user(alice))
    film = alice.post(f"/recordings/{recording.pk}/links", {})["url"]
    secret = film.partition("=")[2]
    assert bob.client.get(film).status_code == 404
    assert charlie.client.get(film).status_code == 401
    for path in (f"{recording.pk}/sound/p-bob", f"{other.pk}/film"):
        assert alice.client.get(f"/api/recordings/{path}?link={secret}").status_code == 403
    for forged in ("", "x", secret[:-1], secret.replace(f"{user(alice).pk}/", "1/", 1)[:-2] + "zz"):
        answer = alice.client.get(f"/api/recordings/{recording.pk}/film?link={forged}")
        assert (answer.status_code, answer.json()["code"]) == (403, "recording.link_invalid")
    later = timezone.now().timestamp() + 5 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert alice.client.get(film).status_code == 403


def test_somebody_elses_link_is_worth_nothing_with_my_session(alice: Browser, bob: Browser) -> None:
    room = Room.objects.get(slug=bob.make_room(name="De Bob"))
    recording = ready_recording(user(alice), room=room)
    link = alice.post(f"/recordings/{recording.pk}/links", {})["url"]
    assert bob.client.get(link).status_code == 403


def test_the_name_of_a_download_is_only_a_name(alice: Browser) -> None:
    recording = ready_recording(user(alice), title='<script>"/../é\r\nX: 1')
    link = alice.post(f"/recordings/{recording.pk}/links", {"identity": "p-bob"})["url"]
    answer = alice.client.get(f"{link}&download=1")
    said = answer["Content-Disposition"]
    assert said.startswith("attachment") and "\n" not in said and "<script>" not in said
    assert "X" not in answer.headers


def test_what_is_not_ready_is_not_opened_nor_deleted(alice: Browser, host: Seat, slug: str) -> None:
    recording = running_recording(slug)
    assert alice.post(f"/recordings/{recording.pk}/links", {}, status=409)["code"] == "recording.not_ready"
    assert alice.delete(f"/recordings/{recording.pk}", status=409)["code"] == "recording.not_ready"


def test_deleted_is_deleted_with_its_files(alice: Browser) -> None:
    recording = ready_recording(user(alice))
    alice.delete(f"/recordings/{recording.pk}", status=204)
    assert storage.kept.names(str(recording.pk)) == []
    alice.get(f"/recordings/{recording.pk}", status=404)
    assert Line.objects.filter(act="recording.deleted", subject=recording.reference).exists()


def test_files_that_do_not_go_keep_their_row(alice: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = ready_recording(user(alice))

    def refuse(key: str) -> None:
        raise Unavailable("storage", retry=True)

    monkeypatch.setattr(storage.kept, "delete", refuse)
    assert alice.delete(f"/recordings/{recording.pk}", status=503)["code"] == "unavailable.storage"
    assert Recording.objects.filter(pk=recording.pk).exists()


def test_what_expired_goes_by_itself(alice: Browser) -> None:
    kept, expired = ready_recording(user(alice)), ready_recording(user(alice))
    Recording.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    jobs.forget.call()
    assert list(Recording.objects.values_list("pk", flat=True)) == [kept.pk]
    assert storage.kept.names(str(expired.pk)) == []
    assert Line.objects.filter(act="recording.expired").exists()


def test_a_recording_outlives_its_room(alice: Browser) -> None:
    slug = alice.make_room(name="Budget")
    recording = ready_recording(user(alice), room=Room.objects.get(slug=slug))
    alice.delete(f"/rooms/{slug}", status=204)
    assert [each["id"] for each in alice.get("/recordings")] == [str(recording.pk)]


def test_nobody_picks_it_up_and_who_asked_is_told(host: Seat) -> None:
    free_recorder()
    start(host)
    Recording.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    Dispatcher.objects.all().delete()
    jobs.look.call()
    told = host.ask("GET", "/recording")
    assert (told["running"], told["failure"]) == (None, "none_free")
