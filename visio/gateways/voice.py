"""Is somebody speaking? Silero's answer for each 32 ms of sound (MIT; its network comes inside faster-whisper), in onnxruntime."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy
import onnxruntime

from visio.media.speech import Sound

# Samples of one frame, and of the one before it that the network wants to see again.
FRAME = 512
CONTEXT = 64

# Quieter than the last bit of a 16-bit sample: a muted microphone, for which nothing need be computed.
SILENT = 1 / 32768


class Voice:
    """Of one microphone: the network remembers what it heard."""

    def __init__(self, network: onnxruntime.InferenceSession) -> None:
        self._network = network
        self._context = numpy.zeros(CONTEXT, numpy.float32)
        self._memory = [numpy.zeros((1, 1, 128), numpy.float32)] * 2

    def likelihood(self, frame: Sound) -> float:
        """How likely it is speech, from 0 to 1, in these 512 samples that follow the ones before."""
        heard = numpy.concatenate([self._context, frame])[None]
        self._context = frame[-CONTEXT:]
        if float(numpy.abs(frame).max()) <= SILENT:
            return 0.0
        answer, *self._memory = self._network.run(None, {"input": heard, "h": self._memory[0], "c": self._memory[1]})
        return float(answer[0])


def load() -> onnxruntime.InferenceSession:
    """One network serves every microphone; what each remembers is its own."""
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(_file()), options, providers=["CPUExecutionProvider"])


def _file() -> Path:
    """Found without loading the package around it."""
    package = find_spec("faster_whisper")
    assert package and package.origin
    return Path(package.origin).parent / "assets" / "silero_vad_v6.onnx"
