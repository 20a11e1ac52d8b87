"""How does a passage of a recording become silent? What was encoded there gives way to encoded silence; nothing else is touched.

Picture and all other sound are copied as they are: nothing is encoded anew, so it is quick, loses no quality however often it
is done, and may be done twice. A packet of AAC is heard in two blocks of samples (its own and the one before overlap), so
every packet of which anything is heard in the passage gives way.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from visio.gateways.storage import Storage
from visio.media import FILM
from visio.media.reel import MANIFEST

# What everybody together is in: picture and sound, or sound alone.
TOGETHER = (FILM, "sound.m4a")
# When a word begins and ends is known to about a tenth of a second.
MARGIN = 0.15
# What a person's own sound is made of.
OPUS_FRAME = 0.02
# Each packet of AAC brings so many samples, and is heard in twice as many.
AAC_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Passage:
    """In seconds of the recording; `identity` is whose own sound is silent, too."""

    identity: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's own file. Each run: at in the recording, start in the file, lasts."""

    identity: str
    key: str
    runs: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class File:
    bytes: int
    sha256: str


@dataclass
class Silenced:
    """What was written anew: what everybody together is in, where there is such a file; the sha256 of the manifest."""

    together: File | None = None
    voices: dict[str, File] = field(default_factory=dict)
    manifest: str = ""


# Whether anything of these seconds is to be silent.
Covers = Callable[[float, float], bool]


def make_silent(
    storage: Storage, recording: str, passages: Sequence[Passage], voices: Iterable[Voice], *, scratch: Path
) -> Silenced:
    """Writes the files anew in their place, and what the manifest says of them. `scratch` is a folder for what is not done."""
    made = Silenced()
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        for name in TOGETHER:
            if storage.exists(f"{recording}/{name}"):
                made.together = _rewritten(storage, f"{recording}/{name}", _covering(passages), Path(folder))
        for voice in voices:
            inside = _in_file(voice, [each for each in passages if each.identity == voice.identity])
            if inside and storage.exists(voice.key):
                made.voices[voice.identity] = _rewritten(storage, voice.key, _any_of(inside), Path(folder))
    _retell(storage, recording, made, passages)
    return made


def _covering(passages: Sequence[Passage]) -> Covers:
    return _any_of([(each.start - MARGIN, each.end + MARGIN) for each in passages])


def _any_of(spans: Sequence[tuple[float, float]]) -> Covers:
    return lambda start, end: any(start < until and end > since for since, until in spans)


def _in_file(voice: Voice, passages: Sequence[Passage]) -> list[tuple[float, float]]:
    """Where the passages are in a file that has no pauses."""
    found = []
    for at, start, lasts in voice.runs:
        for each in passages:
            since, until = max(each.start - MARGIN, at), min(each.end + MARGIN, at + lasts)
            if since < until:
                found.append((start + since - at, start + until - at))
    return found


def _rewritten(storage: Storage, key: str, covers: Covers, folder: Path) -> File:
    old, new = folder / f"old{Path(key).suffix}", folder / f"new{Path(key).suffix}"
    with open(old, "wb") as file:
        for part in storage.open(key):
            file.write(part)
    if new.suffix == ".ogg":
        _copy_voice(old, new, covers)
    else:
        _copy_film(old, new, covers)
    with open(new, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    storage.put(key, new)
    return File(new.stat().st_size, digest)


def _copy_film(old: Path, new: Path, covers: Covers) -> None:
    with (
        av.open(str(old)) as read,
        av.open(str(new), "w", format=_kind(new), options={"movflags": "+faststart"}) as film,
    ):
        streams = _same_streams(read, film)
        packet: Packet[Any]
        for packet in read.demux(*read.streams.video, *read.streams.audio):
            if packet.dts is None or packet.pts is None:
                continue
            source, given = packet.stream, packet
            if isinstance(source, AudioStream):
                start = float(packet.pts * packet.time_base)
                if covers(start, start + 2 * AAC_BLOCK / source.rate):
                    given = _instead_of(packet, silent_aac(source.rate, source.layout.name))
            given.stream = streams[source.index]
            film.mux(given)


def _kind(place: Path) -> str:
    return "mp4" if place.suffix == ".mp4" else "ipod"


def _copy_voice(old: Path, new: Path, covers: Covers) -> None:
    with av.open(str(old)) as read, av.open(str(new), "w", format="ogg") as file:
        streams = _same_streams(read, file)
        number = 0
        packet: Packet[Any]
        for packet in read.demux(read.streams.audio[0]):
            if not packet.size:
                continue
            start = number * OPUS_FRAME
            given = _instead_of(packet, silent_opus()) if covers(start, start + OPUS_FRAME) else packet
            # As when it was first written: one after the other.
            given.pts = given.dts = round(start / packet.time_base)
            given.stream = streams[0]
            file.mux(given)
            number += 1


def _same_streams(read: InputContainer, written: OutputContainer) -> dict[int, Stream]:
    return {each.index: written.add_stream_from_template(each) for each in (*read.streams.video, *read.streams.audio)}


def _instead_of(packet: Packet[Any], silence: bytes) -> Packet[Any]:
    given: Packet[Any] = Packet(silence)
    given.pts, given.dts, given.duration = packet.pts, packet.dts, packet.duration
    given.time_base, given.is_keyframe = packet.time_base, True
    return given


@cache
def silent_aac(rate: int, layout: str) -> bytes:
    return _encoded_silence("aac", rate, layout, {})


@cache
def silent_opus() -> bytes:
    # Encoded without a model of speech: then silence is nothing but zeros.
    return _encoded_silence("libopus", 48_000, "mono", {"application": "lowdelay", "frame_duration": "20", "vbr": "on"})


def _encoded_silence(name: str, rate: int, layout: str, options: dict[str, str]) -> bytes:
    """The fifth packet of nothing: by then no encoder remembers how it began."""
    encoder = av.CodecContext.create(name, "w")
    assert isinstance(encoder, av.AudioCodecContext)
    encoder.sample_rate, encoder.layout, encoder.bit_rate, encoder.options = rate, layout, 32_000, options
    encoder.format = "fltp" if name == "aac" else "s16"
    encoder.open()
    packets: list[bytes] = []
    for _ in range(8):
        size = encoder.frame_size or AAC_BLOCK
        frame = av.AudioFrame(format=encoder.format.name, layout=layout, samples=size)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate = rate
        packets += [bytes(packet) for packet in encoder.encode(frame)]
    return packets[4]


def _retell(storage: Storage, recording: str, made: Silenced, passages: Sequence[Passage]) -> None:
    """The manifest says what the files are now, and where they are silent."""
    key = f"{recording}/{MANIFEST}"
    if not storage.exists(key):
        return
    told = json.loads(b"".join(storage.open(key)))
    for kind in ("film", "mixed"):
        if made.together and kind in told:
            told[kind] |= {"bytes": made.together.bytes, "sha256": made.together.sha256}
    for voice in told["sound"]:
        if file := made.voices.get(voice["identity"]):
            voice["sha256"] = file.sha256
    silent = [
        {"identity": each.identity, "at": each.start, "lasts": round(each.end - each.start, 3)} for each in passages
    ]
    told["silences"] = [*(each for each in told.get("silences", []) if each not in silent), *silent]
    written = json.dumps(told, ensure_ascii=False).encode()
    storage.put(key, written)
    made.manifest = hashlib.sha256(written).hexdigest()
