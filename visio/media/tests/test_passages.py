"""A person's file is cut where they pause, the same each time, and every sample knows where in the recording it stands."""

from __future__ import annotations

from collections.abc import Iterator

import numpy
import pytest

from visio.errors import Unavailable
from visio.media import passages as all_passages
from visio.media.passages import Passage, decoded, passages
from visio.media.speech import RATE, Sound, seconds_of
from visio.testing.dictated import runs_of, sound_of


def loud(frame: Sound) -> float:
    return float(numpy.abs(frame).max() > 0.1)


def blocks(sound: Sound, size: int = 3000) -> Iterator[Sound]:
    return (sound[at : at + size] for at in range(0, len(sound), size))


def speech(*spans: tuple[float, float], seconds: float) -> Sound:
    """Loud from when to when; each sample's loudness says which span it is of."""
    sound = numpy.zeros(int(seconds * RATE), numpy.float32)
    for number, (since, until) in enumerate(spans):
        sound[int(since * RATE) : int(until * RATE)] = 0.2 + number / 100
    return sound


def cut(sound: Sound, runs: list[list[float]]) -> list[Passage]:
    return list(passages(blocks(sound), runs, loud))


def test_what_is_said_is_found_at_its_moment() -> None:
    sound = speech((1, 3), (5, 6), seconds=8)
    [passage] = cut(sound, [[100.0, 0.0, 4.0], [200.0, 4.0, 4.0]])
    first, second = passage.places
    assert first.at == pytest.approx(100.7, abs=0.05) and first.at + first.lasts == pytest.approx(103.4, abs=0.05)
    assert second.at == pytest.approx(200.7, abs=0.05) and second.at + second.lasts == pytest.approx(202.4, abs=0.05)
    for place, loudness in ((first, 0.2), (second, 0.21)):
        heard = passage.sound[round(place.begins * RATE) :][: round(place.lasts * RATE)]
        assert heard.max() == pytest.approx(loudness)


def test_nothing_reaches_over_the_end_of_a_run() -> None:
    """Somebody speaks while the line is cut: what comes after the hole stands after it."""
    [passage] = cut(speech((0.5, 5.5), seconds=6), [[0.0, 0.0, 3.0], [60.0, 3.0, 3.0]])
    first, second = passage.places
    assert first.at + first.lasts == pytest.approx(3.0, abs=0.05)
    assert second.at == pytest.approx(60.0, abs=0.05)


def test_no_more_than_an_engine_hears_at_once() -> None:
    found = cut(speech(*((at, at + 5) for at in range(0, 60, 8)), seconds=64), [[0.0, 0.0, 64.0]])
    assert len(found) > 1 and all(seconds_of(each.sound) <= all_passages.TOGETHER_SECONDS for each in found)
    assert [each.until for each in found] == sorted(each.until for each in found)
    assert sum(len(each.places) for each in found) == 8


def test_silence_is_no_passage() -> None:
    assert cut(numpy.zeros(5 * RATE, numpy.float32), [[0.0, 0.0, 5.0]]) == []
    assert cut(numpy.zeros(0, numpy.float32), []) == []


def test_a_file_shorter_than_its_runs_say_just_ends() -> None:
    [passage] = cut(speech((1, 3), seconds=3), [[0.0, 0.0, 10.0], [20.0, 10.0, 10.0]])
    assert passage.places[0].at == pytest.approx(0.7, abs=0.05)


def test_each_utterance_can_be_had_apart() -> None:
    [passage] = cut(speech((1, 3), (5, 6), seconds=8), [[100.0, 0.0, 8.0]])
    for part, place in zip(passage.apart(), passage.places, strict=True):
        assert part.places[0].at == place.at and seconds_of(part.sound) == pytest.approx(place.lasts, abs=0.001)


def test_a_file_is_read_as_long_as_it_is_and_no_further() -> None:
    whole = sound_of("Amina")
    seconds = sum(lasts for _, _, lasts in runs_of("Amina"))
    assert sum(map(len, decoded(iter([whole])))) / RATE == pytest.approx(seconds, abs=0.05)
    halves = [whole[: len(whole) // 2], whole[len(whole) // 2 :]]
    assert sum(map(len, decoded(iter(halves)))) == sum(map(len, decoded(iter([whole]))))
    assert 0 < sum(map(len, decoded(iter(halves[:1])))) / RATE < seconds
    assert list(decoded(iter([b"OggS"]))) == list(decoded(iter([]))) == []


def test_storage_that_stops_in_the_middle_is_no_end_of_the_file() -> None:
    def parts() -> Iterator[bytes]:
        yield sound_of("Amina")[:20_000]
        raise Unavailable("storage", retry=True)

    with pytest.raises(Unavailable):
        list(decoded(parts()))
