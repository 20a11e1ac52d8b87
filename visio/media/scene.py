"""The picture of a recording as it goes on: who is in it, where they stand in it, and who of them speaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from visio.media.canvas import Canvas, Picture
from visio.media.encoder import Film
from visio.media.layout import Tile, arrange
from visio.media.sound import Track

LOUD = 500.0
HOLD_SPEAKER_SECONDS = 2.0


@dataclass
class Shown:
    """A camera or a screen: its last picture, and whether it was drawn. `size` is told how wide it stands in the picture."""

    size: Callable[[int], None]
    is_muted: bool = False
    picture: Picture | None = None
    is_drawn: bool = False


@dataclass
class Person:
    """Somebody inside who agreed."""

    identity: str
    name: str
    track: Track
    # In this order they stand in the picture.
    joined: float = 0.0
    language: str = ""
    is_shared: bool = False
    cameras: dict[str, Shown] = field(default_factory=dict)
    screens: dict[str, Shown] = field(default_factory=dict)

    def camera(self) -> Shown | None:
        return next((shown for shown in self.cameras.values() if not shown.is_muted), None)

    def screen(self) -> Shown | None:
        return next(iter(self.screens.values()), None)


class Scene:
    """`people` are the recorder's, who come and go; `changed` hears where all stand whenever that changes."""

    def __init__(
        self,
        people: Mapping[str, Person],
        *,
        with_names: bool,
        changed: Callable[[list[Tile]], None],
    ) -> None:
        self.people = people
        self.tiles: list[Tile] = []
        self.speaker = ""
        self._canvas = Canvas(with_names=with_names)
        self._changed = changed
        self._is_new = True
        self._spoke_at = 0.0

    def arrange(self) -> None:
        sharing = next((person.identity for person in self.people.values() if person.screen()), "")
        people = sorted(self.people.values(), key=lambda person: person.joined)
        tiles = arrange([person.identity for person in people], sharing=sharing, speaker=self.speaker)
        if tiles != self.tiles:
            self._changed(tiles)
        self.tiles = tiles
        for tile in tiles:
            shown = self._shown(tile)
            if shown and tile.kind == "camera":
                shown.size(tile.width)
        self._is_new = True

    def draw(self, film: Film, *, at: float) -> None:
        """On the pen's thread: what is new since the last time."""
        is_new, self._is_new = self._is_new, False
        if is_new:
            self._canvas.clear()
        for tile in self.tiles:
            shown, person = self._shown(tile), self.people.get(tile.identity)
            if person and (is_new or (shown and not shown.is_drawn)):
                if shown:
                    shown.is_drawn = True
                self._canvas.draw(tile, shown.picture if shown else None, person.name)
        film.show(self._canvas.frame(), at_ms=int(at * 1000))

    def follow_speaker(self) -> None:
        now = time.monotonic()
        if now - self._spoke_at < HOLD_SPEAKER_SECONDS or not self.people:
            return
        loudest = max(self.people.values(), key=lambda person: person.track.level)
        if loudest.track.level > LOUD and loudest.identity != self.speaker:
            self.speaker, self._spoke_at = loudest.identity, now
            self.arrange()

    def _shown(self, tile: Tile) -> Shown | None:
        person = self.people.get(tile.identity)
        if person is None:
            return None
        return person.camera() if tile.kind == "camera" else person.screen()
