"""The scribe: writes down what one person after another said, from their own sound in storage, as well as the engine can.

A process of its own, which knows storage and the engine and nothing else. Each line of JSON on its standard input is one
person's sound; what it has heard it says on its standard output, some seconds of speech at a time, so that whoever keeps
that may go on from there with another scribe. When nobody holds the other end any more, it stops.

It begins each sound with what it is written with, and ends it with `done`, or with what was missing: `speech` or `storage`,
and whether waiting may help.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import IO, Any

import numpy

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import diarization, speech, storage, voice
from visio.media.attribution import attribute
from visio.media.lines import lines, placed
from visio.media.passages import Passage, Run, decoded, passages
from visio.media.speech import Engine, Segment, Sound, seconds_of
from visio.media.voices import Diarizer, Turn

# Meetings that go on come first.
NICE = 10
# Shorter than this, and which language it is would be a guess.
CLEAR_SECONDS = 2.5
# So many utterances in a row of which the engine makes nothing: it is the engine.
MOST_UNCLEAR = 3


@dataclass
class Job:
    """One person's sound: `heard` seconds of it are written down already, the last of them in the language `spoke`.

    `language` is empty where it is to be found out. `turns` say who speaks when at a shared microphone, on the file's time,
    once that is known; `people` how many there are, 0 where nobody said so.
    """

    key: str
    seconds: float
    runs: list[Run]
    language: str = ""
    heard: float = 0.0
    spoke: str = ""
    is_shared: bool = False
    people: int = 0
    turns: list[tuple[float, float, int]] | None = None


@dataclass
class Scribe:
    engine: Engine
    diarizer: Diarizer
    _network: Any = field(default_factory=voice.load)
    _unclear: int = 0

    def write(self, job: Job) -> Iterator[dict[str, Any]]:
        """What is to be said of it. Raises Unavailable, and FileNotFoundError where there is no such sound."""
        turns: list[Turn] = []
        if job.is_shared:
            if job.turns is None:
                yield (told := self._tell_apart(job))
                job.turns = told["turns"]
            turns = _turns(job)
        ear = voice.Voice(self._network)
        for passage in passages(decoded(storage.kept.open(job.key)), job.runs, ear.likelihood):
            if passage.until > job.heard:
                segments = self._hear(passage, job)
                yield {"heard": passage.until, "lines": _written(segments, turns)}
        yield {"heard": job.seconds, "lines": []}

    def _hear(self, passage: Passage, job: Job) -> list[Segment]:
        """On the recording's time."""
        is_clear = seconds_of(passage.sound) >= CLEAR_SECONDS
        language = job.language or ("" if is_clear else job.spoke)
        try:
            segments = self.engine.recognise(passage.sound, language=language, carefully=True)
        except Unavailable as trouble:
            if trouble.retry or (len(passage.places) == 1 and self._unclear >= MOST_UNCLEAR):
                raise
            return self._hear_apart(passage, job)
        if segments and len(passage.places) > 1 and not any(segment.words for segment in segments):
            # Of an engine that times no words nobody knows where in the passage they are.
            return self._hear_apart(passage, job)
        self._unclear = 0
        if segments and is_clear:
            job.spoke = segments[0].language
        return placed(segments, passage)

    def _hear_apart(self, passage: Passage, job: Job) -> list[Segment]:
        if len(passage.places) > 1:
            return [segment for part in passage.apart() for segment in self._hear(part, job)]
        # Is it the engine? Else something was said there; whoever reads sees that, and can listen.
        speech.greet()
        self._unclear += 1
        [place] = passage.places
        return [Segment("…", place.at, place.at + place.lasts, job.language or job.spoke, 0.0)]

    def _tell_apart(self, job: Job) -> dict[str, Any]:
        """All of the sound is needed for that. What voices sound like is told, for whoever knows some of them to name."""
        with tempfile.TemporaryFile(dir=configuration.data_dir) as file:
            voices = self.diarizer.diarize(_whole(job, file), people=job.people)
        turns = [(round(turn.start, 3), round(turn.end, 3), turn.voice) for turn in voices.turns]
        return {"turns": turns, "prints": [each.tolist() for each in voices.prints]}


def _whole(job: Job, file: IO[bytes]) -> Sound:
    """On the disk, from where as much of it is in memory as there is room for."""
    for block in decoded(storage.kept.open(job.key)):
        file.write(block.tobytes())
    file.flush()
    return numpy.memmap(file, numpy.float32, "r") if file.tell() else numpy.zeros(0, numpy.float32)


def _turns(job: Job) -> list[Turn]:
    """On the recording's time; cut where a run ends."""
    found = []
    for at, start, lasts in job.runs:
        for begins, ends, number in job.turns or []:
            first, last = max(begins, start), min(ends, start + lasts)
            if first < last:
                found.append(Turn(at + first - start, at + last - start, number))
    return found


def _written(segments: list[Segment], turns: list[Turn]) -> list[dict[str, Any]]:
    said = attribute(segments, turns)
    voices = groupby(said, key=lambda each: each.voice)
    return [_line(line, number) for number, each in voices for line in lines(one.segment for one in each)]


def _line(line: Segment, number: int | None) -> dict[str, Any]:
    return {
        "start": round(line.start, 3),
        "end": round(line.end, 3),
        "language": line.language,
        "text": line.text,
        "confidence": round(line.confidence, 3),
        "words": [[word.text, word.start, word.end, round(word.confidence, 3)] for word in line.words],
        "voice": number,
    }


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def _listen(jobs: queue.SimpleQueue[Job]) -> None:
    for line in sys.stdin:
        jobs.put(Job(**json.loads(line)))
    # Whoever wanted it is gone, and what is being recognised is of no use to anybody.
    os._exit(0)


def main() -> None:
    os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    scribe = Scribe(speech.engine(), diarization.diarizer())
    while True:
        job = jobs.get()
        say(engine=scribe.engine.name, model=scribe.engine.model)
        try:
            for said in scribe.write(job):
                say(**said)
        except Unavailable as trouble:
            say(end=trouble.what, retry=trouble.retry)
        except FileNotFoundError:
            say(end="storage", retry=False)
        else:
            say(end="done")


if __name__ == "__main__":
    main()
