"""A server that recognises speech, and all that servers do: busy, broken, slow, cut off, talking nonsense. Asked over real HTTP."""

from __future__ import annotations

import io
import json
import threading
import time
import wave
from collections.abc import Callable, Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy
import pytest

from visio.errors import Unavailable
from visio.gateways import transcriptions
from visio.gateways.transcriptions import SpeechServer
from visio.media.speech import RATE, Segment, Sound

Act = Callable[[BaseHTTPRequestHandler], None]

SOUND: Sound = numpy.sin(numpy.arange(RATE * 2, dtype=numpy.float32) / 8).astype(numpy.float32)
SAID = {
    "text": " Bonjour  à tous.",
    "language": "french",
    "words": [{"word": "Bonjour", "start": 0.1, "end": 0.5}, {"word": "à", "start": 0.5, "end": 0.6}],
}


class Hostile:
    """Does what it was told for each request, in order, and the last for ever; keeps what it was asked."""

    def __init__(self) -> None:
        self.acts: list[Act] = [answers(SAID)]
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.pauses: list[float] = []
        hostile = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hostile.acts[0](self)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hostile.asked.append((self.path, dict(self.headers), body))
                (hostile.acts.pop(0) if len(hostile.acts) > 1 else hostile.acts[0])(self)

            def log_message(self, format: str, *args: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def recognise(self, *acts: Act, language: str = "fr") -> list[Segment]:
        self.acts = list(acts) or self.acts
        return self.client().recognise(SOUND, language=language)

    def client(self) -> SpeechServer:
        return SpeechServer(self.url, key="secret", model="whisper-1", sleep=self.pauses.append)


def answers(told: object, status: int = 200, **headers: str) -> Act:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()

    def act(door: BaseHTTPRequestHandler) -> None:
        door.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            door.send_header(name.replace("_", "-"), value)
        door.end_headers()
        door.wfile.write(body)

    return act


def cuts(door: BaseHTTPRequestHandler) -> None:
    """Promises more than it sends."""
    door.send_response(200)
    door.send_header("Content-Length", "1000")
    door.end_headers()
    door.wfile.write(b'{"text": "Bonj')
    door.close_connection = True


def hangs_up(door: BaseHTTPRequestHandler) -> None:
    door.close_connection = True


@pytest.fixture
def server() -> Iterator[Hostile]:
    hostile = Hostile()
    yield hostile
    hostile.server.shutdown()
    hostile.server.server_close()


def test_it_is_asked_as_openai_is(server: Hostile) -> None:
    (said,) = server.recognise()
    assert (said.text, said.language, said.end) == ("Bonjour à tous.", "fr", 2.0)
    assert [(word.text, word.start, word.end) for word in said.words] == [("Bonjour", 0.1, 0.5), ("à", 0.5, 0.6)]
    ((path, headers, body),) = server.asked
    assert path == "/v1/audio/transcriptions" and headers["Authorization"] == "Bearer secret"
    for field in (
        'name="model"\r\n\r\nwhisper-1',
        'name="language"\r\n\r\nfr',
        'name="response_format"\r\n\r\nverbose_json',
    ):
        assert field.encode() in body
    sent = body[body.index(b"RIFF") :].rpartition(b"\r\n--")[0]
    with wave.open(io.BytesIO(sent)) as heard:
        assert (heard.getframerate(), heard.getnchannels(), heard.getnframes()) == (RATE, 1, len(SOUND))


def test_its_address_may_end_with_its_version(server: Hostile) -> None:
    SpeechServer(f"{server.url}/v1/", key="", model="m").recognise(SOUND, language="")
    ((path, headers, body),) = server.asked
    assert path == "/v1/audio/transcriptions" and "Authorization" not in headers and b'"language"' not in body


def test_a_server_that_times_no_words_is_asked_for_plain_ones_from_then_on(server: Hostile) -> None:
    server.acts = [answers({"error": "timestamps"}, 400), answers({"text": "Bonjour"})]
    client = server.client()
    assert [client.recognise(SOUND, language="fr")[0].text for _ in range(2)] == ["Bonjour", "Bonjour"]
    assert [b"verbose_json" in body for *_, body in server.asked] == [True, False, False]


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_or_broken_server_is_asked_again(server: Hostile, status: int) -> None:
    (said,) = server.recognise(answers({}, status), answers({}, status), answers(SAID))
    assert said.text and server.pauses == [0.5, 1.0]


@pytest.mark.parametrize("act", [cuts, hangs_up], ids=["cut off", "hung up"])
def test_a_line_that_breaks_is_taken_up_again(server: Hostile, act: Act) -> None:
    assert server.recognise(act, answers(SAID))[0].text == "Bonjour à tous."


def test_it_is_asked_again_when_it_says_so_and_not_for_ever(server: Hostile) -> None:
    date = formatdate(time.time() + 4, usegmt=True)
    with pytest.raises(Unavailable) as refused:
        server.recognise(answers({}, 429, Retry_After="3"), answers({}, 429, Retry_After=date), answers({}, 503))
    assert refused.value.retry and len(server.asked) == transcriptions.TRIES
    assert server.pauses[0] == 3.0 and 2 < server.pauses[1] <= 4


@pytest.mark.parametrize("wished", ["86400", "soon", "-5", "1e999", "nan"])
def test_a_pause_nobody_would_wait_for_is_not_waited(server: Hostile, wished: str) -> None:
    server.recognise(answers({}, 429, Retry_After=wished), answers(SAID))
    assert 0 <= server.pauses[0] <= transcriptions.LONGEST_PAUSE_SECONDS


@pytest.mark.parametrize("status", [401, 403, 404, 413, 302])
def test_a_no_is_a_no(server: Hostile, status: int) -> None:
    with pytest.raises(Unavailable) as refused:
        server.recognise(answers({}, status, Location="http://127.0.0.1:1/"))
    assert not refused.value.retry and len(server.asked) == 1


@pytest.mark.parametrize(
    "told",
    [b"", b"<html>", b"[" * 100_000, b"\xff\xfe", [], {"text": None}, {"text": 7}, {"words": []}],
    ids=["nothing", "a page", "depth", "no text", "a list", "null", "a number", "no words"],
)
def test_nonsense_is_no_text(server: Hostile, told: object) -> None:
    with pytest.raises(Unavailable):
        server.recognise(answers(told))


@pytest.mark.parametrize(
    "words",
    [
        "x",
        [7],
        [{"word": "a"}],
        [{"word": "a", "start": "0", "end": 1}],
        [{"word": "a", "start": 2, "end": 1}],
        [{"word": "a", "start": 0, "end": 1e9}],
    ],
)
def test_words_without_sense_are_left_out_and_the_text_stays(server: Hostile, words: object) -> None:
    (said,) = server.recognise(answers({"text": "Bonjour", "words": words}))
    assert (said.text, said.words) == ("Bonjour", ())


def test_silence_is_nothing_said(server: Hostile) -> None:
    assert server.recognise(answers({"text": "  "})) == []


def test_a_flood_of_words_is_none(server: Hostile) -> None:
    for told in ({"text": "encore " * 200}, b'{"text": "' + b"a" * 2_000_000 + b'"}'):
        with pytest.raises(Unavailable):
            server.recognise(answers(told))


def test_a_server_that_never_answers_is_left_in_time(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcriptions, "LEAST_SECONDS", -1.5)
    began = time.monotonic()
    with pytest.raises(Unavailable):
        server.recognise(lambda _: time.sleep(4))
    assert time.monotonic() - began < 3


def test_a_server_that_drips_is_left_in_time(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcriptions, "LEAST_SECONDS", -1.5)
    monkeypatch.setattr(transcriptions, "TRIES", 1)

    def drips(door: BaseHTTPRequestHandler) -> None:
        door.send_response(200)
        door.send_header("Content-Length", "1000")
        door.end_headers()
        for _ in range(30):
            try:
                door.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.1)

    began = time.monotonic()
    with pytest.raises(Unavailable):
        server.recognise(drips)
    assert time.monotonic() - began < 2


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        SpeechServer("http://127.0.0.1:9", key="", model="m", sleep=lambda _: None).recognise(SOUND, language="fr")


@pytest.mark.parametrize(("status", "is_well"), [(200, True), (404, True), (401, False), (403, False), (503, False)])
def test_whether_it_is_there_and_takes_our_key_can_be_asked(server: Hostile, status: int, is_well: bool) -> None:
    server.acts = [answers({}, status)]
    if is_well:
        server.client().greet()
        return
    with pytest.raises(Unavailable):
        server.client().greet()
