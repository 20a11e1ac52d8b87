"""The two networks that tell voices apart, in onnxruntime: who of three speaks when, and what a voice sounds like.

They came with us (`media/weights/README.md` says from where), and each is held against its SHA-256 when it is loaded.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import numpy
import onnxruntime
from numpy.typing import NDArray

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.media.fbank import Bands
from visio.media.voices import Print

WEIGHTS = Path(__file__).parents[1] / "media" / "weights"
SEGMENTATION = ("segmentation.onnx", "030b899ecb8140ed2d345eaed458fe52be1a2c089dc4f19850695d7f34ba1138")
EMBEDDING = ("embedding.onnx", "50c1974e8fad1cd7da5f0f49fb84adf1863e11a48aa78b1cdca834ca253670de")


class VoiceNetworks:
    """Loaded when first asked. Both may be asked from several threads."""

    def __init__(self) -> None:
        self._loaded: dict[str, onnxruntime.InferenceSession] = {}
        self._loading = threading.Lock()

    def activity(self, windows: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
        """Of (n, 160000) samples, 10 s each: (n, 589, 7), how likely nobody, 1, 2, 3, 1 and 2, 1 and 3, 2 and 3 speak."""
        (answer,) = self._network(*SEGMENTATION).run(None, {"x": windows[:, None]})
        return numpy.asarray(answer, numpy.float32)

    def print(self, bands: Bands) -> Print:
        """Of (frames, 80) normalised bands of one voice: a unit vector."""
        (answer,) = self._network(*EMBEDDING).run(None, {"x": bands[None]})
        return numpy.asarray(answer[0] / numpy.linalg.norm(answer[0]), numpy.float32)

    def _network(self, name: str, digest: str) -> onnxruntime.InferenceSession:
        with self._loading:
            if name not in self._loaded:
                self._loaded[name] = load(WEIGHTS / name, digest)
        return self._loaded[name]


def load(file: Path, digest: str) -> onnxruntime.InferenceSession:
    """Raises Unavailable("speech") when it is not there or not what was published."""
    try:
        network = file.read_bytes()
    except OSError as missing:
        raise Unavailable("speech", retry=False) from missing
    if hashlib.sha256(network).hexdigest() != digest:
        raise Unavailable("speech", retry=False)
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = configuration.speech_threads
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
