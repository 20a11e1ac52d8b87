"""The recorder: enters one meeting, seen by all, and keeps what those inside agreed to, until it is told to stop.

One process for one piece of a recording. It is told its job by lines of JSON on its standard input and says how it goes
on its standard output; when nobody holds the other end any more, it stops. Nothing of a person who did not agree reaches
it: it does not ask LiveKit for their tracks.

It ends with one word: `stopped` (it was asked to), `alone` (everybody left), `storage`; or, and then another goes on,
`lost` (LiveKit let it go), `gone` (who started it).
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np

from livekit import rtc
from visio.gateways import storage
from visio.media.canvas import Canvas, Picture, picture_of
from visio.media.encoder import FRAMES_PER_SECOND, RATE, Film
from visio.media.layout import Tile, arrange
from visio.media.outlet import Chest, Outlet
from visio.media.sound import Clock, Mixer, Track

End = Literal["stopped", "alone", "gone", "lost", "storage"]

# What participants who are people have as their role; other machines in the call are none.
PEOPLE = {"owner", "participant", "guest"}

CUT_SECONDS = 2.0
# So soon can it be said that something is safe.
FIRST_CUT_SECONDS = 0.6
BEAT_SECONDS = 1.0
# Sound that comes later than this is not in the picture's sound any more.
MIX_BEHIND = RATE * 3 // 10
ALONE_SECONDS = 8.0
LOUD = 500.0
HOLD_SPEAKER_SECONDS = 2.0
CONNECT_SECONDS = 30.0

Source = rtc.TrackSource
Change = Literal[
    "participant_connected",
    "participant_disconnected",
    "participant_name_changed",
    "participant_attributes_changed",
    "track_published",
    "track_unpublished",
    "track_unsubscribed",
    "track_muted",
    "track_unmuted",
]
WANTED = {
    Source.SOURCE_CAMERA,
    Source.SOURCE_MICROPHONE,
    Source.SOURCE_SCREENSHARE,
    Source.SOURCE_SCREENSHARE_AUDIO,
}


@dataclass
class Shown:
    """A camera or a screen: its last picture, and whether it was drawn."""

    publication: rtc.RemoteTrackPublication
    picture: Picture | None = None
    is_drawn: bool = False


@dataclass
class Person:
    """Somebody inside who agreed."""

    identity: str
    name: str
    track: Track
    # In this order they stand in the picture.
    joined: float = 0.0
    cameras: dict[str, Shown] = field(default_factory=dict)
    screens: dict[str, Shown] = field(default_factory=dict)

    def camera(self) -> Shown | None:
        return next((shown for shown in self.cameras.values() if not shown.publication.muted), None)

    def screen(self) -> Shown | None:
        return next(iter(self.screens.values()), None)


class Recorder:
    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.room = rtc.Room()
        self.agreed: set[str] = set(job["agreed"])
        self.people: dict[str, Person] = {}
        self.film = Film()
        self.canvas = Canvas(with_names=bool(job["with_names"]))
        self.mixer = Mixer()
        self.chest = Chest(storage.kept, f"{job['recording']}/pieces/{job['piece']:03}")
        self.log = Outlet()
        self.tiles: list[Tile] = []
        self.speaker = ""
        self.end: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self._tracks: dict[str, Track] = {}
        self._pumps: dict[str, asyncio.Task[None]] = {}
        self._asked: set[str] = set()
        self._pen = ThreadPoolExecutor(1)
        self._began = 0.0
        self._spoke_at = 0.0
        self._alone_since = 0.0
        self._telling: asyncio.Task[None] | None = None

    async def run(self) -> End:
        """Until the end, which it says."""
        self._listen()
        await self._enter()
        self._began = time.monotonic()
        self._alone_since = self._began
        self._note(began=time.time(), recorder=self.room.local_participant.identity)
        self._look()
        lives = [asyncio.create_task(life) for life in (self._draw(), self._keep(), self._beat())]
        for life in lives:
            life.add_done_callback(self._died)
        end = await self.end
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)
        for pump in self._pumps.values():
            pump.cancel()
        closing = asyncio.create_task(asyncio.to_thread(self._close))
        while not (await asyncio.wait({closing}, timeout=BEAT_SECONDS))[0]:
            # Storage that is slow now is no recorder that died.
            say(beat=self._seconds(), bytes=self.chest.safe_bytes)
        await closing
        if self.chest.trouble:
            end = "storage"
        if end not in ("lost", "gone"):
            await self._tell("ended")
        if end != "lost":
            await self.room.disconnect()
        return end

    def hear(self, told: dict[str, Any]) -> None:
        """A line from who started us."""
        if "agreed" in told:
            self.agreed = set(told["agreed"])
            self._look()
        if told.get("stop"):
            self.finish("stopped")

    def finish(self, end: End) -> None:
        if not self.end.done():
            self.end.set_result(end)

    # LiveKit

    def _listen(self) -> None:
        for change in get_args(Change):
            self.room.on(change, lambda *_: self._look())
        self.room.on("track_subscribed", self._subscribed)
        self.room.on("disconnected", lambda *_: self.finish("lost"))

    async def _enter(self) -> None:
        """After a restart of LiveKit the room is made again by the first who comes back: tried until then."""
        options = rtc.RoomOptions(auto_subscribe=False, connect_timeout=5, rtc_config=rtc.RtcConfiguration())
        deadline = time.monotonic() + CONNECT_SECONDS
        while True:
            try:
                return await self.room.connect(self.job["url"], self.job["ticket"], options)
            except rtc.ConnectError:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(1)

    def _look(self) -> None:
        """Makes what we ask for and what we show be what is there and agreed to."""
        if not self._began:
            return
        inside = [each for each in self.room.remote_participants.values() if each.attributes.get("role", "") in PEOPLE]
        if inside:
            self._alone_since = 0.0
        elif not self._alone_since:
            self._alone_since = time.monotonic()
        here = {each.identity: each for each in inside if each.identity in self.agreed}
        for identity in self.people.keys() - here.keys():
            self._note(left=identity)
            del self.people[identity]
        for identity, participant in here.items():
            self._see(identity, participant)
        wanted = {sid for each in here.values() for sid in each.track_publications}
        for sid in self._pumps.keys() - wanted:
            self._pumps.pop(sid).cancel()
        for each in self.room.remote_participants.values():
            for publication in each.track_publications.values():
                self._ask_for(publication, publication.sid in wanted and publication.source in WANTED)
        self._arrange()

    def _see(self, identity: str, participant: rtc.RemoteParticipant) -> None:
        person = self.people.get(identity)
        if person is None or person.name != participant.name:
            self._note(who=identity, name=participant.name)
        if person is None:
            track = self._tracks.setdefault(identity, Track())
            joined = participant.joined_at.timestamp() if participant.joined_at else time.time()
            person = self.people[identity] = Person(identity, participant.name, track, joined)
        person.name = participant.name
        there = participant.track_publications
        for shown in (person.cameras, person.screens):
            for sid in shown.keys() - there.keys():
                del shown[sid]

    def _ask_for(self, publication: rtc.RemoteTrackPublication, is_wanted: bool) -> None:
        if is_wanted and publication.sid not in self._asked:
            self._asked.add(publication.sid)
            publication.set_subscribed(True)
        elif not is_wanted and publication.sid in self._asked:
            self._asked.discard(publication.sid)
            publication.set_subscribed(False)

    def _subscribed(
        self, track: rtc.Track, publication: rtc.RemoteTrackPublication, participant: rtc.RemoteParticipant
    ) -> None:
        person = self.people.get(participant.identity)
        if person is None or publication.sid not in self._asked:
            return
        pump: Coroutine[Any, Any, None]
        if publication.source == Source.SOURCE_MICROPHONE:
            pump = self._hear(track, person.track)
        elif publication.source == Source.SOURCE_SCREENSHARE_AUDIO:
            pump = self._hear(track, None)
        else:
            shown = Shown(publication)
            places = person.cameras if publication.source == Source.SOURCE_CAMERA else person.screens
            places[publication.sid] = shown
            pump = self._watch(track, shown)
        if before := self._pumps.pop(publication.sid, None):
            before.cancel()
        self._pumps[publication.sid] = asyncio.create_task(pump)
        self._look()

    async def _watch(self, track: rtc.Track, shown: Shown) -> None:
        stream = rtc.VideoStream.from_track(track=track, format=rtc.VideoBufferType.I420, capacity=8)
        try:
            async for event in stream:
                frame = event.frame
                shown.picture = picture_of(frame.width, frame.height, frame.data)
                shown.is_drawn = False
        finally:
            await stream.aclose()

    async def _hear(self, track: rtc.Track, own: Track | None) -> None:
        """What is shared has its sound in the picture's only."""
        stream = rtc.AudioStream.from_track(
            track=track, sample_rate=RATE, num_channels=1, frame_size_ms=20, capacity=500
        )
        clock = Clock()
        try:
            async for event in stream:
                samples = np.frombuffer(event.frame.data, np.int16)
                at = clock.place(len(samples), came_at=int((time.monotonic() - self._began) * RATE))
                self.mixer.add(samples, at=at)
                if own:
                    own.hear(samples, at=at)
        finally:
            await stream.aclose()

    # The picture

    def _arrange(self) -> None:
        sharing = next((person.identity for person in self.people.values() if person.screen()), "")
        people = sorted(self.people.values(), key=lambda person: person.joined)
        tiles = arrange([person.identity for person in people], sharing=sharing, speaker=self.speaker)
        if tiles != self.tiles:
            self._note(layout=[[t.identity, t.kind, t.left, t.top, t.width, t.height] for t in tiles])
        self.tiles = tiles
        for tile in tiles:
            shown = self._shown(tile)
            if shown and tile.kind == "camera" and shown.publication.simulcasted:
                shown.publication.set_video_quality(_layer(tile.width))
        self._redraw = True

    _redraw = True

    def _shown(self, tile: Tile) -> Shown | None:
        person = self.people.get(tile.identity)
        if person is None:
            return None
        return person.camera() if tile.kind == "camera" else person.screen()

    async def _draw(self) -> None:
        """One picture every 40 ms; fewer where the machine does not come after, and none is ever shown late."""
        loop = asyncio.get_running_loop()
        while True:
            passed = time.monotonic() - self._began
            await loop.run_in_executor(self._pen, self._write, passed)
            self._follow_speaker()
            now = time.monotonic() - self._began
            await asyncio.sleep((int(now * FRAMES_PER_SECOND) + 1) / FRAMES_PER_SECOND - now)

    def _write(self, passed: float) -> None:
        if self._redraw:
            self._redraw = False
            self.canvas.clear()
            is_new = True
        else:
            is_new = False
        for tile in self.tiles:
            shown, person = self._shown(tile), self.people.get(tile.identity)
            if person and (is_new or (shown and not shown.is_drawn)):
                if shown:
                    shown.is_drawn = True
                self.canvas.draw(tile, shown.picture if shown else None, person.name)
        self.film.show(self.canvas.frame(), at_ms=int(passed * 1000))
        until = int(passed * RATE) - MIX_BEHIND
        if until > self.mixer.taken:
            self.film.sound(self.mixer.take(until))

    def _follow_speaker(self) -> None:
        now = time.monotonic()
        if now - self._spoke_at < HOLD_SPEAKER_SECONDS or not self.people:
            return
        loudest = max(self.people.values(), key=lambda person: person.track.level)
        if loudest.track.level > LOUD and loudest.identity != self.speaker:
            self.speaker, self._spoke_at = loudest.identity, now
            self._arrange()

    # What is kept

    async def _keep(self) -> None:
        pause = FIRST_CUT_SECONDS
        while True:
            await asyncio.sleep(pause)
            pause = CUT_SECONDS
            film = await asyncio.get_running_loop().run_in_executor(self._pen, self.film.outlet.cut)
            self._cut(film)
            if self.chest.trouble:
                self.finish("storage")
            if self._alone_since and time.monotonic() - self._alone_since > ALONE_SECONDS:
                self.finish("alone")

    def _cut(self, film: bytes) -> None:
        for identity, track in self._tracks.items():
            for run in track.new_runs():
                self._note(run=identity, begins=run.at, start=run.start)
        self.chest.keep("log", self.log.cut())
        self.chest.keep("film", film)
        for identity, track in self._tracks.items():
            self.chest.keep(f"sound/{identity}", track.voice.outlet.cut())

    def _close(self) -> None:
        self._pen.submit(self._write, time.monotonic() - self._began).result()
        self._pen.shutdown()
        if (rest := int((time.monotonic() - self._began) * RATE)) > self.mixer.taken:
            self.film.sound(self.mixer.take(rest))
        self.film.close()
        for track in self._tracks.values():
            track.voice.close()
        self._note(ended=True)
        self._cut(self.film.outlet.cut())
        self.chest.close()

    def _note(self, **what: object) -> None:
        at = round(time.monotonic() - self._began, 3) if self._began else 0.0
        self.log.write(json.dumps({"at": at, **what}, ensure_ascii=False).encode() + b"\n")

    # What is said

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS if self.chest.safe_bytes else 0.1)
            say(beat=self._seconds(), bytes=self.chest.safe_bytes)
            # While nothing becomes safe those inside hear nothing of us, and know by that.
            if not self.chest.is_late and (self._telling is None or self._telling.done()):
                self._telling = asyncio.create_task(self._tell("recording" if self.chest.safe_bytes else "starting"))

    async def _tell(self, state: str) -> None:
        """To everybody inside, who see by it that we live."""
        told = {"state": state, "seconds": str(int(self._seconds())), "bytes": str(self.chest.safe_bytes)}
        try:
            await asyncio.wait_for(self.room.local_participant.set_attributes(told), 3)
        except (TimeoutError, RuntimeError):
            # The line is cut: they see that too, since nothing comes.
            return

    def _seconds(self) -> float:
        return round(float(self.job["before"]) + time.monotonic() - self._began, 1)

    def _died(self, life: asyncio.Task[None]) -> None:
        """A fault of ours ends the piece at once and aloud; another recorder goes on."""
        if not life.cancelled() and (fault := life.exception()) and not self.end.done():
            self.end.set_exception(fault)


