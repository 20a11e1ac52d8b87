"""Who writes down what was said? A scribe process; here is what it is told, and how what it says is kept as it comes.

Whatever dies on the way, the next goes on after what each person's part says is heard.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F

from visio.errors import Unavailable
from visio.recordings.dispatch import without_secrets
from visio.recordings.models import Sound
from visio.transcripts.models import Part, Transcript

log = structlog.get_logger("transcripts")

SCRIBE = (sys.executable, "-m", "visio.media.scribe")

# Is it still wished for? So often we look.
LOOK_SECONDS = 2.0
# A scribe that says nothing for so long is as good as dead; who tells voices apart takes longer for more of them.
SILENT_SECONDS = 600.0


class Overtaken(Exception):
    """Nobody wishes for it any more, or another writes it already."""


def take_down(transcript: Transcript) -> None:
    """All that everybody said, as parts of it. Raises Unavailable where nothing more comes, and Overtaken."""
    while left := _left(transcript):
        heard = _heard(transcript)
        scribe = Scribe()
        try:
            for sound, part in left:
                _take_down(scribe, sound, part)
        except Unavailable as trouble:
            # As long as each scribe gets further than the one before it, there is another.
            if _heard(transcript) == heard:
                raise
            log.warning("unavailable", what=trouble.what, recording=str(transcript.recording_id))
        finally:
            scribe.close()


def _left(transcript: Transcript) -> list[tuple[Sound, Part]]:
    """Whose sound is not written down to its end."""
    sounds = list(transcript.recording.sounds.order_by("id"))
    Part.objects.bulk_create(
        (Part(transcript=transcript, identity=sound.identity) for sound in sounds), ignore_conflicts=True
    )
    parts = {part.identity: part for part in transcript.parts.all()}
    return [(sound, parts[sound.identity]) for sound in sounds if parts[sound.identity].heard < sound.seconds]


def _heard(transcript: Transcript) -> float:
    found: float | None = Transcript.objects.filter(pk=transcript.pk).values_list("heard", flat=True).first()
    if found is None:
        raise Overtaken
    return found


def _take_down(scribe: Scribe, sound: Sound, part: Part) -> None:
    for said in scribe.write(sound, part):
        if "lines" in said:
            _keep_lines(part, said["heard"], said["lines"])
        elif "turns" in said:
            _keep(part, turns=said["turns"])
        elif "engine" in said:
            about = {"engine": said["engine"][:120], "model": said["model"][:120]}
            Transcript.objects.filter(pk=part.transcript_id).update(**about)
        elif not Part.objects.filter(pk=part.pk).exists():
            raise Overtaken


@transaction.atomic
def _keep_lines(part: Part, heard: float, lines: list[dict[str, Any]]) -> None:
    more = heard - part.heard
    _keep(part, heard=heard, lines=[*part.lines, *lines])
    Transcript.objects.filter(pk=part.transcript_id).update(heard=F("heard") + more, stuck_at=None)


def _keep(part: Part, **what: Any) -> None:
    """Of two who write the same, the one whose part is as they left it."""
    if not Part.objects.filter(pk=part.pk, heard=part.heard).update(**what):
        raise Overtaken
    for name, value in what.items():
        setattr(part, name, value)


class Scribe:
    """One process, for one person's sound after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            SCRIBE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=without_secrets()
        )
        self._lines: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def write(self, sound: Sound, part: Part) -> Iterator[dict[str, Any]]:
        """What it says, and something empty now and then. Raises Unavailable when it ends before the sound does."""
        is_shared = part.people > 1 or (part.people == 0 and sound.is_shared)
        self._tell(
            key=sound.key,
            seconds=sound.seconds,
            runs=sound.runs,
            language=sound.language,
            heard=part.heard,
            spoke=part.lines[-1]["language"] if part.lines else "",
            is_shared=is_shared,
            people=part.people,
            turns=part.turns,
        )
        patience = SILENT_SECONDS + (sound.seconds if is_shared else 0)
        for said in self._said(patience):
            yield said
            if end := said.get("end"):
                if end != "done":
                    raise Unavailable(end, retry=said["retry"])
                return

    def close(self) -> None:
        """However it ended, and if it did not."""
        self._process.kill()
        self._process.wait()
        self._listening.join(1)
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            return

    def _said(self, patience: float) -> Iterator[dict[str, Any]]:
        heard_at = time.monotonic()
        while time.monotonic() - heard_at < patience:
            try:
                said = self._lines.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                yield {}
            else:
                yield said
                heard_at = time.monotonic()
        raise Unavailable("speech", retry=True)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                self._lines.put(json.loads(line))
        # It is gone, and said not why.
        self._lines.put({"end": "speech", "retry": True})

    def _tell(self, **what: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(what) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            # It is gone; that is heard.
            return
