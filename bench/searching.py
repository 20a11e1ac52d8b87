"""How soon is it found what was said? A thousand transcripts of an hour, over SQLite and over PostgreSQL; and how soon a long one is read.

Everything is asked for through the API, in one process: what a browser would wait for beside the network.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import spread
from visio.testing.postgresql import running_postgresql

if TYPE_CHECKING:
    from visio.people.models import User

PORT = 23799
TRANSCRIPTS, LINES, LONG = 1000, 600, 3000
ROUNDS = 20
# A word in a hundred is this one, then rarer and rarer, as in any language.
QUESTIONS = ["w3", "w40", "w900", "w40 w60", '"w3 w40"', "w7000", "w3&speaker=zoe"]


def report() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _over("SQLite", {"VISIO_DATA_DIR": folder})
        with running_postgresql(PORT) as server:
            yield from _over("PostgreSQL", {"VISIO_DATA_DIR": folder, "VISIO_DATABASE_URL": server.url})


def _over(name: str, environment: dict[str, str]) -> Iterator[str]:
    """In a process of its own: Django knows one database."""
    command = [sys.executable, "-m", "bench.searching"]
    done = subprocess.run(
        command,
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "visio.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    yield from (f"{name}: {line}" for line in done.stdout.splitlines())


def _measure() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from visio.people.models import User

    setup_test_environment()
    call_command("migrate", verbosity=0)
    owner, other = (User.objects.create(email=f"{name}@example.org", name=name) for name in ("alice", "bob"))
    began = time.perf_counter()
    _write(owner, TRANSCRIPTS // 2)
    _write(other, TRANSCRIPTS - TRANSCRIPTS // 2)
    _say(f"{TRANSCRIPTS} transcripts of {LINES} lines written and indexed in {time.perf_counter() - began:.0f} s")
    _ask(owner)
    _read(owner)


def _write(owner: User, how_many: int) -> None:
    """Words by Zipf's law, twelve a line."""
    from django.db import transaction
    from django.utils import timezone

    from visio.recordings.models import Recording
    from visio.transcripts import index
    from visio.transcripts.models import Segment, Speaker, Transcript

    chance = random.Random(7)
    words = [f"w{n}" for n in range(20_000)]
    weights = [1 / (n + 10) for n in range(20_000)]
    for _ in range(how_many):
        with transaction.atomic():
            now = timezone.now()
            recording = Recording.objects.create(
                owner=owner, channel="c", title="Budget", started_by="a", state="ready", began_at=now, seconds=3600
            )
            transcript = Transcript.objects.create(recording=recording, state="ready", language="fr", ready_at=now)
            speakers = [
                Speaker.objects.create(transcript=transcript, identity=name, name=name)
                for name in ("Zoé", "Amina", "Léa")
            ]
            said = chance.choices(words, weights, k=12 * LINES)
            Segment.objects.bulk_create(
                Segment(
                    transcript=transcript,
                    speaker=speakers[n % 3],
                    start=n * 6.0,
                    end=n * 6.0 + 5,
                    language="fr",
                    text=" ".join(said[n * 12 : n * 12 + 12]),
                    words=[[word, n * 6 + 0.4 * at, n * 6 + 0.4 * at + 0.3, 0.9] for at, word in enumerate(said[:12])],
                )
                for n in range(LINES)
            )
            index.put_in_whole(transcript)


def _ask(owner: User) -> None:
    from urllib.parse import quote

    from visio import limits
    from visio.testing.people import Browser

    browser = Browser(owner)
    for question in QUESTIONS:
        q, _, more = question.partition("&")
        times = []
        for _ in range(ROUNDS):
            limits.forget_all()
            began = time.perf_counter()
            found = browser.get(f"/transcripts?q={quote(q)}&{more}")
            times.append((time.perf_counter() - began) * 1000)
        _say(f"{question} in {len(found)} transcripts shown: {spread(times, 'ms')}")


def _read(owner: User) -> None:
    from visio.testing.people import Browser
    from visio.transcripts.models import Segment, Transcript

    transcript = Transcript.objects.filter(recording__owner=owner).first()
    assert transcript is not None
    known = list(transcript.segments.all())
    for copy in range(1, LONG // LINES):
        Segment.objects.bulk_create(
            Segment(
                transcript=transcript,
                speaker_id=each.speaker_id,
                start=each.start + copy * 3600,
                end=each.end + copy * 3600,
                text=each.text,
                words=each.words,
            )
            for each in known
        )
    browser, times = Browser(owner), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        browser.get(f"/recordings/{transcript.recording_id}/transcript")
        times.append((time.perf_counter() - began) * 1000)
    _say(f"a transcript of {LONG} lines read, {len(browser.last.content) / 1e6:.1f} MB: {spread(times, 'ms')}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Path(os.environ["VISIO_DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    _measure()
