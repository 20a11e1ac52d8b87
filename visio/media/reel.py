"""From pieces to a recording: one film, one sound file per person, and the manifest that says what is where.

Nothing is encoded anew. Where a recorder died and another went on, a card says for how long nobody recorded. May be done
again at any time: it reads pieces and writes in their place what it wrote before.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import av
import numpy as np
from av.container import OutputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream

from visio.gateways.storage import Storage
from visio.media import FILM
from visio.media.canvas import Canvas
from visio.media.encoder import FRAMES_PER_SECOND, RATE, Film, Voice
from visio.media.outlet import Joined

TICKS = 90_000
# A shorter one is a pause nobody notices.
LEAST_GAP = 0.5
MANIFEST = "manifest.json"


@dataclass
class Piece:
    """What one recorder kept. `at` and `lasts` are on the recording's time, in seconds."""

    folder: str
    began: float
    lines: list[dict[str, Any]]
    at: float = 0.0
    lasts: float = 0.0


@dataclass
class Voiced:
    """One person's sound. Each run: from when in the recording, from when in the file, for how long."""

    identity: str
    name: str
    key: str
    seconds: float
    bytes: int
    sha256: str
    runs: list[tuple[float, float, float]]


@dataclass
class Reel:
    """What became of a recording."""

    seconds: float
    bytes: int
    sha256: str
    gaps: list[tuple[float, float]]
    voices: list[Voiced] = field(default_factory=list)


class Readable(Protocol):
    def read(self, size: int = -1) -> bytes: ...


def wind(storage: Storage, recording: str, *, scratch: Path) -> Reel | None:
    """Makes the recording of its pieces; None when nothing of it can be played. `scratch` is a folder for what is not done yet."""
    pieces = _pieces(storage, recording)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        place = Path(folder) / FILM
        gaps = _wind_film(storage, pieces, place)
        pieces = [piece for piece in pieces if piece.lasts]
        if not pieces:
            return None
        storage.put(f"{recording}/{FILM}", place)
        reel = Reel(_end(pieces), place.stat().st_size, _digest(place), gaps)
        for identity, name in _names(pieces).items():
            if voiced := _wind_voice(storage, recording, pieces, identity, name, Path(folder)):
                reel.voices.append(voiced)
    storage.put(f"{recording}/{MANIFEST}", json.dumps(_manifest(recording, pieces, reel), ensure_ascii=False).encode())
    return reel


def forget_pieces(storage: Storage, recording: str) -> None:
    """Once what was made of them is safe and known."""
    storage.delete(f"{recording}/pieces")


def _pieces(storage: Storage, recording: str) -> list[Piece]:
    folders = sorted({key.rsplit("/", 2)[0] for key in storage.names(f"{recording}/pieces") if "/log/" in key})
    found = []
    for folder in folders:
        # A cut ends with a line: all of them can be read.
        lines = [json.loads(line) for line in Joined(storage, f"{folder}/log").read().splitlines()]
        found.append(Piece(folder, float(lines[0]["began"]), lines))
    return found


def _end(pieces: Sequence[Piece]) -> float:
    return round(pieces[-1].at + pieces[-1].lasts, 3)


# The film


def _wind_film(storage: Storage, pieces: Sequence[Piece], place: Path) -> list[tuple[float, float]]:
    """Says of each piece where it stands and how long it is; answers where nobody recorded, from and for how long."""
    gaps: list[tuple[float, float]] = []
    with av.open(str(place), "w", format="mp4", options={"movflags": "+faststart"}) as film:
        splice = _Splice(film)
        began = 0.0
        for piece in pieces:
            piece.at = max(piece.began - began, splice.end) if began else 0.0
            if splice.end and piece.at - splice.end > LEAST_GAP:
                missing = piece.at - splice.end
                splice.add(_card(missing), at=splice.end)
                gaps.append((round(piece.at - missing, 3), round(missing, 3)))
            lasts = splice.add(Joined(storage, f"{piece.folder}/film"), at=piece.at) - piece.at
            piece.lasts = max(0.0, lasts)
            if piece.lasts and not began:
                began = piece.began
    return gaps


class _Splice:
    """Puts one transport stream behind another."""

    def __init__(self, film: OutputContainer) -> None:
        self.film = film
        self.end = 0.0
        self._streams: dict[str, Stream] = {}
        self._last: dict[str, int] = {}

    def add(self, source: Readable, *, at: float) -> float:
        """Answers where it ends: where it began when there is nothing in it that can be read."""
        held: list[Packet[Stream]] = []
        first: int | None = None
        try:
            with av.open(source, "r", format="mpegts") as read:
                if not read.streams.video or not read.streams.audio:
                    return at
                for packet in read.demux(read.streams.video[0], read.streams.audio[0]):
                    if packet.dts is None or packet.pts is None:
                        continue
                    held.append(packet)
                    if first is None and packet.stream.type == "video":
                        first = packet.pts
                    if first is not None:
                        for each in held:
                            self._put(each, round(at * TICKS) - first)
                        held.clear()
        except FFmpegError:
            # Cut in the middle of something, or nothing at all: what came before it stands.
            pass
        return max(at, self.end)

    def _put(self, packet: Packet[Stream], shift: int) -> None:
        kind = packet.stream.type
        if kind not in self._streams:
            self._streams[kind] = self.film.add_stream_from_template(packet.stream)
            if len(self._streams) == 1:
                other = "audio" if kind == "video" else "video"
                container = packet.stream.container
                self._streams[other] = self.film.add_stream_from_template(getattr(container.streams, other)[0])
        assert packet.pts is not None and packet.dts is not None
        packet.pts += shift
        packet.dts += shift
        if packet.dts <= self._last.get(kind, -1 << 62):
            return
        self._last[kind] = packet.dts
        if kind == "video":
            self.end = packet.pts / TICKS + 1 / FRAMES_PER_SECOND
        packet.stream = self._streams[kind]
        self.film.mux(packet)


