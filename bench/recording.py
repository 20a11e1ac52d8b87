"""What recording a meeting of four costs, its picture and sound, its sound, or its words: the recorder's cores and memory, and
how large an hour of it is.

Each of the four sends 640×360 at 30 pictures a second, which is the layer the recorder asks of a camera for a quarter of its
720p, and speaks in turn. Run as `python -m bench.recording URL SECONDS TICKET...`, it is these four.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np

from bench.bots import encoded_clip, publish
from bench.cores import cores_used
from livekit import rtc
from tests.journeys.running import Running, until
from visio.media import Mode

PEOPLE, SECONDS = 4, 30
MODES: tuple[Mode, ...] = ("video", "sound", "words")
WIDTH, HEIGHT, BITS = 640, 360, 600_000
RATE = 48_000


def report() -> Iterator[str]:
    visio = Running(23500)
    try:
        yield from _measured(visio)
    finally:
        visio.stop()


def _measured(visio: Running) -> Iterator[str]:
    path = visio.make_room(name="Bench")
    host, passes, tickets = visio.signed_in("rooms@example.org"), [], []
    for number in range(PEOPLE):
        wish = {"name": f"Person {number}", "device": "desktop"}
        entry = host.post(f"/api/rooms{path}/join", json=wish).raise_for_status().json()
        passes.append(entry["pass"])
        tickets.append(entry["ticket"])
    words = [entry["livekit"]["url"], str(len(MODES) * (SECONDS + 40)), *tickets]
    with subprocess.Popen([sys.executable, "-m", "bench.recording", *words]) as four:
        until(lambda: len(visio.presences(path)) == PEOPLE, what="four people")
        for mode in MODES:
            yield from _recorded(visio, passes, mode)
        four.kill()


def _recorded(visio: Running, passes: list[str], mode: Mode) -> Iterator[str]:
    began = time.monotonic()
    _ask(visio, passes[0], "POST", "", {"mode": mode})
    for each in passes[1:]:
        _ask(visio, each, "PUT", "/consent", {"agrees": True})
    until(lambda: _ask(visio, passes[0], "GET", "")["running"]["state"] == "recording", what="a recording")
    yield f"{mode}: {time.monotonic() - began:.1f} s from asked to the first bytes safe"
    time.sleep(5)
    [recorder] = visio.pids("recording")
    cores = cores_used({recorder}, SECONDS)
    yield f"{mode}: recorder of {PEOPLE} people: {cores:.2f} cores, {_megabytes(recorder):.0f} MB"
    _ask(visio, passes[0], "DELETE", "")
    browser = visio.signed_in("rooms@example.org")
    until(lambda: browser.get("/api/recordings").json()[0]["state"] == "ready", what="the recording to be ready")
    made = browser.get("/api/recordings").json()[0]
    per_hour = 3600 / made["seconds"] / 1e6
    sounds = browser.get(f"/api/recordings/{made['id']}").json()["sounds"]
    heard = sum(one["bytes"] for one in sounds)
    together = "" if mode == "words" else f"{made['bytes'] * per_hour:.0f} MB together, "
    yield f"{mode}: an hour is {together}{heard * per_hour:.0f} MB of {len(sounds)} people's own sound"


def _ask(visio: Running, pass_: str, method: str, path: str, body: object = None) -> dict[str, dict[str, str]]:
    shown = {"Authorization": f"Bearer {pass_}"}
    answer = httpx.request(method, f"{visio.url}/api/meeting/recording{path}", json=body, headers=shown)
    answer.raise_for_status()
    told: dict[str, dict[str, str]] = answer.json() if answer.content else {}
    return told


def _megabytes(pid: int) -> float:
    """Resident, now."""
    lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


async def _speak(room: rtc.Room, turn: int) -> None:
    source = rtc.AudioSource(RATE, 1)
    track = rtc.LocalAudioTrack.create_audio_track("microphone", source)
    await room.local_participant.publish_track(track, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE))
    noise = np.random.default_rng(turn)
    step = RATE // 50
    for number in range(10**9):
        is_mine = number // 250 % PEOPLE == turn
        samples = noise.normal(0, 3000 if is_mine else 0, step).astype(np.int16)
        await source.capture_frame(rtc.AudioFrame(samples.tobytes(), RATE, 1, step))


async def _be_four(url: str, seconds: float, tickets: list[str]) -> None:
    clip = encoded_clip(width=WIDTH, height=HEIGHT, bits=BITS)
    rooms = [rtc.Room() for _ in tickets]
    lives = []
    for turn, (room, ticket) in enumerate(zip(rooms, tickets, strict=True)):
        await room.connect(url, ticket, rtc.RoomOptions(auto_subscribe=False))
        lives += [
            asyncio.create_task(publish(room, clip, width=WIDTH, height=HEIGHT)),
            asyncio.create_task(_speak(room, turn)),
        ]
    await asyncio.sleep(seconds)
    for life in lives:
        life.cancel()
    for room in rooms:
        await room.disconnect()


if __name__ == "__main__":
    _, url, seconds, *tickets = sys.argv
    asyncio.run(_be_four(url, float(seconds), tickets))
