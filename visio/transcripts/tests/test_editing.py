"""What people change in a transcript: words keep their times, who changed what is kept, and only those who may do so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from visio.people.models import User
from visio.recordings import jobs
from visio.recordings.models import Recording
from visio.rooms.models import Room
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording, ready_transcript
from visio.transcripts.bookmarks import MOST
from visio.transcripts.models import Bookmark, Change, Transcript


def user(browser: Browser) -> User:
    assert browser.user is not None
    return browser.user


@pytest.fixture
def path(alice: Browser) -> str:
    return f"/recordings/{ready_transcript(ready_recording(user(alice))).recording_id}/transcript"


def lines(browser: Browser, path: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = browser.get(path)["segments"]
    return found


def names(browser: Browser, path: str) -> list[object]:
    """Who says each line."""
    shown = browser.get(path)
    known = {each["id"]: each["name"] for each in shown["speakers"]}
    return [known[line["speaker"]] for line in shown["segments"]]


def speakers(browser: Browser, path: str) -> dict[str, int]:
    return {each["name"]: each["id"] for each in browser.get(path)["speakers"]}


def correct(browser: Browser, path: str, line: dict[str, object], text: str, **how: int) -> dict[str, str] | None:
    answer: dict[str, str] | None = browser.put(
        f"{path}/segments/{line['id']}", {"text": text, "was": line["text"]}, **{"status": 204, **how}
    )
    return answer


def test_what_was_said_is_read_with_who_said_it_and_when(alice: Browser, path: str) -> None:
    shown = alice.get(path)
    assert (shown["state"], shown["may_change"], shown["summary"]) == ("ready", True, None)
    assert [each["name"] for each in shown["speakers"]] == ["Bob", "Amina"]
    first = shown["segments"][0]
    assert (first["text"], first["start"], first["is_changed"]) == ("La décision est prise pour le budget.", 1.0, False)
    assert first["words"][1][0] == "décision"


def test_nobody_reads_what_is_not_theirs(alice: Browser, bob: Browser, charlie: Browser, path: str) -> None:
    foreign = bob.get(path, status=404)
    assert foreign == bob.get("/recordings/00000000-0000-4000-8000-000000000000/transcript", status=404)
    charlie.get(path, status=401)
    assert bob.get("/transcripts") == []


def test_where_nobody_asked_for_words_there_are_none(alice: Browser) -> None:
    recording = ready_recording(user(alice))
    assert alice.get(f"/recordings/{recording.pk}/transcript", status=404)["code"] == "transcript.not_found"
    alice.post(f"/recordings/{recording.pk}/transcript", {"people": {"p-bob": 2}}, status=204)
    assert alice.get(f"/recordings/{recording.pk}/transcript")["state"] == "waiting"
    asked = alice.post(f"/recordings/{recording.pk}/transcript", {}, status=409)
    assert asked["code"] == "transcript.already_asked"


def test_while_it_is_made_there_is_nothing_to_change(alice: Browser, path: str) -> None:
    line = lines(alice, path)[0]
    Transcript.objects.update(state=Transcript.State.WORKING)
    answer = correct(alice, path, line, "Autre chose.", status=409)
    assert answer is not None and answer["code"] == "transcript.not_ready"


def test_words_that_stay_keep_their_times(alice: Browser, path: str) -> None:
    line = lines(alice, path)[0]
    correct(alice, path, line, "La décision est prise pour les dépenses.")
    after = lines(alice, path)[0]
    assert (after["text"], after["is_changed"]) == ("La décision est prise pour les dépenses.", True)
    before, now = line["words"], after["words"]
    assert isinstance(before, list) and isinstance(now, list)
    assert now[:5] == before[:5]
    assert [word[0] for word in now[5:]] == ["les", "dépenses."]
    assert now[5][1] == pytest.approx(before[5][1], abs=0.01)
    assert now[6][2] == pytest.approx(before[6][2], abs=0.01)
    assert [word[3] for word in now[5:]] == [1.0, 1.0]


def test_who_changed_what_is_kept(alice: Browser, path: str) -> None:
    line = lines(alice, path)[0]
    correct(alice, path, line, "La décision est prise.")
    alice.patch(f"{path}/speakers/{speakers(alice, path)['Bob']}", {"name": "Robert"}, status=204)
    told = alice.get(f"{path}/changes")
    assert [(each["kind"], each["by"], each["before"], each["after"]) for each in told] == [
        ("name", "Alice", "Bob", "Robert"),
        ("words", "Alice", line["text"], "La décision est prise."),
    ]
    assert (told[1]["segment"], told[0]["segment"]) == (line["id"], None)
    assert alice.get(f"{path}/changes?before={told[0]['id']}") == told[1:]


def test_nobody_overwrites_what_they_have_not_seen(alice: Browser, path: str) -> None:
    line = lines(alice, path)[0]
    correct(alice, path, line, "La décision est reportée.")
    answer = correct(alice, path, line, "La décision est rejetée.", status=409)
    assert answer is not None and answer["code"] == "transcript.line_changed"
    assert lines(alice, path)[0]["text"] == "La décision est reportée."


def test_saying_the_same_changes_nothing(alice: Browser, path: str) -> None:
    line = lines(alice, path)[0]
    correct(alice, path, line, str(line["text"]))
    assert alice.get(f"{path}/changes") == [] and lines(alice, path)[0] == line


def test_a_speaker_is_renamed_once_for_all_their_lines(alice: Browser, path: str) -> None:
    alice.patch(f"{path}/speakers/{speakers(alice, path)['Bob']}", {"name": "  Robert  "}, status=204)
    assert names(alice, path) == ["Robert", "Amina", "Robert"]


def test_two_speakers_become_one(alice: Browser, path: str) -> None:
    known = speakers(alice, path)
    alice.post(f"{path}/speakers/{known['Amina']}/merge", {"into": known["Bob"]}, status=204)
    assert names(alice, path) == ["Bob"] * 3 and list(speakers(alice, path)) == ["Bob"]
    assert alice.get(f"{path}/changes")[0]["lines"] == [lines(alice, path)[1]["id"]]
    alice.post(f"{path}/speakers/{known['Bob']}/merge", {"into": known["Bob"]}, status=404)
    assert names(alice, path) == ["Bob"] * 3


def test_a_speaker_becomes_two(alice: Browser, path: str) -> None:
    known, last = speakers(alice, path), lines(alice, path)[2]
    made = alice.post(f"{path}/speakers/{known['Bob']}/split", {"segments": [last["id"]], "name": "Zoé"})
    assert names(alice, path) == ["Bob", "Amina", "Zoé"]
    found = next(each for each in alice.get(path)["speakers"] if each["id"] == made["id"])
    assert (found["identity"], found["number"]) == ("p-bob", 1)
    # Amina's line is not Bob's to give.
    foreign = {"segments": [lines(alice, path)[1]["id"]]}
    alice.post(f"{path}/speakers/{known['Bob']}/split", foreign, status=404)


def test_one_line_is_given_to_somebody_else(alice: Browser, path: str) -> None:
    known, first = speakers(alice, path), lines(alice, path)[0]
    alice.put(f"{path}/segments/{first['id']}/speaker", {"speaker": known["Amina"]}, status=204)
    assert names(alice, path) == ["Amina", "Amina", "Bob"]
    assert alice.get(f"{path}/changes")[0]["before"] == "Bob"


def test_a_person_stands_for_it_or_does_not_any_more(alice: Browser, path: str) -> None:
    alice.put(f"{path}/validated", {"is_validated": True}, status=204)
    assert alice.get(path)["validated_by"] == "Alice"
    alice.put(f"{path}/validated", {"is_validated": False}, status=204)
    assert (alice.get(path)["validated_by"], alice.get(path)["validated_at"]) == ("", None)


def test_moments_are_marked(alice: Browser, path: str) -> None:
    made = alice.post(f"{path}/bookmarks", {"at": 12.5, "note": "Ici"})
    alice.post(f"{path}/bookmarks", {"at": 5})
    shown = alice.get(path)["bookmarks"]
    assert [(each["at"], each["note"], each["by"], each["is_mine"]) for each in shown] == [
        (5, "", "Alice", True),
        (12.5, "Ici", "Alice", True),
    ]
    alice.delete(f"{path}/bookmarks/{made['id']}", status=204)
    alice.delete(f"{path}/bookmarks/{made['id']}", status=404)
    assert len(alice.get(path)["bookmarks"]) == 1


def test_a_mark_stands_within_the_recording(alice: Browser, path: str) -> None:
    alice.post(f"{path}/bookmarks", {"at": 999_999})
    assert alice.get(path)["bookmarks"][0]["at"] == 600
    for wrong in (-1, 1e9, "soon", None):
        alice.post(f"{path}/bookmarks", {"at": wrong}, status=422)


def test_there_are_so_many_marks_and_no_more(alice: Browser, path: str) -> None:
    transcript = Transcript.objects.get()
    Bookmark.objects.bulk_create(Bookmark(transcript=transcript, user=user(alice), at=n) for n in range(MOST))
    assert alice.post(f"{path}/bookmarks", {"at": 1}, status=409)["code"] == "transcript.too_many_bookmarks"


def test_a_change_outlives_its_person(alice: Browser, bob: Browser, path: str) -> None:
    transcript = Transcript.objects.get()
    Change.objects.create(transcript=transcript, kind="name", user=user(bob), by="Bob", before="A", after="B")
    User.objects.filter(pk=user(bob).pk).delete()
    assert alice.get(f"{path}/changes")[0]["by"] == "Bob"


def test_the_room_of_another_lets_its_owner_change(alice: Browser, bob: Browser) -> None:
    room = Room.objects.get(slug=bob.make_room(name="De Bob"))
    recording = ready_recording(user(alice), room=room)
    ready_transcript(recording)
    path = f"/recordings/{recording.pk}/transcript"
    correct(bob, path, lines(bob, path)[0], "Corrigé par Bob.")
    assert alice.get(f"{path}/changes")[0]["by"] == "Bob"


def test_what_expires_takes_its_transcript_with_it(alice: Browser, path: str) -> None:
    Recording.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    jobs.forget.call()
    assert not Transcript.objects.exists()
    assert alice.get("/transcripts?q=budget") == []
