"""How are files kept in a bucket of an S3 server? As `storage.Storage` promises; whatever was put is there whole, or not at all.

A large file goes in parts, which the server puts together at the end, and comes in parts too: a player that pauses for an
hour holds no line open.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from visio.addresses import BucketAddress
from visio.errors import Unavailable
from visio.gateways.keys import checked
from visio.gateways.s3 import Answer, Server

# One part going up; ten thousand are the most, which is more than any film of a day has.
PART = 16 * 1024 * 1024
# One part coming down.
AT_ONCE = 1024 * 1024
MOST_NAMES = 1000


class Bucket:
    def __init__(self, at: BucketAddress, *, key: str, secret: str) -> None:
        self.server = Server(at.endpoint, region=at.region, key=key, secret=secret)
        self.root = f"/{at.bucket}"
        self.prefix = f"{at.prefix}/" if at.prefix else ""

    def put(self, key: str, source: bytes | Path) -> None:
        path = self._path(key)
        if isinstance(source, bytes):
            return self._put_whole(path, source)
        try:
            with source.open("rb") as file:
                first = file.read(PART)
                if len(first) < PART:
                    return self._put_whole(path, first)
                self._put_in_parts(path, _parts_of(first, iter(lambda: file.read(PART), b"")))
        except OSError as trouble:
            raise Unavailable("storage", retry=False) from trouble

    def _put_whole(self, path: str, body: bytes) -> None:
        _done(self.server.ask("PUT", path, body=body))

    def _put_in_parts(self, path: str, parts: Iterator[bytes]) -> None:
        """Nothing is there before the last word; should it not come to that, the server forgets what it had."""
        begun = _read(_done(self.server.ask("POST", path, {"uploads": ""})))
        upload = {"uploadId": begun.findtext("{*}UploadId", "")}
        told, length = "", 0
        with ExitStack() as undo:
            undo.callback(self._give_up, path, upload)
            for number, part in enumerate(parts, 1):
                answer = _done(self.server.ask("PUT", path, {"partNumber": str(number), **upload}, body=part))
                told += f"<Part><PartNumber>{number}</PartNumber><ETag>{escape(answer.headers['etag'])}</ETag></Part>"
                length += len(part)
            body = f"<CompleteMultipartUpload>{told}</CompleteMultipartUpload>".encode()
            answer = self.server.ask("POST", path, upload, body=body)
            undo.pop_all()
        # Asked twice because its answer was lost, it does not know the upload any more; then the whole is there.
        if answer.status == 404 and self._length(path) == length:
            return
        # It may say 200 before it knows, and that it failed in what follows.
        if _read(_done(answer)).tag.endswith("Error"):
            self._give_up(path, upload)
            raise Unavailable("storage", retry=True)

    def _give_up(self, path: str, upload: Mapping[str, str]) -> None:
        try:
            self.server.ask("DELETE", path, upload)
        except Unavailable:
            # `delete` finds what is left of it, with all that was under the same folder.
            return

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        first = self._part(key, start, length)
        return self._rest(key, first, start, length)

    def _rest(self, key: str, part: Answer, start: int, length: int | None) -> Iterator[bytes]:
        whole = _total(part)
        end = whole if length is None else min(whole, start + length)
        while part.body:
            yield part.body
            start += len(part.body)
            if start >= end:
                return
            # Of the same file: one that was put in its place meanwhile is another.
            part = self._part(key, start, end - start, only=part.headers.get("etag", ""))

    def _part(self, key: str, start: int, length: int | None, only: str = "") -> Answer:
        last = start + min(AT_ONCE, AT_ONCE if length is None else length) - 1
        headers = {"Range": f"bytes={start}-{max(start, last)}"} | ({"If-Match": only} if only else {})
        answer = self.server.ask("GET", self._path(key), headers=headers)
        if answer.status == 404:
            _missing(answer, key)
        if answer.status == 416 or last < start:
            # There, and nothing of it is that far.
            return Answer(206, {}, b"")
        if _done(answer).status == 200 and start:
            # The whole file instead of a part of it.
            raise Unavailable("storage", retry=False)
        return answer

    def delete(self, key: str) -> None:
        path, under = self._path(key), f"{self.prefix}{key}/"
        _done(self.server.ask("DELETE", path), 204, 404)
        before: list[str] = []
        while (names := self._names_under(under, most=MOST_NAMES)) and names != before:
            self._forget(names)
            before = names
        uploads = _read(_done(self.server.ask("GET", self.root, {"uploads": "", "prefix": under})))
        for upload in uploads.iterfind("{*}Upload"):
            name, id = upload.findtext("{*}Key", ""), upload.findtext("{*}UploadId", "")
            _done(self.server.ask("DELETE", f"{self.root}/{name}", {"uploadId": id}), 204, 404)

    def _forget(self, names: list[str]) -> None:
        told = "".join(f"<Object><Key>{escape(name)}</Key></Object>" for name in names)
        body = f"<Delete><Quiet>true</Quiet>{told}</Delete>".encode()
        digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        answer = _done(self.server.ask("POST", self.root, {"delete": ""}, headers={"Content-MD5": digest}, body=body))
        if _read(answer).find("{*}Error") is not None:
            raise Unavailable("storage", retry=False)

    def exists(self, key: str) -> bool:
        return self._length(self._path(key)) is not None

    def size(self, key: str) -> int:
        length = self._length(self._path(key))
        if length is None:
            raise FileNotFoundError(key)
        return length

    def names(self, folder: str) -> list[str]:
        under = f"{self.prefix}{checked(folder)}/"
        return sorted(name.removeprefix(self.prefix) for name in self._names_under(under))

    def free_bytes(self) -> int | None:
        return None

    def _names_under(self, under: str, *, most: int | None = None) -> list[str]:
        """All of them, or the first `most`."""
        found: list[str] = []
        query = {"list-type": "2", "prefix": under, "max-keys": str(MOST_NAMES)}
        while True:
            page = _read(_done(self.server.ask("GET", self.root, query)))
            found += [each.findtext("{*}Key", "") for each in page.iterfind("{*}Contents")]
            more = page.findtext("{*}NextContinuationToken", "")
            if not more or (most and len(found) >= most):
                return found
            query["continuation-token"] = more

    def _length(self, path: str) -> int | None:
        answer = self.server.ask("HEAD", path)
        return None if answer.status == 404 else int(_done(answer).headers.get("content-length", 0))

    def _path(self, key: str) -> str:
        return f"{self.root}/{self.prefix}{checked(key)}"


def _parts_of(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _done(answer: Answer, *also: int) -> Answer:
    """What is refused now is refused in a minute: no such bucket, no right to it, a clock that is wrong."""
    if answer.status not in (200, 206, *also):
        raise Unavailable("storage", retry=False) from OSError(f"it answers {answer.status} {_code(answer)}".strip())
    return answer


def _missing(answer: Answer, key: str) -> NoReturn:
    """Not every 404 is about the file: the bucket may be gone, which is somebody else's trouble."""
    if _code(answer) == "NoSuchBucket":
        _done(answer)
    raise FileNotFoundError(key)


def _total(answer: Answer) -> int:
    told = answer.headers.get("content-range", "").rpartition("/")[2]
    return int(told) if told.isdigit() else len(answer.body)


def _code(answer: Answer) -> str:
    try:
        return ElementTree.fromstring(answer.body).findtext("{*}Code", "") or "?"
    except ElementTree.ParseError:
        return ""


def _read(answer: Answer) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(answer.body)
    except ElementTree.ParseError as wrong:
        raise Unavailable("storage", retry=True) from wrong
