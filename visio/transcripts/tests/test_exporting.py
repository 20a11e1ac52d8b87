"""Whoever may read a transcript takes it along: as a file with a harmless name, in their language, and the trail says so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse

from visio.oversight.models import Line
from visio.people.models import User
from visio.recordings.models import Recording
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording
from visio.testing.spoken import spoken_transcript
from visio.transcripts import summing
from visio.transcripts.exports import FORMS
from visio.transcripts.models import Speaker, Transcript


@pytest.fixture
def transcript(alice: Browser) -> Transcript:
    return spoken_transcript(User.objects.get(email="alice@example.org"), "fr")


def ask(browser: Browser, transcript: Transcript, form: str, more: str = "") -> HttpResponse:
    path = f"/api/recordings/{transcript.recording_id}/transcript/exports/{form}{more}"
    answer = browser.client.get(path, headers={"Accept-Language": browser.language})
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("form", FORMS)
def test_its_reader_takes_it_along_in_each_form(alice: Browser, transcript: Transcript, form: str) -> None:
    answer = ask(alice, transcript, form)
    assert (
        answer.status_code == 200 and answer["Content-Type"] == FORMS[form].content_type and len(answer.content) > 500
    )
    began = transcript.recording.began_at
    assert answer["Content-Disposition"] == f'attachment; filename="Projet de migration {began:%Y-%m-%d %H-%M}.{form}"'
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
    line = Line.objects.latest("id")
    assert (line.act, line.why, line.subject) == ("transcript.exported", form, transcript.reference)


def test_it_speaks_the_readers_language(alice: Browser, transcript: Transcript) -> None:
    Speaker.objects.filter(name="Paul").update(name="", number=2)
    assert "nobody has read it through" in ask(alice, transcript, "txt").content.decode()
    assert "Voice 2:" in ask(alice, transcript, "txt").content.decode()
    assert "que personne n'a relu" in ask(alice, transcript, "txt", "?language=fr").content.decode()
    alice.language = "fr"
    assert "Voix 2\u00a0:" in ask(alice, transcript, "txt").content.decode()
    assert ask(alice, transcript, "txt", "?language=xx").status_code == 422


def test_the_player_takes_its_captions_without_a_line_in_the_trail(alice: Browser, transcript: Transcript) -> None:
    before = Line.objects.count()
    answer = ask(alice, transcript, "vtt", "?inline=true")
    assert answer.content.startswith(b"WEBVTT") and "Content-Disposition" not in answer.headers
    assert Line.objects.count() == before
    assert "Content-Disposition" in ask(alice, transcript, "txt", "?inline=true").headers
    assert Line.objects.count() == before + 1


def test_the_summary_goes_with_it(alice: Browser, transcript: Transcript) -> None:
    assert json.loads(ask(alice, transcript, "json").content)["summary"] is None
    summing.sum_up.call(transcript.pk, "2020-01-01T00:00:00+00:00", True)
    told = json.loads(ask(alice, transcript, "json").content)["summary"]
    assert (told["engine"], told["is_validated"], told["is_outdated"]) == ("extract", False, False)
    assert "Préparer un court rapport" in ask(alice, transcript, "md").content.decode()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ('a"; filename="evil.exe', "a filename evil.exe"),
        ("line\r\nSet-Cookie: x=1", "line Set-Cookie x 1"),
        ("con:<>|*?\\", "con"),
        ("\u202egnp.exe", "gnp.exe"),
        ("...", "transcript"),
    ],
)
def test_the_files_name_is_harmless(alice: Browser, transcript: Transcript, title: str, name: str) -> None:
    Recording.objects.update(title=title)
    answer = ask(alice, transcript, "txt")
    began = transcript.recording.began_at
    assert answer["Content-Disposition"] == f'attachment; filename="{name} {began:%Y-%m-%d %H-%M}.txt"'


def test_a_summary_says_nothing_of_a_line_that_was_removed(alice: Browser, transcript: Transcript) -> None:
    summing.sum_up.call(transcript.pk, "2020-01-01T00:00:00+00:00", True)
    assert "coût du stockage" in ask(alice, transcript, "txt").content.decode()
    transcript.segments.filter(text__contains="coût du stockage").update(text="", is_redacted=True)
    written = ask(alice, transcript, "txt").content.decode()
    assert "coût du stockage" not in written and "[passage removed]" in written and "Nouvelle interface" in written


def test_it_is_nobody_elses(bob: Browser, charlie: Browser, transcript: Transcript) -> None:
    assert ask(bob, transcript, "txt").status_code == 404 and ask(charlie, transcript, "txt").status_code == 401


def test_what_is_not_there_is_not_taken_along(alice: Browser, transcript: Transcript) -> None:
    assert ask(alice, transcript, "exe").status_code == 422
    Transcript.objects.update(state=Transcript.State.WORKING)
    assert json.loads(ask(alice, transcript, "txt").content)["code"] == "transcript.not_ready"
    assert alice.user
    other = ready_recording(alice.user)
    assert alice.get(f"/recordings/{other.pk}/transcript/exports/txt", status=404)["code"] == "transcript.not_found"


def test_it_is_taken_along_a_number_of_times(alice: Browser, transcript: Transcript) -> None:
    for _ in range(30):
        assert ask(alice, transcript, "srt").status_code == 200
    assert ask(alice, transcript, "srt").status_code == 429


def test_it_is_read_in_few_queries(alice: Browser, transcript: Transcript, django_assert_max_num_queries: Any) -> None:
    summing.sum_up.call(transcript.pk, "2020-01-01T00:00:00+00:00", True)
    with django_assert_max_num_queries(8):
        assert ask(alice, transcript, "vtt", "?inline=true").status_code == 200
