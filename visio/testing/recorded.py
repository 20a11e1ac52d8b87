"""Recordings for tests: one that runs, one that is ready with its files, and a dispatcher that has a slot."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from visio.gateways import storage
from visio.media import Mode
from visio.meetings.models import Meeting
from visio.people.models import User
from visio.recordings.models import Consent, Dispatcher, Recording, Sound
from visio.rooms.models import Room, Ticket

FILM = bytes(range(256)) * 8


def free_recorder(slots: int = 1) -> Dispatcher:
    return Dispatcher.objects.update_or_create(id="tests", defaults={"slots": slots, "beat_at": timezone.now()})[0]


def running_recording(slug: str, **more: object) -> Recording:
    """As it is once its first bytes are safe."""
    room = Room.objects.at(slug)
    assert room is not None
    if known := Recording.objects.in_room(room):
        return known
    recording: Recording = Recording.objects.create(
        owner=room.owner,
        room=room,
        meeting=Meeting.objects.open_in(room),
        channel=room.livekit_name,
        title=room.name,
        started_by=room.owner.name,
        state=Recording.State.RECORDING,
        began_at=timezone.now(),
        runner="tests",
        **more,
    )
    return recording


def ready_recording(owner: User, *, room: Room | None = None, title: str = "Budget", mode: Mode = "video") -> Recording:
    now = timezone.now()
    recording: Recording = Recording.objects.create(
        owner=owner,
        room=room,
        channel="channel",
        title=title,
        started_by=owner.name,
        state=Recording.State.READY,
        began_at=now - timedelta(minutes=10),
        ended_at=now,
        expires_at=now + timedelta(days=30),
        seconds=600,
        bytes=len(FILM),
        mode=mode,
        sha256="0" * 64,
    )
    Sound.objects.create(
        recording=recording,
        identity="p-bob",
        name="Bob",
        key=f"{recording.pk}/sound/p-bob.ogg",
        seconds=2,
        bytes=4,
        sha256="",
        runs=[[1.0, 0.0, 2.0]],
    )
    Consent.objects.create(recording=recording, identity="p-bob", name="Bob", agrees=True)
    if mode != "words":
        storage.kept.put(f"{recording.pk}/{'film.mp4' if mode == 'video' else 'sound.m4a'}", FILM)
    storage.kept.put(f"{recording.pk}/sound/p-bob.ogg", b"OggS")
    return recording


def ticket_of(identity: str) -> Ticket:
    return Ticket.objects.select_related("room", "user").get(identity=identity)
