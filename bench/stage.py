"""Where the browser measures happen: one Visio, one Chromium, and a bare livekit-client page on the same LiveKit."""

from __future__ import annotations

import http.server
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from livekit import api
from tests.journeys.browsers import launch
from tests.journeys.person import Person
from tests.journeys.running import Running, until

HERE = Path(__file__).parent
CLIENT = HERE.parent / "frontend/node_modules/livekit-client/dist/livekit-client.umd.js"
MEASURE = (HERE / "measure.js").read_text()
KEY, SECRET = "bench", "a-secret-for-benchmarks-on-loopback-only"


class BarePages(http.server.BaseHTTPRequestHandler):
    """Serves bench/bare.html and the client library, nothing else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        is_client = self.path.startswith("/livekit-client")
        body = (CLIENT if is_client else HERE / "bare.html").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_client else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600" if is_client else "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the figures are what is printed."""


class Stage:
    def __init__(self, visio: Running, playwright: Playwright, bare_url: str) -> None:
        self.visio, self.playwright, self.bare_url = visio, playwright, bare_url
        self.browser = launch(playwright)

    def bare_page(self, page: Page, room: str) -> None:
        """Opens the bare page with a ticket for this room; it is ready when its devices are."""
        grants = api.VideoGrants(room_join=True, room=room, room_create=True, can_publish=True, can_subscribe=True)
        token = api.AccessToken(KEY, SECRET).with_identity(uuid.uuid4().hex).with_grants(grants).to_jwt()
        asked = urlencode({"url": self.visio.livekit_url, "token": token})
        page.goto(f"{self.bare_url}/?{asked}")
        until(lambda: page.title() == "Ready", what="the devices of the bare page")

    def window(self, browser: Browser | None = None) -> BrowserContext:
        """A window for bare pages, with devices granted and the measure in place."""
        context = (browser or self.browser).new_context(
            permissions=["camera", "microphone"], viewport={"width": 1280, "height": 800}
        )
        context.add_init_script(MEASURE)
        return context

    def person(self, name: str, browser: Browser | None = None) -> Person:
        person = Person(browser or self.browser, self.visio, name)
        person.context.add_init_script(MEASURE)
        return person


def times_of(page: Page) -> dict[str, float]:
    """When (milliseconds of the page's clock) somebody clicked to join, and saw the first and the first sharp frame."""
    until(lambda: page.evaluate("__times.sharp > 0"), what="a frame of 360 lines")
    return dict(page.evaluate("__times"))


@contextmanager
def stage(first_port: int) -> Iterator[Stage]:
    visio = Running(first_port, VISIO_LIVEKIT_KEY=KEY, VISIO_LIVEKIT_SECRET=SECRET)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", first_port + 9), partial(BarePages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            here = Stage(visio, playwright, f"http://127.0.0.1:{first_port + 9}")
            yield here
            here.browser.close()
    finally:
        server.shutdown()
        visio.stop()
