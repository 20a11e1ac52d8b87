"""Who starts recorders, and notices when one is dead? The `visio recorder` process.

It takes wanted recordings from their table, runs one recorder process for each (`visio/media/recorder.py`, which knows
LiveKit and storage and has no way to the database), writes what they say onto their rows, and starts another where one
dies or falls silent. When this process dies its recorders stop too, and the next one goes on with new ones.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connections
from django.utils import timezone

from visio.configuration import configuration
from visio.gateways import livekit
from visio.recordings.models import Dispatcher, Piece, Recording

log = structlog.get_logger("recorder")

LOOK_SECONDS = 0.25
BEAT_SECONDS = 1.0
# A recorder that says nothing for this long is as good as dead.
SILENT_SECONDS = 3.0
# Before its first word: to load, to connect, after a restart of LiveKit to wait for who comes back first.
STARTING_SECONDS = 40.0
STOP_WITHIN_SECONDS = 15.0
# Whose row nobody has touched for this long is free to take.
LOST = timedelta(seconds=4)
# So many pieces in a row that kept nothing: it is not by chance.
MOST_EMPTY = 4
TICKET_SECONDS = 120

RECORDER = (sys.executable, "-m", "visio.media.recorder")

# What a process that holds no secrets has no business with.
SECRETS = ("DATABASE_URL", "SECRET_KEY", "LIVEKIT_SECRET", "MAIL_URL", "IDENTITY_PROVIDERS")


def run_dispatcher() -> None:
    """Until SIGTERM or SIGINT; its recorders then close what they have."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work = Work(slots=configuration.recorders)
    log.info("recorder.started", slots=work.slots)
    while not stop.is_set():
        try:
            close_old_connections()
            work.step()
        except DatabaseError as error:
            # Recorders go on meanwhile.
            log.warning("recorder.database_lost", error=str(error))
            connections.close_all()
            stop.wait(1)
        stop.wait(LOOK_SECONDS)
    work.close()


