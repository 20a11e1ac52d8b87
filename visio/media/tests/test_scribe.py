"""One person's sound is written down as it goes; whoever goes on in the middle writes the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from visio.errors import Unavailable
from visio.gateways import speech, storage
from visio.media import passages
from visio.media.scribe import Job, Scribe
from visio.media.speech import Segment, Sound, Word, seconds_of
from visio.testing.dictated import AMINA, runs_of, sound_of
from visio.testing.scribe import Engine, TakingTurns

Recognise = Callable[..., list[Segment]]

SECONDS = sum(until - since for since, until, _ in AMINA[1])


@pytest.fixture(autouse=True)
def sound(kept: storage.Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.put("rec/sound/a.ogg", sound_of("Amina"))
    monkeypatch.setattr(passages, "TOGETHER_SECONDS", 6.0)


def job(**how: Any) -> Job:
    return Job(key="rec/sound/a.ogg", seconds=SECONDS, runs=[*runs_of("Amina")], **how)


class Told(Engine):
    """An engine that does what a test says."""

    def __init__(self, recognise: Recognise) -> None:
        self._recognise = recognise

    def recognise(self, sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        return self._recognise(sound, language=language, carefully=carefully)


def scribe(recognise: Recognise | None = None) -> Scribe:
    return Scribe(Told(recognise) if recognise else Engine(), TakingTurns())


def written(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for each in said for line in each.get("lines", [])]


def test_what_somebody_said_stands_where_they_said_it() -> None:
    said = list(scribe().write(job()))
    spans = [(at, at + until - since) for since, until, at in AMINA[1]]
    lines = written(said)
    assert all(any(begin <= line["start"] < line["end"] <= end + 0.05 for begin, end in spans) for line in lines)
    assert all(any(begin <= line["start"] < end for line in lines) for begin, end in spans)
    assert said[-1] == {"heard": SECONDS, "lines": []}
    assert [each["heard"] for each in said] == sorted(each["heard"] for each in said)
    word, start, end, confidence = lines[0]["words"][0]
    assert (word, confidence) == ("m0", 0.5) and lines[0]["start"] == start < end


def test_whoever_goes_on_in_the_middle_writes_the_same() -> None:
    whole = list(scribe().write(job()))
    assert len(whole) > 3
    for done in range(len(whole)):
        before = whole[:done]
        heard = before[-1]["heard"] if before else 0.0
        assert [*before, *scribe().write(job(heard=heard))][: len(whole)] == whole


def test_the_language_somebody_said_they_speak_is_not_guessed() -> None:
    told: list[str] = []

    def recognise(sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        told.append(language)
        return Engine().recognise(sound, language=language, carefully=carefully)

    assert {line["language"] for line in written(list(scribe(recognise).write(job(language="en"))))} == {"en"}
    assert set(told) == {"en"}
    told.clear()
    list(scribe(recognise).write(job()))
    assert set(told) == {""}


def test_an_engine_that_times_no_words_is_asked_for_each_utterance() -> None:
    def recognise(sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        return [Segment(f"{seconds_of(sound):.0f} s", 0.0, seconds_of(sound), "fr", 1.0)]

    spans = [(at, at + until - since) for since, until, at in AMINA[1]]
    lines = written(list(scribe(recognise).write(job())))
    assert all(any(begin <= line["start"] < line["end"] <= end + 0.1 for begin, end in spans) for line in lines)


def test_what_an_engine_makes_nothing_of_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """One utterance that is refused does not cost the rest."""
    monkeypatch.setattr(speech, "greet", lambda: None)
    refused: list[Sound] = []

    def recognise(sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        if not refused or sound is refused[0]:
            refused.append(sound)
            raise Unavailable("speech", retry=False)
        return [Segment("oui", 0.0, 1.0, "fr", 1.0, (Word("oui", 0.0, 1.0, 1.0),))]

    texts = [line["text"] for line in written(list(scribe(recognise).write(job())))]
    assert "oui" in texts
    assert texts.count("…") <= 1


def test_an_engine_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> list[Segment]:
        raise Unavailable("speech", retry=False)

    monkeypatch.setattr(speech, "greet", away)
    with pytest.raises(Unavailable):
        list(scribe(away).write(job()))
    # It greets, and still makes nothing of anything.
    monkeypatch.setattr(speech, "greet", lambda: None)
    one = scribe(away)
    list(one.write(job()))
    with pytest.raises(Unavailable):
        list(one.write(job()))


def test_a_sound_that_is_gone_is_said() -> None:
    with pytest.raises(FileNotFoundError):
        list(scribe().write(Job(key="rec/sound/nobody.ogg", seconds=1.0, runs=[[0.0, 0.0, 1.0]])))


def test_a_sound_that_cannot_be_read_has_no_words(kept: storage.Folder) -> None:
    kept.put("rec/sound/a.ogg", b"OggS")
    assert list(scribe().write(job())) == [{"heard": SECONDS, "lines": []}]


def test_voices_at_one_microphone_have_lines_of_their_own() -> None:
    first, *rest = scribe().write(job(is_shared=True))
    assert first["turns"][:2] == [(0.0, 3.0, 0), (3.0, 6.0, 1)] and len(first["prints"]) == 2
    lines = written(rest)
    assert {line["voice"] for line in lines} == {0, 1}
    assert lines[0]["voice"] == 0 and lines[0]["end"] <= 5.0 + 3.5
    # Told once: who goes on is told of them.
    assert list(scribe().write(job(is_shared=True, turns=first["turns"]))) == rest
    assert {line["voice"] for line in written(list(scribe().write(job())))} == {None}
