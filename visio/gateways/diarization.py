"""Who tells voices apart? The diarizer inside, or a pipeline of pyannote.audio where the operator has one."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from typing import Any

import numpy

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways.networks import VoiceNetworks
from visio.media.diarizer import EmbeddedDiarizer
from visio.media.prints import Printer, prints_of
from visio.media.speech import RATE, Sound
from visio.media.voices import Diarizer, Turn, Voices


def diarizer() -> Diarizer:
    """As configured. No I/O: what fails, fails when it is asked."""
    networks = VoiceNetworks()
    if configuration.diarizer:
        return PyannotePipeline(configuration.diarizer, networks)
    return EmbeddedDiarizer(networks)


class PyannotePipeline:
    """pyannote.audio's, version 3 or 4, which the operator installs beside us: it needs torch. What voices sound like says our
    own network all the same, so that those who enrolled are known whichever diarizer there is."""

    def __init__(self, name: str, printer: Printer) -> None:
        """`name`: a folder with its config.yaml, or what the pipeline is called in the hub's cache on this machine."""
        self._name = name
        self._printer = printer
        self._pipeline: Any = None
        self._loading = threading.Lock()

    def diarize(self, sound: Sound, *, people: int = 0) -> Voices:
        pipeline = self._loaded()
        import torch

        heard = {"waveform": torch.from_numpy(numpy.ascontiguousarray(sound)[None]), "sample_rate": RATE}
        try:
            told = pipeline(heard, **({"num_speakers": people} if people else {}))
        except (OSError, RuntimeError, ValueError) as wrong:
            raise Unavailable("speech", retry=isinstance(wrong, OSError)) from wrong
        # Version 4 answers with several views of it, version 3 with this one.
        annotation = getattr(told, "speaker_diarization", told)
        turns = _turns((part.start, part.end, name) for part, _, name in annotation.itertracks(yield_label=True))
        return Voices(turns, prints_of(sound, turns, self._printer))

    def _loaded(self) -> Any:
        with self._loading:
            if self._pipeline is None:
                self._pipeline = self._load()
        return self._pipeline

    def _load(self) -> Any:
        # Before the library is imported, which reads them then: it fetches nothing and tells nobody that it is used.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
        try:
            from pyannote.audio import Pipeline

            pipeline = Pipeline.from_pretrained(self._name)
        except (ImportError, OSError, RuntimeError, ValueError) as wrong:
            raise Unavailable("speech", retry=False) from wrong
        if pipeline is None:
            raise Unavailable("speech", retry=False)
        return pipeline


def _turns(told: Iterable[tuple[float, float, str]]) -> list[Turn]:
    """Voices are numbered as they are first heard."""
    numbers: dict[str, int] = {}
    return [Turn(start, end, numbers.setdefault(name, len(numbers))) for start, end, name in sorted(told)]