def _layer(width: int) -> rtc.VideoQuality.ValueType:
    if width > 960:
        return rtc.VideoQuality.VIDEO_QUALITY_HIGH
    return rtc.VideoQuality.VIDEO_QUALITY_MEDIUM if width > 320 else rtc.VideoQuality.VIDEO_QUALITY_LOW


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


async def _told(hear: Callable[[dict[str, Any]], None], gone: Callable[[], None]) -> None:
    """Lines from who started us, until they are gone."""
    reading = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reading), sys.stdin)
    while line := await reading.readline():
        hear(json.loads(line))
    gone()


async def main() -> None:
    jobs: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    recorder: Recorder | None = None

    def hear(told: dict[str, Any]) -> None:
        if recorder:
            recorder.hear(told)
        else:
            jobs.put_nowait(told)

    def gone() -> None:
        if recorder:
            recorder.finish("gone")
        else:
            raise SystemExit(1)

    listening = asyncio.create_task(_told(hear, gone))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, gone)
    recorder = Recorder(await jobs.get())
    for late in _drained(jobs):
        recorder.hear(late)
    end = await recorder.run()
    say(end=end, seconds=recorder._seconds(), bytes=recorder.chest.safe_bytes)
    listening.cancel()


def _drained(jobs: asyncio.Queue[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    while not jobs.empty():
        yield jobs.get_nowait()


if __name__ == "__main__":
    asyncio.run(main())
