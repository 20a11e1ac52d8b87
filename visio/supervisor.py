"""What keeps Visio running: starts its processes, waits until each is ready, starts again what dies, stops everything.

Ours, because no library does just this: honcho neither restarts a process nor knows when it is ready; circus restarts,
but brings ZeroMQ and tornado for a control socket nobody needs here, and has no ready check either.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from visio.running import sweeper
from visio.running.console import Console
from visio.running.ports import Port, troubles

FIRST_DELAY_SECONDS = 0.2
LONGEST_DELAY_SECONDS = 30.0
# A process that stood this long has earned a quick restart again.
STEADY_SECONDS = 60.0
# A process that dies this often before it was ever ready will not get better by itself.
MOST_FAILED_STARTS = 3
READY_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.05
# Stopping takes 5 s at most: a gentle signal, the same again (LiveKit then stops waiting for its participants), force.
REPEAT_AFTER_SECONDS = 0.7
FORCE_AFTER_SECONDS = 3.5


@dataclass(frozen=True)
class Process:
    """One line of the table of what runs. `is_ready` answers whether it does its work, not whether it exists."""

    name: str
    command: tuple[str, ...]
    is_ready: Callable[[], Awaitable[bool]]
    ports: tuple[Port, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


class PortsTaken(Exception):
    """A port is not ours to have; the sentences say which, who holds it and which setting moves it."""


class NeverReady(Exception):
    """A process did not come to do its work; what it said is on the console."""


def allow_many_sockets() -> None:
    """As many as the system lets us have, for us and those we start: push alone holds one for each stream."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def supervise(
    processes: Sequence[Process], *, console: Console, when_ready: Callable[[], Awaitable[None]]
) -> None:
    """Runs the processes until Ctrl-C or SIGTERM; `when_ready` is awaited once all are ready the first time.

    Raises PortsTaken before anything is started, NeverReady after everything is stopped again.
    """
    if found := troubles(port for process in processes for port in process.ports):
        raise PortsTaken("\n".join(found))
    allow_many_sockets()
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, asked_to_stop.set)
    with _sweeping() as swept:
        lives = [_Life(process, console, swept) for process in processes]
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(life.keep()) for life in lives]
                tasks.append(group.create_task(_tell_when_ready(lives, when_ready)))
                await asked_to_stop.wait()
                console.say("visio", "stopping")
                for task in tasks:
                    task.cancel()
        except* NeverReady as trouble:
            raise trouble.exceptions[0] from None


async def _tell_when_ready(lives: Sequence[_Life], when_ready: Callable[[], Awaitable[None]]) -> None:
    for life in lives:
        await life.was_ready.wait()
    await when_ready()


class _Life:
    """One process of the table, through all its starts."""

    def __init__(self, process: Process, console: Console, swept: Callable[[str], None]) -> None:
        self.process = process
        self.console = console
        self.swept = swept
        self.was_ready = asyncio.Event()

    async def keep(self) -> None:
        delay, failed = FIRST_DELAY_SECONDS, 0
        while True:
            started = time.monotonic()
            code = await self._live_once()
            if time.monotonic() - started > STEADY_SECONDS:
                delay = FIRST_DELAY_SECONDS
            failed += not self.was_ready.is_set()
            if failed == MOST_FAILED_STARTS:
                raise NeverReady(
                    f"{self.process.name} does not start ({_how_it_ended(code)}); its last words are above."
                )
            self.console.say(self.process.name, f"{_how_it_ended(code)}; starting again in {delay:g} s", warning=True)
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY_SECONDS)

    async def _live_once(self) -> int:
        reading, writing = os.pipe()
        try:
            running = await asyncio.create_subprocess_exec(
                *self.process.command,
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.process.environment},
                # Its own group: Ctrl-C reaches us alone, and its workers end with it.
                start_new_session=True,
            )
        finally:
            os.close(writing)
        self.swept(f"+{running.pid}")
        listening = asyncio.create_task(self._listen(reading))
        waiting = asyncio.create_task(self._wait_until_ready())
        ended = asyncio.create_task(running.wait())
        try:
            done, _ = await asyncio.wait({ended, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if waiting in done:
                waiting.result()
            return await asyncio.shield(ended)
        finally:
            waiting.cancel()
            await _stop(running.pid, ended)
            self.swept(f"-{running.pid}")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(listening, 1)

    async def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not await self.process.is_ready():
            if time.monotonic() > deadline and not self.was_ready.is_set():
                raise NeverReady(f"{self.process.name} runs, but was not ready within {READY_SECONDS:g} s.")
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        if self.was_ready.is_set():
            self.console.say(self.process.name, "ready again")
        self.was_ready.set()

    async def _listen(self, reading: int) -> None:
        stream = asyncio.StreamReader(limit=2**20)
        with os.fdopen(reading, "rb") as pipe:
            transport, _ = await asyncio.get_running_loop().connect_read_pipe(
                lambda: asyncio.StreamReaderProtocol(stream), pipe
            )
            try:
                while True:
                    try:
                        line = await stream.readline()
                    except ValueError:
                        # A megabyte without an end of line: readline has dropped it.
                        continue
                    if not line:
                        return
                    self.console.hear(self.process.name, line.decode(errors="replace").rstrip())
            finally:
                transport.close()


async def _stop(group: int, ended: asyncio.Task[int]) -> None:
    """Stops a process and all its descendants: gently while its head lives, then by force."""
    for pause in (REPEAT_AFTER_SECONDS, FORCE_AFTER_SECONDS - REPEAT_AFTER_SECONDS):
        if not ended.done():
            sweeper.send({group}, signal.SIGTERM)
            await asyncio.wait({ended}, timeout=pause)
    # Whatever is left: a head that had its time, or the workers of one that died without them.
    sweeper.send({group}, signal.SIGKILL)
    await ended
    _bury(group)


def _bury(group: int) -> None:
    """As process 1 of a container we inherit the workers of a dead process, and nobody else takes note of their end."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-group, os.WNOHANG)[0]:
            pass


@contextlib.contextmanager
def _sweeping() -> Iterator[Callable[[str], None]]:
    """Runs the sweeper for as long as we live; gives the function that tells it what to sweep."""
    running = subprocess.Popen(
        [sys.executable, "-I", "-S", str(Path(sweeper.__file__))],
        stdin=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdin is not None

    def tell(line: str) -> None:
        # A sweeper that was killed sweeps nothing, but that is no reason to stop what runs.
        with contextlib.suppress(BrokenPipeError):
            print(line, file=running.stdin, flush=True)

    try:
        yield tell
    finally:
        with contextlib.suppress(BrokenPipeError):
            running.stdin.close()
        running.wait()


def _how_it_ended(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
