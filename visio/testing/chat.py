"""A server that writes, for tests: it does what it is told for each request, in order, over real HTTP; and what servers do wrong."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from visio.gateways.language import ChatServer

Deed = Callable[[BaseHTTPRequestHandler], None]


class Chat:
    """`deeds` in their order, the last for ever; `asked` is what it was sent, `pauses` what its client waited."""

    def __init__(self, *deeds: Deed) -> None:
        self.deeds = list(deeds)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.pauses: list[float] = []
        self.models: Deed = answers({"data": [{"id": "mistral-small"}]})
        chat = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                chat.keys.append(self.headers.get("Authorization", ""))
                chat.models(self)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                chat.asked.append({"path": self.path, **json.loads(body)})
                chat.keys.append(self.headers.get("Authorization", ""))
                (chat.deeds.pop(0) if len(chat.deeds) > 1 else chat.deeds[0])(self)

            def log_message(self, format: str, *args: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def client(self, *, tokens: int = 16_384, model: str = "mistral-small") -> ChatServer:
        return ChatServer(self.url, key="secret", model=model, tokens=tokens, sleep=self.pauses.append)

    def given(self, number: int = -1) -> str:
        """What it was asked about."""
        return str(self.asked[number]["messages"][1]["content"])


@contextmanager
def chatting(*deeds: Deed) -> Iterator[Chat]:
    chat = Chat(*deeds)
    try:
        yield chat
    finally:
        chat.server.shutdown()
        chat.server.server_close()


def says(told: object) -> Deed:
    """As the model: an object is written as JSON, text as it is."""
    content = told if isinstance(told, str) else json.dumps(told)
    return answers({"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]})


def answers(told: object, status: int = 200, **headers: str) -> Deed:
    """As the server."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()

    def deed(door: BaseHTTPRequestHandler) -> None:
        door.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            door.send_header(name.replace("_", "-"), value)
        door.end_headers()
        door.wfile.write(body)

    return deed


def cuts(door: BaseHTTPRequestHandler) -> None:
    """Promises more than it sends."""
    door.send_response(200)
    door.send_header("Content-Length", "1000")
    door.end_headers()
    door.wfile.write(b'{"choices": [{"mess')
    door.close_connection = True


def draft(**parts: object) -> dict[str, object]:
    """What a model writes that keeps to its form."""
    return {"title": "", "abstract": [], "topics": [], "decisions": [], "actions": [], **parts}
