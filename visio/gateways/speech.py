"""Who recognises speech? The engine inside (faster-whisper on the processor), or a server where the operator named one."""

from __future__ import annotations

import os
import threading
from importlib.metadata import version
from pathlib import Path
from typing import Any

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import weights
from visio.gateways.transcriptions import SpeechServer
from visio.media.speech import Engine, Segment, Sound, Word


def engine() -> Engine:
    """As configured. No I/O: what fails, fails when it is asked."""
    return _server() or EmbeddedWhisper(Path(configuration.speech_model) if configuration.speech_model else None)


def greet() -> None:
    """Is there an engine, with nothing asked of it yet? Raises Unavailable("speech")."""
    if server := _server():
        server.greet()
    elif configuration.speech_model:
        _whole(Path(configuration.speech_model))
    else:
        weights.whisper_base()


def _server() -> SpeechServer | None:
    if not (url := configuration.speech_url):
        return None
    key = configuration.speech_key.get_secret_value()
    return SpeechServer(url, key=key, model=configuration.speech_model or "whisper-1")


def _whole(folder: Path) -> Path:
    """As far as can be seen without loading it."""
    if not (folder / "model.bin").exists():
        raise Unavailable("speech", retry=False)
    return folder


class EmbeddedWhisper:
    """Whisper in CTranslate2's form, 8-bit, on the processor. Loaded when first asked; nothing is fetched, ever."""

    at_once = 1

    def __init__(self, folder: Path | None = None, *, threads: int = 0) -> None:
        """Without a folder: the base model that came with us."""
        self._folder = folder
        self._threads = threads or configuration.speech_threads
        self._model: Any = None
        self._loading = threading.Lock()
        self.name = f"faster-whisper {version('faster-whisper')}"
        self.model = f"{folder.name if folder else 'whisper base'} int8"

    def recognise(self, sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        model = self._loaded()
        found, about = model.transcribe(
            sound,
            language=language or None,
            beam_size=5 if carefully else 1,
            # One try: others at other temperatures take six seconds for what is unclear anyway, and everybody waits.
            temperature=0.0,
            # Both guard against invented text: where nobody speaks, and after a sentence that went wrong.
            vad_filter=carefully,
            condition_on_previous_text=False,
            word_timestamps=True,
        )
        return [_segment(each, about.language) for each in found if each.text.strip() and not _is_invented(each)]

    def _loaded(self) -> Any:
        with self._loading:
            if self._model is None:
                self._model = self._load()
        return self._model

    def _load(self) -> Any:
        # Before the library is imported, which reads it then: a folder of ours is all it may look at.
        os.environ["HF_HUB_OFFLINE"] = "1"
        from faster_whisper import WhisperModel

        folder = _whole(self._folder) if self._folder else weights.whisper_base()
        try:
            return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=self._threads)
        except (RuntimeError, ValueError, OSError) as wrong:
            raise Unavailable("speech", retry=False) from wrong


def _segment(found: Any, language: str) -> Segment:
    words = tuple(Word(one.word.strip(), one.start, one.end, one.probability) for one in found.words or ())
    confidence = sum(word.confidence for word in words) / len(words) if words else 0.0
    return Segment(found.text.strip(), found.start, found.end, language, confidence, words)


def _is_invented(found: Any) -> bool:
    """Whisper's own signs: it heard no speech and is unsure of its words, or it turns in circles."""
    return bool((found.no_speech_prob > 0.6 and found.avg_logprob < -0.7) or found.compression_ratio > 2.6)
