"""From an encoder to storage: bytes are collected, cut every two seconds, and each cut is safe before the next.

What was cut is one file when its cuts are put one after the other, however suddenly the last of them came.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator

from visio.errors import Unavailable
from visio.gateways.storage import Storage

# A storage that is away for a moment is asked again for so long; what waits is in memory meanwhile.
PATIENCE_SECONDS = 30.0
AGAIN_SECONDS = 0.5
# What was handed over longer ago and is not safe: nobody may be told that all is well.
LATE_SECONDS = 3.0


class Outlet:
    """What a muxer writes into; it cannot go back in it."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, given: bytes) -> int:
        self._waiting += given
        return len(given)

    def cut(self) -> bytes:
        """Everything since the last cut."""
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken


class Chest:
    """Puts cuts into storage on a thread of its own, in their order. `trouble` says why it stopped, if it did."""

    def __init__(self, storage: Storage, folder: str) -> None:
        self.storage, self.folder = storage, folder
        self.safe_bytes = 0
        self.trouble: Unavailable | None = None
        self._numbers: dict[str, int] = {}
        self._given_at: float | None = None
        self._waiting: queue.SimpleQueue[tuple[str, bytes, float] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    @property
    def is_late(self) -> bool:
        """Something waits to be safe for longer than it should."""
        given_at = self._given_at
        return given_at is not None and time.monotonic() - given_at > LATE_SECONDS

    def keep(self, name: str, cut: bytes) -> None:
        """`name` is a folder of cuts, such as `film`."""
        if cut:
            number = self._numbers.get(name, 0)
            self._numbers[name] = number + 1
            self._waiting.put((f"{self.folder}/{name}/{number:06}", cut, time.monotonic()))

    def close(self) -> None:
        """Returns when all is safe, or nothing more can be."""
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (taken := self._waiting.get()) is not None:
            key, cut, given_at = taken
            self._given_at = given_at
            self.trouble = self._put(key, cut, give_up_at=given_at + PATIENCE_SECONDS)
            if self.trouble:
                return
            self._given_at = None
            self.safe_bytes += len(cut)

    def _put(self, key: str, cut: bytes, *, give_up_at: float) -> Unavailable | None:
        """Again, where waiting may help: a server that starts anew takes some seconds."""
        while True:
            try:
                self.storage.put(key, cut)
            except Unavailable as trouble:
                if not trouble.retry or time.monotonic() > give_up_at:
                    return trouble
                time.sleep(AGAIN_SECONDS)
            else:
                return None


class Flow:
    """Bytes that come in parts, read as a file."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        # A view, since what is left of a part would else be copied at each of many small reads.
        self._left = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        found = bytearray()
        while size < 0 or len(found) < size:
            if not self._left:
                self._left = memoryview(next(self._parts, b""))
                if not self._left:
                    break
            more = self._left if size < 0 else self._left[: size - len(found)]
            found += more
            self._left = self._left[len(more) :]
        return bytes(found)


class Joined(Flow):
    """Cuts read as the one file they are."""

    def __init__(self, storage: Storage, folder: str) -> None:
        super().__init__(_parts(storage, folder))


def _parts(storage: Storage, folder: str) -> Iterator[bytes]:
    for key in storage.names(folder):
        yield from storage.open(key)
