"""Who may change it makes a summary anew, corrects it and stands for it; whoever else finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from visio.errors import Unavailable
from visio.gateways import language
from visio.oversight.models import Line
from visio.people.models import User
from visio.testing.chat import answers, chatting
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording
from visio.testing.spoken import spoken_transcript
from visio.transcripts import summing
from visio.transcripts.models import Summary, Transcript

CONTENT: dict[str, Any] = {"title": "Mine", "abstract": [], "topics": [], "decisions": [], "actions": []}


@pytest.fixture
def transcript(alice: Browser) -> Transcript:
    made = spoken_transcript(User.objects.get(email="alice@example.org"))
    summing.sum_up.call(made.pk, "2020-01-01T00:00:00+00:00", True)
    return made


@pytest.fixture
def address(transcript: Transcript) -> str:
    return f"/recordings/{transcript.recording_id}/transcript/summary"


def acts() -> list[str]:
    return [act for act in Line.objects.order_by("id").values_list("act", flat=True) if act.startswith("summary.")]


def test_its_owner_has_it_made_anew(alice: Browser, address: str, transcript: Transcript) -> None:
    before = Summary.objects.get().made_at
    alice.post(address, status=202)
    row = DBTaskResult.objects.get(task_path=summing.sum_up.module_path)
    summing.sum_up.call(*row.args_kwargs["args"])
    assert Summary.objects.get().made_at > before and acts() == ["summary.made", "summary.asked", "summary.made"]


def test_it_is_not_asked_for_when_the_server_is_away(
    alice: Browser, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chatting(answers({})) as chat:
        chat.models = answers({}, 503)
        monkeypatch.setattr(language, "server", lambda: chat.client())
        assert alice.post(address, status=503)["code"] == "unavailable.language"
    assert not DBTaskResult.objects.filter(task_path=summing.sum_up.module_path).exists()


def test_its_owner_corrects_it_and_stands_for_it(alice: Browser, address: str, transcript: Transcript) -> None:
    segments = list(transcript.segments.values_list("id", flat=True))
    content = {
        **CONTENT,
        "decisions": [{"text": "  We go\u202e on\x00. ", "segments": [segments[0], segments[0], 10**9]}],
    }
    alice.put(f"{address}/validated", {"is_validated": True}, status=204)
    assert Summary.objects.get().validated_by == alice.user
    alice.put(address, {"content": content}, status=204)
    summary = Summary.objects.get()
    assert summary.content["decisions"] == [{"text": "We go on .", "segments": [segments[0]]}]
    assert summary.content["title"] == "Mine" and summary.validated_at is None
    alice.put(f"{address}/validated", {"is_validated": True}, status=204)
    alice.put(f"{address}/validated", {"is_validated": False}, status=204)
    assert Summary.objects.get().validated_by is None
    assert acts()[1:] == ["summary.validated", "summary.changed", "summary.validated", "summary.invalidated"]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {**CONTENT, "more": 1},
        {**CONTENT, "title": ""},
        {**CONTENT, "title": "x" * 201},
        {**CONTENT, "abstract": [{"text": "x", "segments": [0]}]},
        {**CONTENT, "abstract": [{"text": "x", "segments": ["1; DROP TABLE"]}]},
        {**CONTENT, "abstract": [{"text": "x" * 801, "segments": []}]},
        {**CONTENT, "abstract": [{"text": "x", "segments": [1], "href": "javascript:"}]},
        {**CONTENT, "abstract": [{"text": "x", "segments": list(range(1, 30))}]},
        {**CONTENT, "decisions": [{"text": "x", "segments": []}] * 41},
        {**CONTENT, "topics": [{"title": "x", "at": -1, "segments": []}]},
        {**CONTENT, "topics": [{"title": "x", "at": 1e300, "segments": []}]},
        {**CONTENT, "actions": [{"what": "x", "who": "y" * 121, "due": "", "segments": []}]},
        {**CONTENT, "actions": None},
    ],
)
def test_what_is_no_summary_is_refused(alice: Browser, address: str, wrong: dict[str, Any]) -> None:
    before = Summary.objects.get().content
    assert alice.put(address, {"content": wrong}, status=422)["code"] == "input.invalid"
    assert Summary.objects.get().content == before


def test_words_of_nothing_that_can_be_seen_are_left_out(alice: Browser, address: str) -> None:
    content = {**CONTENT, "title": "\u200b", "decisions": [{"text": "\u200b\u2060", "segments": []}]}
    alice.put(address, {"content": content}, status=204)
    assert Summary.objects.get().content == {**CONTENT, "title": "…"}


def test_it_is_nobody_elses(bob: Browser, charlie: Browser, address: str) -> None:
    for browser, status in ((bob, 404), (charlie, 401)):
        browser.post(address, status=status)
        browser.put(address, {"content": CONTENT}, status=status)
        browser.put(f"{address}/validated", {"is_validated": True}, status=status)
    assert acts() == ["summary.made"]


def test_where_there_is_none_there_is_nothing_to_change(alice: Browser, address: str, transcript: Transcript) -> None:
    Summary.objects.all().delete()
    assert alice.put(address, {"content": CONTENT}, status=404)["code"] == "summary.not_found"
    Transcript.objects.update(state=Transcript.State.WORKING)
    assert alice.post(address, status=409)["code"] == "transcript.not_ready"
    assert alice.user
    other = ready_recording(alice.user)
    code = alice.post(f"/recordings/{other.pk}/transcript/summary", status=404)["code"]
    assert code == "transcript.not_found"


def test_it_is_asked_for_a_few_times_a_minute(alice: Browser, address: str) -> None:
    for _ in range(6):
        alice.post(address, status=202)
    assert alice.post(address, status=429)["code"] == "limit.too_many"


def test_unavailable_has_its_name() -> None:
    assert Unavailable("language", retry=True).code == "unavailable.language"
