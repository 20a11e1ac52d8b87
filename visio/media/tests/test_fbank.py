"""The bands a voice network hears: Kaldi's, to the last digits that matter."""

from __future__ import annotations

import numpy
import pytest

from visio.media.fbank import BANDS, fbank, normalised
from visio.media.speech import RATE, Sound

# Of kaldi-native-fbank 1.23.0 (dither 0, 80 bands) for `chirp()`: (frame, band) and what it says there.
KALDI = {
    (0, 0): -4.069,
    (0, 5): 2.012,
    (0, 40): -15.942,
    (25, 20): -10.592,
    (25, 72): 4.461,
    (50, 45): 1.088,
    (75, 60): -10.37,
    (97, 62): -3.909,
    (97, 79): -15.744,
}


def chirp() -> Sound:
    """A second that climbs from 100 Hz to 4 kHz, over a little of another tone."""
    time = numpy.arange(RATE) / RATE
    sound = 0.5 * numpy.sin(2 * numpy.pi * (100 * time + 1950 * time**2)) + 0.05 * numpy.sin(2 * numpy.pi * 6000 * time)
    return sound.astype(numpy.float32)


def tone(hertz: float) -> Sound:
    return numpy.sin(2 * numpy.pi * hertz * numpy.arange(RATE) / RATE).astype(numpy.float32)


def test_it_says_what_kaldi_says() -> None:
    bands = fbank(chirp())
    assert bands.shape == (98, BANDS)
    for place, said in KALDI.items():
        assert bands[place] == pytest.approx(said, abs=2e-3)


def test_a_frame_every_hundredth_of_a_second_as_many_as_fit() -> None:
    assert [len(fbank(numpy.zeros(length, numpy.float32))) for length in (0, 399, 400, 559, 560)] == [0, 0, 1, 1, 2]


def test_silence_has_a_number() -> None:
    assert numpy.isfinite(fbank(numpy.zeros(RATE, numpy.float32))).all()


def test_a_higher_tone_is_in_a_higher_band() -> None:
    loudest = [int(fbank(tone(hertz)).mean(axis=0).argmax()) for hertz in (200, 400, 800, 1600, 3200, 6400)]
    assert loudest == sorted(set(loudest))


def test_normalised_loudness_says_nothing() -> None:
    noise: Sound = numpy.random.default_rng(7).standard_normal(RATE, numpy.float32)
    quiet, loud = normalised(fbank(noise * numpy.float32(0.2))), normalised(fbank(noise))
    assert numpy.abs(quiet - loud).max() < 0.01
    assert numpy.abs(loud.mean(axis=0)).max() < 1e-4
