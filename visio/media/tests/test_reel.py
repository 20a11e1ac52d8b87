"""Pieces become one recording that plays, whatever end each came to."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from visio.errors import Unavailable
from visio.gateways.storage import Folder, Storage
from visio.media import Mode, outlet, reel
from visio.media.canvas import Canvas, picture_of
from visio.media.encoder import FRAMES_PER_SECOND, RATE, Film, Mix
from visio.media.layout import Tile, arrange
from visio.media.outlet import Chest, Joined, Outlet
from visio.media.sound import Track
from visio.testing.s3 import S3

STEP = RATE // 50


def record(
    storage: Storage, number: int, *, began: float, seconds: float, dies: bool = False, mode: Mode = "video"
) -> None:
    """What a recorder would keep of Éléonore, who speaks every other second; one that dies keeps no end."""
    chest, log, track = Chest(storage, f"rec/pieces/{number:03}"), Outlet(), Track()
    film = Film() if mode == "video" else Mix()
    canvas = Canvas(with_names=True)

    def note(at: float = 0.0, **what: object) -> None:
        log.write(json.dumps({"at": at, **what}).encode() + b"\n")

    def cut(at: float) -> None:
        note(at, kept=True)
        for run in track.new_runs():
            note(at, run="p-e", begins=run.at, start=run.start)
        chest.keep("log", log.cut())
        if mode != "words":
            chest.keep("film", film.outlet.cut())
        chest.keep("sound/p-e", track.voice.outlet.cut())

    note(began=began, mode=mode)
    note(who="p-e", name="Éléonore <b>", language="", shared=False)
    note(who="p-e", name="Éléonore <b>", language="fr", shared=number == 0)
    grey = picture_of(640, 360, bytes([180]) * (640 * 360) + bytes([128]) * (640 * 360 // 2))
    canvas.draw(arrange(["p-e"])[0], grey, "Éléonore <b>")
    for n in range(int(seconds * FRAMES_PER_SECOND)):
        if isinstance(film, Film):
            film.show(canvas.frame(), at_ms=n * 40)
        sound = (np.sin((np.arange(2 * STEP) + n * 2 * STEP) * 2 * np.pi * 440 / RATE) * 8000).astype(np.int16)
        if n // FRAMES_PER_SECOND % 2:
            sound[:] = 0
        film.sound(sound)
        track.hear(sound[:STEP], at=2 * n * STEP)
        track.hear(sound[STEP:], at=(2 * n + 1) * STEP)
        if n % 50 == 49:
            cut((n + 1) * 0.04)
    if not dies:
        film.close()
        track.voice.close()
        cut(seconds)
    chest.close()


@pytest.fixture
def storage(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "kept")


def length_of(path: Path, kind: str) -> float:
    with av.open(str(path)) as file:
        stream = file.streams.video[0] if kind == "video" else file.streams.audio[0]
        assert stream.duration is not None and stream.time_base is not None
        return float(stream.duration * stream.time_base)


def test_one_piece_plays_from_its_beginning_to_its_end(storage: Folder, tmp_path: Path) -> None:
    record(storage, 0, began=1000.0, seconds=6)
    made = reel.wind(storage, "rec", scratch=tmp_path)
    assert made is not None and made.gaps == [] and abs(made.seconds - 6) < 0.1
    film = tmp_path / "kept/rec/film.mp4"
    assert abs(length_of(film, "video") - 6) < 0.1 and abs(length_of(film, "audio") - 6) < 0.1
    # It can be played while it is still coming: what says where all is stands at its beginning.
    assert film.read_bytes().index(b"moov") < film.read_bytes().index(b"mdat")
    with av.open(str(film)) as read:
        frames = list(read.decode(video=0))
    assert len(frames) == 6 * FRAMES_PER_SECOND and frames[10].to_ndarray()[:720].mean() > 100


def test_a_dead_recorder_costs_two_seconds_and_the_gap_is_shown(storage: Folder, tmp_path: Path) -> None:
    record(storage, 0, began=1000.0, seconds=7.5, dies=True)
    record(storage, 1, began=1012.0, seconds=4)
    made = reel.wind(storage, "rec", scratch=tmp_path)
    assert made is not None
    [(at, lasts)] = made.gaps
    assert 5.4 < at <= 7.5 and abs(at + lasts - 12) < 0.1
    assert abs(made.seconds - 16) < 0.2
    film = tmp_path / "kept/rec/film.mp4"
    assert abs(length_of(film, "video") - 16) < 0.2 and abs(length_of(film, "audio") - 16) < 0.2
    with av.open(str(film)) as read:
        times = [float(frame.time or 0) for frame in read.decode(video=0)]
    assert times == sorted(times) and max(after - before for before, after in pairwise(times)) < 1


def test_each_persons_sound_knows_where_it_belongs_across_pieces(storage: Folder, tmp_path: Path) -> None:
    record(storage, 0, began=1000.0, seconds=6.5, dies=True)
    record(storage, 1, began=1010.0, seconds=5)
    made = reel.wind(storage, "rec", scratch=tmp_path)
    assert made is not None
    [voice] = made.voices
    assert (
        voice.name == "Éléonore <b>" and abs(length_of(tmp_path / "kept" / voice.key, "audio") - voice.seconds) < 0.05
    )
    assert voice.runs[0][0] == 0.0
    assert any(abs(at - 10) < 0.05 for at, _, _ in voice.runs)
    for (_, start, lasts), (_, following, _) in pairwise(voice.runs):
        assert abs(start + lasts - following) < 0.01
    assert sum(lasts for _, _, lasts in voice.runs) <= voice.seconds + 0.01


def test_the_manifest_says_what_is_where(storage: Folder, tmp_path: Path) -> None:
    record(storage, 0, began=1000.0, seconds=4)
    made = reel.wind(storage, "rec", scratch=tmp_path)
    manifest = json.loads(b"".join(storage.open("rec/manifest.json")))
    assert made is not None and manifest["film"]["sha256"] == made.sha256
    assert manifest["people"] == [{"identity": "p-e", "name": "Éléonore <b>", "stays": [[0.0, made.seconds]]}]
    assert manifest["sound"][0]["file"] == "sound/p-e.ogg"


def test_sound_alone_plays_without_a_picture_and_is_quiet_where_nobody_recorded(
    storage: Folder, tmp_path: Path
) -> None:
    record(storage, 0, began=1000.0, seconds=7.5, dies=True, mode="sound")
    record(storage, 1, began=1012.0, seconds=4, mode="sound")
    made = reel.wind(storage, "rec", scratch=tmp_path)
    assert made is not None
    [(at, lasts)] = made.gaps
    assert 5.4 < at <= 7.5 and abs(at + lasts - 12) < 0.1 and abs(made.seconds - 16) < 0.2
    mixed = tmp_path / "kept/rec/sound.m4a"
    assert mixed.stat().st_size == made.bytes and mixed.read_bytes().index(b"moov") < mixed.read_bytes().index(b"mdat")
    with av.open(str(mixed)) as read:
        assert not read.streams.video
        heard = {round(float(bit.time or 0), 1): float(np.abs(bit.to_ndarray()).max()) for bit in read.decode(audio=0)}
    assert abs(length_of(mixed, "audio") - 16) < 0.2
    # Spoken, silent, nobody there, spoken again.
    assert heard[0.5] > 0.1 and heard[1.5] < 0.01 and heard[9.5] < 0.01 and heard[12.5] > 0.1
    assert json.loads(b"".join(storage.open("rec/manifest.json")))["mixed"]["sha256"] == made.sha256


def test_of_words_only_each_persons_own_sound_is_kept(storage: Folder, tmp_path: Path) -> None:
    record(storage, 0, began=1000.0, seconds=7.5, dies=True, mode="words")
    record(storage, 1, began=1012.0, seconds=4, mode="words")
    made = reel.wind(storage, "rec", scratch=tmp_path)
    assert made is not None
    assert made.gaps == [(6.0, 6.0)] and made.seconds == 16.0
    [voice] = made.voices
    assert made.bytes == voice.bytes and any(abs(at - 12) < 0.05 for at, _, _ in voice.runs)
    reel.forget_pieces(storage, "rec")
    assert storage.names("rec") == ["rec/manifest.json", "rec/sound/p-e.ogg"]
    manifest = b"".join(storage.open("rec/manifest.json"))
    assert hashlib.sha256(manifest).hexdigest() == made.sha256
    assert {"film", "mixed"}.isdisjoint(json.loads(manifest)) and json.loads(manifest)["mode"] == "words"


def test_what_somebody_speaks_and_that_they_share_a_microphone_is_kept(storage: Folder, tmp_path: Path) -> None:
    for number in (0, 1):
        record(storage, number, began=1000.0 + 5 * number, seconds=3, mode="words")
    made = reel.wind(storage, "rec", scratch=tmp_path)
    assert made is not None
    [voice] = made.voices
    # Said in the first piece and taken back in the second: several people are in this file all the same.
    assert (voice.language, voice.is_shared) == ("fr", True)
    [told] = json.loads(b"".join(storage.open("rec/manifest.json")))["sound"]
    assert (told["language"], told["shared"]) == ("fr", True)


def test_what_was_wound_once_may_be_wound_again_and_its_pieces_forgotten(storage: Folder, tmp_path: Path) -> None:
    record(storage, 0, began=1000.0, seconds=4)
    once, again = (reel.wind(storage, "rec", scratch=tmp_path) for _ in range(2))
    assert once is not None and again is not None and once.seconds == again.seconds
    reel.forget_pieces(storage, "rec")
    assert storage.names("rec") == ["rec/film.mp4", "rec/manifest.json", "rec/sound/p-e.ogg"]


def test_a_bucket_holds_the_same_recording_as_a_folder(storage: Folder, s3: S3, tmp_path: Path) -> None:
    bucket = s3.bucket()
    for kept in (storage, bucket):
        record(kept, 0, began=1000.0, seconds=4.5, dies=True)
        record(kept, 1, began=1008.0, seconds=4)
    in_folder, in_bucket = (reel.wind(kept, "rec", scratch=tmp_path) for kept in (storage, bucket))
    assert in_folder is not None and in_bucket is not None and in_bucket.gaps == in_folder.gaps
    assert b"".join(bucket.open("rec/film.mp4")) == b"".join(storage.open("rec/film.mp4"))
    assert bucket.names("rec") == storage.names("rec")
    reel.forget_pieces(bucket, "rec")
    assert bucket.names("rec") == ["rec/film.mp4", "rec/manifest.json", "rec/sound/p-e.ogg"]


def test_nothing_that_plays_is_no_recording(storage: Folder, tmp_path: Path) -> None:
    assert reel.wind(storage, "rec", scratch=tmp_path) is None
    storage.put("rec/pieces/000/log/000000", b'{"at": 0, "began": 1000.0}\n')
    storage.put("rec/pieces/000/film/000000", b"not a film")
    assert reel.wind(storage, "rec", scratch=tmp_path) is None
    assert not list(tmp_path.glob("tmp*"))


def test_storage_that_refuses_is_noticed_and_nothing_more_is_said_to_be_safe(tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.write_text("no folder can be made here")
    chest = Chest(Folder(full), "rec/pieces/000")
    chest.keep("film", b"0123")
    chest.keep("film", b"4567")
    chest.close()
    assert chest.trouble is not None and chest.trouble.what == "storage" and chest.safe_bytes == 0


class Away(Folder):
    """A storage that is away for its next so many writes."""

    times = 0

    def put(self, key: str, source: bytes | Path) -> None:
        if self.times:
            self.times -= 1
            raise Unavailable("storage", retry=True)
        super().put(key, source)


def test_storage_that_comes_back_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlet, "AGAIN_SECONDS", 0.01)
    storage = Away(tmp_path)
    storage.times = 3
    chest = Chest(storage, "rec/pieces/000")
    chest.keep("film", b"0123")
    chest.keep("film", b"4567")
    chest.close()
    assert chest.trouble is None and not chest.is_late and chest.safe_bytes == 8 and storage.times == 0
    assert Joined(storage, "rec/pieces/000/film").read() == b"01234567"


def test_storage_that_stays_away_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlet, "AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(outlet, "PATIENCE_SECONDS", 0.1)
    storage = Away(tmp_path)
    storage.times = 1_000_000
    chest = Chest(storage, "rec/pieces/000")
    chest.keep("film", b"0123")
    chest.close()
    assert chest.trouble is not None and chest.safe_bytes == 0 and storage.names("rec") == []
    # Nor is it said to be well from then on.
    monkeypatch.setattr(outlet, "LATE_SECONDS", 0.0)
    assert chest.is_late


def test_a_name_longer_than_its_tile_stays_in_it() -> None:
    canvas = Canvas(with_names=True)
    before = [plane.copy() for plane in canvas.planes]
    tile = Tile("p-e", "camera", 640, 360, 256, 144)
    canvas.draw(tile, None, "Éléonore de La Tour d'Auvergne et de Quelque Part Ailleurs")
    y = canvas.planes[0]
    y[360:504, 640:896] = before[0][360:504, 640:896]
    assert (y == before[0]).all()
