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
WIDTH, HEIGHT = 640, 360
PICTURES_A_SECOND = 5

# Brightness, blue and red, as a camera writes them.
Colour = tuple[int, int, int]


class Speaker:
    """`with Speaker(visio, path, "Claire", language="fr") as claire: claire.says("fr", "A", until=14)`

    With a colour, a camera too, which shows nothing else."""

    def __init__(self, visio: Running, path: str, name: str, *, language: str, colour: Colour | None = None) -> None:
        self.name = name
        self.identity = ""
        self._visio, self._path, self._language, self._colour = visio, path, language, colour
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._source: rtc.AudioSource
        self._shown: dict[str, str] = {}
        self._showing: asyncio.Task[None] | None = None
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
            self._shown = {"Authorization": f"Bearer {entry['pass']}"}
        self._put("/api/meeting/language", language=self._language)
        return self

    def shares_microphone(self) -> None:
        """Several people sit at it."""
        self._put("/api/meeting/microphone", is_shared=True)

    def agrees(self) -> None:
        """To be in the recording."""
        self._put("/api/meeting/recording/consent", agrees=True)

    def _put(self, address: str, **what: object) -> None:
        httpx.put(f"{self._visio.url}{address}", json=what, headers=self._shown, timeout=30).raise_for_status()

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
        self.identity = self._room.local_participant.identity
        if self._colour:
            self._showing = asyncio.create_task(self._show(self._colour))

    async def _show(self, colour: Colour) -> None:
        source = rtc.VideoSource(WIDTH, HEIGHT)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA, simulcast=False)
        camera = rtc.LocalVideoTrack.create_video_track("camera", source)
        await self._room.local_participant.publish_track(camera, options)
        size = WIDTH * HEIGHT
        light, blue, red = (
            bytes([part]) * count for part, count in zip(colour, (size, size // 4, size // 4), strict=True)
        )
        while True:
            source.capture_frame(rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.I420, light + blue + red))
            await asyncio.sleep(1 / PICTURES_A_SECOND)

    def _take(self, stream: rtc.TextStreamReader, sender: str) -> None:
        async def read() -> None:
            self.read.append((time.time(), await stream.read_all(), dict(stream.info.attributes or {})))

        self._reading.add(asyncio.ensure_future(read()))

    async def _play(self, sound: Any) -> None:
        for at in range(0, len(sound) - STEP, STEP):
            await self._source.capture_frame(rtc.AudioFrame(sound[at : at + STEP].tobytes(), RATE, 1, STEP))

    async def _leave(self) -> None:
        if self._showing:
            self._showing.cancel()
        await self._room.disconnect()

    def _do(self, what: Any) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(what, self._loop)

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, at: TracebackType | None
    ) -> None:
        self._do(self._leave()).result(15)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
