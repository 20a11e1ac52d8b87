"""How well and how fast is speech recognised? Words wrong on each person's own microphone, and how long after the last word
of a sentence it can be read: four people speak for 101 s in a real meeting, on the real SFU."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack

from bench.cores import cpu_seconds
from bench.figures import percentile
from tests.journeys.running import Running, until
from tests.journeys.speaker import Speaker
from visio.gateways.diarization import diarizer
from visio.gateways.speech import EmbeddedWhisper
from visio.media.attribution import attribute
from visio.media.speech import seconds_of
from visio.media.voiceprints import enrol, match
from visio.media.voices import Diarizer
from visio.testing.hearing import recognised, wrong_words, wrong_words_shared
from visio.testing.sound import PEOPLE, Turn, own_speech, room, turns
from visio.testing.telling import diarization_error, wrong_names

LANGUAGES = ("fr", "en")
# A line that begins this much before or after its turn belongs to another.
NEAR_SECONDS = 1.0


def report() -> Iterator[str]:
    engine = EmbeddedWhisper()
    # First, so that the most memory is the diarizer's own.
    for language in LANGUAGES:
        yield from _shared(engine, diarizer(), language)
    for language in LANGUAGES:
        for carefully in (True, False):
            score = recognised(engine, language, carefully=carefully)
            yield (
                f"{language}, {'beam 5' if carefully else 'greedy'}: {score.wrong:.1%} of words wrong (cpWER, a microphone"
                f" each), {score.compute / score.spoken:.2f} s of computing for a second of speech,"
                f" {score.compute / score.utterances:.2f} s for an utterance"
            )
    visio = Running(23600)
    try:
        yield f"captioner with nothing to do: {memory(visio):.0f} MB"
        for language in LANGUAGES:
            yield from _live(visio, language)
        yield f"captioner after that: {memory(visio):.0f} MB, at most {memory(visio, 'VmHWM'):.0f} MB"
    finally:
        visio.stop()


def _shared(engine: EmbeddedWhisper, ears: Diarizer, language: str) -> Iterator[str]:
    """All four at one microphone; each has read for twelve seconds before, to be known again."""
    sound, true = room(language), turns(language)
    began = time.monotonic()
    voices = ears.diarize(sound)
    took = (time.monotonic() - began) / seconds_of(sound)
    yield (
        f"{language}, one microphone: {diarization_error(voices.turns, true):.1%} DER ({len(voices.prints)} voices,"
        f" no collar), {took:.2f} s of computing for a second, {own_peak():.0f} MB at most so far"
    )
    said = attribute(engine.recognise(sound, language=language, carefully=True), voices.turns)
    known = match(voices.prints, {name: enrol(own_speech(language, name, 12), ears) for name in PEOPLE})
    names = {voice: each.who for voice, each in known.items()}
    yield (
        f"{language}, one microphone: {wrong_words_shared(said, language):.1%} of words wrong (cpWER), {len(names)} of"
        f" {len(PEOPLE)} people known again, {wrong_names(said, names, true):.1%} of words under a wrong name"
    )


def _live(visio: Running, language: str) -> Iterator[str]:
    path = visio.make_room()
    host = visio.signed_in("rooms@example.org")
    entry = host.post(f"/api/rooms{path}/join", json={"name": "Host", "device": "desktop"}).raise_for_status().json()
    with ExitStack() as inside:
        people = {name: inside.enter_context(Speaker(visio, path, name, language=language)) for name in PEOPLE}
        reader = people["A"]
        shown = {"Authorization": f"Bearer {entry['pass']}"}
        until(lambda: visio.presences(path), what="the meeting to be open")
        wish = {**host.headers, **shown}
        host.put("/api/meeting/captions", json={"on": True}, headers=wish).raise_for_status()
        until(lambda: reader.hears_captioner, what="the captioner to be ready")
        before = cpu_seconds(visio.pids("captioner"))
        began = time.time()
        speaking = [one.says(language, name, until=101) for name, one in people.items()]
        for each in speaking:
            each.result(150)
        took = time.time() - began
        time.sleep(8)
        cores = (cpu_seconds(visio.pids("captioner")) - before) / took
        yield from _told(language, reader.read, began, cores)


def _told(language: str, read: list[tuple[float, str, dict[str, str]]], began: float, cores: float) -> Iterator[str]:
    said: dict[str, list[tuple[float, str]]] = defaultdict(list)
    first: dict[str, float] = {}
    delays, firsts = [], []
    everything = turns(language)
    for came, text, about in read:
        start = int(about["visio.at"]) / 1000 - began
        first.setdefault(about["lk.segment_id"], came - began - start)
        if about["lk.transcription_final"] != "true" or not text:
            continue
        said[about["visio.name"]].append((start, text))
        if turn := _turn_of(everything, about["visio.name"], start, came - began):
            delays.append(came - began - turn.end)
            firsts.append(first[about["lk.segment_id"]])
    texts: Mapping[str, str] = {name: " ".join(text for _, text in sorted(said[name])) for name in PEOPLE}
    yield (
        f"{language}, live: {wrong_words(texts, language):.1%} of words wrong; final text p50 {percentile(delays, 0.5):.1f} s,"
        f" p95 {percentile(delays, 0.95):.1f} s after the last word; first words p50 {percentile(firsts, 0.5):.1f} s after the"
        f" first; captioner {cores:.2f} cores (n={len(delays)})"
    )


def _turn_of(everything: list[Turn], name: str, start: float, came: float) -> Turn | None:
    """Whose last word this line ends with; None for what is a turn's first part."""
    own = [turn for turn in everything if turn.speaker == name]
    return next((turn for turn in own if turn.start - NEAR_SECONDS <= start <= turn.end and came > turn.end), None)


def own_peak() -> float:
    """Of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def memory(visio: Running, what: str = "VmRSS") -> float:
    """Of the captioner, in MB."""
    (pid,) = visio.pids("captioner")
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith(what))
