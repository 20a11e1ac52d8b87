"""Who is recognised next: what is finished, in order and always; what is not, only when there is time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

import numpy
import pytest

from visio.errors import Unavailable
from visio.media import desk as desks
from visio.media.desk import Desk, Heard, State
from visio.media.speech import RATE, Segment, Sound, text_of
from visio.media.utterances import Utterance
from visio.testing.loops import complete


class FakeEngine:
    """Says how many seconds it was given; waits while held; fails as often as told."""

    name, model, at_once = "tests", "seconds", 1

    def __init__(self) -> None:
        self.asked: list[tuple[int, str, bool]] = []
        self.failures = 0
        self.go = threading.Event()
        self.go.set()

    def recognise(self, sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        assert self.go.wait(5)
        if self.failures:
            self.failures -= 1
            raise Unavailable("speech", retry=True)
        seconds = round(len(sound) / RATE)
        self.asked.append((seconds, language, carefully))
        return [Segment(f"{seconds} s", 0.0, float(seconds), language or "fr", 1.0)]


class World:
    def __init__(self) -> None:
        self.engine = FakeEngine()
        self.states: list[State] = []
        self.desk = Desk(self.engine, told=self.states.append, again=0.02)

    async def final(self, end: float, seconds: float = 2, who: str = "claire", language: str = "fr") -> Heard | None:
        return await self.desk.final(who, utterance(end, seconds), language)

    def has_no_time(self) -> bool:
        return not self.desk.has_time

    async def settled(self) -> None:
        await asyncio.sleep(0.05)


def utterance(end: float, seconds: float = 2) -> Utterance:
    return Utterance(0, numpy.zeros(int(seconds * RATE), numpy.float32), end - seconds, end)


def run(what: Coroutine[Any, Any, None]) -> None:
    complete(asyncio.wait_for(what, 20))


def test_those_who_finished_first_are_recognised_first() -> None:
    async def go() -> None:
        world = World()
        world.engine.go.clear()
        first = asyncio.create_task(world.final(1, who="first"))
        await world.settled()
        others = [asyncio.create_task(world.final(end, seconds=end, who=str(end))) for end in (9, 5, 7)]
        await world.settled()
        world.engine.go.set()
        await asyncio.gather(first, *others)
        assert [seconds for seconds, *_ in world.engine.asked] == [2, 5, 7, 9]
        await world.desk.close()

    run(go())


def test_what_one_person_said_while_others_were_heard_is_recognised_as_one() -> None:
    async def go() -> None:
        world = World()
        world.engine.go.clear()
        busy = asyncio.create_task(world.final(1, who="paul"))
        await world.settled()
        claire = [asyncio.create_task(world.final(end, seconds=4)) for end in (10, 15, 20)]
        english = asyncio.create_task(world.final(12, language="en"))
        await world.settled()
        world.engine.go.set()
        heard = await asyncio.gather(*claire)
        await asyncio.gather(busy, english)
        assert [text_of(each.segments) for each in heard if each] == ["13 s", "", ""]
        assert [language for _, language, _ in world.engine.asked] == ["fr", "fr", "en"]
        await world.desk.close()

    run(go())


def test_under_load_nothing_finished_is_dropped_and_nothing_unfinished_is_tried() -> None:
    async def go() -> None:
        world = World()
        world.desk.wake()
        await world.settled()
        assert world.desk.has_time
        assert await world.desk.partial(utterance(1), "fr")
        world.engine.go.clear()
        finals = [asyncio.create_task(world.final(n, seconds=20, who=str(n))) for n in range(30)]
        await world.settled()
        assert world.has_no_time()
        world.engine.go.set()
        heard = await asyncio.gather(*finals)
        assert len([each for each in heard if each and each.segments]) == 30
        # As well as can be only once nobody waits.
        assert [carefully for *_, carefully in world.engine.asked[2:]] == [False] * 29 + [True]
        assert world.desk.has_time
        await world.desk.close()

    run(go())


def test_an_engine_that_falls_behind_is_told_and_so_is_that_it_caught_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go() -> None:
        monkeypatch.setattr(desks, "LATE_SECONDS", 0.05)
        world = World()
        world.desk.wake()
        await world.settled()
        world.engine.go.clear()
        finals = [asyncio.create_task(world.final(1, who="a")), asyncio.create_task(world.final(2, who="b"))]
        await asyncio.sleep(0.1)
        finals.append(asyncio.create_task(world.final(3, who="c")))
        await world.settled()
        assert world.states == ["ready", "behind"]
        world.engine.go.set()
        await asyncio.gather(*finals)
        assert world.states == ["ready", "behind", "ready"]
        await world.desk.close()

    run(go())


def test_an_engine_that_is_away_is_asked_until_it_is_back_and_the_words_are_not_lost() -> None:
    async def go() -> None:
        world = World()
        world.engine.failures = 5
        heard = await world.final(1)
        assert heard and heard.segments
        await world.settled()
        assert world.states[0] == "absent" and world.states[-1] == "ready"
        await world.desk.close()

    run(go())


def test_words_nobody_could_recognise_for_a_minute_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go() -> None:
        monkeypatch.setattr(desks, "GIVE_UP_SECONDS", 0.1)
        world = World()
        world.engine.failures = 10_000
        assert await world.final(1) is None
        assert world.desk.state == "absent"
        await world.desk.close()

    run(go())


def test_nobody_waits_for_a_room_that_was_left() -> None:
    async def go() -> None:
        world = World()
        world.engine.go.clear()
        busy = asyncio.create_task(world.final(1, who="stays"))
        gone = asyncio.create_task(world.final(2, who="leaves"))
        await world.settled()
        world.desk.forget(lambda who: who == "leaves")
        world.engine.go.set()
        await busy
        await asyncio.gather(gone, return_exceptions=True)
        assert gone.cancelled() and len(world.engine.asked) == 1
        await world.desk.close()

    run(go())
