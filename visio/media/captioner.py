"""Who wants captions, and who gives them? The captioner: looks at LiveKit's rooms each second and enters those that wish for it.

The wish stands on the meeting's row and in LiveKit's description of the room, so nothing that is told once can be lost: a
captioner that was killed looks, and comes back. It holds no database and knows no people; it is a participant like any other
machine, and everybody sees it. Several captioners share the rooms: one identity per room, which LiveKit gives to one of them.
"""

from __future__ import annotations

import asyncio
import hashlib
import signal
import socket
import time
from typing import TYPE_CHECKING

import structlog

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import livekit
from visio.gateways.livekit import CAPTIONER, OpenRoom
from visio.media.beat import beat_file

if TYPE_CHECKING:
    # Loaded when somebody wishes for captions, and not before: a captioner with nothing to do is small.
    from visio.media.captions import Captions
    from visio.media.desk import Desk, State

log = structlog.get_logger("captions")

LOOK_SECONDS = 1.0
# A room that could not be entered is tried again after this long.
AGAIN_SECONDS = 5.0


def run() -> None:
    """The `visio captioner` process: until SIGTERM or SIGINT."""
    asyncio.run(_until_stopped())


async def _until_stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    captioner = Captioner()
    while not stop.is_set():
        await captioner.look()
        beat_file(configuration).touch()
        try:
            await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
        except TimeoutError:
            continue
    await captioner.close()


class Captioner:
    def __init__(self) -> None:
        # The same after a restart: a place that this captioner left without a word is its own to take again.
        place = f"{socket.gethostname()}:{configuration.data_dir.resolve()}"
        self.name = hashlib.sha256(place.encode()).hexdigest()[:8]
        self._rooms: dict[str, Captions] = {}
        self._refused: dict[str, float] = {}
        self._desk: Desk | None = None
        self._network: object = None
        self._is_deaf = False

    async def look(self) -> None:
        """Enter where somebody wishes for captions, leave where nobody does any more."""
        try:
            held = await asyncio.to_thread(livekit.open_rooms)
        except Unavailable:
            if not self._is_deaf:
                log.warning("unavailable", what="livekit")
            self._is_deaf = True
            return
        self._is_deaf = False
        wanted = {room.name: room for room in held if room.wishes.get("captions") and room.people}
        for name, captions in list(self._rooms.items()):
            captions.look()
            if name not in wanted or captions.is_over:
                del self._rooms[name]
                await captions.end()
                log.info("captions.left", room=name)
        for name in wanted.keys() - self._rooms.keys():
            if time.monotonic() - self._refused.get(name, -AGAIN_SECONDS) >= AGAIN_SECONDS:
                await self._enter(wanted[name])

    async def close(self) -> None:
        for captions in self._rooms.values():
            await captions.end()
        if self._desk:
            await self._desk.close()

    async def _enter(self, room: OpenRoom) -> None:
        from visio.media.captions import Captions

        try:
            if await asyncio.to_thread(self._is_served, room.name):
                return
            desk = self._woken()
            captions = Captions(room.name, desk, self._network)
            await captions.begin(configuration.livekit_server_url, identity=CAPTIONER, of=self.name)
        except Unavailable as trouble:
            self._refused[room.name] = time.monotonic()
            log.warning("unavailable", what=trouble.what, room=room.name)
            return
        self._refused.pop(room.name, None)
        self._rooms[room.name] = captions
        captions.tell(desk.state)
        log.info("captions.entered", room=room.name)

    def _is_served(self, room: str) -> bool:
        """By another captioner. What bears our own name is what is left of us."""
        there = next((one for one in livekit.machines_in(room) if one.identity == CAPTIONER), None)
        return there is not None and there.attributes.get("of") != self.name

    def _woken(self) -> Desk:
        from visio.gateways import speech, voice
        from visio.media.desk import Desk

        if self._desk is None:
            self._network = voice.load()
            self._desk = Desk(speech.engine(), told=self._tell)
        self._desk.wake()
        return self._desk

    def _tell(self, state: State) -> None:
        for captions in self._rooms.values():
            captions.tell(state)
