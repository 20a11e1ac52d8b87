"""Who is where in the picture? Pure: from who is there, what they share and who speaks, to rectangles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 1280, 720
# Beside a share or a speaker.
STRIP_WIDTH, STRIP_HEIGHT, STRIP_MOST = 256, 144, 5
GRID_MOST = 9

Kind = Literal["camera", "screen"]


@dataclass(frozen=True, slots=True)
class Tile:
    """A rectangle, in pixels that are all even, since two by two share their colour."""

    identity: str
    kind: Kind
    left: int
    top: int
    width: int
    height: int


def arrange(people: Sequence[str], *, sharing: str = "", speaker: str = "") -> list[Tile]:
    """A share with who speaks beside it; everybody in a grid while there are few; who speaks with a strip of others.

    `people` are in the order they came, and keep it; `sharing` is whose screen is shown.
    """
    spoken = sorted(people, key=lambda each: each != speaker)
    if sharing:
        return [Tile(sharing, "screen", 0, 0, WIDTH - STRIP_WIDTH, HEIGHT), *_strip(spoken)]
    if len(people) > GRID_MOST:
        return [Tile(spoken[0], "camera", 0, 72, WIDTH - STRIP_WIDTH, 576), *_strip(spoken[1:])]
    return _grid(people)


def _strip(people: Sequence[str]) -> list[Tile]:
    return [
        Tile(identity, "camera", WIDTH - STRIP_WIDTH, row * STRIP_HEIGHT, STRIP_WIDTH, STRIP_HEIGHT)
        for row, identity in enumerate(people[:STRIP_MOST])
    ]


def _grid(people: Sequence[str]) -> list[Tile]:
    across = 1 if len(people) <= 1 else 2 if len(people) <= 4 else 3
    width, height = WIDTH // across // 2 * 2, HEIGHT // across // 2 * 2
    rows = -(-len(people) // across)
    top = (HEIGHT - rows * height) // 4 * 2
    tiles = []
    for place, identity in enumerate(people):
        row, column = divmod(place, across)
        # A last row that is not full stands in the middle.
        left = (WIDTH - min(across, len(people) - row * across) * width) // 4 * 2
        tiles.append(Tile(identity, "camera", left + column * width, top + row * height, width, height))
    return tiles
