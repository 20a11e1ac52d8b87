"""A recording with sound in it: one person who hums all the time, and is heard from the first second on."""

from __future__ import annotations

import json

import numpy as np

from visio.gateways.storage import Storage
from visio.media.canvas import Canvas
from visio.media.encoder import FRAMES_PER_SECOND, RATE, Film
from visio.media.outlet import Chest, Outlet
from visio.media.sound import Track

STEP = RATE // 50
SECONDS = 8


def hum(storage: Storage, recording: str, identity: str) -> None:
    """The one piece of it, as a recorder leaves it."""
    chest, log, film, track = Chest(storage, f"{recording}/pieces/000"), Outlet(), Film(), Track()
    canvas = Canvas(with_names=False)
    for n in range(SECONDS * FRAMES_PER_SECOND):
        canvas.planes[0][:] = n % 200
        film.show(canvas.frame(), at_ms=n * 40)
        place = np.arange(2 * STEP) + n * 2 * STEP
        sound = (np.sin(place * 2 * np.pi * 440 / RATE) * 8000).astype(np.int16)
        film.sound(sound)
        if n >= FRAMES_PER_SECOND:
            track.hear(sound[:STEP], at=2 * n * STEP)
            track.hear(sound[STEP:], at=(2 * n + 1) * STEP)
    film.close()
    track.voice.close()
    lines: list[dict[str, object]] = [{"began": 1000.0}, {"who": identity, "name": "Éléonore"}]
    lines += [{"run": identity, "begins": run.at, "start": run.start} for run in track.new_runs()]
    log.write(b"".join(json.dumps({"at": 0.0, **line}).encode() + b"\n" for line in lines))
    chest.keep("log", log.cut())
    chest.keep("film", film.outlet.cut())
    chest.keep(f"sound/{identity}", track.voice.outlet.cut())
    chest.close()
