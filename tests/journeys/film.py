"""What is in a recording's files, by decoding them: pictures, sound, and when each is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000


@dataclass
class Film:
    """`brightness[n]` is of the n-th picture at `times[n]`, by columns from left to right; `sound` is from 0 on."""

    times: NDArray[np.float64]
    brightness: NDArray[np.float64]
    size: tuple[int, int]
    sound: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        return float(self.times[-1])

    def loudness(self, start: float, stop: float) -> float:
        part = self.sound[int(start * RATE) : int(stop * RATE)]
        return float(np.sqrt((part**2).mean())) if len(part) else 0.0


def film_of(path: Path) -> Film:
    times, brightness, size = [], [], (0, 0)
    with av.open(str(path)) as file:
        for picture in file.decode(video=0):
            plane = picture.to_ndarray()[: picture.height]
            times.append(float(picture.time or 0))
            brightness.append(plane.reshape(picture.height, 8, -1).mean(axis=(0, 2)))
            size = (picture.width, picture.height)
    return Film(np.array(times), np.array(brightness), size, sound_of(path))


def sound_of(path: Path) -> NDArray[np.float32]:
    """Where each bit says it stands: a hole is silence."""
    parts: list[tuple[int, NDArray[np.float32]]] = []
    with av.open(str(path)) as file:
        resampler = av.AudioResampler("flt", "mono", RATE)
        for bit in file.decode(audio=0):
            for each in resampler.resample(bit):
                at = round(float(each.time or 0) * RATE)
                parts.append((at, each.to_ndarray().ravel().astype(np.float32)))
    whole = np.zeros(max(at + len(part) for at, part in parts), np.float32)
    for at, part in parts:
        whole[at : at + len(part)] = part
    return whole


def onsets(series: NDArray[np.float64], times: NDArray[np.float64], *, over: float, apart: float) -> list[float]:
    """When it rises over a threshold, having been below it for some time."""
    found: list[float] = []
    last_high = -1e9
    for value, at in zip(series, times, strict=True):
        if value > over:
            if at - last_high > apart:
                found.append(float(at))
            last_high = float(at)
    return found
