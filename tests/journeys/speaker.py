"""Somebody without a browser, who says what a file says: a participant by LiveKit's own library, let in at our door."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import Future
from types import TracebackType
from typing import Any

import httpx

from livekit import rtc
from tests.journeys.running import Running
from visio.gateways.livekit import CAPTIONER
from visio.testing.sound import FIXTURES, samples

RATE = 48_000
STEP = RATE // 100


class Speaker:
    """`with Speaker(visio, path, "Claire", language="fr") as claire: claire.says("fr", "A", until=14)`"""

    def __init__(self, visio: Running, path: str, name: str, *, language: str) -> None:
        self.name = name
        self._visio, self._path, self._language = visio, path, language
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._source: rtc.AudioSource
        # What was written of what anybody said: when it came, the text, what it says of itself.
        self.read: list[tuple[float, str, dict[str, str]]] = []
        self._reading: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Speaker:
        self._thread.start()
        with httpx.Client(base_url=self._visio.url, timeout=30) as browser:
            browser.get("/")
            browser.headers["X-CSRFToken"] = browser.cookies["csrftoken"]
            asked = {"name": self.name, "device": "desktop"}
            entry = browser.post(f"/api/rooms{self._path}/join", json=asked).raise_for_status().json()
            self._do(self._enter(entry)).result(30)
            spoken = {"language": self._language}
            shown = {"Authorization": f"Bearer {entry['pass']}"}
            browser.put("/api/meeting/language", json=spoken, headers=shown).raise_for_status()
        return self

    @property
    def hears_captioner(self) -> bool:
        """It is here, and its engine answers."""
        captioner = self._room.remote_participants.get(CAPTIONER)
        return captioner is not None and captioner.attributes.get("captions") == "ready"

    def says(self, language: str, person: str, *, since: float = 0, until: float) -> Future[None]:
        """Plays these seconds of one person's microphone; the future is done when they have spoken."""
        sound = samples(FIXTURES / f"meeting_{language}_{person}.opus", RATE)
        return self._do(self._play(sound[int(since * RATE) : int(until * RATE)]))

    async def _enter(self, entry: dict[str, Any]) -> None:
        self._room = rtc.Room()
        self._room.register_text_stream_handler("lk.transcription", self._take)
        await self._room.connect(entry["livekit"]["url"], entry["ticket"])
        self._source = rtc.AudioSource(RATE, 1, queue_size_ms=200)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", self._source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self._room.local_participant.publish_track(track, options)

    def _take(self, stream: rtc.TextStreamReader, sender: str) -> None:
        async def read() -> None:
            self.read.append((time.time(), await stream.read_all(), dict(stream.info.attributes or {})))

        self._reading.add(asyncio.ensure_future(read()))

    async def _play(self, sound: Any) -> None:
        for at in range(0, len(sound) - STEP, STEP):
            await self._source.capture_frame(rtc.AudioFrame(sound[at : at + STEP].tobytes(), RATE, 1, STEP))

    def _do(self, what: Any) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(what, self._loop)

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, at: TracebackType | None
    ) -> None:
        self._do(self._room.disconnect()).result(15)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
