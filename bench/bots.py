"""People who cost little: one publishes frames encoded beforehand, others only listen.

Run as `python -m bench.bots URL KEY SECRET ROOM LISTENERS SECONDS`; prints `ready` when everybody
receives and, at the end, the bit rate that reached a listener (the proof that something was forwarded).
"""

from __future__ import annotations

import asyncio
import io
import sys
import time

import av

from livekit import api, rtc

WIDTH, HEIGHT, RATE, BITS_PER_SECOND = 1280, 720, 30, 1_700_000


def encoded_clip(
    seconds: int = 4, *, width: int = WIDTH, height: int = HEIGHT, bits: int = BITS_PER_SECOND
) -> list[tuple[bytes, bool]]:
    """VP8 frames (data, is a keyframe) of a moving picture with as many bits as a camera's, at 720p by default."""
    container = av.open(io.BytesIO(), "w", format="ivf")
    stream = container.add_stream("libvpx", rate=RATE)
    stream.width, stream.height, stream.pix_fmt, stream.bit_rate = width, height, "yuv420p", bits
    stream.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "g": str(RATE)}
    source = av.open(f"testsrc2=size={width}x{height}:rate={RATE}:duration={seconds}", format="lavfi")
    packets = [packet for frame in source.decode(video=0) for packet in stream.encode(frame.reformat(format="yuv420p"))]
    # RFC 6386 §9.1: the lowest bit of a VP8 frame is 0 in a keyframe.
    return [(data, not data[0] & 1) for data in map(bytes, [*packets, *stream.encode(None)])]


def ticket(key: str, secret: str, room: str, identity: str) -> str:
    grants = api.VideoGrants(room_join=True, room=room, room_create=True, can_publish=True, can_subscribe=True)
    return api.AccessToken(key, secret).with_identity(identity).with_grants(grants).to_jwt()


async def publish(room: rtc.Room, clip: list[tuple[bytes, bool]], *, width: int = WIDTH, height: int = HEIGHT) -> None:
    source = rtc.EncodedVideoSource(width, height)
    track = rtc.LocalVideoTrack.create_video_track("camera", source)
    options = rtc.TrackPublishOptions(
        source=rtc.TrackSource.SOURCE_CAMERA,
        video_codec=rtc.VideoCodec.VP8,
        video_encoder=rtc.VideoEncoderBackend.ENCODER_BACKEND_PRE_ENCODED,
        simulcast=False,
        video_encoding=rtc.VideoEncoding(max_framerate=RATE, max_bitrate=BITS_PER_SECOND),
    )
    await room.local_participant.publish_track(track, options)
    began, sent = time.monotonic(), 0
    while True:
        data, is_key = clip[sent % len(clip)]
        kind = rtc.EncodedFrameType.ENCODED_FRAME_KEY if is_key else rtc.EncodedFrameType.ENCODED_FRAME_DELTA
        source.capture_frame(
            rtc.EncodedVideoFrame(data, width, height, rtc.VideoCodec.VP8, kind, int(sent * 1e6 / RATE))
        )
        sent += 1
        await asyncio.sleep(max(0, began + sent / RATE - time.monotonic()))


async def listen(url: str, token: str, received: asyncio.Event) -> rtc.Room:
    room = rtc.Room()
    room.on("track_subscribed", lambda *_: received.set())
    await room.connect(url, token, rtc.RoomOptions(auto_subscribe=True))
    return room


async def bytes_received(rooms: list[rtc.Room]) -> int:
    """Media bytes that reached the listeners so far."""
    stats = [await room.get_rtc_stats() for room in rooms]
    # With one connection for both directions, each report comes twice.
    streams = {
        (listener, report.inbound_rtp.rtc.id): report.inbound_rtp.inbound.bytes_received
        for listener, each in enumerate(stats)
        for report in (*each.publisher_stats, *each.subscriber_stats)
    }
    return sum(streams.values())


async def main(url: str, key: str, secret: str, name: str, listeners: int, seconds: float) -> None:
    clip = encoded_clip()
    publisher = rtc.Room()
    await publisher.connect(url, ticket(key, secret, name, "bot-publisher"), rtc.RoomOptions(auto_subscribe=False))
    sending = asyncio.create_task(publish(publisher, clip))
    events = [asyncio.Event() for _ in range(listeners)]
    rooms = [await listen(url, ticket(key, secret, name, f"bot-{n}"), event) for n, event in enumerate(events)]
    await asyncio.gather(*(event.wait() for event in events))
    print("ready", flush=True)
    before, began = await bytes_received(rooms), time.monotonic()
    await asyncio.sleep(seconds)
    bits = (await bytes_received(rooms) - before) * 8 / (time.monotonic() - began)
    print(f"{bits / max(1, listeners):.0f} bits per second per listener", flush=True)
    sending.cancel()
    for room in [*rooms, publisher]:
        await room.disconnect()


if __name__ == "__main__":
    _, url, key, secret, name, listeners, seconds = sys.argv
    asyncio.run(main(url, key, secret, name, int(listeners), float(seconds)))
