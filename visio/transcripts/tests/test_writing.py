"""What was said is written once and right, whatever dies on the way; and who must know is told."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from visio.errors import Refused, Unavailable
from visio.gateways import storage
from visio.oversight.models import Line
from visio.people.models import User
from visio.recordings import jobs as recording_jobs
from visio.recordings.actions import delete_recording
from visio.recordings.dispatch import without_secrets
from visio.recordings.models import Recording
from visio.testing import scribe as played
from visio.testing.dictated import SPOKEN, spoken_recording
from visio.testing.letters import Letters
from visio.testing.people import Browser
from visio.transcripts import dictation, jobs
from visio.transcripts.actions import ask_for_words
from visio.transcripts.models import Bookmark, Part, Transcript
from visio.worker import Worker

State = Transcript.State


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The scribe is a process, with an engine of which every word is known, and the same storage as ours."""
    monkeypatch.setattr(storage, "kept", storage.Folder(tmp_path / "recordings"))
    monkeypatch.setenv("VISIO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SCRIBE_STARTS", str(tmp_path / "starts"))
    monkeypatch.setattr(dictation, "SCRIBE", played.COMMAND)


@pytest.fixture
def recording(alice: Browser) -> Recording:
    return spoken_recording(user(alice), "Amina")


@pytest.fixture
def both(alice: Browser) -> Recording:
    return spoken_recording(user(alice), "Amina", "Bruno")


@pytest.fixture
def starts(tmp_path: Path) -> Callable[[], int]:
    return lambda: len((tmp_path / "starts").read_text().splitlines()) if (tmp_path / "starts").exists() else 0


def asked(recording: Recording) -> Transcript:
    jobs.look.func()
    found: Transcript = Transcript.objects.get(recording=recording)
    return found


def written(recording: Recording) -> Transcript:
    transcript = asked(recording)
    jobs.write.func(transcript.pk)
    transcript.refresh_from_db()
    return transcript


def lines(transcript: Transcript) -> list[tuple[Any, ...]]:
    return [
        (line.speaker.name, line.start, line.end, line.text, line.words)
        for line in transcript.segments.select_related("speaker")
    ]


def user(browser: Browser) -> User:
    assert browser.user
    return browser.user


def test_who_wished_for_words_has_them(both: Recording) -> None:
    transcript = written(both)
    assert (transcript.state, transcript.language) == (State.READY, "fr")
    assert (transcript.engine, transcript.model) == ("tests 1.0", "seconds")
    assert transcript.heard == transcript.seconds == sum(sound.seconds for sound in both.sounds.all())
    assert [(each.identity, each.number, each.name) for each in transcript.speakers.all()] == [
        ("p-amina", 0, "Amina"),
        ("p-bruno", 0, "Bruno"),
    ]
    starts = [line.start for line in transcript.segments.all()]
    assert starts == sorted(starts) and len(starts) >= 5
    # Each line stands where its speaker spoke, by the recording's clock.
    for line in transcript.segments.select_related("speaker"):
        spans = [(at, at + until - since) for since, until, at in SPOKEN[line.speaker.name][1]]
        assert any(begin <= line.start < line.end <= end + 0.05 for begin, end in spans)
        assert line.text and 0 < line.confidence <= 1 and line.language == "fr"
    assert not Part.objects.exists()


def test_nobody_who_did_not_wish_for_them_has_words(recording: Recording) -> None:
    recording.wants_words = False
    recording.save()
    jobs.look.func()
    assert not Transcript.objects.exists()
    recording.wants_words, recording.state = True, Recording.State.ENDING
    recording.save()
    jobs.look.func()
    assert not Transcript.objects.exists()


def test_whoever_refused_is_nowhere(recording: Recording) -> None:
    assert "p-charlie" not in written(recording).speakers.values_list("identity", flat=True)


def test_a_meeting_of_one_silent_person_is_ready_and_empty(alice: Browser) -> None:
    transcript = written(spoken_recording(user(alice)))
    assert transcript.state == State.READY and lines(transcript) == [] and not transcript.speakers.exists()


def test_a_name_with_html_is_a_name(recording: Recording) -> None:
    recording.sounds.filter(identity="p-amina").update(name="<b>Amina</b>")
    assert {line[0] for line in lines(written(recording))} == {"<b>Amina</b>"}


