"""How picture and sound are written: H.264 and AAC in an MPEG transport stream, which may end anywhere and still plays; the
sound of everybody alone in the same, without a picture; and each person's own.

The same parameters always: pieces written by different processes are put together without writing them anew.
"""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from visio.media.layout import HEIGHT, WIDTH
from visio.media.outlet import Outlet

RATE = 48_000
FRAMES_PER_SECOND = 25
MILLISECOND = Fraction(1, 1000)

X264 = {
    "preset": "superfast",
    "crf": "27",
    "maxrate": "1500k",
    "bufsize": "3000k",
    "bf": "0",
    # A key picture every two seconds: that is how finely one can jump, and what an end without warning costs.
    "g": str(2 * FRAMES_PER_SECOND),
    "x264-params": "threads=1:sync-lookahead=0:rc-lookahead=5",
}

Samples = NDArray[np.int16]


class Film:
    """Pictures by their millisecond, sound without holes from 0 on."""

    def __init__(self) -> None:
        self.outlet = Outlet()
        self._container = av.open(self.outlet, "w", format="mpegts")
        self._picture: VideoStream = self._container.add_stream("libx264", rate=FRAMES_PER_SECOND, options=X264)
        self._picture.width, self._picture.height, self._picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        self._picture.codec_context.time_base = MILLISECOND
        self._sound = _Sounding(self._container)

    def show(self, frame: av.VideoFrame, *, at_ms: int) -> None:
        frame.pts, frame.time_base = at_ms, MILLISECOND
        self._container.mux(self._picture.encode(frame))

    def sound(self, samples: Samples) -> None:
        """The next ones."""
        self._sound.write(samples)

    def close(self) -> None:
        self._container.mux(self._picture.encode(None))
        self._sound.close()
        self._container.close()


class Mix:
    """Everybody's sound without holes from 0 on, and no picture."""

    def __init__(self) -> None:
        self.outlet = Outlet()
        self._container = av.open(self.outlet, "w", format="mpegts")
        self._sound = _Sounding(self._container)

    def sound(self, samples: Samples) -> None:
        """The next ones."""
        self._sound.write(samples)

    def close(self) -> None:
        self._sound.close()
        self._container.close()


class _Sounding:
    """The sound in either."""

    def __init__(self, container: OutputContainer) -> None:
        self._container = container
        self._stream: AudioStream = container.add_stream("aac", rate=RATE, layout="mono")
        self._stream.bit_rate = 64_000
        self._written = 0

    def write(self, samples: Samples) -> None:
        frame = audio_frame(samples, self._written)
        self._written += len(samples)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        self._container.mux(self._stream.encode(None))


class Voice:
    """One person's sound as Opus in Ogg: only what is not silence, one bit of it after the other."""

    FRAME = 960  # 20 ms

    def __init__(self) -> None:
        self.outlet = Outlet()
        # A page at least twice a second, so that a sudden end loses no more.
        self._container = av.open(self.outlet, "w", format="ogg", options={"page_duration": "500000"})
        self._stream: AudioStream = self._container.add_stream("libopus", rate=RATE, layout="mono")
        self._stream.bit_rate = 32_000
        self.frames = 0

    def write(self, samples: Samples) -> None:
        """20 ms."""
        frame = audio_frame(samples, self.frames * self.FRAME)
        self.frames += 1
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()


def audio_frame(samples: Samples, at: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
    return frame
