"""A line taken out for good: its words stand nowhere any more, and nobody is given the sound until it is silent there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import av
import numpy as np
import pytest
from django.db import connection

from visio.errors import Unavailable
from visio.gateways import storage
from visio.media import silence
from visio.oversight.models import Line
from visio.people.models import User
from visio.recordings import jobs
from visio.recordings.models import Recording, Silence
from visio.testing.hummed import hum
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording, ready_transcript
from visio.transcripts.models import Change, Entry, Part, Summary, Transcript


def user(browser: Browser) -> User:
    assert browser.user is not None
    return browser.user


@pytest.fixture
def transcript(alice: Browser) -> Transcript:
    return ready_transcript(ready_recording(user(alice)))


@pytest.fixture
def silenced(monkeypatch: pytest.MonkeyPatch) -> list[list[silence.Passage]]:
    """Files of tests are no sound: what is to be silent is kept here."""
    asked: list[list[silence.Passage]] = []

    def make_silent(
        kept: object, recording: str, passages: list[silence.Passage], voices: object, **how: object
    ) -> silence.Silenced:
        asked.append(passages)
        return silence.Silenced(together=silence.File(77, "new"), voices={"p-bob": silence.File(7, "voice")})

    monkeypatch.setattr(silence, "make_silent", make_silent)
    return asked


def path_of(transcript: Transcript) -> str:
    return f"/recordings/{transcript.recording_id}/transcript"


def redact(browser: Browser, transcript: Transcript, place: int = 0) -> int:
    line: int = transcript.segments.all()[place].pk
    browser.post(f"{path_of(transcript)}/segments/{line}/redact", status=204)
    return line


def settle() -> None:
    for each in Recording.objects.all():
        jobs.make_silent.call(str(each.pk))


def everything_kept() -> str:
    """All rows of all tables, but for those of SQLite's index that cannot be read."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(("transcripts_found", "sqlite")):
                cursor.execute(f'SELECT * FROM "{table}"')
                found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_words_stand_nowhere_any_more(alice: Browser, transcript: Transcript) -> None:
    path, line = path_of(transcript), transcript.segments.all()[0]
    alice.put(f"{path}/segments/{line.pk}", {"text": "Le salaire secret.", "was": line.text}, status=204)
    Part.objects.create(transcript=transcript, identity="p-bob", lines=[{"text": "Le salaire secret."}])
    redact(alice, transcript)
    shown = alice.get(path)["segments"][0]
    assert (shown["text"], shown["words"], shown["is_redacted"]) == ("", [], True)
    kept = everything_kept()
    for word in ("salaire", "salair", "secret", "décision est prise", "decis"):
        assert word not in kept
    assert alice.get("/transcripts?q=secret") == []
    told = alice.get(f"{path}/changes")
    assert [(each["kind"], each["before"], each["after"]) for each in told] == [("redacted", "", ""), ("words", "", "")]


def test_the_other_lines_stay(alice: Browser, transcript: Transcript) -> None:
    redact(alice, transcript)
    assert [line["text"] for line in alice.get(path_of(transcript))["segments"][1:]] == [
        "Nous préférons attendre les élections.",
        "Alors le budget attendra.",
    ]
    assert Entry.objects.count() == 2


def test_nobody_is_given_the_sound_until_it_is_silent(
    alice: Browser, transcript: Transcript, silenced: list[list[silence.Passage]]
) -> None:
    links = f"/recordings/{transcript.recording_id}/links"
    link = alice.post(links, {})["url"]
    redact(alice, transcript)
    assert alice.post(links, {}, status=409)["code"] == "recording.being_redacted"
    assert alice.post(links, {"identity": "p-bob"}, status=409)["code"] == "recording.being_redacted"
    # A link that was given before leads nowhere, too.
    assert alice.client.get(link).status_code == 409
    settle()
    assert silenced == [[silence.Passage("p-bob", 1.0, 3.0)]]
    assert alice.post(links, {})["url"] and alice.client.get(link).status_code == 200


def test_the_recording_says_what_its_files_are_now(
    alice: Browser, transcript: Transcript, silenced: list[list[silence.Passage]]
) -> None:
    redact(alice, transcript)
    settle()
    recording = Recording.objects.get()
    assert (recording.bytes, recording.sha256) == (77, "new")
    assert (recording.sounds.get().bytes, recording.sounds.get().sha256) == (7, "voice")
    assert Line.objects.get(act="recording.silenced").why == "new"


