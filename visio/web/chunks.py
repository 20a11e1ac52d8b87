"""Which scripts and styles will a page ask for? Told in its first answer, so that they come at once and not one by one.

Read from Vite's manifest, once.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

# What each page's first script imports. A name that is not in the manifest is loaded later, that is all.
PAGES = {
    "home": ["src/features/home/Home.tsx"],
    "signin": ["src/features/signin/SignIn.tsx"],
    "room": ["src/room/RoomPage.tsx"],
    "recordings": ["src/features/recordings/Recordings.tsx"],
    "recording": ["src/features/recordings/Recording.tsx"],
    "other": [],
}

Manifest = dict[str, dict[str, Any]]


@cache
def template(front_end: Path) -> str | None:
    """index.html as it was built; nothing before the first build."""
    path = front_end / "index.html"
    return path.read_text("utf-8") if path.exists() else None


@cache
def early_links(front_end: Path, kind: str, language: str) -> str:
    """Styles too, so that nothing is drawn undressed. What index.html has by itself is left out."""
    manifest = _manifest(front_end)
    names = dict.fromkeys(
        name for source in [*PAGES[kind], f"src/words/{language}/shell.json"] for name in _reached(manifest, source)
    )
    for name in _reached(manifest, "index.html"):
        names.pop(name, None)
    styles = dict.fromkeys(file for name in names for file in manifest[name].get("css", []))
    return "".join(
        [
            *(f'<link rel="stylesheet" crossorigin href="/{file}">' for file in styles),
            *(f'<link rel="modulepreload" crossorigin href="/{manifest[name]["file"]}">' for name in names),
        ]
    )


def _reached(manifest: Manifest, source: str) -> list[str]:
    """This source and all that it imports at once."""
    found: dict[str, None] = {}
    waiting = [source] if source in manifest else []
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += manifest[name].get("imports", [])
    return list(found)


@cache
def _manifest(front_end: Path) -> Manifest:
    path = front_end / ".vite" / "manifest.json"
    manifest: Manifest = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return manifest
