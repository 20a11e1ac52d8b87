"""The picture of a recording: tiles of people and screens, drawn into one frame that stays and changes where they do.

A frame is I420: brightness at full size, and two planes of colour at half of it.
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from av import VideoFrame
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from visio.media.layout import HEIGHT, WIDTH, Tile

Plane = NDArray[np.uint8]
# Brightness and the two colours, as BT.601 has them.
DARK = (26, 130, 126)
NAME_SIZE = 22
# What Debian and most others have, and its own letters for what is not Latin; Pillow's own where it is missing.
FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf")


@dataclass(frozen=True, slots=True)
class Picture:
    """One frame of somebody's camera or screen, as LiveKit gives it: three planes."""

    planes: tuple[Plane, Plane, Plane]

    @property
    def width(self) -> int:
        return int(self.planes[0].shape[1])

    @property
    def height(self) -> int:
        return int(self.planes[0].shape[0])


def picture_of(width: int, height: int, i420: memoryview | bytes | bytearray) -> Picture:
    """Takes no copy: the bytes must stay as they are."""
    whole = np.frombuffer(i420, np.uint8)
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    luma, chroma = width * height, half_width * half_height
    return Picture(
        (
            whole[:luma].reshape(height, width),
            whole[luma : luma + chroma].reshape(half_height, half_width),
            whole[luma + chroma : luma + 2 * chroma].reshape(half_height, half_width),
        )
    )


