"""Is each class of weakness that we promise to try (seen in other conference servers) tried by a test that has a name?"""

from __future__ import annotations

import re

from tests.tree import HOME

# Of the classes numbered in docs/security.md. The others concern what we do not have: uploads, slides, desktop shells.
PROMISED = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 20, 21, 22, 23, 24, 30, 31}


def test_each_class_stands_in_the_threats_with_a_test() -> None:
    tried: set[int] = set()
    for line in (HOME / "docs/security.md").read_text().splitlines():
        cells = line.split(" | ")
        if len(cells) == 5 and "::test_" in cells[4]:
            for numbers in re.findall(r"\(([\d, ]+)\)", cells[2]):
                tried |= {int(number) for number in numbers.split(",")}
    assert tried >= PROMISED, PROMISED - tried
