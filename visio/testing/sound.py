"""Speech from files, as engines and microphones take it, and which words were to be heard."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import av
import numpy
from numpy.typing import NDArray

from visio.media.speech import RATE, Sound, of_samples

FIXTURES = Path(__file__).parents[2] / "tests" / "speech"
PEOPLE = "ABCD"

# What Whisper writes in figures and the texts spell out, in both languages of the fixtures.
FIGURES = {
    "fr": {"12": "douze", "20": "vingt", "30": "trente", "50": "cinquante", "1": "un", "%": " pour cent"},
    "en": {"12": "twelve", "20": "twenty", "30": "thirty", "50": "fifty", "1": "one", "%": " percent"},
}


@dataclass(frozen=True)
class Turn:
    speaker: str
    start: float
    end: float
    text: str


def turns(language: str) -> list[Turn]:
    return [Turn(**told) for told in json.loads((FIXTURES / f"meeting_{language}.json").read_text())]


def microphone(language: str, speaker: str) -> Sound:
    """One person's microphone through the whole meeting."""
    return of_samples(samples(FIXTURES / f"meeting_{language}_{speaker}.opus", RATE))


def own_speech(language: str, speaker: str, seconds: float) -> Sound:
    """The first of what one person says, without what others do in between."""
    sound = microphone(language, speaker)
    own = [turn for turn in turns(language) if turn.speaker == speaker]
    parts = [sound[int(turn.start * RATE) : int(turn.end * RATE)] for turn in own]
    return numpy.concatenate(parts)[: int(seconds * RATE)]


def room(language: str) -> Sound:
    """All four at one microphone."""
    return of_samples(samples(FIXTURES / f"meeting_{language}_mix.opus", RATE))


def samples(file: Path, rate: int) -> NDArray[numpy.int16]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
    with av.open(str(file)) as opened:
        frames = [part for frame in opened.decode(audio=0) for part in resampler.resample(frame)]
    frames += resampler.resample(None)
    return numpy.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]).astype(numpy.int16)


def plain(text: str, language: str) -> str:
    """Words as they sound: no capitals, no points, no figures."""
    text = text.casefold().replace("’", "'")
    for figure, word in FIGURES[language].items():
        text = re.sub(rf"(?<!\d){figure}(?!\d)", word, text)
    return " ".join(re.sub(r"[^\w\s]", " ", text).split())
