"""Somebody whose picture flashes at the moment they beep: in step here, so that what became of it can be measured there.

Run as `python -m tests.journeys.flashing URL TICKET SECONDS`.
"""

from __future__ import annotations

import asyncio
import sys
import time

import numpy as np

from livekit import rtc

RATE, FRAMES = 48_000, 25
EVERY, LASTS = 2.0, 0.4
WIDTH, HEIGHT = 640, 360


def is_on(at: float) -> bool:
    return at % EVERY < LASTS


async def show(source: rtc.VideoSource, began: float) -> None:
    chroma = bytes([128]) * (WIDTH * HEIGHT // 2)
    shown = 0
    while True:
        shown += 1
        await asyncio.sleep(max(0, began + shown / FRAMES - time.monotonic()))
        light = bytes([235 if is_on(time.monotonic() - began) else 30]) * (WIDTH * HEIGHT)
        source.capture_frame(rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.I420, light + chroma))


async def beep(source: rtc.AudioSource, began: float) -> None:
    step, done = RATE // 100, 0
    while True:
        await asyncio.sleep(max(0, began + done / RATE - time.monotonic()))
        wave = np.sin((np.arange(step) + done) * 2 * np.pi * 800 / RATE) * (12_000 if is_on(done / RATE) else 0)
        await source.capture_frame(rtc.AudioFrame(wave.astype(np.int16).tobytes(), RATE, 1, step))
        done += step


async def main(url: str, ticket: str, seconds: float) -> None:
    room = rtc.Room()
    await room.connect(url, ticket, rtc.RoomOptions(auto_subscribe=False))
    picture, sound = rtc.VideoSource(WIDTH, HEIGHT), rtc.AudioSource(RATE, 1, queue_size_ms=20)
    for track, kind in (
        (rtc.LocalVideoTrack.create_video_track("camera", picture), rtc.TrackSource.SOURCE_CAMERA),
        (rtc.LocalAudioTrack.create_audio_track("microphone", sound), rtc.TrackSource.SOURCE_MICROPHONE),
    ):
        await room.local_participant.publish_track(track, rtc.TrackPublishOptions(source=kind))
    began = time.monotonic()
    lives = [asyncio.create_task(show(picture, began)), asyncio.create_task(beep(sound, began))]
    await asyncio.sleep(seconds)
    for life in lives:
        life.cancel()
    await room.disconnect()


if __name__ == "__main__":
    _, url, ticket, seconds = sys.argv
    asyncio.run(main(url, ticket, float(seconds)))
