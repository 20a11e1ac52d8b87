"""Who tells voices apart is the operator's choice; a pipeline of pyannote.audio is asked as its own pages say, and offline."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy
import pytest

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import diarization
from visio.gateways.diarization import PyannotePipeline
from visio.media.diarizer import EmbeddedDiarizer
from visio.media.fbank import Bands
from visio.media.speech import RATE
from visio.media.voices import PRINT, Print, Turn, Voices

SOUND = numpy.random.default_rng(1).standard_normal(10 * RATE).astype(numpy.float32)


class Ones:
    def print(self, bands: Bands) -> Print:
        return numpy.full(PRINT, PRINT**-0.5, numpy.float32)


@dataclass
class Library:
    """As much of pyannote.audio and torch as is asked; keeps what it was told."""

    told: list[tuple[float, float, str]] = field(default_factory=list)
    version: int = 4
    trouble: Exception | None = None
    is_there: bool = True
    loaded: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[Any, dict[str, int]]] = field(default_factory=list)

    def from_pretrained(self, name: str) -> Any:
        self.loaded.append(name)
        self.environment = dict(os.environ)
        return self._answer if self.is_there else None

    def _answer(self, heard: Any, **given: int) -> Any:
        self.asked.append((heard, given))
        if self.trouble:
            raise self.trouble
        return SimpleNamespace(speaker_diarization=self) if self.version == 4 else self

    def itertracks(self, *, yield_label: bool) -> Iterator[tuple[Any, str, str]]:
        assert yield_label
        for start, end, name in self.told:
            yield SimpleNamespace(start=start, end=end), "A", name


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    library = Library()
    modules: dict[str, Any] = {name: ModuleType(name) for name in ("pyannote", "pyannote.audio", "torch")}
    modules["pyannote.audio"].Pipeline = SimpleNamespace(from_pretrained=library.from_pretrained)
    modules["torch"].from_numpy = lambda samples: samples
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("PYANNOTE_METRICS_ENABLED", raising=False)
    return library


def diarized(people: int = 0) -> Voices:
    return PyannotePipeline("/models/community-1", Ones()).diarize(SOUND, people=people)


def test_the_one_inside_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(diarization.diarizer(), EmbeddedDiarizer)
    named = configuration.model_copy(update={"diarizer": "/models/community-1"})
    monkeypatch.setattr(diarization, "configuration", named)
    assert isinstance(diarization.diarizer(), PyannotePipeline)


@pytest.mark.parametrize("version", [3, 4])
def test_its_turns_are_ours_with_voices_by_number(library: Library, version: int) -> None:
    library.version = version
    library.told = [(0.5, 2.0, "SPEAKER_01"), (2.5, 4.0, "SPEAKER_00"), (4.5, 6.0, "SPEAKER_01")]
    voices = diarized()
    assert voices.turns == [Turn(0.5, 2.0, 0), Turn(2.5, 4.0, 1), Turn(4.5, 6.0, 0)]
    assert len(voices.prints) == 2 and all(print_.any() for print_ in voices.prints)


def test_it_is_given_the_sound_and_the_number_of_people(library: Library) -> None:
    assert diarized() == Voices([], [])
    diarized(people=3)
    (heard, nothing), (_, given) = library.asked
    assert heard["sample_rate"] == RATE and heard["waveform"].shape == (1, len(SOUND))
    assert nothing == {} and given == {"num_speakers": 3}


def test_it_fetches_nothing_and_tells_nobody(library: Library) -> None:
    diarized()
    assert library.loaded == ["/models/community-1"]
    assert library.environment["HF_HUB_OFFLINE"] == "1"
    assert library.environment["PYANNOTE_METRICS_ENABLED"] == "0"


def test_it_is_loaded_once(library: Library) -> None:
    pipeline = PyannotePipeline("/models/community-1", Ones())
    pipeline.diarize(SOUND)
    pipeline.diarize(SOUND)
    assert len(library.loaded) == 1


def test_without_the_library_or_its_pipeline_it_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.is_there = False
    with pytest.raises(Unavailable) as refused:
        diarized()
    assert refused.value.what == "speech" and not refused.value.retry
    monkeypatch.setitem(sys.modules, "pyannote.audio", None)
    with pytest.raises(Unavailable) as refused:
        diarized()
    assert refused.value.what == "speech" and not refused.value.retry


@pytest.mark.parametrize(("trouble", "may_help"), [(OSError("server away"), True), (RuntimeError("no memory"), False)])
def test_its_trouble_is_told_in_our_words(library: Library, trouble: Exception, may_help: bool) -> None:
    library.trouble = trouble
    with pytest.raises(Unavailable) as refused:
        diarized()
    assert refused.value.what == "speech" and refused.value.retry is may_help
