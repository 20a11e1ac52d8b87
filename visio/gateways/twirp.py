"""How LiveKit is asked: one POST of JSON with a short-lived token, over a connection this thread keeps."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Protocol
from urllib.parse import urlsplit

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.gateways.tokens import sign

TIMEOUT_SECONDS = 5.0


class NotThere(Exception):
    """LiveKit does not know this room or participant. Does not leave `visio.gateways`."""


class Wire(Protocol):
    def ask(self, method: str, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        """One call of LiveKit's RoomService. Raises NotThere, or Unavailable when it does not answer as it should."""


class Twirp:
    """The real wire; to the configured server unless another is named."""

    def __init__(self, url: str = "") -> None:
        self._url = url
        self._kept = threading.local()

    def ask(self, method: str, body: Mapping[str, Any], grants: Mapping[str, Any]) -> dict[str, Any]:
        path = f"/twirp/livekit.RoomService/{method}"
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {_admin_token(grants)}"}
        payload = json.dumps(body).encode()
        status, text = self._post(path, payload, headers)
        try:
            answer = json.loads(text)
        except ValueError as wrong:
            raise Unavailable("livekit", retry=True) from wrong
        if status == 200 and isinstance(answer, dict):
            return answer
        if status == 404 and isinstance(answer, dict) and answer.get("code") == "not_found":
            raise NotThere(method)
        raise Unavailable("livekit", retry=status >= 500)

    def _post(self, path: str, payload: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """A kept connection may have died since; then, and only then, again on a new one (all our calls may be repeated)."""
        connection, is_new = self._connection()
        try:
            connection.request("POST", path, payload, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException) as lost:
            self.forget()
            if is_new or not isinstance(lost, ConnectionError):
                raise Unavailable("livekit", retry=True) from lost
        return self._post(path, payload, headers)

    def _connection(self) -> tuple[HTTPConnection, bool]:
        """This thread's connection, and whether it is new."""
        if kept := getattr(self._kept, "connection", None):
            return kept, False
        parts = urlsplit(self._url or configuration.livekit_server_url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "127.0.0.1", parts.port, timeout=TIMEOUT_SECONDS)
        self._kept.connection = connection
        return connection, True

    def forget(self) -> None:
        """Close this thread's connection; the next question opens another."""
        if connection := getattr(self._kept, "connection", None):
            connection.close()
        self._kept.__dict__.clear()


def _admin_token(grants: Mapping[str, Any]) -> str:
    """Good for a minute and for one kind of call; never leaves the backend."""
    return sign({"exp": int(time.time()) + 60, "video": dict(grants)})
