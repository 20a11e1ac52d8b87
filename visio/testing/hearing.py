"""How well is speech recognised? Word errors of each person: what is theirs and wrong, missing or too much.

With a microphone each, the concatenated minimum-permutation word error rate (cpWER) is this, for nobody's words can be taken
for another's. With one for all, each voice is taken for the person it suits best, and words given to another count twice: they
are missing there and too much here.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import jiwer
import numpy
from scipy.optimize import linear_sum_assignment

from visio.gateways import voice
from visio.media.speech import Engine, Sound, seconds_of, text_of
from visio.media.utterances import FRAME, FRAME_SECONDS, Cutter, Utterance
from visio.media.voices import Said
from visio.testing.sound import PEOPLE, microphone, plain, turns


@dataclass(frozen=True)
class Score:
    """`compute` and `spoken` in seconds: of the processor's clock on the wall, and of sound that was recognised."""

    wrong: float
    compute: float
    spoken: float
    utterances: int


def recognised(engine: Engine, language: str, *, carefully: bool) -> Score:
    """A whole meeting, cut as it is cut for captions."""
    network = voice.load()
    said: dict[str, str] = {}
    compute = spoken = 0.0
    count = 0
    for person in PEOPLE:
        texts = []
        for utterance in cut(microphone(language, person), Cutter(voice.Voice(network).likelihood)):
            began = time.monotonic()
            texts.append(text_of(engine.recognise(utterance.sound, language=language, carefully=carefully)))
            compute += time.monotonic() - began
            spoken += seconds_of(utterance.sound)
            count += 1
        said[person] = " ".join(texts)
    return Score(wrong_words(said, language), compute, spoken, count)


def cut(sound: Sound, cutter: Cutter) -> list[Utterance]:
    """As if it came from a microphone, without waiting for it."""
    found = [
        cutter.hear(sound[at : at + FRAME], at / FRAME * FRAME_SECONDS) for at in range(0, len(sound) - FRAME, FRAME)
    ]
    return [utterance for utterance in [*found, cutter.finish()] if utterance]


def wrong_words(said: Mapping[str, str], language: str) -> float:
    """cpWER: errors of all microphones over all words that were to be heard."""
    people = sorted(said)
    found = jiwer.process_words(
        [_whole(person, language) for person in people], [plain(said[person], language) or "-" for person in people]
    )
    return float(found.wer)


def wrong_words_shared(said: Iterable[Said], language: str) -> float:
    """cpWER where voices had to be told apart first."""
    voices: dict[int | None, list[str]] = defaultdict(list)
    for each in said:
        voices[each.voice].append(each.segment.text)
    heard = [plain(" ".join(texts), language) for texts in voices.values()]
    true = [_whole(person, language) for person in PEOPLE]
    most = max(len(heard), len(true))
    heard, true = heard + [""] * (most - len(heard)), true + [""] * (most - len(true))
    wrong = numpy.array([[_errors(whole, text) for text in heard] for whole in true])
    return float(wrong[linear_sum_assignment(wrong)].sum() / sum(len(whole.split()) for whole in true))


def _whole(person: str, language: str) -> str:
    return plain(" ".join(turn.text for turn in turns(language) if turn.speaker == person), language)


def _errors(true: str, heard: str) -> int:
    if not true or not heard:
        return len(true.split()) + len(heard.split())
    found = jiwer.process_words(true, heard)
    return found.substitutions + found.deletions + found.insertions