def _card(seconds: float) -> Readable:
    """A film of the words that nobody recorded, so long."""
    canvas, film = Canvas(with_names=False), Film()
    whole = f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"
    canvas.card([f"Enregistrement interrompu : {whole}", f"Recording interrupted: {whole}"])
    for second in range(max(1, int(seconds * 2))):
        film.show(canvas.frame(), at_ms=second * 500)
    film.sound(np.zeros(max(RATE // 10, int((seconds - 0.05) * RATE)), np.int16))
    film.close()
    return _Bytes(film.outlet.cut())


class _Bytes:
    def __init__(self, whole: bytes) -> None:
        self._left = whole

    def read(self, size: int = -1) -> bytes:
        taken = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(taken) :]
        return taken


# The voices


def _names(pieces: Sequence[Piece]) -> dict[str, str]:
    """Of everybody who was recorded, as they were called last."""
    return {line["who"]: line["name"] for piece in pieces for line in piece.lines if "who" in line}


def _wind_voice(
    storage: Storage, recording: str, pieces: Sequence[Piece], identity: str, name: str, folder: Path
) -> Voiced | None:
    place = folder / f"{identity}.ogg"
    runs: list[tuple[float, float, float]] = []
    frames = 0
    with av.open(str(place), "w", format="ogg") as file:
        stream: Stream | None = None
        for piece in pieces:
            before = frames
            for packet in _packets(Joined(storage, f"{piece.folder}/sound/{identity}")):
                stream = stream or file.add_stream_from_template(packet.stream)
                packet.pts = packet.dts = frames * Voice.FRAME
                frames += 1
                packet.stream = stream
                file.mux(packet)
            runs += _runs(piece, identity, begins=before * Voice.FRAME / RATE, ends=frames * Voice.FRAME / RATE)
        if stream is None:
            # Not a word.
            file.add_stream("libopus", rate=RATE)
            return None
    key = f"{recording}/sound/{identity}.ogg"
    storage.put(key, place)
    seconds = round(frames * Voice.FRAME / RATE, 3)
    return Voiced(identity, name, key, seconds, place.stat().st_size, _digest(place), runs)


def _packets(source: Readable) -> Iterator[Packet[Stream]]:
    try:
        with av.open(source, "r", format="ogg") as read:
            for packet in read.demux(read.streams[0]):
                if packet.size:
                    yield packet
    except (FFmpegError, EOFError):
        return


def _runs(piece: Piece, identity: str, *, begins: float, ends: float) -> list[tuple[float, float, float]]:
    """Each lasts until the next one, and the last of them as long as there is sound."""
    told = [(line["begins"], begins + line["start"]) for line in piece.lines if line.get("run") == identity]
    stops = [start for _, start in told[1:]] + [ends]
    runs = []
    for (at, start), stop in zip(told, stops, strict=False):
        lasts = min(stop, ends) - start
        if lasts > 0:
            runs.append((round(piece.at + at, 3), round(start, 3), round(lasts, 3)))
    return runs


# The manifest


def _manifest(recording: str, pieces: Sequence[Piece], reel: Reel) -> dict[str, object]:
    return {
        "recording": recording,
        "began": pieces[0].began,
        "seconds": reel.seconds,
        "film": {"file": FILM, "bytes": reel.bytes, "sha256": reel.sha256},
        "pieces": [{"at": round(piece.at, 3), "lasts": round(piece.lasts, 3)} for piece in pieces],
        "gaps": [{"at": at, "lasts": lasts} for at, lasts in reel.gaps],
        "people": [
            {"identity": identity, "name": name, "stays": _stays(pieces, identity)}
            for identity, name in _names(pieces).items()
        ],
        "sound": [
            {
                "identity": each.identity,
                "file": each.key.removeprefix(f"{recording}/"),
                "seconds": each.seconds,
                "sha256": each.sha256,
                "runs": [{"at": at, "start": start, "lasts": lasts} for at, start, lasts in each.runs],
            }
            for each in reel.voices
        ],
        "layouts": [
            {"at": round(piece.at + line["at"], 3), "tiles": line["layout"]}
            for piece in pieces
            for line in piece.lines
            if "layout" in line
        ],
    }


def _stays(pieces: Sequence[Piece], identity: str) -> list[list[float]]:
    """From when to when they were recorded."""
    stays: list[list[float]] = []
    for piece in pieces:
        since: float | None = None
        for line in piece.lines:
            if line.get("who") == identity and since is None:
                since = piece.at + line["at"]
            elif line.get("left") == identity and since is not None:
                stays.append([round(since, 3), round(piece.at + line["at"], 3)])
                since = None
        if since is not None:
            stays.append([round(since, 3), round(piece.at + piece.lasts, 3)])
    return stays


def _digest(place: Path) -> str:
    with open(place, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
