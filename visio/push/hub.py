"""Who listens to which channel in this push process, and how what happens there reaches each of them once and in order."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import structlog

from visio.errors import Refused, Unavailable
from visio.push.feeds import AT_ONCE, Feed, Happening, Hearing, What
from visio.rooms.fitting import HOSTS

log = structlog.get_logger("push")

MOST_STREAMS = 5000
MOST_STREAMS_OF_A_PASS = 4
# So that neither one visitor nor one meeting has them all: a ministry behind one address has some hundreds.
MOST_STREAMS_OF_AN_ADDRESS = 2000
MOST_STREAMS_OF_A_CHANNEL = 1000
# As many as may wait in a lobby, and its hosts.
MOST_STREAMS_OF_A_LOBBY = 2500

# Who reads slower than this is let go, and comes back with Last-Event-ID.
MOST_WAITING = 2000

# After these somebody may hear less than before: they are looked at again at once.
DECISIVE = {"ended", "moderated"}

# How soon a revoked pass is worth nothing, and how soon an event is found whose notification was lost.
LOOK_AGAIN_SECONDS = 5

# How often it is written down that those who wait in a lobby are there; ten minutes without, and their place is free.
SEE_SECONDS = 60


class Stream:
    """One listener. `last` is what was handed to it, `seen` what waits for it at most."""

    def __init__(self, digest: str, hearing: Hearing, last: int, *, what: What = "meeting", address: str = "") -> None:
        self.digest = digest
        self.channel = hearing.channel
        self.hearing = hearing
        self.what = what
        self.address = address
        self.last = self.seen = last
        self.is_over = False
        self._waiting: deque[Happening] = deque()
        self._woken = asyncio.Event()

    def put(self, happened: Sequence[Happening], *, after: int) -> None:
        """All that happened since `after`; of no use to a stream that lacks something before."""
        if self.seen < after:
            return
        ears = self.hearing.ears
        self._waiting.extend(each for each in happened if each.id > self.seen and each.ear in ears)
        if happened:
            self.seen = max(self.seen, happened[-1].id)
        if self._waiting:
            self._woken.set()
        if len(self._waiting) > MOST_WAITING:
            self._waiting.clear()
            self.end()

    async def next(self, *, within: float) -> list[Happening]:
        """What waits, or comes within this time; nothing when the time is over or the stream is."""
        if not self._waiting and not self.is_over:
            try:
                async with asyncio.timeout(within):
                    await self._woken.wait()
            except TimeoutError:
                return []
        self._woken.clear()
        happened = list(self._waiting)
        self._waiting.clear()
        if happened:
            self.last = happened[-1].id
        return happened

    def end(self) -> None:
        """What waits is still handed out."""
        self.is_over = True
        self._woken.set()


def _broke(task: asyncio.Task[None]) -> None:
    """A deaf process that looks well is worse than none: it stops, and is started again."""
    if not task.cancelled() and (error := task.exception()):
        log.critical("hub.broke", exc_info=error)
        signal.raise_signal(signal.SIGTERM)


class Hub:
    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self._in_channel: dict[str, set[Stream]] = {}
        self._of_pass: dict[str, list[Stream]] = {}
        self._of_address: Counter[str] = Counter()
        self._count = 0
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [asyncio.create_task(does()) for does in (self._hear, self._look_again, self._see)]
        for task in self._tasks:
            task.add_done_callback(_broke)

    async def stop(self) -> None:
        for stream in self._streams():
            stream.end()
        for _ in range(50):
            if not self._count:
                break
            await asyncio.sleep(0.02)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.feed.close()

    @asynccontextmanager
    async def listening(self, what: What, digest: str, *, address: str, after: int | None) -> AsyncIterator[Stream]:
        """A stream for the holder of this secret: of what they may hear, the events after this one; without it, from now on."""
        if self._count >= MOST_STREAMS or self._of_address[address] >= MOST_STREAMS_OF_AN_ADDRESS:
            raise Unavailable("push", retry=True)
        hearing = (await self.feed.hearings(what, [digest])).get(digest)
        if hearing is None:
            raise Refused("pass.invalid")
        channel = hearing.channel
        most = MOST_STREAMS_OF_A_CHANNEL if what == "meeting" else MOST_STREAMS_OF_A_LOBBY
        if len(self._in_channel.get(channel, ())) >= most:
            raise Unavailable("push", retry=True)
        begin = await (self.feed.last(channel) if after is None else self.feed.last_of_earlier(channel))
        stream = Stream(digest, hearing, max(begin, after or 0), what=what, address=address)
        self._add(stream)
        try:
            await self._read(channel)
            yield stream
        finally:
            self._drop(stream)

    async def _read(self, channel: str) -> None:
        """Hand what is new to all who listen there. Two of these at once do no harm: a stream takes nothing twice."""
        while streams := list(self._in_channel.get(channel, ())):
            after = min(stream.seen for stream in streams)
            happened = await self.feed.after(channel, after)
            over = await self._ask_anew(streams, happened)
            for stream in streams:
                stream.put(happened, after=after)
            for stream in over:
                stream.end()
            if len(happened) < AT_ONCE:
                return

    async def _hear(self) -> None:
        async for channels in self.feed.news():
            for channel in list(self._in_channel) if channels is None else channels:
                try:
                    await self._read(channel)
                except Unavailable as trouble:
                    # `_look_again` and the feed's own return find it later.
                    log.warning("unavailable", what=trouble.what, why=str(trouble.__cause__))
                    break

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            try:
                await self._let_go(self._streams())
                for channel in list(self._in_channel):
                    await self._read(channel)
            except Unavailable:
                continue

    async def _see(self) -> None:
        while True:
            await asyncio.sleep(SEE_SECONDS)
            waiting = sorted({stream.digest for stream in self._streams() if stream.hearing.is_waiting})
            with suppress(Unavailable):
                for start in range(0, len(waiting), AT_ONCE):
                    await self.feed.see(waiting[start : start + AT_ONCE])

    async def _ask_anew(self, streams: Sequence[Stream], happened: Sequence[Happening]) -> list[Stream]:
        """Before this is handed out, and after it was read: whoever was a host a moment ago does not hear it as one."""
        if any(each.kind in DECISIVE for each in happened):
            return await self._ask(streams)
        if any(each.ear == HOSTS for each in happened):
            return await self._ask([stream for stream in streams if HOSTS in stream.hearing.ears])
        return []

    async def _let_go(self, streams: Iterable[Stream]) -> None:
        """They are handed what waits for them first."""
        for stream in await self._ask(streams):
            stream.end()

    async def _ask(self, streams: Iterable[Stream]) -> list[Stream]:
        """What each of these may hear now; answers those whose secret is worth nothing any more."""
        over: list[Stream] = []
        asked: dict[What, set[str]] = {}
        for stream in streams:
            asked.setdefault(stream.what, set()).add(stream.digest)
        for what, wanted in asked.items():
            digests = sorted(wanted)
            for start in range(0, len(digests), AT_ONCE):
                some = digests[start : start + AT_ONCE]
                good = await self.feed.hearings(what, some)
                for stream in [each for digest in some for each in self._of_pass.get(digest, []) if each.what == what]:
                    if now := good.get(stream.digest):
                        stream.hearing = now
                    else:
                        stream.hearing = replace(stream.hearing, ears=stream.hearing.ears - {HOSTS})
                        over.append(stream)
        return over

    def _add(self, stream: Stream) -> None:
        own = self._of_pass.setdefault(stream.digest, [])
        if len(own) >= MOST_STREAMS_OF_A_PASS:
            # Likely one whose network went away without a word.
            own.pop(0).end()
        own.append(stream)
        self._in_channel.setdefault(stream.channel, set()).add(stream)
        self._of_address[stream.address] += 1
        self._count += 1

    def _drop(self, stream: Stream) -> None:
        self._count -= 1
        self._of_address[stream.address] -= 1
        if not self._of_address[stream.address]:
            del self._of_address[stream.address]
        own = self._of_pass.get(stream.digest, [])
        if stream in own:
            own.remove(stream)
        if not own:
            self._of_pass.pop(stream.digest, None)
        here = self._in_channel.get(stream.channel, set())
        here.discard(stream)
        if not here:
            self._in_channel.pop(stream.channel, None)

    def _streams(self) -> list[Stream]:
        return [stream for streams in self._in_channel.values() for stream in streams]