@pytest.mark.parametrize("after", [0, 2, 4])
def test_killed_after_any_word_it_ends_once_and_right(
    recording: Recording, after: int, monkeypatch: pytest.MonkeyPatch, starts: Callable[[], int]
) -> None:
    """Each scribe is killed after so many words of its own, until the last of them has little enough to say."""
    right = lines(written(recording))
    Transcript.objects.all().delete()
    before = starts()
    monkeypatch.setenv("SCRIBE_DIES_AFTER", str(after))
    if after == 0:
        with pytest.raises(Unavailable):
            written(recording)
        monkeypatch.delenv("SCRIBE_DIES_AFTER")
    transcript = written(recording)
    assert transcript.state == State.READY and lines(transcript) == right
    assert transcript.heard == transcript.seconds
    assert transcript.engine == "tests 1.0"
    # After its last line but one nothing is left to write.
    assert starts() - before == {0: 2, 2: 3, 4: 1}[after]


def test_a_worker_that_dies_is_followed_by_another(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    right = lines(written(recording))
    Transcript.objects.all().delete()

    class Killed(BaseException):
        pass

    keep = dictation._keep_lines
    for left in (0, 1, 2):
        counted = iter([*range(left)])

        def dying(*what: Any, counted: Any = counted) -> None:
            if next(counted, None) is None:
                raise Killed
            keep(*what)

        monkeypatch.setattr(dictation, "_keep_lines", dying)
        with pytest.raises(Killed):
            written(recording)
    monkeypatch.setattr(dictation, "_keep_lines", keep)
    transcript = written(recording)
    assert transcript.state == State.READY and lines(transcript) == right


def test_a_scribe_whose_worker_is_gone_stops() -> None:
    with subprocess.Popen(played.COMMAND, stdin=subprocess.PIPE, env=without_secrets()) as process:
        assert process.stdin
        process.stdin.close()
        assert process.wait(30) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_it_once(both: Recording, letters: Letters) -> None:
    transcript = asked(both)
    ready = threading.Barrier(2)

    def work() -> None:
        ready.wait(5)
        try:
            jobs.write.func(transcript.pk)
        finally:
            connections.close_all()

    hands = [threading.Thread(target=work) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    transcript.refresh_from_db()
    if transcript.state != State.READY:
        # Each took some of it from the other; a third goes on.
        jobs.write.func(transcript.pk)
        transcript.refresh_from_db()
    assert transcript.state == State.READY
    twice = [line[:4] for line in lines(transcript)]
    assert len(twice) == len(set(twice)) and transcript.heard == transcript.seconds
    assert Line.objects.filter(act="transcript.made").count() == 1


def test_a_worker_has_one_hand_for_it(recording: Recording, alice: Browser) -> None:
    spoken_recording(user(alice), "Amina")
    jobs.look.func()
    assert DBTaskResult.objects.filter(task_path=jobs.write.module_path).count() == 2
    hand = Worker()
    first = hand.claim()
    assert first
    hand.running[first.id] = first.task_path
    assert hand.claim() is None


def test_looking_twice_asks_once(recording: Recording) -> None:
    asked(recording)
    asked(recording)
    assert DBTaskResult.objects.filter(task_path=jobs.write.module_path).count() == 1


def test_without_an_engine_it_is_tried_with_patience_and_then_said(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRIBE_ENGINE", "away")
    with pytest.raises(Unavailable):
        written(recording)
    transcript = Transcript.objects.get()
    assert transcript.state == State.WORKING and transcript.stuck_at
    transcript.stuck_at = timezone.now() - jobs.PATIENCE - timedelta(seconds=1)
    transcript.save()
    transcript = written(recording)
    assert (transcript.state, transcript.failure) == (State.FAILED, "speech")
    assert Line.objects.filter(act="transcript.failed", why="speech").exists()
    # Nobody tries again by themselves, until somebody asks.
    DBTaskResult.objects.all().delete()
    assert asked(recording).state == State.FAILED
    monkeypatch.delenv("SCRIBE_ENGINE")
    ask_for_words(recording, by=recording.owner)
    assert written(recording).state == State.READY


def test_an_engine_that_will_not_come_is_said_at_once(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_ENGINE", "broken")
    transcript = written(recording)
    assert (transcript.state, transcript.failure) == (State.FAILED, "speech")


def test_a_sound_that_is_gone_is_said(recording: Recording) -> None:
    storage.kept.delete(f"{recording.pk}/sound")
    transcript = written(recording)
    assert (transcript.state, transcript.failure) == (State.FAILED, "storage")


def test_a_recording_deleted_meanwhile_takes_its_words_with_it(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript = asked(recording)
    keep = dictation._keep_lines

    def deleted_after(*what: Any) -> None:
        keep(*what)
        delete_recording(recording, by=recording.owner)

    monkeypatch.setattr(dictation, "_keep_lines", deleted_after)
    jobs.write.func(transcript.pk)
    assert not Transcript.objects.exists() and not Part.objects.exists()


def test_an_expired_recording_takes_its_words_with_it(recording: Recording) -> None:
    written(recording)
    Recording.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    recording_jobs.forget.func()
    assert not Transcript.objects.exists()


def test_asked_anew_while_it_is_written_only_the_new_one_counts(
    recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript = asked(recording)
    keep = dictation._keep_lines

    def asked_after(*what: Any) -> None:
        keep(*what)
        monkeypatch.setattr(dictation, "_keep_lines", keep)
        ask_for_words(recording, by=recording.owner, again=True)

    monkeypatch.setattr(dictation, "_keep_lines", asked_after)
    jobs.write.func(transcript.pk)
    transcript.refresh_from_db()
    assert transcript.state == State.WAITING and not transcript.segments.exists()
    assert written(recording).state == State.READY


def test_asked_twice_is_refused_and_asked_again_is_not(recording: Recording, alice: Browser) -> None:
    before = written(recording)
    Bookmark.objects.create(transcript=before, user=user(alice), at=3)
    with pytest.raises(Refused, match=r"transcript\.already_asked"):
        ask_for_words(recording, by=user(alice))
    assert lines(before)
    ask_for_words(recording, by=user(alice), again=True)
    before.refresh_from_db()
    assert before.state == State.WAITING and not lines(before) and before.bookmarks.exists()
    assert written(recording).state == State.READY


def test_one_that_failed_has_no_words(recording: Recording) -> None:
    recording.state = Recording.State.FAILED
    with pytest.raises(Refused, match=r"transcript\.no_sound"):
        ask_for_words(recording, by=recording.owner)


def test_voices_at_a_shared_microphone_are_numbered(both: Recording) -> None:
    ask_for_words(both, by=both.owner, people={"p-amina": 2, "p-bruno": 2})
    transcript = written(both)
    assert [(each.identity, each.number, each.name) for each in transcript.speakers.all()] == [
        ("p-amina", 1, ""),
        ("p-amina", 2, ""),
        ("p-bruno", 3, ""),
        ("p-bruno", 4, ""),
    ]


def test_one_person_at_a_microphone_that_was_marked_is_its_participant(both: Recording) -> None:
    both.sounds.update(is_shared=True)
    ask_for_words(both, by=both.owner, people={"p-amina": 1})
    known = {(each.identity, each.number, each.name) for each in written(both).speakers.all()}
    assert known == {("p-amina", 0, "Amina"), ("p-bruno", 1, ""), ("p-bruno", 2, "")}


def test_its_people_are_told_once_by_mail(recording: Recording, bob: Browser, letters: Letters) -> None:
    slug = bob.make_room(name="De Bob")
    recording.room = user(bob).rooms.get(slug=slug)
    recording.save()
    transcript = written(recording)
    assert transcript.told_at
    sent = letters.sent
    assert sorted(each.to for each in sent) == [["alice@example.org"], ["bob@example.org"]]
    assert (
        "La transcription de «\N{NO-BREAK SPACE}Budget\N{NO-BREAK SPACE}» est prête · The transcript of “Budget” is ready"
        in sent[0].subject
    )
    assert sent[0].body.count(f"/recordings/{recording.pk}") == 2 and "m0" not in sent[0].body
    jobs.write.func(transcript.pk)
    assert len(letters.sent) == 2


def test_words_alone_leave_no_sound(alice: Browser) -> None:
    recording = spoken_recording(user(alice), "Amina", mode="words")
    jobs.forget_sounds.func()
    assert recording.sounds.exists()
    transcript = written(recording)
    jobs.forget_sounds.func()
    jobs.forget_sounds.func()
    assert storage.kept.names(str(recording.pk)) == [] and not recording.sounds.exists()
    assert lines(transcript)
    assert Line.objects.filter(act="recording.sound_forgotten").count() == 1
    with pytest.raises(Refused, match=r"transcript\.no_sound"):
        ask_for_words(recording, by=user(alice), again=True)
    # What has its film keeps it.
    other = spoken_recording(user(alice), "Amina")
    written(other)
    jobs.forget_sounds.func()
    assert storage.kept.exists(f"{other.pk}/film.mp4") and other.sounds.exists()


def test_storage_that_refuses_is_asked_again(alice: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = spoken_recording(user(alice), "Amina", mode="words")
    written(recording)

    def refuses(key: str) -> None:
        raise Unavailable("storage", retry=True)

    with monkeypatch.context() as away:
        away.setattr(storage.kept, "delete", refuses)
        jobs.forget_sounds.func()
    assert recording.sounds.exists()
    jobs.forget_sounds.func()
    assert not recording.sounds.exists()
