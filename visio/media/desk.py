"""Who is recognised next? Finished utterances first, in the order they ended, and never dropped for want of time.

What is still being said is only recognised while nothing else waits: it is a comfort, and the first thing to go under load.
When an engine falls behind, what one person said in several utterances is recognised as one, which costs Whisper no more.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

import numpy
import structlog

from visio.errors import Unavailable
from visio.media.speech import RATE, Engine, Segment, Sound, seconds_of
from visio.media.utterances import Utterance

log = structlog.get_logger("captions")

# How the engine is: `behind` when words come late, `absent` when none come.
State = Literal["starting", "ready", "behind", "absent"]

# Words that come later than this are late.
LATE_SECONDS = 6.0
# An engine that does not answer is asked again this often; words older than this are of no use on a screen.
ASK_AGAIN_SECONDS = 3.0
GIVE_UP_SECONDS = 60.0
# As long as an engine hears at once, with a margin.
TOGETHER_SECONDS = 25.0
PAUSE: Sound = numpy.zeros(RATE * 3 // 10, numpy.float32)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was recognised, and how many seconds that took."""

    segments: list[Segment]
    took: float


@dataclass(eq=False)
class _Turn:
    who: Hashable
    utterance: Utterance
    language: str
    answer: asyncio.Future[Heard | None]
    came: float = field(default_factory=time.monotonic)


class Desk:
    """One for all rooms of a process: they share the engine. Belongs to one event loop."""

    def __init__(self, engine: Engine, *, told: Callable[[State], None], again: float = ASK_AGAIN_SECONDS) -> None:
        self.state: State = "starting"
        self._engine, self._told, self._again = engine, told, again
        self._pool = ThreadPoolExecutor(engine.at_once, thread_name_prefix="speech")
        self._waiting: list[_Turn] = []
        self._busy = 0
        # When the engine is free for what is still being said: it is never more than half the time.
        self._free_from = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self._probe: asyncio.Task[None] | None = None

    async def final(self, who: Hashable, utterance: Utterance, language: str) -> Heard | None:
        """Waits for its turn, however long that takes. None when no engine answered for a minute.

        The answer is empty when nothing was said, or when it came with the words of an earlier one."""
        turn = _Turn(who, utterance, language, asyncio.get_running_loop().create_future())
        self._waiting.append(turn)
        self._waiting.sort(key=lambda each: each.utterance.end)
        self._go_on()
        return await turn.answer

    async def partial(self, utterance: Utterance, language: str) -> list[Segment]:
        """Only when `has_time`; nothing when the engine fails."""
        self._busy += 1
        try:
            heard = await self._recognise(utterance.sound, language, carefully=False)
        except Unavailable:
            self._be("absent")
            return []
        finally:
            self._busy -= 1
            self._go_on()
        self._free_from = time.monotonic() + heard.took
        return heard.segments

    @property
    def has_time(self) -> bool:
        is_idle = self.state == "ready" and not self._waiting and not self._busy
        return is_idle and time.monotonic() >= self._free_from

    def wake(self) -> None:
        """Somebody will speak soon: load what must be loaded, and know whether the engine answers."""
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(self._find_out())

    def forget(self, who: Callable[[Hashable], bool]) -> None:
        """Nobody waits for these any more."""
        for turn in [turn for turn in self._waiting if who(turn.who)]:
            self._waiting.remove(turn)
            turn.answer.cancel()

    async def close(self) -> None:
        for task in [*self._tasks, *([self._probe] if self._probe else [])]:
            task.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _find_out(self) -> None:
        while True:
            try:
                await self._recognise(PAUSE, "en", carefully=False)
            except Unavailable:
                self._be("absent")
                await asyncio.sleep(self._again)
            else:
                self._be("ready")
                return

    def _go_on(self) -> None:
        self._look_at_clock()
        while self._waiting and self._busy < self._engine.at_once:
            turns = self._next()
            self._busy += 1
            task = asyncio.create_task(self._take(turns))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _next(self) -> list[_Turn]:
        """The utterance that ended first, and what the same person said after it as far as both fit."""
        first = self._waiting.pop(0)
        turns, length = [first], seconds_of(first.utterance.sound)
        for other in [turn for turn in self._waiting if (turn.who, turn.language) == (first.who, first.language)]:
            length += seconds_of(other.utterance.sound)
            if length > TOGETHER_SECONDS:
                break
            turns.append(other)
            self._waiting.remove(other)
        return turns

    async def _take(self, turns: list[_Turn]) -> None:
        sound = numpy.concatenate([each for turn in turns for each in (turn.utterance.sound, PAUSE)])
        # The best there is, as long as nobody waits for it.
        carefully = len(self._waiting) < self._engine.at_once
        try:
            heard: Heard | None = await self._recognise(sound, turns[0].language, carefully=carefully)
        except Unavailable:
            self._be("absent")
            heard = None
            if time.monotonic() - turns[0].came < GIVE_UP_SECONDS:
                await asyncio.sleep(self._again)
                self._waiting = sorted([*turns, *self._waiting], key=lambda each: each.utterance.end)
                turns = []
        else:
            if self.state in ("starting", "absent"):
                self._be("ready")
        finally:
            self._busy -= 1
        for number, turn in enumerate(turns):
            if not turn.answer.done():
                turn.answer.set_result(heard if number == 0 or heard is None else Heard([], 0.0))
        self._go_on()

    async def _recognise(self, sound: Sound, language: str, *, carefully: bool) -> Heard:
        began = time.monotonic()
        loop = asyncio.get_running_loop()
        segments = await loop.run_in_executor(
            self._pool, lambda: self._engine.recognise(sound, language=language, carefully=carefully)
        )
        return Heard(segments, time.monotonic() - began)

    def _look_at_clock(self) -> None:
        oldest = min((turn.came for turn in self._waiting), default=time.monotonic())
        late = time.monotonic() - oldest > LATE_SECONDS
        if self.state == "ready" and late:
            self._be("behind")
        elif self.state == "behind" and not self._waiting:
            self._be("ready")

    def _be(self, state: State) -> None:
        if state != self.state:
            log.info("speech.engine", state=state)
            self.state = state
            self._told(state)
        if state == "absent":
            self.wake()
