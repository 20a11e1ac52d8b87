"""Four people meet, and what was seen, heard and said is kept: a film that plays, and every word under the name of who said it."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import permutations
from pathlib import Path
from typing import Any

import av
import jiwer
import numpy as np
from playwright.sync_api import expect

from tests.journeys.film import RATE, film_of
from tests.journeys.person import Person
from tests.journeys.running import Running, until
from tests.journeys.speaker import Colour, Speaker
from tests.journeys.test_captions import band, history
from tests.journeys.test_recording import film_path, is_over, is_recording, made, starts_recording, stops_recording
from visio.testing.sound import plain, turns

# In these seconds of the meeting each of the four speaks, and enough is said to count errors.
UNTIL = 60.0
PEOPLE = {"A": "Claire", "B": "Paul", "C": "Emma", "D": "David"}
COLOURS: dict[str, Colour] = {"A": (80, 90, 240), "B": (170, 166, 16), "C": (106, 54, 34), "D": (41, 240, 110)}
# So far from its moment may a word stand, as it is sent, heard and timed.
NEAR = 1.5


@dataclass
class Line:
    name: str
    number: int
    start: float
    end: float
    text: str
    words: list[Any]


def transcript_of(visio: Running, recording: Any) -> tuple[dict[str, Any], list[Line]]:
    """Once it is there, as the embedded database has it."""
    id = str(recording["id"]).replace("-", "")
    wanted = "SELECT * FROM transcripts_transcript WHERE recording_id = ?"
    said = (
        "SELECT speaker.name, speaker.number, start, end, text, words FROM transcripts_segment segment"
        " JOIN transcripts_speaker speaker ON speaker.id = segment.speaker_id"
        " WHERE segment.transcript_id = ? ORDER BY start, segment.id"
    )

    def look(sql: str, value: object) -> list[Any]:
        with closing(sqlite3.connect(visio.folder / "visio.sqlite3")) as database:
            database.row_factory = sqlite3.Row
            return database.execute(sql, [value]).fetchall()

    def over() -> Any:
        found = look(wanted, id)
        return found[0] if found and found[0]["state"] in ("ready", "failed") else None

    transcript = dict(until(over, seconds=120, what="the transcript to be written"))
    return transcript, [
        Line(row["name"], row["number"], row["start"], row["end"], row["text"], json.loads(row["words"]))
        for row in look(said, transcript["id"])
    ]


def test_four_people_are_remembered(visio: Running, amina: Person) -> None:
    path = amina.starts_a_meeting()
    amina.enters()
    with ExitStack() as inside:
        speakers = {
            one: inside.enter_context(Speaker(visio, path, name, language="fr", colour=COLOURS[one]))
            for one, name in PEOPLE.items()
        }
        for name in PEOPLE.values():
            expect(amina.tile(name)).to_be_visible()
        amina.button("Captions: switch them on for everyone").click()
        until(lambda: all(speaker.hears_captioner for speaker in speakers.values()), what="the captioner")
        starts_recording(amina, with_words=True)
        for speaker in speakers.values():
            speaker.agrees()
        is_recording(amina)
        # They hear that they are being recorded before they begin.
        amina.page.wait_for_timeout(3_000)
        began = time.monotonic()
        speaking = [speaker.says("fr", one, until=UNTIL) for one, speaker in speakers.items()]
        expect(band(amina)).to_contain_text("migration")
        for one in speaking:
            one.result(120)
        lasted = time.monotonic() - began
        captions_are_right(speakers)
        amina.chooses("What was said")
        for name in PEOPLE.values():
            expect(history(amina)).to_contain_text(name)
        amina.page.wait_for_timeout(1_000)
        stops_recording(amina)
        is_over(amina)
    recording = made(visio, "amina@example.org")
    film_is_right(film_path(visio, recording), recording["seconds"], at_least=lasted)
    transcript, lines = transcript_of(visio, recording)
    assert transcript["state"] == "ready" and transcript["language"] == "fr"
    assert transcript["engine"].startswith("faster-whisper") and transcript["model"] == "whisper base int8"
    said = {one: " ".join(line.text for line in lines if line.name == name) for one, name in PEOPLE.items()}
    wrong = wrong_words(said)
    print(f"words that are wrong, missing or too much: {wrong:.1%}; the meeting took {lasted:.1f} s")
    names_are_right(lines, late=max(0.0, lasted - UNTIL))
    assert wrong <= 0.20


def test_people_at_one_microphone_are_told_apart(visio: Running, amina: Person) -> None:
    """Nobody knows their names: they are voices with a number, and each line is one voice's."""
    path = amina.starts_a_meeting()
    amina.enters()
    with Speaker(visio, path, "Salle Jaurès", language="fr") as together:
        expect(amina.tile("Salle Jaurès")).to_be_visible()
        together.shares_microphone()
        starts_recording(amina, with_words=True)
        together.agrees()
        is_recording(amina)
        amina.page.wait_for_timeout(3_000)
        together.says("fr", "mix", until=UNTIL).result(120)
        amina.page.wait_for_timeout(1_000)
        stops_recording(amina)
        is_over(amina)
    _, lines = transcript_of(visio, made(visio, "amina@example.org"))
    numbers = sorted({line.number for line in lines})
    assert numbers == [1, 2, 3, 4] and {line.name for line in lines} == {""}
    said = [" ".join(line.text for line in lines if line.number == number) for number in numbers]
    wrong = min(wrong_words(dict(zip(PEOPLE, order, strict=True))) for order in permutations(said))
    print(f"words at one microphone that are wrong, or another's: {wrong:.1%}")
    assert wrong <= 0.25


