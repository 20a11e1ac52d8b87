"""What a page still holds after its garbage is collected, asked of the browser itself."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

# By what only a Room of LiveKit's has: its class has no name of its own left in what browsers get.
ROOMS = "function () { return this.filter((it) => ['engine', 'localParticipant', 'remoteParticipants']"
ROOMS += ".every((key) => Object.hasOwn(it, key))).length }"


@dataclass(frozen=True)
class Leftovers:
    rooms: int
    connections: int
    videos: int
    sounds: int
    tracks: int
    nodes: int
    heap_bytes: int


def leftovers(page: Page) -> Leftovers:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    # What the first collection finalizes, the second one frees.
    for _ in range(3):
        devtools.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: int(one["value"]) for one in devtools.send("Performance.getMetrics")["metrics"]}
    found = Leftovers(
        rooms=_count(devtools, "Object.prototype", ROOMS),
        connections=_count(devtools, "__probe.connectionPrototype"),
        videos=_count(devtools, "HTMLVideoElement.prototype"),
        sounds=_count(devtools, "HTMLAudioElement.prototype"),
        tracks=_count(devtools, "MediaStreamTrack.prototype"),
        nodes=metrics["Nodes"],
        heap_bytes=metrics["JSHeapUsedSize"],
    )
    devtools.send("Runtime.releaseObjectGroup", {"objectGroup": "leftovers"})
    devtools.detach()
    return found


def _count(devtools: CDPSession, prototype: str, count: str = "function () { return this.length }") -> int:
    """How many objects inherit from it, alive on the heap whether the document shows them or not."""
    group = {"objectGroup": "leftovers"}
    kind = devtools.send("Runtime.evaluate", {"expression": prototype, **group})["result"]["objectId"]
    objects = devtools.send("Runtime.queryObjects", {"prototypeObjectId": kind, **group})["objects"]["objectId"]
    wish = {"objectId": objects, "functionDeclaration": count, "returnByValue": True}
    return int(devtools.send("Runtime.callFunctionOn", wish)["result"]["value"])
