"""Somebody who walks through a page with the keyboard alone, and notices what holds it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

# Numbers everything the keyboard has been on, by what it is and not by how it is called: two may have the same name.
HERE = """() => {
  const known = (window.__stops ??= new Map())
  const it = document.activeElement
  if (!known.has(it)) known.set(it, known.size)
  const name = (it.getAttribute('aria-label') ?? it.labels?.[0]?.innerText ?? it.innerText).trim()
  return { stop: known.get(it), name: it === document.body ? '' : name, inDialog: !!it.closest('[role=dialog]') }
}"""
MOST_STOPS = 60


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def here(self) -> dict[str, Any]:
        return dict(self.page.evaluate(HERE))

    def goes_to(self, name: str, key: str = "Tab") -> None:
        """On from here, until this is where the keyboard is."""
        passed = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press(key)
            passed.append(self.here()["name"])
            if re.match(name, passed[-1]):
                return
        raise AssertionError(f"{key} never comes to {name!r}, only to {passed}")

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def goes_round(self, key: str = "Tab") -> list[dict[str, Any]]:
        """Every stop from here on until the first comes again; something that holds the keyboard comes again earlier."""
        stops: list[dict[str, Any]] = []
        numbers: list[int] = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press(key)
            stop = self.here()
            if stop["stop"] in numbers:
                names = [each["name"] for each in stops]
                assert numbers.index(stop["stop"]) == 0, f"{key} stays between {stop['name']!r} and the last of {names}"
                return stops
            stops.append(stop)
            numbers.append(stop["stop"])
        raise AssertionError(f"{key} has no end: {[each['name'] for each in stops]}")

    def walks_both_ways(self) -> list[str]:
        """There and back meet the same things; their names."""
        there, back = self.goes_round("Tab"), self.goes_round("Shift+Tab")
        # The page itself has no name, and may be between its end and its beginning.
        forth, again = ({each["name"] for each in way} - {""} for way in (there, back))
        assert forth == again, f"only forth {forth - again}, only back {again - forth}"
        return sorted(forth)
