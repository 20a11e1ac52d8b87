"""What is put is there whole, any part of it can be read, and nothing is reached outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from visio.errors import Unavailable
from visio.gateways.storage import Folder, Storage
from visio.testing.s3 import S3


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Each way of keeping files passes what follows."""
    if request.param == "folder":
        return Folder(tmp_path / "kept")
    s3: S3 = request.getfixturevalue("s3")
    return s3.bucket()


def test_what_is_put_is_read_again(storage: Storage) -> None:
    storage.put("a/b/film.mp4", b"0123456789")
    assert storage.exists("a/b/film.mp4") and storage.size("a/b/film.mp4") == 10
    assert b"".join(storage.open("a/b/film.mp4")) == b"0123456789"


def test_a_part_is_read_alone(storage: Storage) -> None:
    storage.put("film", b"0123456789")
    assert b"".join(storage.open("film", 3, 4)) == b"3456"
    assert b"".join(storage.open("film", 8)) == b"89"
    assert b"".join(storage.open("film", 8, 100)) == b"89"


def test_a_large_file_comes_in_parts(storage: Storage, tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(os.urandom(2_500_000))
    storage.put("large", large)
    parts = list(storage.open("large"))
    assert len(parts) > 1 and b"".join(parts) == large.read_bytes()


def test_the_last_one_put_counts(storage: Storage) -> None:
    storage.put("one", b"first")
    storage.put("one", b"second")
    assert b"".join(storage.open("one")) == b"second"


def test_what_is_deleted_is_gone_and_may_be_deleted_again(storage: Storage) -> None:
    storage.put("a/one", b"1")
    storage.put("a/two/three", b"3")
    storage.delete("a/one")
    assert not storage.exists("a/one") and storage.exists("a/two/three")
    storage.delete("a")
    storage.delete("a")
    assert storage.names("a") == []


def test_names_come_in_order(storage: Storage) -> None:
    for name in ("a/2", "a/10", "a/b/1", "c/1"):
        storage.put(name, b"")
    assert storage.names("a") == ["a/10", "a/2", "a/b/1"]


def test_a_folder_goes_alone_and_whole(storage: Storage) -> None:
    for name in ("ab/1", "a/1", "a/b/2"):
        storage.put(name, b"x")
    storage.delete("a")
    assert storage.names("a") == [] and storage.names("ab") == ["ab/1"]
    storage.put("a/1", b"again")
    assert storage.names("a") == ["a/1"]


def test_what_is_empty_is_there(storage: Storage) -> None:
    storage.put("empty", b"")
    assert storage.exists("empty") and storage.size("empty") == 0
    assert list(storage.open("empty")) == []
    storage.put("short", b"0123")
    assert list(storage.open("short", 4)) == list(storage.open("short", 2, 0)) == []


def test_what_is_missing_has_no_size(storage: Storage) -> None:
    assert not storage.exists("nothing")
    with pytest.raises(FileNotFoundError):
        storage.size("nothing")


def test_a_file_that_is_not_there_cannot_be_put(storage: Storage, tmp_path: Path) -> None:
    storage.put("a/one", b"first")
    with pytest.raises(Unavailable) as refused:
        storage.put("a/one", tmp_path / "not there")
    assert refused.value.what == "storage"
    assert b"".join(storage.open("a/one")) == b"first"


def test_what_is_missing_is_missed_at_once(storage: Storage) -> None:
    with pytest.raises(FileNotFoundError):
        storage.open("nothing")


@pytest.mark.parametrize(
    "key", ["../out", "a/../../out", "/etc/passwd", "a//b", "", ".", "a/.", "a\0b", "a\nb", "..", ".part", "a/b\\..\\c"]
)
def test_no_key_leads_outside(storage: Storage, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        storage.put(key, b"x")
    with pytest.raises(ValueError, match="not a key"):
        storage.open(key)
    with pytest.raises(ValueError, match="not a key"):
        storage.delete(key)


def test_how_much_more_it_holds_is_known(storage: Storage) -> None:
    free = storage.free_bytes()
    assert free is None or free > 0


def test_a_disk_that_refuses_leaves_nothing_half(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(Unavailable) as refused:
        Folder(blocked).put("a/one", b"1")
    assert refused.value.what == "storage"


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put("a/one", b"first")
    with pytest.raises(Unavailable):
        folder.put("a/one", tmp_path / "not there")
    assert b"".join(folder.open("a/one")) == b"first"
    assert os.listdir(tmp_path / "a") == ["one"]
