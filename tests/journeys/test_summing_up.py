"""A meeting is summed up by the server that was named, whatever dies on the way; and its transcript is taken along in every form."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.journeys.running import Running, until
from visio.testing.chat import Chat, chatting, draft, says

OWNER = "amina@example.org"
FORMS = ("vtt", "srt", "txt", "md", "json", "docx", "odt", "pdf")
# As a recording leaves it, without waiting for one.
SPOKEN = f"""
import django; django.setup()
from visio.people.models import User
from visio.testing.spoken import spoken_transcript
print(spoken_transcript(User.objects.get(email="{OWNER}")).recording_id)
"""
TRUE = {"text": "Two servers were moved to Lyon.", "sources": [2]}
INVENTED = {"text": "The merger was approved by everybody.", "sources": [2]}


@pytest.fixture
def chat() -> Iterator[Chat]:
    with chatting(says(draft(abstract=[TRUE, INVENTED]))) as there:
        yield there


@pytest.fixture
def summing(chat: Chat) -> Iterator[Running]:
    running = Running(25400, VISIO_LANGUAGE_URL=chat.url, VISIO_RECORDERS="0")
    yield running
    running.stop()


def spoken(visio: Running) -> str:
    visio.signed_in(OWNER)
    environment = {**visio.environment, "DJANGO_SETTINGS_MODULE": "visio.settings"}
    made = subprocess.run(
        [sys.executable, "-c", SPOKEN], env=environment, capture_output=True, text=True, check=True
    ).stdout
    return f"/api/recordings/{made.strip()}/transcript"


def summaries(visio: Running) -> int:
    """How many there are, as the embedded database has it: exports are counted, and looking is not."""
    with closing(sqlite3.connect(visio.folder / "visio.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM transcripts_summary").fetchone()[0])


def test_a_meeting_is_summed_up_once_though_the_worker_is_killed_while_it_waits(summing: Running, chat: Chat) -> None:
    begun, killed = threading.Event(), threading.Event()
    writes = chat.deeds[0]

    def slowly(door: BaseHTTPRequestHandler) -> None:
        begun.set()
        killed.wait(60)
        door.close_connection = True

    chat.deeds = [slowly, writes]
    address = spoken(summing)
    assert begun.wait(45)
    summing.kill("jobs")
    killed.set()
    browser = summing.signed_in(OWNER)

    def told() -> Any:
        return browser.get(f"{address}/exports/json").json()["summary"]

    until(lambda: summaries(summing), what="the summary")
    summary = told()
    assert summary["engine"] == "mistral-small" and summary["is_validated"] is False
    assert "Two servers" in str(summary["content"]) and "merger" not in str(summary["content"])
    assert len(chat.asked) == 2
    for form in FORMS:
        answer = browser.get(f"{address}/exports/{form}", headers={"Accept-Language": "fr"})
        assert answer.status_code == 200 and answer.headers["Content-Disposition"].endswith(f'.{form}"')
    assert browser.get(f"{address}/exports/vtt?inline=true").text.startswith("WEBVTT")
    browser.put(f"{address}/summary/validated", json={"is_validated": True}).raise_for_status()
    assert told()["is_validated"] is True
    # Asked for anew while the server is away, the answer is no at once; what there is stays.
    chat.server.shutdown()
    chat.server.server_close()
    assert browser.post(f"{address}/summary").json()["code"] == "unavailable.language"
    assert told()["is_validated"] is True