@dataclass
class Child:
    """One recorder process, what it said last, and what it was told last."""

    recording: uuid.UUID
    piece: Piece
    process: subprocess.Popen[str]
    heard_at: float = field(default_factory=time.monotonic)
    has_spoken: bool = False
    agreed: list[str] = field(default_factory=list)
    told_to_stop_at: float = 0.0
    lines: queue.SimpleQueue[dict[str, Any]] = field(default_factory=queue.SimpleQueue)

    def __post_init__(self) -> None:
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as said:
            for line in said:
                self.lines.put(json.loads(line))

    def tell(self, **what: object) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(what) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            # It is gone; that is seen where we look for it.
            return

    def bury(self) -> None:
        """However it ended, and if it did not."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.listening.join(1)

    @property
    def is_silent(self) -> bool:
        return time.monotonic() - self.heard_at > (SILENT_SECONDS if self.has_spoken else STARTING_SECONDS)


class Work:
    def __init__(self, *, slots: int, command: tuple[str, ...] = RECORDER) -> None:
        self.command = command
        self.id = uuid.uuid4().hex[:12]
        self.slots = slots
        self.children: dict[uuid.UUID, Child] = {}
        self._beat_at = 0.0

    def step(self) -> None:
        """One look: what our recorders said, what their rows wish, which recordings nobody is at."""
        for child in list(self.children.values()):
            self._hear(child)
        if time.monotonic() - self._beat_at > BEAT_SECONDS:
            self._beat_at = time.monotonic()
            Dispatcher.objects.update_or_create(id=self.id, defaults={"slots": self.slots, "beat_at": timezone.now()})
        for child in list(self.children.values()):
            self._follow(child)
        while len(self.children) < self.slots and (recording := self._claim()):
            self._start(recording)

    def close(self) -> None:
        """They have SIGTERM as well, and some seconds to close their files."""
        for child in self.children.values():
            child.process.terminate()
        for child in self.children.values():
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(3)
            child.bury()
            self._own(child).update(runner="")
        Dispatcher.objects.filter(id=self.id).delete()

    # Taking one

    def _claim(self) -> Recording | None:
        """One that nobody is at, ours from now on: of several who see the same, one changes its row."""
        lost = timezone.now() - LOST
        wanted = Recording.objects.running()
        free = wanted.filter(runner="") | wanted.filter(beat_at__lt=lost)
        for found in free.order_by("asked_at"):
            same = Recording.objects.running().filter(pk=found.pk, runner=found.runner, beat_at=found.beat_at)
            if same.update(runner=self.id, beat_at=timezone.now()):
                return Recording.objects.select_related("meeting").get(pk=found.pk)
        return None

    def _start(self, recording: Recording) -> None:
        if recording.meeting is None or recording.meeting.closed_at:
            self._end(recording.pk)
            return
        if self._is_hopeless(recording):
            self._end(recording.pk, failure="recorder")
            return
        piece = Piece.objects.create(recording=recording, number=recording.pieces.count())
        process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=without_secrets(),
        )
        child = self.children[recording.pk] = Child(recording.pk, piece, process, agreed=recording.agreed)
        before = (timezone.now() - recording.began_at).total_seconds() if recording.began_at else 0.0
        child.tell(
            recording=str(recording.pk),
            piece=piece.number,
            url=configuration.livekit_server_url.replace("http", "ws", 1),
            ticket=livekit.write_recorder_ticket(
                room=recording.channel,
                recording=str(recording.pk),
                seconds=TICKET_SECONDS,
                mode=recording.mode,
                wants_words=recording.wants_words,
            ),
            agreed=child.agreed,
            mode=recording.mode,
            with_names=recording.with_names,
            before=before,
        )
        log.info("recorder.dispatched", recording=str(recording.pk), piece=piece.number, pid=process.pid)

    def _is_hopeless(self, recording: Recording) -> bool:
        last = recording.pieces.order_by("-number").values_list("bytes", flat=True)[:MOST_EMPTY]
        return len(last) == MOST_EMPTY and not any(last)

    # Hearing and telling

    def _hear(self, child: Child) -> None:
        is_gone = child.process.poll() is not None
        while not child.lines.empty():
            said = child.lines.get()
            child.heard_at, child.has_spoken = time.monotonic(), True
            if "beat" in said:
                self._keep_beat(child, seconds=said["beat"], bytes=said["bytes"])
            elif "end" in said:
                self._over(child, end=said["end"], bytes=said["bytes"])
                return
        if is_gone:
            self._over(child, end="died")
        elif child.is_silent:
            self._over(child, end="silent")

    def _keep_beat(self, child: Child, *, seconds: float, bytes: int) -> None:
        now = timezone.now()
        child.piece.bytes = bytes
        self._own(child).update(beat_at=now, seconds=seconds)
        if bytes:
            self._own(child).filter(began_at=None).update(
                began_at=now - timedelta(seconds=seconds), state=Recording.State.RECORDING
            )

    def _over(self, child: Child, *, end: str, bytes: int = 0) -> None:
        """One piece is over. Whether the recording is too, its row says, and how the piece ended."""
        del self.children[child.recording]
        child.bury()
        piece = child.piece
        piece.end, piece.ended_at, piece.bytes = end, timezone.now(), max(piece.bytes, bytes)
        piece.save()
        log.info("recorder.ended", recording=str(child.recording), piece=piece.number, end=end, bytes=piece.bytes)
        if piece.bytes and bytes:
            # So short that no beat told of it.
            self._own(child).filter(began_at=None).update(began_at=piece.began_at)
        if end in ("stopped", "alone") or not self._own(child).filter(pk__in=Recording.objects.running()).exists():
            self._end(child.recording)
        elif end == "storage":
            self._end(child.recording, failure="storage")
        else:
            self._own(child).update(runner="")

    def _follow(self, child: Child) -> None:
        """What its row wishes now."""
        now = time.monotonic()
        recording = Recording.objects.select_related("meeting").filter(pk=child.recording, runner=self.id).first()
        if recording is None:
            # Deleted, or taken by another who believed us dead.
            del self.children[child.recording]
            child.bury()
            return
        if not child.has_spoken:
            self._own(child).update(beat_at=timezone.now())
        is_over = recording.meeting is None or recording.meeting.closed_at
        if (is_over or recording.state == Recording.State.ENDING) and not child.told_to_stop_at:
            self._own(child).update(state=Recording.State.ENDING)
            child.told_to_stop_at = now
            child.tell(stop=True)
        if child.told_to_stop_at and now - child.told_to_stop_at > STOP_WITHIN_SECONDS:
            self._over(child, end="silent")
        agreed = recording.agreed
        if agreed != child.agreed:
            child.agreed = agreed
            child.tell(agreed=agreed)

    def _own(self, child: Child) -> Any:
        return Recording.objects.filter(pk=child.recording, runner=self.id)

    def _end(self, id: uuid.UUID, *, failure: str = "") -> None:
        """No recorder is at it any more, nor will be: `jobs.wind` makes the film."""
        Recording.objects.filter(pk=id).update(
            state=Recording.State.ENDING, runner="", failure=failure, ended_at=timezone.now()
        )


def without_secrets() -> dict[str, str]:
    hidden = tuple(f"VISIO_{name}" for name in SECRETS)
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
