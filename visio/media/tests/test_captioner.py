"""The captioner on the real LiveKit: enters where it is wished for, writes what each says, tells how it is, and goes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy
import pytest

from livekit import rtc
from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways import livekit as gateway
from visio.gateways import speech, voice
from visio.media import captioner as captioners
from visio.media import captions, desk
from visio.media.captioner import Captioner
from visio.media.captions import TOPIC
from visio.media.speech import Segment, Sound
from visio.media.utterances import FRAME
from visio.testing.loops import complete
from visio.testing.sfu import RealLiveKit, running_livekit

ROOM = "a-room"
RATE = 48_000


class Engine:
    """Recognises anything as one sentence, in the language it is told."""

    name, model, at_once = "tests", "one sentence", 1
    is_away = False

    def recognise(self, sound: Sound, *, language: str, carefully: bool = False) -> list[Segment]:
        if self.is_away:
            raise Unavailable("speech", retry=True)
        text = "Bonjour à tous." if language == "fr" else "Good morning."
        return [Segment(text, 0.0, 1.0, language or "en", 1.0)]


class Loud:
    """Takes whatever is not silence for speech: a beep will do."""

    def __init__(self, network: object) -> None:
        pass

    def likelihood(self, frame: Sound) -> float:
        assert len(frame) == FRAME
        return float(numpy.abs(frame).max() > 0.05)


@pytest.fixture(scope="module")
def sfu() -> Iterator[RealLiveKit]:
    with running_livekit() as server:
        yield server


@pytest.fixture
def engine(sfu: RealLiveKit, monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    port = int(sfu.url.rpartition(":")[2])
    monkeypatch.setattr(gateway, "wire", sfu)
    monkeypatch.setattr(captioners, "configuration", configuration.model_copy(update={"livekit_port": port}))
    monkeypatch.setattr(speech, "engine", lambda: made)
    monkeypatch.setattr(voice, "Voice", Loud)
    monkeypatch.setattr(voice, "load", lambda: None)
    monkeypatch.setattr(desk, "ASK_AGAIN_SECONDS", 0.2)
    monkeypatch.setattr(captions, "EMPTY_SECONDS", 0.5)
    return made


@dataclass
class Guest:
    """Hears what is written, and beeps."""

    room: rtc.Room = field(default_factory=rtc.Room)
    read: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    reading: set[asyncio.Task[None]] = field(default_factory=set)

    @classmethod
    async def enters(cls, sfu: RealLiveKit, name: str, *, language: str = "") -> Guest:
        guest = cls()
        guest.room.register_text_stream_handler(TOPIC, guest._take)
        ticket = gateway.write_ticket(
            room=ROOM,
            identity=f"p-{name}",
            name=name,
            attributes={"language": language},
            seconds=60,
            sources=["microphone"],
        )
        await guest.room.connect(sfu.url, ticket)
        return guest

    def _take(self, stream: rtc.TextStreamReader, sender: str) -> None:
        async def read() -> None:
            text = await stream.read_all()
            self.read.append((sender, text, dict(stream.info.attributes or {})))

        self.reading.add(asyncio.ensure_future(read()))

    @property
    def finals(self) -> set[tuple[str, str]]:
        """Who said what; a beep that a busy machine cut in two is said once."""
        told = {
            at["lk.segment_id"]: (at["visio.name"], text)
            for _, text, at in self.read
            if at["lk.transcription_final"] == "true"
        }
        return set(told.values())

    def ids(self, is_final: str) -> set[str]:
        return {at["lk.segment_id"] for _, _, at in self.read if at["lk.transcription_final"] == is_final}

    async def microphone(self) -> rtc.AudioSource:
        source = rtc.AudioSource(RATE, 1, queue_size_ms=100)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(track, options)
        return source


async def beeps(source: rtc.AudioSource, seconds: float) -> None:
    """So long, and then is silent long enough to have finished."""
    wave = (numpy.sin(numpy.arange(int(RATE * seconds)) * 0.06) * 12_000).astype(numpy.int16)
    sound = numpy.concatenate([wave, numpy.zeros(RATE, numpy.int16)])
    for at in range(0, len(sound) - 480, 480):
        await source.capture_frame(rtc.AudioFrame(sound[at : at + 480].tobytes(), RATE, 1, 480))


async def comes(what: Callable[[], object], captioner: Captioner) -> None:
    """True in time, while the captioner looks."""
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until
        await captioner.look()
        await asyncio.sleep(0.1)


def run(sfu: RealLiveKit, go: Callable[[], Awaitable[None]]) -> None:
    async def within() -> None:
        # One thread asks LiveKit, and closes its connection before it ends.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        gateway.ensure_room(ROOM)
        try:
            await asyncio.wait_for(go(), 60)
        finally:
            gateway.close_room(ROOM)
            await asyncio.to_thread(sfu.forget)

    complete(within())


def captioner_of(guest: Guest) -> rtc.RemoteParticipant | None:
    return guest.room.remote_participants.get(gateway.CAPTIONER)


def test_what_each_says_is_written_in_their_name_and_language(sfu: RealLiveKit, engine: Engine) -> None:
    async def go() -> None:
        claire, paul = await Guest.enters(sfu, "Claire", language="fr"), await Guest.enters(sfu, "Paul")
        captioner = Captioner()
        await captioner.look()
        assert captioner_of(paul) is None
        gateway.wish(ROOM, captions=True)
        await comes(lambda: captioner_of(paul), captioner)
        for one in (claire, paul):
            await beeps(await one.microphone(), 4.0)
        await comes(lambda: len(paul.finals) == 2, captioner)
        assert paul.finals == {("Claire", "Bonjour à tous."), ("Paul", "Good morning.")}
        # Begun before they had finished, and under the same id.
        await comes(lambda: paul.ids("false") and paul.ids("false") <= paul.ids("true"), captioner)
        finals = [at for _, _, at in paul.read if at["lk.transcription_final"] == "true"]
        assert {sender for sender, *_ in paul.read} == {gateway.CAPTIONER}
        (publication,) = [
            each for one in paul.room.remote_participants.values() for each in one.track_publications.values()
        ]
        assert finals[0]["lk.transcribed_track_id"] == publication.sid
        assert (finals[0]["visio.identity"], finals[0]["lk.language"]) == ("p-Claire", "fr")
        assert abs(int(finals[0]["visio.at"]) / 1000 - time.time()) < 60

        late = await Guest.enters(sfu, "Zoé")
        await comes(lambda: len(late.finals) == 2, captioner)
        gateway.wish(ROOM, captions=False)
        await comes(lambda: captioner_of(paul) is None, captioner)
        await captioner.close()
        for one in (claire, paul, late):
            await one.room.disconnect()

    run(sfu, go)


def test_an_engine_that_is_away_is_told_to_all_and_what_was_said_comes_once_it_is_back(
    sfu: RealLiveKit, engine: Engine
) -> None:
    async def go() -> None:
        engine.is_away = True
        claire = await Guest.enters(sfu, "Claire")
        gateway.wish(ROOM, captions=True)
        captioner = Captioner()

        def state() -> str:
            there = captioner_of(claire)
            return there.attributes.get("captions", "") if there else ""

        await comes(lambda: state() == "absent", captioner)
        await beeps(await claire.microphone(), 1.5)
        engine.is_away = False
        await comes(lambda: state() == "ready", captioner)
        await comes(lambda: claire.finals == {("Claire", "Good morning.")}, captioner)
        await captioner.close()
        await claire.room.disconnect()

    run(sfu, go)


def test_a_room_that_another_captioner_serves_is_left_to_it_and_ones_own_place_is_taken_again(
    sfu: RealLiveKit, engine: Engine
) -> None:
    async def go() -> None:
        claire = await Guest.enters(sfu, "Claire")
        gateway.wish(ROOM, captions=True)
        first, second = Captioner(), Captioner()
        second.name = "another"
        await comes(lambda: captioner_of(claire), first)
        there = captioner_of(claire)
        await second.look()
        assert captioner_of(claire) is there
        # Killed: its place is still there when it comes back.
        again = Captioner()
        await comes(lambda: captioner_of(claire) not in (None, there), again)
        for one in (again, second, first):
            await one.close()
        await claire.room.disconnect()

    run(sfu, go)


def test_the_captioner_goes_when_everybody_has(sfu: RealLiveKit, engine: Engine) -> None:
    async def go() -> None:
        claire = await Guest.enters(sfu, "Claire")
        gateway.wish(ROOM, captions=True)
        captioner = Captioner()
        await comes(lambda: captioner_of(claire), captioner)
        await claire.room.disconnect()
        await comes(lambda: not gateway.machines_in(ROOM), captioner)
        await captioner.close()

    run(sfu, go)
