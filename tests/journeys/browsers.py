"""The browser of a journey: Debian's Chromium with fake devices, on loopback only."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOPBACK = ["--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"]
FAKE_DEVICES = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]


def launch(playwright: Playwright, *, devices: bool = True) -> Browser:
    """With `devices`, the browser has a camera, a microphone and a screen and grants them; without, it has none."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing; `apt-get install chromium` brings it."
    return playwright.chromium.launch(
        executable_path=chromium,
        args=[*QUIET, *LOOPBACK, *(FAKE_DEVICES if devices else [])],
        ignore_default_args=["--mute-audio"],
    )
