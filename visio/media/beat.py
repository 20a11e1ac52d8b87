"""Does the captioner live? It touches a file at each look, and whoever wants to know looks at that file's age."""

from __future__ import annotations

from pathlib import Path

from visio.configuration import Configuration


def beat_file(configuration: Configuration) -> Path:
    return configuration.data_dir.resolve() / "captioner.beat"
