"""A passage is silent in the film and in its person's own sound; all else is as it was."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from visio.gateways.storage import Folder
from visio.media import reel, silence
from visio.media.encoder import RATE
from visio.testing.hummed import SECONDS, hum


@pytest.fixture
def storage(tmp_path: Path) -> Folder:
    storage = Folder(tmp_path / "kept")
    hum(storage, "rec", "p-e")
    return storage


@pytest.fixture
def wound(storage: Folder, tmp_path: Path) -> reel.Reel:
    made = reel.wind(storage, "rec", scratch=tmp_path)
    assert made is not None
    return made


def silenced(storage: Folder, wound: reel.Reel, tmp_path: Path, *passages: silence.Passage) -> silence.Silenced:
    voices = [silence.Voice(each.identity, each.key, each.runs) for each in wound.voices]
    return silence.make_silent(storage, "rec", passages, voices, scratch=tmp_path)


def heard(file: Path) -> NDArray[np.float32]:
    """Placed by its times, as a player does."""
    with av.open(str(file)) as read:
        whole = np.zeros(RATE * (SECONDS + 1), np.float32)
        for frame in read.decode(audio=0):
            samples = frame.to_ndarray().reshape(-1).astype(np.float32)
            at = round((frame.time or 0) * RATE)
            begin = max(0, at)
            whole[begin : at + len(samples)] = samples[begin - at :]
        return whole


def pictures(file: Path) -> list[tuple[int | None, bytes]]:
    with av.open(str(file)) as read:
        return [(packet.pts, bytes(packet)) for packet in read.demux(video=0) if packet.size]


def length(file: Path) -> float:
    with av.open(str(file)) as read:
        return (read.duration or 0) / av.time_base


def between(sound: NDArray[np.float32], start: float, end: float) -> NDArray[np.float32]:
    return sound[round(start * RATE) : round(end * RATE)]


def test_the_film_is_silent_there_and_as_it_was_elsewhere(storage: Folder, wound: reel.Reel, tmp_path: Path) -> None:
    film = tmp_path / "kept/rec/film.mp4"
    before, pictures_before, length_before = heard(film), pictures(film), length(film)
    silenced(storage, wound, tmp_path, silence.Passage("p-e", 3.0, 4.5))
    after = heard(film)
    assert np.abs(between(before, 3.0, 4.5)).max() > 0.1
    assert not between(after, 3.0, 4.5).any()
    far = silence.MARGIN + 0.06
    for start, end in ((0.1, 3.0 - far), (4.5 + far, SECONDS - 0.2)):
        # Where nothing but noise is encoded, each decoding makes it anew.
        assert np.abs(between(after, start, end) - between(before, start, end)).max() < 0.001
    assert pictures(film) == pictures_before
    assert abs(length(film) - length_before) < 0.05
    assert film.read_bytes().index(b"moov") < film.read_bytes().index(b"mdat")


def test_their_own_sound_is_silent_there_where_it_stands_in_their_file(
    storage: Folder, wound: reel.Reel, tmp_path: Path
) -> None:
    voice = tmp_path / "kept/rec/sound/p-e.ogg"
    before, length_before = heard(voice), length(voice)
    silenced(storage, wound, tmp_path, silence.Passage("p-e", 3.0, 4.5))
    after = heard(voice)
    # They were first heard a second after the recording began.
    [(at, start, _)] = wound.voices[0].runs
    begin, end = 3.0 - at + start, 4.5 - at + start
    assert np.abs(between(before, begin, end)).max() > 0.1
    assert np.abs(between(after, begin, end)).max() < 1e-3
    # A decoder of speech needs some packets to be in step again.
    far = silence.MARGIN + 0.2
    for start, stop in ((0.1, begin - far), (end + far, end + 2)):
        one, other = between(before, start, stop), between(after, start, stop)
        assert abs(float(np.sqrt((one**2).mean()) / np.sqrt((other**2).mean())) - 1) < 0.02
    assert abs(length(voice) - length_before) < 0.05


def test_somebody_elses_passage_leaves_their_own_sound_alone(storage: Folder, wound: reel.Reel, tmp_path: Path) -> None:
    voice = tmp_path / "kept/rec/sound/p-e.ogg"
    before = voice.read_bytes()
    assert silenced(storage, wound, tmp_path, silence.Passage("p-b", 3.0, 4.5)).voices == {}
    assert voice.read_bytes() == before


def test_it_may_be_done_twice_and_more_later(storage: Folder, wound: reel.Reel, tmp_path: Path) -> None:
    film = tmp_path / "kept/rec/film.mp4"
    first, second = silence.Passage("p-e", 2.0, 2.5), silence.Passage("p-e", 5.0, 6.0)
    silenced(storage, wound, tmp_path, first)
    once = heard(film)
    silenced(storage, wound, tmp_path, first)
    assert np.array_equal(heard(film), once)
    silenced(storage, wound, tmp_path, second)
    assert not between(heard(film), 2.0, 2.5).any() and not between(heard(film), 5.0, 6.0).any()
    told = json.loads((tmp_path / "kept/rec/manifest.json").read_text())
    assert [each["at"] for each in told["silences"]] == [2.0, 5.0]


def test_the_manifest_says_what_the_files_are_now(storage: Folder, wound: reel.Reel, tmp_path: Path) -> None:
    made = silenced(storage, wound, tmp_path, silence.Passage("p-e", 3.0, 4.5))
    told = json.loads((tmp_path / "kept/rec/manifest.json").read_text())
    film, voice = (tmp_path / f"kept/rec/{name}" for name in ("film.mp4", "sound/p-e.ogg"))
    assert made.together is not None
    digest = hashlib.sha256(film.read_bytes()).hexdigest()
    assert told["film"]["sha256"] == made.together.sha256 == digest != wound.sha256
    assert told["sound"][0]["sha256"] == hashlib.sha256(voice.read_bytes()).hexdigest() != wound.voices[0].sha256
