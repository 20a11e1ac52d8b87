"""What is said in one room, written for everybody in it: one person's words under their name, as text streams of LiveKit.

Each line is a text stream on `lk.transcription` with LiveKit's own attributes, so that any LiveKit client shows it: a line has
a segment id and is sent again under it, longer or put right, until it is final. Ours say besides whose words they are, when
they were said, in which language, and how much of a line that is not final will stay.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Hashable
from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from visio.gateways import call, voice
from visio.gateways.call import Call, Microphone, Person
from visio.media.agreement import Agreement
from visio.media.desk import Desk, State
from visio.media.speech import Sound, seconds_of, text_of
from visio.media.utterances import FRAME, Cutter, Utterance

log = structlog.get_logger("captions")

TOPIC = "lk.transcription"
# Who comes later reads these.
LINES_KEPT = 12
# What is said is first shown after so long, and again as often.
PARTIAL_SECONDS = 1.0
# Shorter than this, and which language it is would be a guess.
CLEAR_SECONDS = 2.5
EMPTY_SECONDS = 5.0
CATCH_UP_SECONDS = (0.3, 3.0)


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    track: str
    identity: str
    name: str
    text: str
    language: str
    at: float
    is_final: bool
    # How many letters of a line that is not final will not change.
    stable: int = 0

    def attributes(self) -> dict[str, str]:
        return {
            "lk.segment_id": self.id,
            "lk.transcription_final": "true" if self.is_final else "false",
            "lk.transcribed_track_id": self.track,
            "lk.language": self.language,
            "visio.identity": self.identity,
            "visio.name": self.name,
            "visio.at": str(int(self.at * 1000)),
            "visio.stable": str(self.stable),
        }


@dataclass(eq=False)
class _Speaker:
    """One microphone and what is known of whom it belongs to."""

    microphone: Microphone
    cutter: Cutter
    since: int = field(default_factory=lambda: int(time.time()))
    # The one that was recognised last.
    language: str = ""
    agreement: Agreement = field(default_factory=Agreement)
    shown: int = -1
    tried_at: float = 0.0
    is_trying: bool = False
    finished: int = -1


class Captions:
    """Of one room, from the moment somebody wanted them until nobody does. `is_over` once there is nothing left to do."""

    def __init__(self, room: str, desk: Desk, network: Any) -> None:
        self.room, self.is_over = room, False
        self._desk, self._network = desk, network
        self._call: Call | None = None
        self._kept: deque[Line] = deque(maxlen=LINES_KEPT)
        self._tasks: set[asyncio.Task[None]] = set()
        self._alone_since: float | None = None

    async def begin(self, url: str, *, identity: str, of: str) -> None:
        """Enters the room. Raises Unavailable("livekit")."""
        attributes = {"captions": self._desk.state, "of": of}
        self._call = await call.enter(
            url, self.room, self, identity=identity, name="Visio", attributes=attributes, frame=FRAME
        )

    def tell(self, state: State) -> None:
        """How the engine is; everybody is to know."""
        if self._call:
            self._do(self._call.show({"captions": state}))

    def look(self) -> None:
        """Nobody is left to read: over, after a moment for who lost the line."""
        has_people = self._call is not None and self._call.has_people
        self._alone_since = None if has_people else self._alone_since or time.monotonic()
        if self._alone_since and time.monotonic() - self._alone_since > EMPTY_SECONDS:
            self.is_over = True

    async def end(self) -> None:
        self.is_over = True
        self._desk.forget(self._is_mine)
        for task in list(self._tasks):
            task.cancel()
        if self._call:
            await self._call.leave()

    # What the call tells.

    async def listen(self, microphone: Microphone, frames: AsyncIterator[Sound | None]) -> None:
        speaker = _Speaker(microphone, Cutter(voice.Voice(self._network).likelihood))
        try:
            async for frame in frames:
                done = speaker.cutter.finish() if frame is None else speaker.cutter.hear(frame, time.time())
                if done:
                    self._do(self._finish(speaker, done))
                elif frame is not None:
                    self._try(speaker)
        finally:
            # Whoever leaves has finished.
            if not self.is_over and (done := speaker.cutter.finish()):
                self._do(self._finish(speaker, done))

    def came(self, person: Person) -> None:
        self._do(self._catch_up(person.identity))

    def over(self) -> None:
        self.is_over = True

    # What is written.

    async def _finish(self, speaker: _Speaker, utterance: Utterance) -> None:
        language = self._language(speaker, utterance)
        heard = await self._desk.final((self.room, speaker.microphone.track), utterance, language)
        speaker.finished = max(speaker.finished, utterance.number)
        text = text_of(heard.segments) if heard else "…"
        if heard and heard.segments and seconds_of(utterance.sound) >= CLEAR_SECONDS:
            speaker.language = heard.segments[0].language
        if not text and speaker.shown < utterance.number:
            # Nothing was shown, and nothing was said: a cough.
            return
        line = self._line(speaker, utterance, text, language or speaker.language)
        if text:
            self._kept.append(line)
        await self._write(line)
        if heard:
            log.debug("captions.final", room=self.room, after=f"{time.time() - utterance.end:.2f}", took=heard.took)

    def _try(self, speaker: _Speaker) -> None:
        """Show what is being said, if there is time for that."""
        now = time.monotonic()
        if speaker.is_trying or now - speaker.tried_at < PARTIAL_SECONDS or not self._desk.has_time:
            return
        utterance = speaker.cutter.so_far()
        if utterance and seconds_of(utterance.sound) > PARTIAL_SECONDS:
            speaker.is_trying, speaker.tried_at = True, now
            self._do(self._show(speaker, utterance))

    async def _show(self, speaker: _Speaker, utterance: Utterance) -> None:
        language = self._language(speaker, utterance)
        try:
            # Whisper ends with dots what is not over.
            text = text_of(await self._desk.partial(utterance, language)).removesuffix("...")
        finally:
            speaker.is_trying = False
        if not text or utterance.number <= speaker.finished:
            return
        if speaker.shown != utterance.number:
            speaker.shown, speaker.agreement = utterance.number, Agreement()
        stable, rest = speaker.agreement.hear(text)
        line = self._line(speaker, utterance, f"{stable} {rest}".strip(), language or speaker.language)
        await self._write(replace(line, is_final=False, stable=len(stable)))

    async def _catch_up(self, identity: str) -> None:
        """Twice, since a line to somebody may open later than LiveKit says: a line that comes again changes nothing."""
        for pause in CATCH_UP_SECONDS:
            await asyncio.sleep(pause)
            for line in list(self._kept):
                await self._write(line, to=identity)

    async def _write(self, line: Line, *, to: str = "") -> None:
        if self._call:
            await self._call.send(line.text, topic=TOPIC, attributes=line.attributes(), to=[to] if to else None)

    def _line(self, speaker: _Speaker, utterance: Utterance, text: str, language: str) -> Line:
        microphone, person = speaker.microphone, self._person(speaker)
        # The same for all that is sent of one utterance, and no other's, also after the captioner was started again.
        id = f"{microphone.track}-{speaker.since}-{utterance.number}"
        return Line(id, microphone.track, person.identity, person.name, text, language, utterance.start, True)

    def _language(self, speaker: _Speaker, utterance: Utterance) -> str:
        """As they said themselves; otherwise the engine listens for it, when it hears enough to tell."""
        if chosen := self._person(speaker).attributes.get("language", ""):
            return chosen
        return "" if seconds_of(utterance.sound) >= CLEAR_SECONDS else speaker.language

    def _person(self, speaker: _Speaker) -> Person:
        known = speaker.microphone.person
        return (self._call.person(known.identity) if self._call else None) or known

    def _is_mine(self, who: Hashable) -> bool:
        return isinstance(who, tuple) and who[0] == self.room

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
