"""From pieces to a recording: one film, or everybody's sound, or neither; one sound file per person; the manifest that says
what is where.

Nothing is encoded anew. Where a recorder died and another went on, a card says for how long nobody recorded, and in sound
alone it is quiet for so long. May be done again at any time: it reads pieces and writes in their place what it wrote before.
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
from visio.media import FILM, MIXED, Mode
from visio.media.canvas import Canvas
from visio.media.encoder import FRAMES_PER_SECOND, RATE, Film, Mix, Samples, Voice
from visio.media.outlet import Joined

TICKS = 90_000
# A shorter one is a pause nobody notices.
LEAST_GAP = 0.5
MANIFEST = "manifest.json"
TOGETHER = {"video": FILM, "sound": MIXED}
# Of AAC.
FRAME = 1024


@dataclass
class Piece:
    """What one recorder kept. `at` and `lasts` are on the recording's time, in seconds."""

    folder: str
    began: float
    lines: list[dict[str, Any]]
    mode: Mode
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
    # What they said they speak; several, or nothing: to be found out.
    language: str
    # Several people at this microphone: said once, it counts for all of it.
    is_shared: bool


@dataclass
class Reel:
    """What became of a recording. `sha256` is its film's or its sound's; of words, its manifest's, which has those of each voice."""

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
    if not pieces:
        return None
    mode = pieces[0].mode
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        place = Path(folder) / "together"
        gaps = _line_up(pieces) if mode == "words" else _wind_together(storage, pieces, place, mode)
        pieces = [piece for piece in pieces if piece.lasts]
        if not pieces:
            return None
        reel = Reel(_end(pieces), 0, "", gaps)
        if mode != "words":
            storage.put(f"{recording}/{TOGETHER[mode]}", place)
            reel.bytes, reel.sha256 = place.stat().st_size, _digest(place)
        for identity, name in _names(pieces).items():
            if voiced := _wind_voice(storage, recording, pieces, identity, name, Path(folder)):
                reel.voices.append(voiced)
    manifest = json.dumps(_manifest(recording, mode, pieces, reel), ensure_ascii=False).encode()
    storage.put(f"{recording}/{MANIFEST}", manifest)
    if mode == "words":
        reel.bytes = sum(voice.bytes for voice in reel.voices)
        reel.sha256 = hashlib.sha256(manifest).hexdigest()
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
        found.append(Piece(folder, float(lines[0]["began"]), lines, lines[0].get("mode", "video")))
    return found


def _end(pieces: Sequence[Piece]) -> float:
    return round(pieces[-1].at + pieces[-1].lasts, 3)


