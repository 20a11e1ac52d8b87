"""Transcripts under attack: ids of others, words that are code, questions that are commands, too much of everything."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from visio.people.models import User
from visio.recordings.models import Recording
from visio.rooms.models import Room
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording, ready_transcript
from visio.transcripts.models import Bookmark, Transcript

HTML = "<img src=x onerror=alert(1)> & <script>alert('é')</script>"


def user(browser: Browser) -> User:
    assert browser.user is not None
    return browser.user


@pytest.fixture
def mine(bob: Browser) -> Transcript:
    """Bob's own, with whose ids he may do everything."""
    return ready_transcript(ready_recording(user(bob)))


@pytest.fixture
def foreign(alice: Browser) -> Transcript:
    return ready_transcript(ready_recording(user(alice)))


def attempts(own: Transcript, other: Transcript) -> list[tuple[str, str, object]]:
    """Everything that is done to a line, a speaker or a mark; with a way in of the one and ids of the other."""
    line, speaker = other.segments.all()[0], other.speakers.all()[0]
    mine = own.speakers.all()[0].pk, own.segments.all()[0].pk
    mark = Bookmark.objects.create(transcript=other, user=other.recording.owner, at=1)
    path = f"/recordings/{own.recording_id}/transcript"
    return [
        ("PATCH", f"{path}/speakers/{speaker.pk}", {"name": "Mallory"}),
        ("POST", f"{path}/speakers/{speaker.pk}/merge", {"into": mine[0]}),
        ("POST", f"{path}/speakers/{mine[0]}/merge", {"into": speaker.pk}),
        ("POST", f"{path}/speakers/{speaker.pk}/split", {"segments": [line.pk]}),
        ("POST", f"{path}/speakers/{mine[0]}/split", {"segments": [line.pk]}),
        ("PUT", f"{path}/segments/{line.pk}", {"text": "Autre chose.", "was": line.text}),
        ("PUT", f"{path}/segments/{line.pk}/speaker", {"speaker": mine[0]}),
        ("PUT", f"{path}/segments/{mine[1]}/speaker", {"speaker": speaker.pk}),
        ("POST", f"{path}/segments/{line.pk}/redact", None),
        ("DELETE", f"{path}/bookmarks/{mark.pk}", None),
    ]


def test_ids_of_another_transcript_are_not_there(bob: Browser, mine: Transcript, foreign: Transcript) -> None:
    before = list(foreign.segments.values()), list(foreign.speakers.values())
    for method, path, body in attempts(mine, foreign):
        bob.ask(method, path, body, status=404)
    assert (list(foreign.segments.values()), list(foreign.speakers.values())) == before
    assert not foreign.changes.exists() and Bookmark.objects.filter(transcript=foreign).exists()


def test_a_foreign_recording_is_not_there_whatever_is_asked(
    bob: Browser, charlie: Browser, foreign: Transcript
) -> None:
    for method, path, body in attempts(foreign, foreign):
        assert bob.ask(method, path, body, status=404)["code"] == "recording.not_found"
        charlie.ask(method, path, body, status=401)


def test_who_owns_the_room_no_longer_does_nothing_any_more(bob: Browser, alice: Browser, foreign: Transcript) -> None:
    Recording.objects.update(room=Room.objects.get(slug=bob.make_room(name="De Bob")))
    path = f"/recordings/{foreign.recording_id}/transcript"
    bob.get(path)
    Room.objects.update(owner=user(alice))
    bob.get(path, status=404)
    bob.put(f"{path}/validated", {"is_validated": True}, status=404)


def test_code_in_names_and_words_comes_back_as_text(bob: Browser, mine: Transcript) -> None:
    path, line = f"/recordings/{mine.recording_id}/transcript", mine.segments.all()[0]
    bob.patch(f"{path}/speakers/{mine.speakers.all()[0].pk}", {"name": HTML[:60]}, status=204)
    bob.put(f"{path}/segments/{line.pk}", {"text": HTML, "was": line.text}, status=204)
    bob.post(f"{path}/bookmarks", {"at": 1, "note": HTML})
    shown = bob.get(path)
    assert bob.last["Content-Type"].startswith("application/json")
    assert bob.last["X-Content-Type-Options"] == "nosniff"
    assert (shown["segments"][0]["text"], shown["speakers"][0]["name"]) == (HTML, HTML[:60])
    assert shown["bookmarks"][0]["note"] == HTML


