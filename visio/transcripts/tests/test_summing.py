"""A transcript that is ready is summed up: by the server that was named, and when it is away or talks nonsense, here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import language
from visio.oversight.models import Line
from visio.people.models import User
from visio.testing.chat import Chat, answers, chatting, draft, says
from visio.testing.people import Browser
from visio.testing.spoken import spoken_transcript
from visio.transcripts import summing
from visio.transcripts.minutes import minutes
from visio.transcripts.models import Change, Segment, Summary, Transcript
from visio.transcripts.summary import Content, is_outdated

BEFORE = "2020-01-01T00:00:00+00:00"


@pytest.fixture
def transcript(alice: Browser) -> Transcript:
    return spoken_transcript(User.objects.get(email="alice@example.org"))


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    """Named by the configuration; nobody waits for it."""
    with chatting(says(draft())) as there:
        monkeypatch.setattr(language, "server", lambda: there.client())
        yield there


def line_of(transcript: Transcript, start: str) -> Segment:
    found: Segment = transcript.segments.get(text__startswith=start)
    return found


def numbered(transcript: Transcript, segment: Segment) -> int:
    return list(transcript.segments.values_list("id", flat=True)).index(segment.pk) + 1


def waiting() -> list[tuple[int, str, bool]]:
    path = summing.sum_up.module_path
    return [
        tuple(row.args_kwargs["args"]) for row in DBTaskResult.objects.filter(task_path=path).order_by("enqueued_at")
    ]


def test_one_that_is_ready_is_summed_up_once(transcript: Transcript) -> None:
    for _ in range(3):
        summing.look_for_unsummed.call()
    ((id, since, with_server),) = waiting()
    assert (id, with_server) == (transcript.pk, True)
    summing.sum_up.call(id, since, with_server)
    summary = Summary.objects.get()
    assert summary.engine == "extract" and summary.validated_at is None
    assert summary.content["actions"][0]["who"] == "David"
    known = set(transcript.segments.values_list("id", flat=True))
    assert {id for claim in summary.content["decisions"] for id in claim["segments"]} <= known
    summing.sum_up.call(id, since, with_server)
    assert Line.objects.filter(act="summary.made", why="extract").count() == 1


def test_one_that_is_being_made_is_not(transcript: Transcript) -> None:
    Transcript.objects.update(state=Transcript.State.WORKING)
    summing.look_for_unsummed.call()
    summing.sum_up.call(transcript.pk, BEFORE, True)
    assert not waiting() and not Summary.objects.exists()


def test_a_server_sums_up_under_its_models_name(transcript: Transcript, chat: Chat) -> None:
    moved = line_of(transcript, "Thanks Claire")
    chat.deeds = [says(draft(abstract=[{"text": "Two servers were moved.", "sources": [numbered(transcript, moved)]}]))]
    summing.sum_up.call(transcript.pk, BEFORE, True)
    summary = Summary.objects.get()
    assert summary.engine == "mistral-small"
    assert summary.content["abstract"] == [{"text": "Two servers were moved.", "segments": [moved.pk]}]


def test_a_server_that_talks_nonsense_is_passed_over(transcript: Transcript, chat: Chat) -> None:
    chat.deeds = [says("I am sorry.")]
    summing.sum_up.call(transcript.pk, BEFORE, True)
    assert Summary.objects.get().engine == "extract"


def test_a_server_that_is_away_is_waited_for_and_not_for_ever(transcript: Transcript, chat: Chat) -> None:
    chat.deeds = [answers({}, 503)]
    with pytest.raises(Unavailable) as away:
        summing.sum_up.call(transcript.pk, BEFORE, True)
    assert away.value.retry and not Summary.objects.exists()
    Transcript.objects.update(ready_at=timezone.now() - summing.GIVEN_UP - timedelta(minutes=1))
    summing.look_for_unsummed.call()
    ((id, since, with_server),) = waiting()
    assert with_server is False
    summing.sum_up.call(id, since, with_server)
    assert Summary.objects.get().engine == "extract"


def test_few_wait_for_the_server_at_once(alice: Browser) -> None:
    owner = User.objects.get(email="alice@example.org")
    for _ in range(summing.AT_ONCE + 2):
        spoken_transcript(owner)
    summing.look_for_unsummed.call()
    assert len(waiting()) == summing.AT_ONCE


def test_a_meeting_in_which_nobody_spoke_has_a_summary_that_says_nothing(transcript: Transcript) -> None:
    transcript.segments.all().delete()
    summing.sum_up.call(transcript.pk, BEFORE, True)
    content = Summary.objects.get().content
    assert content["title"] and not [name for name, part in content.items() if name != "title" and part]


def test_what_is_corrected_makes_it_old(transcript: Transcript) -> None:
    moved = line_of(transcript, "Thanks Claire")
    summing.sum_up.call(transcript.pk, BEFORE, True)
    assert not is_outdated(Summary.objects.get())
    Change.objects.create(transcript=transcript, segment=moved, kind="words", by="Alice")
    assert is_outdated(Summary.objects.get())
    summing.sum_up.call(transcript.pk, timezone.now().isoformat(), True)
    assert not is_outdated(Summary.objects.get())


def test_what_a_person_wrote_meanwhile_stays(transcript: Transcript) -> None:
    asked = timezone.now().isoformat()
    summing.sum_up.call(transcript.pk, BEFORE, True)
    Summary.objects.update(content={**Summary.objects.get().content, "title": "Mine"})
    summing.sum_up.call(transcript.pk, asked, True)
    assert Summary.objects.get().content["title"] == "Mine"


def test_a_line_removed_while_a_server_reads_it_is_not_in_it(
    transcript: Transcript, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, moved = line_of(transcript, "That is good news"), line_of(transcript, "Thanks Claire")
    claims = [
        {"text": "The budget is reviewed.", "sources": [numbered(transcript, said)]},
        {"text": "Two servers were moved.", "sources": [numbered(transcript, moved)]},
    ]
    chat.deeds = [says(draft(abstract=claims))]

    def written(*given: Any) -> Content:
        content = minutes(*given)
        Segment.objects.filter(pk=said.pk).update(text="", is_redacted=True)
        return content

    monkeypatch.setattr(summing, "minutes", written)
    summing.sum_up.call(transcript.pk, BEFORE, True)
    assert [claim["text"] for claim in Summary.objects.get().content["abstract"]] == ["Two servers were moved."]


def test_without_a_setting_there_is_no_server() -> None:
    assert not configuration.language_url and language.server() is None