def test_what_fails_is_done_again_and_nothing_is_given_meanwhile(
    alice: Browser, transcript: Transcript, silenced: list[list[silence.Passage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    redact(alice, transcript)
    works = silence.make_silent

    def fail(*args: object, **how: object) -> silence.Silenced:
        raise Unavailable("storage", retry=True)

    monkeypatch.setattr(silence, "make_silent", fail)
    with pytest.raises(Unavailable):
        settle()
    alice.post(f"/recordings/{transcript.recording_id}/links", {}, status=409)
    monkeypatch.setattr(silence, "make_silent", works)
    settle()
    settle()
    assert len(silenced) == 1
    alice.post(f"/recordings/{transcript.recording_id}/links", {})


def test_more_that_is_redacted_meanwhile_is_waited_for(
    alice: Browser, transcript: Transcript, monkeypatch: pytest.MonkeyPatch, silenced: list[list[silence.Passage]]
) -> None:
    redact(alice, transcript)
    works = silence.make_silent

    def slow(*args: object, **how: object) -> silence.Silenced:
        redact(alice, transcript, 1)
        made: silence.Silenced = works(*args, **how)  # type: ignore[arg-type]
        return made

    monkeypatch.setattr(silence, "make_silent", slow)
    settle()
    alice.post(f"/recordings/{transcript.recording_id}/links", {}, status=409)
    monkeypatch.setattr(silence, "make_silent", works)
    settle()
    assert [len(each) for each in silenced] == [1, 1]
    alice.post(f"/recordings/{transcript.recording_id}/links", {})


def test_one_job_at_a_time_makes_a_recording_silent(alice: Browser, transcript: Transcript) -> None:
    from django_tasks_db.models import DBTaskResult

    redact(alice, transcript)
    redact(alice, transcript, 1)
    jobs.look_for_silences.call()
    jobs.look_for_silences.call()
    assert DBTaskResult.objects.filter(task_path__endswith="make_silent").count() == 1


def test_a_recording_deleted_meanwhile_leaves_no_file(
    alice: Browser, transcript: Transcript, monkeypatch: pytest.MonkeyPatch
) -> None:
    redact(alice, transcript)
    id = str(transcript.recording_id)

    def deleted(kept: storage.Storage, recording: str, *args: object, **how: object) -> silence.Silenced:
        alice.delete(f"/recordings/{id}", status=204)
        kept.put(f"{recording}/film.mp4", b"again")
        return silence.Silenced()

    monkeypatch.setattr(silence, "make_silent", deleted)
    jobs.make_silent.call(id)
    assert storage.kept.names(id) == []
    storage.kept.put(f"{id}/film.mp4", b"killed before it could be deleted")
    jobs.make_silent.call(id)
    assert storage.kept.names(id) == []


def test_from_the_click_to_the_silence(alice: Browser, transcript: Transcript, tmp_path: Path) -> None:
    """With real files: what is asked of the page, what the worker does, what the player then gets."""
    recording = transcript.recording
    id = str(recording.pk)
    hum(storage.kept, id, "p-bob")
    Recording.objects.update(state=Recording.State.ENDING)
    jobs.wind.call(id)
    before = Recording.objects.get()
    line = redact(alice, transcript)
    settle()
    after, sound = Recording.objects.get(), recording.sounds.get()
    for link, sha256 in (({}, after.sha256), ({"identity": "p-bob"}, sound.sha256)):
        given = b"".join(alice.client.get(alice.post(f"/recordings/{id}/links", link)["url"]))
        assert hashlib.sha256(given).hexdigest() == sha256
        place = tmp_path / "given"
        place.write_bytes(given)
        # In their own sound all is a second earlier: they were not heard before.
        shift = 1.0 if link else 0.0
        assert loudness(place, 1.0 - shift, 3.0 - shift) < 1e-3 < 0.1 < loudness(place, 4.0, 6.0)
    assert before.sha256 != after.sha256 and before.seconds == after.seconds
    assert transcript.segments.get(pk=line).is_redacted


def loudness(file: Path, start: float, end: float) -> float:
    with av.open(str(file)) as read:
        frames = [frame for frame in read.decode(audio=0) if start + 0.02 <= (frame.time or 0) <= end - 0.02]
        return max(float(np.abs(frame.to_ndarray()).max()) for frame in frames)


def test_a_redacted_line_is_not_corrected_nor_redacted_twice(alice: Browser, transcript: Transcript) -> None:
    line = redact(alice, transcript)
    answer = alice.put(f"{path_of(transcript)}/segments/{line}", {"text": "Encore.", "was": ""}, status=409)
    assert answer["code"] == "transcript.line_redacted"
    redact(alice, transcript)
    assert Change.objects.filter(kind="redacted").count() == Silence.objects.count() == 1


def test_a_summary_loses_what_rests_on_it(alice: Browser, transcript: Transcript) -> None:
    first, second, _ = transcript.segments.values_list("pk", flat=True)
    Summary.objects.create(
        transcript=transcript,
        engine="extract",
        validated_by=user(alice),
        content={
            "title": "La décision",
            "abstract": [{"text": "Décidé.", "segments": [first]}, {"text": "Attendre.", "segments": [second]}],
            "topics": [{"title": "Budget", "at": 1.0, "segments": [first, second]}],
            "decisions": [],
            "actions": [],
        },
    )
    redact(alice, transcript)
    content = alice.get(path_of(transcript))["summary"]["content"]
    assert content == {
        "title": "Budget",
        "abstract": [{"text": "Attendre.", "segments": [second]}],
        "topics": [],
        "decisions": [],
        "actions": [],
    }


def test_no_words_are_asked_for_while_they_can_still_be_heard(alice: Browser, transcript: Transcript) -> None:
    redact(alice, transcript)
    answer = alice.post(path_of(transcript), {"again": True}, status=409)
    assert answer["code"] == "recording.being_redacted"
