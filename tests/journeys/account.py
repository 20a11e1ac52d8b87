"""What explains a failed journey: those who are there when it fails tell what they know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol


class Witness(Protocol):
    def account(self) -> Iterator[tuple[str, str]]:
        """Headings and what is to be said under each."""


witnesses: list[Witness] = []


def accounts() -> list[tuple[str, str]]:
    return [told for witness in witnesses for told in witness.account()]
