"""An identity provider for tests: the real oidc-provider set up like ProConnect, and a person's browser there."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx

from visio.providers import Provider
from visio.testing.sfu import free_ports

FOLDER = Path(__file__).parent.parent.parent / "tests" / "provider"


class RealProvider:
    """A process of its own. Whoever signs in there with an address is believed to have it."""

    def __init__(self, id: str, *, visio: str, like: str = "proconnect", **entry: Any) -> None:
        self.port = free_ports()[0]
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.entry: dict[str, Any] = {
            "id": id,
            "name": id.title(),
            "profile": like,
            "issuer": self.issuer,
            "client_id": "visio",
            "client_secret": "a secret for tests alone",
            "email_domains": ["*"],
            **entry,
        }
        wish = {"port": self.port, "visio": visio, "like": like}
        wish |= {name: self.entry[name] for name in ("id", "client_id", "client_secret")}
        self.said: list[str] = []
        self.process = subprocess.Popen(
            ["node", "server.js", json.dumps(wish)],
            cwd=FOLDER,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # The `node` of our environment starts another one: both end together.
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        deadline = time.monotonic() + 20
        while not any(line.startswith("ready") for line in self.said):
            assert self.process.poll() is None and time.monotonic() < deadline, "\n".join(self.said)
            time.sleep(0.05)

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.said.append(line.rstrip())

    def settings(self, **changes: Any) -> Provider:
        return Provider.model_validate({**self.entry, **changes})

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(10)
        self._listener.join(5)


class Visitor:
    """A browser at providers: follows where it is sent until it is sent back to Visio, and keeps its cookies."""

    def __init__(self, visio: str) -> None:
        self.visio = visio
        self.client = httpx.Client(timeout=20)

    def goes(self, way: str, *, login: str = "", cancel: bool = False) -> dict[str, str]:
        """What the provider wrote into our address; `login` is typed when it is asked for."""
        answer = self.client.get(way)
        for _ in range(10):
            if answer.is_redirect:
                target = urljoin(str(answer.url), answer.headers["Location"])
                if target.startswith(self.visio):
                    # As the page does, which sends on what it knows.
                    told = dict(parse_qsl(urlsplit(target).query))
                    return {name: told[name] for name in ("code", "state", "iss", "error") if name in told}
                answer = self.client.get(target)
            elif "op.logoutForm" in answer.text:
                action = re.search(r'action="([^"]+)"', answer.text)
                xsrf = re.search(r'name="xsrf" value="([^"]+)"', answer.text)
                assert action and xsrf
                answer = self.client.post(action[1], data={"xsrf": xsrf[1], "logout": "yes"})
            elif answer.status_code == 200 and "/interaction/" in str(answer.url):
                typed = {"cancel": "yes"} if cancel else {"login": login}
                answer = self.client.post(str(answer.url), data=typed)
            else:
                break
        raise AssertionError(f"{answer.status_code} at {answer.url}: {answer.text[:300]}")

    def closes(self) -> None:
        self.client.close()