def test_what_nobody_can_see_is_in_no_line_and_no_name(bob: Browser, mine: Transcript) -> None:
    path, line = f"/recordings/{mine.recording_id}/transcript", mine.segments.all()[0]
    bob.put(f"{path}/segments/{line.pk}", {"text": "a\u202eb\x00\u2028c\n d", "was": line.text}, status=204)
    assert bob.get(path)["segments"][0]["text"] == "ab c d"
    for empty in ("", "  ", "\u202e", "\u2800", "…"):
        bob.put(f"{path}/segments/{line.pk}", {"text": empty, "was": "ab c d"}, status=422)
        bob.patch(f"{path}/speakers/{mine.speakers.all()[0].pk}", {"name": empty.strip("…")}, status=422)


COMMANDS = [
    "'; DROP TABLE transcripts_segment; --",
    '" OR 1=1 --',
    'budget" OR "x',
    "NEAR(budget attendra)",
    "stems:budget",
    "budget*",
    "-budget",
    "^budget",
    "budget AND NOT décision",
    "budget & !décision",
    "a <-> b | c",
    "((((((",
    '"""""',
    "«»“”",
    "%_\\",
    "{{7*7}} ${7*7}",
    "\x00budget\x00",
    "x" * 200,
    "a " * 100,
    '"' + "a " * 99,
    "日本 \U0001f600 क्षि é" + "\u0301" * 50,
    "½ ² ª Ⅷ ß İ",
]


@pytest.mark.parametrize("q", COMMANDS)
def test_a_question_is_words_and_never_a_command(bob: Browser, mine: Transcript, foreign: Transcript, q: str) -> None:
    for name in ("q", "speaker", "title"):
        asked = q if name == "q" else q[:80]
        found = bob.get(f"/transcripts?{name}={quote(asked)}")
        assert {each["recording"] for each in found} <= {str(mine.recording_id)}
    assert Transcript.objects.count() == 2


def test_operators_of_the_database_are_not_understood(bob: Browser, mine: Transcript) -> None:
    for q in ("budget OR ballon", "budget | ballon", "budge*", "NOT ballon"):
        assert bob.get(f"/transcripts?q={quote(q)}") == [], q


@pytest.mark.parametrize(
    "asked", ["q=" + "a" * 201, "speaker=" + "a" * 81, "title=" + "a" * 81, "since=yesterday", "until=9e99"]
)
def test_too_much_of_a_question_is_refused(bob: Browser, asked: str) -> None:
    bob.get(f"/transcripts?{asked}", status=422)


def test_too_much_of_everything_is_refused(bob: Browser, mine: Transcript) -> None:
    path, line = f"/recordings/{mine.recording_id}/transcript", mine.segments.all()[0]
    speaker = mine.speakers.all()[0].pk
    for method, more, body in (
        ("PUT", f"segments/{line.pk}", {"text": "a" * 2001, "was": line.text}),
        ("PUT", f"segments/{line.pk}", {"text": "a", "was": "a" * 10_001}),
        ("PATCH", f"speakers/{speaker}", {"name": "a" * 81}),
        ("POST", f"speakers/{speaker}/split", {"segments": []}),
        ("POST", f"speakers/{speaker}/split", {"segments": [1] * 5001}),
        ("POST", f"speakers/{speaker}/split", {"segments": [line.pk], "name": "a" * 81}),
        ("POST", f"speakers/{speaker}/merge", {"into": 2**63}),
        ("POST", f"segments/{2**63}/redact", None),
        ("PATCH", "speakers/-1", {"name": "a"}),
        ("POST", "bookmarks", {"at": 1, "note": "a" * 201}),
    ):
        bob.ask(method, f"{path}/{more}", body, status=422)
    for people in ({"p-bob": 0}, {"p-bob": 13}, {"../x": 1}, {f"p-{n}": 1 for n in range(101)}, {"a" * 25: 1}):
        bob.post(path, {"people": people, "again": True}, status=422)
    bob.put(f"{path}/segments/{line.pk}", b'{"text": "' + b"a" * 70_000 + b'"}', status=413)


def test_the_longest_line_is_kept_timed_and_found(bob: Browser, mine: Transcript) -> None:
    path, line = f"/recordings/{mine.recording_id}/transcript", mine.segments.all()[0]
    text = " ".join(f"m{n}" for n in range(400))[:1990] + " ballon"
    bob.put(f"{path}/segments/{line.pk}", {"text": text, "was": line.text}, status=204)
    assert bob.get(path)["segments"][0]["text"] == text
    assert len(bob.get("/transcripts?q=ballon")) == 1
    one_word = "é" * 2000
    bob.put(f"{path}/segments/{line.pk}", {"text": one_word, "was": text}, status=204)
    assert len(bob.get(f"/transcripts?q={'e' * 100}")) == 1
