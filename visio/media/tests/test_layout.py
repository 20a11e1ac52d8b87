"""Nobody is covered, nobody is outside of the picture, and who speaks or shares is large."""

from __future__ import annotations

import pytest

from visio.media.layout import GRID_MOST, HEIGHT, STRIP_MOST, WIDTH, arrange


@pytest.mark.parametrize("sharing", ["", "p1"])
@pytest.mark.parametrize("count", range(16))
def test_tiles_stand_beside_each_other_inside_of_the_picture(count: int, sharing: str) -> None:
    tiles = arrange([f"p{n}" for n in range(count)], sharing=sharing, speaker="p2")
    covered: set[tuple[int, int]] = set()
    for tile in tiles:
        assert not {tile.left % 2, tile.top % 2, tile.width % 2, tile.height % 2} - {0}
        assert tile.left + tile.width <= WIDTH and tile.top + tile.height <= HEIGHT
        spots = {
            (x, y)
            for x in range(tile.left, tile.left + tile.width, 16)
            for y in range(tile.top, tile.top + tile.height, 16)
        }
        assert not spots & covered
        covered |= spots


def test_few_are_all_seen_and_keep_their_place() -> None:
    people = [f"p{n}" for n in range(GRID_MOST)]
    assert [tile.identity for tile in arrange(people, speaker="p7")] == people


def test_of_many_the_one_who_speaks_is_large() -> None:
    first, *others = arrange([f"p{n}" for n in range(20)], speaker="p15")
    assert first.identity == "p15" and first.width > 2 * others[0].width and len(others) == STRIP_MOST


def test_a_share_is_largest_and_the_speaker_beside_it() -> None:
    screen, beside, *_ = arrange(["p0", "p1", "p2"], sharing="p0", speaker="p2")
    assert (screen.identity, screen.kind) == ("p0", "screen")
    assert (beside.identity, beside.kind) == ("p2", "camera")
