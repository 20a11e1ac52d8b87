"""How well are voices told apart? The diarization error rate (DER), as NIST defines it: of all the time people speak, how much
is missed, heard where nobody speaks, or given to somebody else, when each voice is taken for the person it suits best.

No collar, and where two speak both count. Checked against pyannote.metrics 4.2.0, which gives the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from visio.media import voices
from visio.testing import sound
from visio.testing.sound import PEOPLE

Active = NDArray[numpy.float64]


def diarization_error(told: Sequence[voices.Turn], true: Sequence[sound.Turn]) -> float:
    """0 is perfect; more than 1 is possible."""
    heard, real, lengths = _side_by_side(told, true)
    together = (real * lengths) @ heard.T
    right = together[linear_sum_assignment(together, maximize=True)].sum()
    errors = (numpy.maximum(real.sum(axis=0), heard.sum(axis=0)) * lengths).sum() - right
    return float(errors / (real * lengths).sum())


def whose(told: Sequence[voices.Turn], true: Sequence[sound.Turn]) -> dict[int, str]:
    """Whom each voice suits best."""
    heard, real, lengths = _side_by_side(told, true)
    pairs = zip(*linear_sum_assignment((real * lengths) @ heard.T, maximize=True), strict=True)
    return {int(voice): PEOPLE[person] for person, voice in pairs}


def wrong_names(said: Sequence[voices.Said], names: Mapping[int, str], true: Sequence[sound.Turn]) -> float:
    """Of the words that bear a name, how many bear one of somebody who does not speak then."""
    named = [
        (names[each.voice], (word.start + word.end) / 2)
        for each in said
        for word in each.segment.words
        if each.voice is not None and each.voice in names
    ]
    speaking = [{turn.speaker for turn in true if turn.start <= at <= turn.end} for _, at in named]
    wrong = [bool(who) and name not in who for (name, _), who in zip(named, speaking, strict=True)]
    return sum(wrong) / max(1, len(wrong))


def _side_by_side(told: Sequence[voices.Turn], true: Sequence[sound.Turn]) -> tuple[Active, Active, Active]:
    """(voices, stretches) and (people, stretches): 1 where they speak; and how long each stretch is in which nobody begins or
    ends."""
    heard = [(turn.start, turn.end, turn.voice) for turn in told]
    real = [(turn.start, turn.end, PEOPLE.index(turn.speaker)) for turn in true]
    edges = sorted({edge for start, end, _ in (*heard, *real) for edge in (start, end)})
    return _active(heard, edges), _active(real, edges), numpy.diff(edges)


def _active(turns: list[tuple[float, float, int]], edges: list[float]) -> Active:
    active = numpy.zeros((1 + max((who for _, _, who in turns), default=-1), max(0, len(edges) - 1)))
    for start, end, who in turns:
        active[who, edges.index(start) : edges.index(end)] = 1
    return active