def _line_up(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """As `_wind_together`, where nobody looks at anything: a piece lasts as long as its log goes on."""
    gaps: list[tuple[float, float]] = []
    end = 0.0
    for piece in pieces:
        piece.at, piece.lasts = max(piece.began - pieces[0].began, end), piece.lines[-1]["at"]
        if end and piece.at - end > LEAST_GAP:
            gaps.append((round(end, 3), round(piece.at - end, 3)))
        end = piece.at + piece.lasts
    return gaps


# Everybody together


def _wind_together(storage: Storage, pieces: Sequence[Piece], place: Path, mode: Mode) -> list[tuple[float, float]]:
    """Says of each piece where it stands and how long it is; answers where nobody recorded, from and for how long."""
    gaps: list[tuple[float, float]] = []
    kind = "mp4" if mode == "video" else "ipod"
    with av.open(str(place), "w", format=kind, options={"movflags": "+faststart"}) as film:
        splice = _Splice(film, ("video", "audio") if mode == "video" else ("audio",))
        began = 0.0
        for piece in pieces:
            piece.at = max(piece.began - began, splice.end) if began else 0.0
            if splice.end and piece.at - splice.end > LEAST_GAP:
                missing = piece.at - splice.end
                splice.add(_card(missing) if mode == "video" else _hush(missing), at=splice.end)
                gaps.append((round(piece.at - missing, 3), round(missing, 3)))
            lasts = splice.add(Joined(storage, f"{piece.folder}/film"), at=piece.at) - piece.at
            piece.lasts = max(0.0, lasts)
            if piece.lasts and not began:
                began = piece.began
    return gaps


class _Splice:
    """Puts one transport stream behind another. The first of its `kinds` says where a stream begins and ends."""

    def __init__(self, film: OutputContainer, kinds: tuple[str, ...]) -> None:
        self.film = film
        self.end = 0.0
        self._kinds = kinds
        self._streams: dict[str, Stream] = {}
        self._last: dict[str, int] = {}

    def add(self, source: Readable, *, at: float) -> float:
        """Answers where it ends: where it began when there is nothing in it that can be read."""
        held: list[Packet[Stream]] = []
        first: int | None = None
        try:
            with av.open(source, "r", format="mpegts") as read:
                streams = [stream for kind in self._kinds for stream in getattr(read.streams, kind)[:1]]
                if len(streams) < len(self._kinds):
                    return at
                for packet in read.demux(streams):
                    if packet.dts is None or packet.pts is None:
                        continue
                    held.append(packet)
                    if first is None and packet.stream.type == self._kinds[0]:
                        first = packet.pts
                    if first is not None:
                        for each in held:
                            self._put(each, streams, round(at * TICKS) - first)
                        held.clear()
        except FFmpegError:
            # Cut in the middle of something, or nothing at all: what came before it stands.
            pass
        return max(at, self.end)

    def _put(self, packet: Packet[Stream], streams: Sequence[Stream], shift: int) -> None:
        kind = packet.stream.type
        if not self._streams:
            for stream in sorted(streams, key=lambda each: each.type != kind):
                self._streams[stream.type] = self.film.add_stream_from_template(stream)
        assert packet.pts is not None and packet.dts is not None
        packet.pts += shift
        packet.dts += shift
        if packet.dts <= self._last.get(kind, -1 << 62):
            return
        self._last[kind] = packet.dts
        if kind == self._kinds[0]:
            self.end = packet.pts / TICKS + (1 / FRAMES_PER_SECOND if kind == "video" else FRAME / RATE)
        packet.stream = self._streams[kind]
        self.film.mux(packet)


def _card(seconds: float) -> Readable:
    """A film of the words that nobody recorded, so long."""
    canvas, film = Canvas(with_names=False), Film()
    whole = f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"
    canvas.card([f"Enregistrement interrompu : {whole}", f"Recording interrupted: {whole}"])
    for second in range(max(1, int(seconds * 2))):
        film.show(canvas.frame(), at_ms=second * 500)
    film.sound(_quiet(seconds))
    film.close()
    return _Bytes(film.outlet.cut())


def _hush(seconds: float) -> Readable:
    mix = Mix()
    mix.sound(_quiet(seconds))
    mix.close()
    return _Bytes(mix.outlet.cut())


def _quiet(seconds: float) -> Samples:
    return np.zeros(max(RATE // 10, int((seconds - 0.05) * RATE)), np.int16)


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
    bytes = place.stat().st_size
    language, is_shared = _said(pieces, identity)
    return Voiced(identity, name, key, seconds, bytes, _digest(place), runs, language, is_shared)


def _said(pieces: Sequence[Piece], identity: str) -> tuple[str, bool]:
    """Which language they speak, and whether several people sit at their microphone."""
    lines = [line for piece in pieces for line in piece.lines if line.get("who") == identity]
    languages = {str(line.get("language", "")) for line in lines} - {""}
    return languages.pop() if len(languages) == 1 else "", any(line.get("shared") for line in lines)


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


def _manifest(recording: str, mode: Mode, pieces: Sequence[Piece], reel: Reel) -> dict[str, object]:
    together = {"file": TOGETHER.get(mode), "bytes": reel.bytes, "sha256": reel.sha256}
    return {
        "recording": recording,
        "mode": mode,
        "began": pieces[0].began,
        "seconds": reel.seconds,
        **({} if mode == "words" else {"film" if mode == "video" else "mixed": together}),
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
                "language": each.language,
                "shared": each.is_shared,
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