class Canvas:
    """One thread draws."""

    def __init__(self, *, with_names: bool) -> None:
        self.planes: tuple[Plane, Plane, Plane] = (
            np.full((HEIGHT, WIDTH), DARK[0], np.uint8),
            np.full((HEIGHT // 2, WIDTH // 2), DARK[1], np.uint8),
            np.full((HEIGHT // 2, WIDTH // 2), DARK[2], np.uint8),
        )
        self.with_names = with_names

    def clear(self) -> None:
        for plane, value in zip(self.planes, DARK, strict=True):
            plane[:] = value

    def draw(self, tile: Tile, picture: Picture | None, name: str) -> None:
        """The picture, or without one who it would be of; nothing outside of the tile."""
        if picture is None:
            self._paste(tile, avatar(name, tile.identity, tile.width, tile.height))
        else:
            self._paste(tile, fitted(picture, tile.width, tile.height, fills=tile.kind == "camera"))
        if self.with_names and name:
            self._write(tile, name)

    def card(self, lines: Sequence[str]) -> None:
        """Words alone, in the middle."""
        self.clear()
        image = Image.new("RGB", (WIDTH, HEIGHT), (22, 22, 26))
        pen = ImageDraw.Draw(image)
        for row, line in enumerate(lines):
            pen.text((WIDTH // 2, HEIGHT // 2 + (row - (len(lines) - 1) / 2) * 56), line, "white", font(36), "mm")
        self._paste(Tile("", "camera", 0, 0, WIDTH, HEIGHT), _planes_of(image))

    def frame(self) -> VideoFrame:
        whole = np.concatenate([plane.ravel() for plane in self.planes])
        return VideoFrame.from_ndarray(whole.reshape(HEIGHT * 3 // 2, WIDTH), format="yuv420p")

    def _paste(self, tile: Tile, picture: Picture) -> None:
        """In the middle; a picture that is smaller has dark around it."""
        left = (tile.width - picture.width) // 4 * 2
        top = (tile.height - picture.height) // 4 * 2
        for plane, source, value, by in zip(self.planes, picture.planes, DARK, (1, 2, 2), strict=True):
            place = plane[tile.top // by :, tile.left // by :][: tile.height // by, : tile.width // by]
            if (picture.width, picture.height) != (tile.width, tile.height):
                place[:] = value
            inside = place[top // by :, left // by :][: source.shape[0], : source.shape[1]]
            inside[:] = source[: inside.shape[0], : inside.shape[1]]

    def _write(self, tile: Tile, name: str) -> None:
        plate = name_plate(name, tile.width - 16)
        top, left = tile.top + tile.height - plate.height - 8, tile.left + 8
        for plane, source, by in zip(self.planes, plate.planes, (1, 2, 2), strict=True):
            plane[top // by :, left // by :][: source.shape[0], : source.shape[1]] = source


def fitted(picture: Picture, width: int, height: int, *, fills: bool) -> Picture:
    """Scaled into width × height. What fills is cut at its edges, unless it stands upright or too much would be lost."""
    if (picture.width, picture.height) == (width, height):
        return picture
    wanted, given = width / height, picture.width / picture.height
    if fills and 0.7 < given / wanted < 1.5:
        picture = _cut(picture, wanted)
        to_width, to_height = width, height
    else:
        scale = min(width / picture.width, height / picture.height)
        to_width, to_height = (max(2, int(side * scale) // 2 * 2) for side in (picture.width, picture.height))
    if (picture.width, picture.height) == (to_width, to_height):
        return picture
    return _scaled(picture, to_width, to_height)


def _cut(picture: Picture, wanted: float) -> Picture:
    width = min(picture.width, int(picture.height * wanted)) // 2 * 2
    height = min(picture.height, int(picture.width / wanted)) // 2 * 2
    left, top = (picture.width - width) // 4 * 2, (picture.height - height) // 4 * 2
    y, u, v = picture.planes
    halves = slice(top // 2, (top + height) // 2), slice(left // 2, (left + width) // 2)
    return Picture((y[top : top + height, left : left + width], u[halves], v[halves]))


def _scaled(picture: Picture, width: int, height: int) -> Picture:
    # An odd row or column has no colour of its own.
    even_width, even_height = picture.width // 2 * 2, picture.height // 2 * 2
    y, u, v = picture.planes
    whole = np.concatenate(
        [
            y[:even_height, :even_width].ravel(),
            u[: even_height // 2, : even_width // 2].ravel(),
            v[: even_height // 2, : even_width // 2].ravel(),
        ]
    )
    frame = VideoFrame.from_ndarray(whole.reshape(even_height * 3 // 2, even_width), format="yuv420p")
    scaled = frame.reformat(width=width, height=height, interpolation="FAST_BILINEAR")
    return picture_of(width, height, scaled.to_ndarray().tobytes())


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


@cache
def avatar(name: str, identity: str, width: int, height: int) -> Picture:
    """Letters on a colour of their own, as in the meeting."""
    image = Image.new("RGB", (width, height), (38, 38, 44))
    pen = ImageDraw.Draw(image)
    radius = min(width, height) * 0.26
    middle = (width / 2, height / 2)
    box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    pen.ellipse(box, fill=_colour_of(identity))
    pen.text(middle, initials_of(name), "white", font(max(10, int(radius * 0.8))), "mm")
    return _planes_of(image)


@cache
def name_plate(name: str, widest: int) -> Picture:
    """White on dark, cut with dots where it is too long."""
    letters = font(NAME_SIZE)
    shown = name
    while len(shown) > 1 and letters.getlength(shown) > widest - 20:
        shown = shown.rstrip("…")[:-1] + "…"
    width = int(min(widest, letters.getlength(shown) + 20)) // 2 * 2
    image = Image.new("RGB", (max(2, width), NAME_SIZE + 12), (18, 18, 20))
    ImageDraw.Draw(image).text((10, (NAME_SIZE + 12) / 2), shown, "white", letters, "lm")
    return _planes_of(image)


def initials_of(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _colour_of(identity: str) -> tuple[int, int, int]:
    hue = sum(ord(letter) * (place + 7) for place, letter in enumerate(identity)) % 360
    red, green, blue = colorsys.hls_to_rgb(hue / 360, 0.38, 0.45)
    return int(red * 255), int(green * 255), int(blue * 255)


def _planes_of(image: Image.Image) -> Picture:
    width, height = (side // 2 * 2 for side in image.size)
    rgb = np.asarray(image.crop((0, 0, width, height)))
    frame = VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format="yuv420p")
    return picture_of(width, height, frame.to_ndarray().tobytes())
