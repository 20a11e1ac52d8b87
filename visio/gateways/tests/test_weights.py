"""The model that came along: whole, as published, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from visio.errors import Unavailable
from visio.gateways import weights


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_it_is_put_together_from_its_pieces_once(cache: Path) -> None:
    folder = weights.whisper_base()
    assert weights.is_whole(folder)
    before = (folder / "model.bin").stat().st_mtime_ns
    assert weights.whisper_base() == folder
    assert (folder / "model.bin").stat().st_mtime_ns == before
    assert [each.name for each in (cache / "visio").iterdir()] == [folder.name]


def test_a_byte_that_is_not_as_published_is_found_and_put_right(cache: Path) -> None:
    folder = weights.whisper_base()
    with (folder / "model.bin").open("r+b") as model:
        model.seek(1_000_000)
        model.write(b"x")
    assert not weights.is_whole(folder)
    assert weights.is_whole(weights.whisper_base())


def test_pieces_that_are_not_as_published_make_no_model(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "FILES", weights.FILES | {"config.json": (("config.json",), "0" * 64)})
    with pytest.raises(Unavailable):
        weights.whisper_base()
    assert list((cache / "visio").iterdir()) == []


def test_without_the_packages_there_is_none(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGES", ("no-such-package-anywhere",))
    with pytest.raises(Unavailable) as refused:
        weights.whisper_base()
    assert refused.value.what == "speech"
