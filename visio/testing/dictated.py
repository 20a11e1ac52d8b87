"""Recordings for tests in which somebody really speaks: Amina and Bruno, one after the other."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import numpy
from django.utils import timezone

from visio.gateways import storage
from visio.media.encoder import RATE, Voice
from visio.people.models import User
from visio.recordings.models import Consent, Recording, Sound
from visio.testing.sound import FIXTURES, samples

# Who, from when to when in the fixture, and at which moment of the recording that is.
AMINA = ("A", ((0.0, 7.0, 5.0), (33.0, 39.0, 40.0), (46.0, 55.0, 60.0)))
BRUNO = ("B", ((6.0, 16.0, 12.0), (20.0, 27.0, 30.0)))
SPOKEN = {"Amina": AMINA, "Bruno": BRUNO}


@cache
def sound_of(name: str) -> bytes:
    """Their file, as a recorder would have kept it."""
    person, spans = SPOKEN[name]
    whole = samples(FIXTURES / f"meeting_fr_{person}.opus", RATE)
    voice = Voice()
    for since, until, _ in spans:
        for at in range(int(since * RATE), int(until * RATE), Voice.FRAME):
            voice.write(numpy.ascontiguousarray(whole[at : at + Voice.FRAME]))
    voice.close()
    return voice.outlet.cut()


def runs_of(name: str) -> list[list[float]]:
    runs, start = [], 0.0
    for since, until, at in SPOKEN[name][1]:
        runs.append([at, start, until - since])
        start += until - since
    return runs


def spoken_recording(owner: User, *names: str, mode: str = "video", wants_words: bool = True) -> Recording:
    """Ready; those who are named speak. Charlie said no."""
    now = timezone.now()
    recording: Recording = Recording.objects.create(
        owner=owner,
        channel="channel",
        title="Budget",
        started_by=owner.name,
        mode=mode,
        wants_words=wants_words,
        state=Recording.State.READY,
        began_at=now - timedelta(minutes=2),
        ended_at=now,
        expires_at=now + timedelta(days=30),
        seconds=80,
        bytes=1000,
        sha256="0" * 64,
    )
    for name in names:
        identity = f"p-{name.lower()}"
        key = f"{recording.pk}/sound/{identity}.ogg"
        storage.kept.put(key, sound_of(name))
        runs = runs_of(name)
        Sound.objects.create(
            recording=recording,
            identity=identity,
            name=name,
            key=key,
            seconds=runs[-1][1] + runs[-1][2],
            bytes=1000,
            sha256="",
            runs=runs,
        )
        Consent.objects.create(recording=recording, identity=identity, name=name, agrees=True)
    Consent.objects.create(recording=recording, identity="p-charlie", name="Charlie", agrees=False)
    if mode != "words":
        storage.kept.put(f"{recording.pk}/film.mp4", b"film")
    return recording
