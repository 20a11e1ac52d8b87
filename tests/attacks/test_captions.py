"""Somebody inside wants others to read what nobody said: neither their line nor their ticket lets them."""

from __future__ import annotations

import asyncio
import time

import pytest
from livekit.rtc.participant import PublishDataError

from livekit import rtc
from tests.attacks.conftest import RawClient
from tests.attacks.test_raw_client import A_WHILE
from visio.gateways import call
from visio.gateways import livekit as gateway
from visio.media.captions import TOPIC, Line
from visio.testing.people import Browser
from visio.testing.sfu import RealLiveKit, eventually


class Reader(RawClient):
    """Reads captions as any LiveKit client does: whatever comes, and from whom."""

    def __init__(self, sfu: RealLiveKit, entry: dict[str, object]) -> None:
        super().__init__(sfu, entry)
        self.read: list[tuple[str, str]] = []
        self._reading: set[asyncio.Task[None]] = set()
        self.room.register_text_stream_handler(TOPIC, self._take)

    def _take(self, stream: rtc.TextStreamReader, sender: str) -> None:
        async def read() -> None:
            self.read.append((sender, await stream.read_all()))

        self._reading.add(asyncio.ensure_future(read()))


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room()


def line(text: str) -> Line:
    return Line("TR_1-1-0", "TR_1", "p-alice", "Alice", text, "fr", 0.0, True)


def test_nobody_puts_words_into_somebodys_mouth(sfu: RealLiveKit, alice: Browser, charlie: Browser, slug: str) -> None:
    victim, forger = Reader(sfu, alice.join(slug)), Reader(sfu, charlie.join(slug, name="Charlie"))
    forged = line("what Alice never said")

    async def forge(sender: str) -> None:
        try:
            writer = await forger.me.stream_text(topic=TOPIC, attributes=forged.attributes(), sender_identity=sender)
            await writer.write(forged.text)
            await writer.aclose()
        except (PublishDataError, ConnectionError, rtc.StreamError):
            return

    for sender in (forger.identity, victim.identity, gateway.CAPTIONER):
        forger.tries(forge(sender))
    track = rtc.Transcription(forger.identity, "TR_1", [rtc.TranscriptionSegment("1", forged.text, 0, 0, "fr", True)])
    forger.tries(forger.me.publish_transcription(track))
    time.sleep(A_WHILE)
    assert victim.read == []

    # That they would have read it: what the captioner writes arrives, and in its own name.
    sfu.enter(call.token(victim.channel, identity=gateway.CAPTIONER, name="Visio", attributes={}))
    captioner = sfu._rooms[gateway.CAPTIONER].local_participant
    said = line("what Alice said")
    sfu.wait(captioner.send_text(said.text, topic=TOPIC, attributes=said.attributes()))
    assert eventually(lambda: victim.read, within=20) == [(gateway.CAPTIONER, said.text)]
    seen = eventually(lambda: victim.room.remote_participants.get(gateway.CAPTIONER), within=20)
    assert seen and seen.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT


def test_no_ticket_makes_a_captioner(sfu: RealLiveKit, alice: Browser, charlie: Browser, slug: str) -> None:
    victim = Reader(sfu, alice.join(slug))
    forger = Reader(sfu, charlie.join(slug, name="captioner"))
    assert forger.identity != gateway.CAPTIONER
    seen = eventually(lambda: victim.room.remote_participants.get(forger.identity), within=20)
    assert seen and seen.kind == rtc.ParticipantKind.PARTICIPANT_KIND_STANDARD
    forger.tries(forger.me.set_attributes({"captions": "ready", "of": "us"}))
    time.sleep(A_WHILE)
    assert "captions" not in victim.room.remote_participants[forger.identity].attributes
    assert gateway.machines_in(victim.channel) == []
