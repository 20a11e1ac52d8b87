"""How is a server asked that recognises speech? By the address OpenAI made usual, which vLLM, speaches, LocalAI and others have.

A server that is busy is asked again when it says so, a few times and within a limit; whatever it answers is read with care.
"""

from __future__ import annotations

import io
import json
import math
import secrets
import time
import wave
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import numpy

from visio.errors import Unavailable
from visio.gateways import https
from visio.gateways.https import Answer
from visio.media.speech import RATE, Segment, Sound, Word, seconds_of

TRIES = 3
LONGEST_PAUSE_SECONDS = 10.0

# For one answer: a constant, and as long again as the sound takes, which even a slow server should keep up with.
LEAST_SECONDS = 12.0

# More words than anybody says in the sound that was sent.
MOST_LETTERS_A_SECOND = 60


class SpeechServer:
    """An OpenAI-compatible server; `url` with or without its /v1."""

    at_once = 4

    def __init__(self, url: str, *, key: str, model: str, sleep: Callable[[float], None] = time.sleep) -> None:
        base = url.rstrip("/")
        self._base = base if base.endswith("/v1") else f"{base}/v1"
        self._address = f"{self._base}/audio/transcriptions"
        self._key, self.model, self._sleep = key, model, sleep
        self.name = urlsplit(base).hostname or base
        # Not every server times its words; one that said so is not asked for it again.
        self._times_words = True

    def greet(self) -> None:
        """Does it answer, and take our key? Not every server lists its models; that it says so is an answer."""
        answer = https.ask("speech", f"{self._base}/models", headers=self._signed({}))
        if answer.status in (401, 403) or answer.status >= 500:
            raise Unavailable("speech", retry=answer.status >= 500)

    def recognise(self, sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        seconds = LEAST_SECONDS + seconds_of(sound)
        if self._times_words:
            answer = self._ask(sound, language, seconds, {"response_format": "verbose_json"}, words=True)
            if answer.status != 400:
                return _segments(_told(answer), sound, language)
            self._times_words = False
        return _segments(_told(self._ask(sound, language, seconds, {"response_format": "json"})), sound, language)

    def _ask(
        self, sound: Sound, language: str, seconds: float, more: Mapping[str, str], *, words: bool = False
    ) -> Answer:
        fields = [("model", self.model), ("temperature", "0"), *more.items()]
        fields += [("language", language)] if language else []
        fields += [("timestamp_granularities[]", kind) for kind in ("word", "segment") if words]
        content_type, body = _form(fields, _wav(sound))
        headers = self._signed({"Content-Type": content_type, "Accept": "application/json"})
        return https.patiently(
            "speech",
            lambda: https.ask("speech", self._address, headers=headers, body=body, seconds=seconds),
            tries=TRIES,
            longest=LONGEST_PAUSE_SECONDS,
            sleep=self._sleep,
        )

    def _signed(self, headers: dict[str, str]) -> dict[str, str]:
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})


def _told(answer: Answer) -> Mapping[str, Any]:
    if answer.status != 200:
        raise Unavailable("speech", retry=False)
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError) as wrong:
        raise Unavailable("speech", retry=True) from wrong
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        raise Unavailable("speech", retry=True)
    return told


def _segments(told: Mapping[str, Any], sound: Sound, language: str) -> list[Segment]:
    """One for all of it: what is sent here is one stretch of one person's speech, which servers cut in different ways."""
    text = " ".join(told["text"].split())
    length = seconds_of(sound)
    if len(text) > MOST_LETTERS_A_SECOND * (length + 1):
        # A model that turns in circles.
        raise Unavailable("speech", retry=False)
    if not text:
        return []
    words = _words(told.get("words"), length)
    return [Segment(text, 0.0, length, _language(told.get("language")) or language, 1.0, words)]


def _words(told: object, length: float) -> tuple[Word, ...]:
    """None rather than some that make no sense."""
    if not isinstance(told, list):
        return ()
    found = []
    for one in told:
        if not isinstance(one, dict) or not isinstance(text := one.get("word"), str):
            return ()
        start, end = one.get("start"), one.get("end")
        if not isinstance(start, int | float) or not isinstance(end, int | float):
            return ()
        if not (math.isfinite(start) and math.isfinite(end) and 0 <= start <= end <= length + 1):
            return ()
        found.append(Word(text.strip(), float(start), float(end), 1.0))
    return tuple(found)


def _language(told: object) -> str:
    """Some servers write `fr`, others `french`."""
    names = {"french": "fr", "english": "en"}
    name = str(told).lower() if isinstance(told, str) else ""
    return names.get(name, name if len(name) == 2 and name.isalpha() else "")


def _wav(sound: Sound) -> bytes:
    samples = (numpy.clip(sound, -1, 1) * 32767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(samples.tobytes())
    return file.getvalue()


def _form(fields: list[tuple[str, str]], wav: bytes) -> tuple[str, bytes]:
    """A form with a file, as RFC 7578 writes it."""
    mark = secrets.token_hex(16)
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields]
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="speech.wav"\r\n'
        "Content-Type: audio/wav\r\n\r\n"
    )
    body = "".join(parts).encode() + head.encode() + wav + f"\r\n--{mark}--\r\n".encode()
    return f"multipart/form-data; boundary={mark}", body
