"""Where files are kept: put one there whole, read any part of it, forget it. No Django, since the recorder has none.

In a folder, or in a bucket of an S3 server (`bucket.py`) once one was named.

A key is a path of plain words under the place where everything is kept. Whatever was put is there whole, or not at all.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways.bucket import Bucket
from visio.gateways.keys import checked

# A disk that is full, read-only or not ours stays so; what is slow or was away comes back.
LASTING = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.ENOENT,
}
AT_ONCE = 256 * 1024


class Storage(Protocol):
    """Raises Unavailable("storage") when it does not do what it is asked; FileNotFoundError for what is not there."""

    def put(self, key: str, source: bytes | Path) -> None:
        """Safe once this returns; in place of what was there by this key. A path is copied from."""

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """These bytes, some at a time. Found missing here and now, not at the first of them."""

    def delete(self, key: str) -> None:
        """The file, or everything under a folder; nothing happens when there is none."""

    def exists(self, key: str) -> bool: ...

    def size(self, key: str) -> int: ...

    def names(self, folder: str) -> list[str]:
        """The keys under a folder, in order."""

    def free_bytes(self) -> int | None:
        """How much more it holds; None where nobody knows."""


class Folder:
    """On a disk of this machine, or one that several share."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, source: bytes | Path) -> None:
        """Written beside its place, forced to the disk and put there whole."""
        place = self._place(key)
        fresh = place.with_name(f".{secrets.token_hex(8)}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                with open(fresh, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
                    if isinstance(source, bytes):
                        file.write(source)
                    else:
                        with open(source, "rb") as given:
                            shutil.copyfileobj(given, file, AT_ONCE)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(fresh, place)
                _settle(place.parent)
            finally:
                fresh.unlink(missing_ok=True)
        except OSError as trouble:
            raise _refused(trouble) from trouble

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        place = self._place(key)
        place.stat()
        return _parts(place, start, length)

    def delete(self, key: str) -> None:
        place = self._place(key)
        try:
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
        except FileNotFoundError:
            # Somebody else deletes the same.
            return
        except OSError as trouble:
            raise _refused(trouble) from trouble

    def exists(self, key: str) -> bool:
        return self._place(key).is_file()

    def size(self, key: str) -> int:
        return self._place(key).stat().st_size

    def names(self, folder: str) -> list[str]:
        found = self._place(folder).rglob("*")
        return sorted(str(one.relative_to(self.root)) for one in found if one.is_file() and one.suffix != ".part")

    def free_bytes(self) -> int | None:
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            return shutil.disk_usage(self.root).free
        except OSError as trouble:
            raise _refused(trouble) from trouble

    def _place(self, key: str) -> Path:
        return self.root / checked(key)


def _parts(place: Path, start: int, left: int | None) -> Iterator[bytes]:
    """Opened at the first of them: who never asks for one leaves no open file behind."""
    with place.open("rb") as file:
        file.seek(start)
        while part := file.read(AT_ONCE if left is None else min(AT_ONCE, left)):
            yield part
            if left is not None:
                left -= len(part)


def _refused(trouble: OSError) -> Unavailable:
    return Unavailable("storage", retry=trouble.errno not in LASTING)


def _settle(folder: Path) -> None:
    """The folder's own entry too is on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _configured() -> Storage:
    if configuration.bucket:
        secret = configuration.storage_secret.get_secret_value()
        return Bucket(configuration.bucket, key=configuration.storage_key, secret=secret)
    return Folder(configuration.data_dir.resolve() / "recordings")


# Where recordings are. Tests put another in its place.
kept: Storage = _configured()
