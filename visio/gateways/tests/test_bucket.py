"""A bucket keeps large files in parts, names nobody but its server, and says so when that refuses, is slow or is away."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from visio.addresses import bucket_of
from visio.errors import Unavailable
from visio.gateways import bucket
from visio.gateways.bucket import Bucket
from visio.gateways.s3 import TRIES, Answer, authorization
from visio.testing.s3 import S3

MEGABYTE = 1024 * 1024


class Door:
    """An S3 server that answers as it was told, in order, and the last for ever: a status, or `cut`, `slow` or `drips`."""

    def __init__(self) -> None:
        self.acts: list[int | str] = [200]
        self.asked: list[str] = []
        self.made: list[Bucket] = []
        door = self

        class Visit(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                door.asked.append(f"{self.command} {self.path}")
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                act = door.acts.pop(0) if len(door.acts) > 1 else door.acts[0]
                if isinstance(act, str):
                    return self.misbehave(act)
                body = b"" if act == 200 else b"<Error><Code>Whatever</Code></Error>"
                self.send_response(act)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return None

            def misbehave(self, act: str) -> None:
                self.close_connection = True
                if act == "slow":
                    door.awaited.wait(20)
                if act != "drips":
                    return
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                while not door.awaited.wait(0.05):
                    try:
                        self.wfile.write(b"x")
                        self.wfile.flush()
                    except OSError:
                        return

            def log_message(self, format: str, *args: Any) -> None:
                return

        for method in ("GET", "POST", "PUT", "DELETE", "HEAD"):
            setattr(Visit, f"do_{method}", Visit.answer)
        self.awaited = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Visit)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def bucket(self) -> Bucket:
        made = Bucket(bucket_of(f"s3://visio?endpoint=http://127.0.0.1:{self.server.server_port}"), key="k", secret="s")
        made.server.sleep = lambda _: None
        self.made.append(made)
        return made


@pytest.fixture
def door() -> Iterator[Door]:
    opened = Door()
    yield opened
    opened.awaited.set()
    for made in opened.made:
        made.server.forget()
    opened.server.shutdown()
    opened.server.server_close()


def trouble_of(kept: Bucket) -> Unavailable:
    with pytest.raises(Unavailable) as refused:
        kept.put("a/one", b"1")
    assert refused.value.what == "storage"
    return refused.value


def test_requests_are_signed_as_the_reference_signs_its_examples() -> None:
    """Those of "Signature Calculations for the Authorization Header", S3 API reference."""
    keys = {"key": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "region": "us-east-1"}
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    host = {"Host": "examplebucket.s3.amazonaws.com", "x-amz-date": "20130524T000000Z", "x-amz-content-sha256": empty}
    part = authorization("GET", "/test.txt", {}, {**host, "Range": "bytes=0-9"}, empty, **keys)
    assert part.endswith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    names = authorization("GET", "/", {"max-keys": "2", "prefix": "J"}, host, empty, **keys)
    assert names.endswith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")
    bare = authorization("GET", "/", {"lifecycle": ""}, host, empty, **keys)
    assert bare.endswith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")


def test_a_server_that_looks_at_signatures_takes_ours_and_no_other(s3: S3) -> None:
    kept, other = s3.bucket(), Bucket(s3.address(), key=s3.key, secret="somebody else's")
    with s3.suspicious():
        kept.put("a/one", b"first")
        assert b"".join(kept.open("a/one")) == b"first"
        assert not trouble_of(other).retry


def test_a_large_file_goes_in_parts_and_is_there_whole(s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket, "PART", 5 * MEGABYTE)
    large, kept = tmp_path / "large", s3.bucket()
    large.write_bytes(os.urandom(11 * MEGABYTE))
    kept.put("a/large", large)
    assert kept.size("a/large") == 11 * MEGABYTE
    assert b"".join(kept.open("a/large")) == large.read_bytes()
    assert b"".join(kept.open("a/large", 5 * MEGABYTE - 7, 20)) == large.read_bytes()[5 * MEGABYTE - 7 :][:20]


def test_a_large_file_that_breaks_off_leaves_what_was_there_and_nothing_half(
    s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "PART", 5 * MEGABYTE)
    large, kept = tmp_path / "large", s3.bucket()
    large.write_bytes(bytes(11 * MEGABYTE))
    kept.put("a/large", b"first")
    asked = kept.server.ask

    def breaks_off(method: str, path: str, query: Any = None, **more: Any) -> Answer:
        if query and query.get("partNumber") == "3":
            raise Unavailable("storage", retry=True)
        return asked(method, path, query, **more)

    monkeypatch.setattr(kept.server, "ask", breaks_off)
    with pytest.raises(Unavailable):
        kept.put("a/large", large)
    monkeypatch.undo()
    assert b"".join(kept.open("a/large")) == b"first"
    assert b"<Upload>" not in kept.server.ask("GET", kept.root, {"uploads": ""}).body


def test_parts_of_a_file_that_nobody_finished_go_with_its_folder(s3: S3) -> None:
    kept = s3.bucket()
    path = f"{kept.root}/{kept.prefix}a/film.mp4"
    kept.server.ask("POST", path, {"uploads": ""})
    assert b"<Upload>" in kept.server.ask("GET", kept.root, {"uploads": ""}).body
    kept.delete("a")
    assert b"<Upload>" not in kept.server.ask("GET", kept.root, {"uploads": ""}).body


def test_more_names_than_come_at_once_are_all_found_and_all_forgotten(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket, "MOST_NAMES", 3)
    kept = s3.bucket()
    names = [f"a/{number:06}" for number in range(8)]
    for name in names:
        kept.put(name, b"x")
    assert kept.names("a") == names
    kept.delete("a")
    assert kept.names("a") == []


def test_a_file_put_in_place_of_one_that_is_being_read_is_not_mixed_with_it(
    s3: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "AT_ONCE", 4)
    kept = s3.bucket()
    kept.put("one", b"0123456789")
    reading = kept.open("one")
    assert next(reading) == b"0123"
    kept.put("one", b"abcdefghij")
    with pytest.raises(Unavailable):
        next(reading)


def test_a_bucket_that_is_not_there_is_no_missing_file(s3: S3) -> None:
    kept = Bucket(s3.address("nobody-made-it"), key=s3.key, secret=s3.secret)
    with pytest.raises(Unavailable):
        kept.open("a/one")
    assert not trouble_of(kept).retry


@pytest.mark.parametrize("status", [400, 403, 404, 301])
def test_a_no_is_a_no(door: Door, status: int) -> None:
    door.acts = [status]
    assert not trouble_of(door.bucket()).retry
    assert len(door.asked) == 1


@pytest.mark.parametrize("act", [429, 500, 502, 503, 504, "cut"])
def test_a_busy_or_broken_server_is_asked_again_and_not_for_ever(door: Door, act: int | str) -> None:
    kept = door.bucket()
    door.acts = [act, act, 200]
    kept.put("a/one", b"1")
    door.acts, door.asked = [act], []
    assert trouble_of(kept).retry
    assert len(door.asked) == TRIES


@pytest.mark.parametrize("act", ["slow", "drips"])
def test_a_server_that_does_not_come_to_an_end_is_left_in_time(door: Door, act: str) -> None:
    kept = door.bucket()
    kept.server.wait_seconds, kept.server.in_all_seconds = 0.3, 0.6
    door.acts = [act]
    began = time.monotonic()
    assert trouble_of(kept).retry
    assert time.monotonic() - began < 15


def test_a_server_that_is_away_is_unavailable() -> None:
    kept = Bucket(bucket_of("s3://visio?endpoint=http://127.0.0.1:1"), key="k", secret="s")
    kept.server.sleep = lambda _: None
    assert trouble_of(kept).retry


def test_a_line_that_the_server_closed_meanwhile_is_opened_anew(door: Door) -> None:
    kept = door.bucket()
    kept.put("a/one", b"1")
    door.acts = ["cut", 200]
    kept.put("a/one", b"1")
    assert door.asked == ["PUT /visio/a/one"] * 3


@pytest.mark.parametrize(
    "url",
    [
        "s3://visio",
        "s3://visio?endpoint=",
        "s3://visio?endpoint=ftp://there",
        "s3://?endpoint=https://there",
        "s3://UPPER?endpoint=https://there",
        "s3://visio/../out?endpoint=https://there",
        "s3://visio?endpoint=https://there/path",
        "s3://visio?endpoint=https://there&acl=public-read",
        "s3://key:secret@visio?endpoint=https://there",
        "https://there/visio",
    ],
)
def test_an_address_that_names_no_server_or_says_too_much_is_none(url: str) -> None:
    with pytest.raises(ValueError, match=r"s3://|words|must be"):
        bucket_of(url)


def test_an_address_says_server_region_and_folder() -> None:
    at = bucket_of("s3://visio/recordings/2026?endpoint=https://s3.example.org:9000&region=fr-par")
    assert (at.endpoint, at.region, at.bucket, at.prefix) == (
        "https://s3.example.org:9000",
        "fr-par",
        "visio",
        "recordings/2026",
    )
