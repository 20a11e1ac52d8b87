"""The recorder: enters one meeting, seen by all, and keeps what those inside agreed to, until it is told to stop.

One process for one piece of a recording, in its mode: picture and sound, everybody's sound together, or each person's own
alone; it asks LiveKit for no camera and no screen that it does not keep. It is told its job by lines of JSON on its
standard input and says how it goes on its standard output; when nobody holds the other end any more, it stops. Nothing of
a person who did not agree reaches it: it does not ask LiveKit for their tracks.

It ends with one word: `stopped` (it was asked to), `alone` (everybody left), `storage`; or, and then another goes on,
`lost` (LiveKit let it go), `gone` (who started it).
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Literal, get_args

from visio.gateways import storage
from visio.gateways.tracks import Sent, Somebody, Source, Stay
from visio.media import Mode
from visio.media.canvas import picture_of
from visio.media.encoder import FRAMES_PER_SECOND, RATE, Film, Mix
from visio.media.layout import Tile
from visio.media.outlet import Chest, Outlet
from visio.media.scene import Person, Scene, Shown
from visio.media.sound import Clock, Mixer, Track

End = Literal["stopped", "alone", "gone", "lost", "storage"]

CUT_SECONDS = 2.0
# So soon can it be said that something is safe.
FIRST_CUT_SECONDS = 0.6
BEAT_SECONDS = 1.0
# Sound that comes later than this is not in the picture's sound any more.
MIX_BEHIND = RATE * 3 // 10
ALONE_SECONDS = 8.0
CONNECT_SECONDS = 30.0

# What is asked of LiveKit. What a screen sounds like is nobody's own.
WANTED: dict[Mode, frozenset[Source]] = {
    "video": frozenset(get_args(Source)),
    "sound": frozenset({"microphone", "screen_sound"}),
    "words": frozenset({"microphone"}),
}
# Without a picture there is no hurry.
MIXES_PER_SECOND = 5


class Recorder:
    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.stay = Stay(changed=self._look, came=self._take_in, over=lambda: self.finish("lost"))
        self.agreed: set[str] = set(job["agreed"])
        self.people: dict[str, Person] = {}
        self.mode: Mode = job["mode"]
        self.film = Film() if self.mode == "video" else Mix() if self.mode == "sound" else None
        self.scene = (
            Scene(self.people, with_names=bool(job["with_names"]), changed=self._note_layout)
            if self.mode == "video"
            else None
        )
        self.mixer = Mixer()
        self.chest = Chest(storage.kept, f"{job['recording']}/pieces/{job['piece']:03}")
        self.log = Outlet()
        self.end: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self._tracks: dict[str, Track] = {}
        self._pumps: dict[str, asyncio.Task[None]] = {}
        self._pen = ThreadPoolExecutor(1)
        self._began = 0.0
        self._alone_since = 0.0
        self._telling: asyncio.Task[None] | None = None

    async def run(self) -> End:
        """Until the end, which it says."""
        await self.stay.enter(self.job["url"], self.job["ticket"], within=CONNECT_SECONDS)
        self._began = time.monotonic()
        self._alone_since = self._began
        self._note(began=time.time(), mode=self.mode, recorder=self.stay.identity)
        self._look()
        lives = [asyncio.create_task(life) for life in (self._go_on(), self._keep(), self._beat())]
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
            await self.stay.leave()
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

    # Who is there

    def _look(self) -> None:
        """Makes what we take and what we show be what is there and agreed to."""
        if not self._began:
            return
        inside = self.stay.people()
        if inside:
            self._alone_since = 0.0
        elif not self._alone_since:
            self._alone_since = time.monotonic()
        here = {each.identity: each for each in inside if each.identity in self.agreed}
        for identity in self.people.keys() - here.keys():
            self._note(left=identity)
            del self.people[identity]
        for identity, somebody in here.items():
            self._see(identity, somebody)
        wanted = {sent.sid for each in here.values() for sent in each.sends if sent.source in WANTED[self.mode]}
        for sid in self._pumps.keys() - wanted:
            self._pumps.pop(sid).cancel()
        self.stay.take(wanted)
        if self.scene:
            self.scene.arrange()

    def _see(self, identity: str, somebody: Somebody) -> None:
        person, told = self.people.get(identity), somebody.attributes
        said = (somebody.name, told.get("language", ""), told.get("shared_microphone") == "yes")
        if person is None or (person.name, person.language, person.is_shared) != said:
            self._note(who=identity, name=said[0], language=said[1], shared=said[2])
        if person is None:
            track = self._tracks.setdefault(identity, Track())
            person = self.people[identity] = Person(identity, somebody.name, track, somebody.joined)
        person.name, person.language, person.is_shared = said
        sent = {each.sid: each for each in somebody.sends}
        for places in (person.cameras, person.screens):
            for sid in list(places):
                if sid in sent:
                    places[sid].is_muted = sent[sid].is_muted
                else:
                    del places[sid]

    def _take_in(self, sid: str) -> None:
        """What was taken begins to come."""
        found = next(((person, sent) for person, sent in self._sent() if sent.sid == sid), None)
        if found is None:
            return
        person, sent = found
        pump: Coroutine[Any, Any, None]
        if sent.source == "microphone":
            pump = self._hear(sid, person.track)
        elif sent.source == "screen_sound":
            pump = self._hear(sid, None)
        else:
            shown = Shown(partial(self.stay.size, sid), sent.is_muted)
            (person.cameras if sent.source == "camera" else person.screens)[sid] = shown
            pump = self._watch(sid, shown)
        if before := self._pumps.pop(sid, None):
            before.cancel()
        self._pumps[sid] = asyncio.create_task(pump)
        self._look()

    def _sent(self) -> Iterator[tuple[Person, Sent]]:
        """All that is taken, by whom."""
        for somebody in self.stay.people():
            if person := self.people.get(somebody.identity):
                yield from ((person, sent) for sent in somebody.sends if sent.source in WANTED[self.mode])

    async def _watch(self, sid: str, shown: Shown) -> None:
        async for raw in self.stay.pictures(sid):
            shown.picture = picture_of(raw.width, raw.height, raw.i420)
            shown.is_drawn = False

    async def _hear(self, sid: str, own: Track | None) -> None:
        """What is shared has its sound in everybody's only."""
        clock = Clock()
        async for samples in self.stay.sound(sid, RATE):
            at = clock.place(len(samples), came_at=int((time.monotonic() - self._began) * RATE))
            if self.film:
                self.mixer.add(samples, at=at)
            if own:
                own.hear(samples, at=at)

    # Everybody together

    async def _go_on(self) -> None:
        """One picture every 40 ms; fewer where the machine does not come after, and none is ever shown late."""
        loop = asyncio.get_running_loop()
        rhythm = FRAMES_PER_SECOND if self.scene else MIXES_PER_SECOND
        while True:
            passed = time.monotonic() - self._began
            await loop.run_in_executor(self._pen, self._write, passed)
            if self.scene:
                self.scene.follow_speaker()
            now = time.monotonic() - self._began
            await asyncio.sleep((int(now * rhythm) + 1) / rhythm - now)

    def _write(self, passed: float) -> None:
        if self.scene and isinstance(self.film, Film):
            self.scene.draw(self.film, at=passed)
        self._mix(int(passed * RATE) - MIX_BEHIND)

    def _mix(self, until: int) -> None:
        if self.film and until > self.mixer.taken:
            self.film.sound(self.mixer.take(until))

    def _note_layout(self, tiles: list[Tile]) -> None:
        self._note(layout=[[t.identity, t.kind, t.left, t.top, t.width, t.height] for t in tiles])

    # What is kept

    async def _keep(self) -> None:
        pause = FIRST_CUT_SECONDS
        while True:
            await asyncio.sleep(pause)
            pause = CUT_SECONDS
            self._cut(await asyncio.get_running_loop().run_in_executor(self._pen, self._cut_film))
            if self.chest.trouble:
                self.finish("storage")
            if self._alone_since and time.monotonic() - self._alone_since > ALONE_SECONDS:
                self.finish("alone")

    def _cut_film(self) -> bytes:
        return self.film.outlet.cut() if self.film else b""

    def _cut(self, film: bytes) -> None:
        """What is said of it is safe before it is: how far it goes, too, which without a film nothing else says."""
        self._note(kept=True)
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
        self._mix(int((time.monotonic() - self._began) * RATE))
        if self.film:
            self.film.close()
        for track in self._tracks.values():
            track.voice.close()
        self._note(ended=True)
        self._cut(self._cut_film())
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
        await self.stay.show(told, within=3)

    def _seconds(self) -> float:
        return round(float(self.job["before"]) + time.monotonic() - self._began, 1)

    def _died(self, life: asyncio.Task[None]) -> None:
        """A fault of ours ends the piece at once and aloud; another recorder goes on."""
        if not life.cancelled() and (fault := life.exception()) and not self.end.done():
            self.end.set_exception(fault)


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
