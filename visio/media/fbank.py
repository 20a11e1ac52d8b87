"""What a voice network hears: how loud each of 80 bands is, a hundred times a second.

As Kaldi computes it (its defaults, without dither), which is what speaker networks are trained on.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy
from numpy.typing import NDArray

from visio.media.speech import RATE, Sound

BANDS = 80
LENGTH = RATE * 25 // 1000
STEP = RATE // 100
FFT = 512
LOWEST_HZ = 20.0
PREEMPHASIS = 0.97
# The least energy there is: the logarithm of silence has to be a number.
LEAST = numpy.float32(numpy.finfo(numpy.float32).eps)

Bands = NDArray[numpy.float32]


def fbank(sound: Sound) -> Bands:
    """(frames, 80) logarithms of energy. Frame n hears the 400 samples from 160 n on, as many as fit; none in less than 25 ms."""
    if len(sound) < LENGTH:
        return numpy.zeros((0, BANDS), numpy.float32)
    frames = numpy.lib.stride_tricks.sliding_window_view(sound, LENGTH)[::STEP].astype(numpy.float32)
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = numpy.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = numpy.fft.rfft((frames - PREEMPHASIS * before) * _window(), FFT)
    energy = numpy.square(numpy.abs(spectrum[:, :-1])).astype(numpy.float32) @ _bands()
    return numpy.asarray(numpy.log(numpy.maximum(energy, LEAST)), numpy.float32)


def normalised(bands: Bands) -> Bands:
    """Without what microphone, room and loudness add to every frame alike."""
    return numpy.asarray(bands - bands.mean(axis=0, keepdims=True), numpy.float32)


@cache
def _window() -> NDArray[numpy.float64]:
    """Povey's: Hann's, a little wider."""
    return numpy.asarray(numpy.hanning(LENGTH) ** 0.85)


@cache
def _bands() -> NDArray[numpy.float32]:
    """(256, 80): triangles that overlap by half, evenly spread over the mel scale from 20 Hz to half the rate."""
    edges = numpy.linspace(_mel(numpy.array(LOWEST_HZ)), _mel(numpy.array(RATE / 2)), BANDS + 2)
    here = _mel(numpy.arange(FFT // 2) * (RATE / FFT))[:, None]
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    rises, falls = (here - low) / (middle - low), (high - here) / (high - middle)
    return numpy.asarray(numpy.maximum(0, numpy.minimum(rises, falls)), numpy.float32)


def _mel(hertz: NDArray[numpy.floating[Any]]) -> NDArray[numpy.floating[Any]]:
    return numpy.asarray(1127.0 * numpy.log1p(hertz / 700.0))
