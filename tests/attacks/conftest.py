"""A real SFU, and people who connect to it with a client of their own making."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest
from livekit.rtc.participant import PublishDataError, PublishTrackError

from livekit import rtc
from visio.gateways import livekit as gateway
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.seat import tell
from visio.testing.sfu import RealLiveKit, running_livekit


class RawClient:
    """Somebody inside without our page: LiveKit's own library does whatever it is told."""

    def __init__(self, sfu: RealLiveKit, entry: dict[str, Any]) -> None:
        self.sfu, self.entry = sfu, entry
        self.identity: str = entry["identity"]
        self.heard: list[bytes] = []
        sfu.enter(entry["ticket"])
        self.room: rtc.Room = sfu._rooms[self.identity]
        self.channel: str = self.room.name
        self.me = self.room.local_participant
        self.room.on("data_received", lambda packet: self.heard.append(packet.data))
        tell(sfu)

    def tries(self, doing: Coroutine[Any, Any, object], *, seconds: float = 3) -> str:
        """What the SFU said against it; empty when it said nothing."""

        async def within() -> str:
            try:
                await asyncio.wait_for(doing, seconds)
            except (PublishDataError, PublishTrackError, TimeoutError) as refused:
                return str(refused) or type(refused).__name__
            return ""

        return asyncio.run_coroutine_threadsafe(within(), self.sfu._loop).result(seconds + 5)


@pytest.fixture(scope="package")
def running_sfu() -> Iterator[RealLiveKit]:
    with running_livekit() as server:
        yield server


@pytest.fixture
def sfu(alice: Browser, livekit: FakeLiveKit, running_sfu: RealLiveKit, monkeypatch: pytest.MonkeyPatch) -> RealLiveKit:
    """In the place of the fake."""
    monkeypatch.setattr(gateway, "wire", running_sfu)
    running_sfu.hooks.clear()
    return running_sfu