def captions_are_right(speakers: dict[str, Speaker]) -> None:
    """Each line that is final says who said it, and all four have some."""
    identities = {speaker.identity: speaker.name for speaker in speakers.values()}
    reader = speakers["A"]

    def finals() -> dict[str, set[str]]:
        told = [about for _, _, about in list(reader.read) if about["lk.transcription_final"] == "true"]
        return {
            name: {one["visio.name"] for one in told if one["visio.identity"] == id} for id, name in identities.items()
        }

    until(lambda: all(finals().values()), what=lambda: f"captions of all: {finals()}")
    assert finals() == {name: {name} for name in PEOPLE.values()}


def film_is_right(path: Path, seconds: float, *, at_least: float) -> None:
    film = film_of(path)
    assert film.size == (1280, 720)
    assert abs(film.seconds - seconds) < 0.5 and film.seconds > at_least
    assert abs(len(film.sound) / RATE - film.seconds) < 0.5
    assert film.loudness(3, film.seconds) > 0.005
    with av.open(str(path)) as file:
        file.seek(int(film.seconds / 2 * av.time_base))
        picture = next(file.decode(video=0)).to_ndarray(format="yuv444p").astype(int)
    for colour in COLOURS.values():
        apart = np.abs(picture - np.array(colour).reshape(3, 1, 1)).max(axis=0)
        assert (apart < 24).mean() > 0.01, f"nobody shows {colour}"


def names_are_right(lines: list[Line], *, late: float) -> None:
    """Every line is of whom it names: by its words, and by when each was said. A busy machine speaks so much too late."""
    assert {line.name for line in lines} == set(PEOPLE.values())
    held = {name: [turn for turn in turns("fr") if turn.speaker == one] for one, name in PEOPLE.items()}
    began = min(line.start for line in lines if line.name == "Claire") - held["Claire"][0].start
    for line in lines:
        alike = {name: likeness(line.text, " ".join(turn.text for turn in said)) for name, said in held.items()}
        assert alike[line.name] == max(alike.values()), f"{line} is more like {alike}"
        assert line.words
        for text, start, end, _ in line.words:
            at = (start + end) / 2 - began
            spoke = any(turn.start - NEAR < at < turn.end + NEAR + late for turn in held[line.name])
            assert spoke, f"{line.name} did not say {text!r} at {at:.1f} s"


def likeness(text: str, said: str) -> int:
    """How many of its words somebody said, in their order."""
    blocks = SequenceMatcher(a=plain(text, "fr").split(), b=plain(said, "fr").split(), autojunk=False)
    return sum(block.size for block in blocks.get_matching_blocks())


def wrong_words(said: dict[str, str]) -> float:
    """Of all that was to be heard, what is wrong, missing, too much, or another's (cpWER)."""
    held = [turn for turn in turns("fr") if turn.end <= UNTIL]
    true = [plain(" ".join(turn.text for turn in held if turn.speaker == one), "fr") for one in PEOPLE]
    return float(jiwer.process_words(true, [plain(said[one], "fr") or "-" for one in PEOPLE]).wer)
