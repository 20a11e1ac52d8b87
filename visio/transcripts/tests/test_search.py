"""Found again: by words in French and English, with and without accents, the same on every database; only what one may read."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest

from visio.people.models import User
from visio.recordings.models import Recording
from visio.rooms.models import Room
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording, ready_transcript
from visio.transcripts import jobs
from visio.transcripts.models import Entry, Transcript
from visio.transcripts.search import MOST_HITS, MOST_TRANSCRIPTS
from visio.transcripts.stems import indexed, marks, wanted


def user(browser: Browser) -> User:
    assert browser.user is not None
    return browser.user


@pytest.fixture
def transcript(alice: Browser) -> Transcript:
    return ready_transcript(ready_recording(user(alice)))


def hits(browser: Browser, q: str, **more: str) -> list[str]:
    asked = "".join(f"&{name}={quote(value)}" for name, value in more.items())
    return [hit["text"] for each in browser.get(f"/transcripts?q={quote(q)}{asked}") for hit in each["hits"]]


FIRST, SECOND, THIRD = (
    "La décision est prise pour le budget.",
    "Nous préférons attendre les élections.",
    "Alors le budget attendra.",
)


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("décision", [FIRST]),
        ("decision", [FIRST]),
        ("DÉCISIONS", [FIRST]),
        ("preferons", [SECOND]),
        ("élection", [SECOND]),
        ("budgets", [FIRST, THIRD]),
        ("budget attendra", [THIRD]),
        ("la décision du budget", [FIRST]),
        ("l’élection", [SECOND]),
        ('"le budget attendra"', [THIRD]),
        ("« le budget »", [FIRST, THIRD]),
        ('"budget le"', []),
        ("ballon", []),
        ("budget ballon", []),
    ],
)
def test_words_are_found_however_they_are_written(
    alice: Browser, transcript: Transcript, q: str, found: list[str]
) -> None:
    assert hits(alice, q) == found


def test_english_is_found_too(alice: Browser) -> None:
    transcript = ready_transcript(ready_recording(user(alice)), [("Bob", 1, 3, "We decided to postpone meetings.")])
    transcript.segments.update(language="en")
    Transcript.objects.update(indexed_at=None)
    jobs.keep_index.call()
    assert hits(alice, "postponed meeting") == ["We decided to postpone meetings."]


def test_a_hit_says_where_it_stands(alice: Browser, transcript: Transcript) -> None:
    [found] = alice.get("/transcripts?q=decisions%20budget")
    assert (found["recording"], found["title"], found["speakers"]) == (
        str(transcript.recording_id),
        "Budget",
        ["Bob", "Amina"],
    )
    [hit] = found["hits"]
    assert (hit["speaker"], hit["start"]) == ("Bob", 1.0)
    assert [hit["text"][start:end] for start, end in hit["marks"]] == ["décision", "budget"]


def test_marks_count_as_browsers_do() -> None:
    assert marks("😀 le budget", wanted("budget")) == [[6, 12]]


def test_without_words_there_are_all_of_mine_the_newest_first(alice: Browser) -> None:
    older, newer = (ready_transcript(ready_recording(user(alice), title=title)) for title in ("Avant", "Après"))
    began = newer.recording.began_at
    assert began is not None
    Recording.objects.filter(pk=older.recording_id).update(began_at=began - timedelta(days=1))
    shown = alice.get("/transcripts")
    assert [(each["title"], each["hits"]) for each in shown] == [("Après", []), ("Avant", [])]
    since = quote(began.isoformat())
    assert [each["title"] for each in alice.get(f"/transcripts?since={since}")] == ["Après"]
    assert [each["title"] for each in alice.get(f"/transcripts?until={since}")] == ["Avant"]


def test_it_is_narrowed_by_who_spoke_and_by_title(alice: Browser) -> None:
    ready_transcript(ready_recording(user(alice), title="Comité d’été"))
    ready_transcript(ready_recording(user(alice), title="Budget"), [("Éric", 1, 2, "Le budget.")])
    assert [each["title"] for each in alice.get(f"/transcripts?title={quote('COMITE')}")] == ["Comité d’été"]
    assert [each["title"] for each in alice.get("/transcripts?speaker=eric")] == ["Budget"]
    assert hits(alice, "budget", speaker="éric") == ["Le budget."]
    assert hits(alice, "budget", speaker="amina") == []
    assert hits(alice, "budget", title="nowhere") == []


def test_only_what_one_may_read_is_found(
    alice: Browser, bob: Browser, charlie: Browser, transcript: Transcript
) -> None:
    assert hits(bob, "budget") == []
    charlie.get("/transcripts?q=budget", status=401)
    room = Room.objects.get(slug=bob.make_room(name="De Bob"))
    Recording.objects.update(room=room)
    assert hits(bob, "budget") == [FIRST, THIRD]
    # Who is no owner any more, finds nothing any more.
    Room.objects.update(owner=user(alice))
    assert hits(bob, "budget") == []


def test_there_are_so_many_and_no_more(alice: Browser) -> None:
    many = [("Bob", float(n), n + 1.0, f"Le budget numéro {n}.") for n in range(MOST_HITS + 3)]
    ready_transcript(ready_recording(user(alice)), many)
    assert hits(alice, "budget") == [text for *_, text in many[:MOST_HITS]]
    for _ in range(MOST_TRANSCRIPTS):
        ready_transcript(ready_recording(user(alice)), many[:1])
    assert len(alice.get("/transcripts?q=budget")) == MOST_TRANSCRIPTS


def test_what_is_corrected_is_found_as_it_is_now(alice: Browser, transcript: Transcript) -> None:
    line = transcript.segments.all()[0]
    path = f"/recordings/{transcript.recording_id}/transcript/segments/{line.pk}"
    alice.put(path, {"text": "Le calendrier est fixé.", "was": line.text}, status=204)
    assert hits(alice, "décision") == []
    assert hits(alice, "calendriers") == ["Le calendrier est fixé."]


def test_whoever_wrote_it_a_transcript_comes_into_the_index_by_itself(alice: Browser, transcript: Transcript) -> None:
    Entry.objects.all().delete()
    Transcript.objects.update(indexed_at=None)
    assert hits(alice, "budget") == []
    jobs.keep_index.call()
    assert hits(alice, "budget") == [FIRST, THIRD]
    # Written again: it is newer than its index.
    Entry.objects.all().delete()
    jobs.keep_index.call()
    assert hits(alice, "budget") == []
    Transcript.objects.update(indexed_at=transcript.ready_at - timedelta(seconds=1) if transcript.ready_at else None)
    jobs.keep_index.call()
    assert hits(alice, "budget") == [FIRST, THIRD]


def test_deleted_lines_leave_the_index(alice: Browser, transcript: Transcript) -> None:
    alice.delete(f"/recordings/{transcript.recording_id}", status=204)
    assert not Entry.objects.exists() and hits(alice, "budget") == []


@pytest.mark.parametrize("language", ["fr", "en", "de", "", "xx-very-long"])
def test_stems_are_letters_and_digits_between_single_blanks(language: str) -> None:
    text = "  L’œuvre -- d'été, 'quoted' \"x\" C++ 1e5 ½ ß % _ * NEAR(a b) a:b ^x ½ 日本 क्षि \x00 "
    stems = indexed(text, language)
    assert stems == stems.strip() and "  " not in stems
    assert all(each.isalnum() for each in stems.split(" "))
