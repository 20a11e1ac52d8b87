"""A recording of Amina's with all that was said in it, put straight into a running Visio's folder: nobody waits for a meeting."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import av
import numpy as np

from tests.journeys.running import Running

SECONDS = 64
SIZE = (320, 180)
SPEAKERS = [("p-amina", 0, "Amina", None), ("p-room", 1, "", None), ("p-room", 2, "Carla", 0.94)]
TURNS = [
    (0, "Bonjour à toutes et à tous, on commence par le budget des écoles."),
    (1, "Il manque deux cent euros pour la toiture du gymnase."),
    (2, "Est-ce que la région peut en prendre une part ?"),
    (0, "Je propose de passer la toiture en premier."),
    (1, "Mon numéro est le zéro six, ne le notez pas."),
]


def kept_words(visio: Running, email: str, title: str = "Comité budget") -> str:
    """The new recording's id. Whoever has this address has signed in before."""
    command = [sys.executable, "-m", "tests.journeys.spoken", email, title]
    return subprocess.run(command, env=visio.environment, check=True, capture_output=True, text=True).stdout.strip()


def film() -> bytes:
    """Pictures that grow brighter, and a tone."""
    written = io.BytesIO()
    with av.open(written, "w", format="mp4") as file:
        pictures: Any = file.add_stream("h264", rate=5)
        pictures.width, pictures.height, pictures.pix_fmt = *SIZE, "yuv420p"
        sound: Any = file.add_stream("aac", rate=48_000, layout="mono")
        for number in range(SECONDS * 5):
            shade = np.full((SIZE[1], SIZE[0], 3), 40 + number // 2 % 180, np.uint8)
            file.mux(pictures.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        file.mux(pictures.encode())
        for second in range(SECONDS):
            at = np.arange(48_000) + second * 48_000
            tone = (0.1 * np.sin(at * 2 * np.pi * 440 / 48_000)).astype(np.float32)[np.newaxis]
            bit = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
            bit.sample_rate, bit.pts = 48_000, second * 48_000
            file.mux(sound.encode(bit))
        file.mux(sound.encode())
    return written.getvalue()


def main(email: str, title: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "visio.settings")
    import django

    django.setup()
    from django.utils import timezone

    from visio.gateways import storage
    from visio.people.models import User
    from visio.recordings.models import Recording
    from visio.transcripts.models import Segment, Speaker, Summary, Transcript

    owner = User.objects.get(email=email)
    now = timezone.now()
    content = film()
    recording = Recording.objects.create(
        owner=owner,
        channel="channel",
        title=title,
        started_by=owner.name or "Amina",
        state=Recording.State.READY,
        began_at=now - timedelta(minutes=10),
        ended_at=now,
        expires_at=now + timedelta(days=30),
        seconds=SECONDS,
        bytes=len(content),
    )
    storage.kept.put(f"{recording.pk}/film.mp4", content)
    transcript = Transcript.objects.create(
        recording=recording,
        state=Transcript.State.READY,
        engine="faster-whisper",
        model="whisper base int8",
        language="fr",
        ready_at=now,
    )
    speakers = [
        Speaker.objects.create(transcript=transcript, identity=identity, number=number, name=name, confidence=sure)
        for identity, number, name, sure in SPEAKERS
    ]
    for number in range(SECONDS // 2):
        who, text = TURNS[number % len(TURNS)]
        start = number * 2.0
        words = text.split()
        line = Segment.objects.create(
            transcript=transcript,
            speaker=speakers[who],
            start=start,
            end=start + 1.8,
            language="fr",
            text=text,
            confidence=0.9,
            words=[[word, start, start + 1.8, 0.3 if word == "gymnase." else 0.95] for word in words],
        )
        if text.startswith("Je propose") and not Summary.objects.filter(transcript=transcript).exists():
            decision = {"text": "La toiture en premier.", "segments": [line.pk]}
            minutes = {"title": title, "abstract": [], "topics": [], "decisions": [decision], "actions": []}
            Summary.objects.create(transcript=transcript, engine="extract", content=minutes)
    print(recording.pk)


if __name__ == "__main__":
    main(*sys.argv[1:])
