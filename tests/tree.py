"""What is in the repository, as the tests of the house read it: its files, and what each of them imports."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent.parent
FRONT_END = HOME / "frontend" / "src"

# The sentence of docs/map.md: each noun may use those before it.
NOUNS = ["people", "rooms", "meetings", "recordings", "transcripts", "oversight"]


@cache
def tracked() -> list[str]:
    """Files of the repository, and those about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted({name for name in listed.stdout.splitlines() if (HOME / name).is_file()})


def sources(folder: str, *kinds: str, tests: bool = False) -> Iterator[str]:
    for name in tracked():
        is_test = "/tests/" in name or ".test." in name or "/migrations/" in name
        if name.startswith(folder) and name.endswith(kinds) and (tests or not is_test):
            yield name


@cache
def python_imports(name: str) -> frozenset[str]:
    """Modules this file imports, also inside functions; `from visio import jobs` counts as `visio.jobs`."""
    found = set()
    for node in ast.walk(ast.parse((HOME / name).read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module.startswith("visio") and (HOME / node.module.replace(".", "/")).is_dir():
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


@cache
def browser_imports(name: str) -> frozenset[str]:
    """What a TypeScript file imports: libraries by name, our own files by their path from src/."""
    found = set()
    for wanted in re.findall(r"""(?:from|import)\s*\(?\s*['"]([^'"]+)['"]""", (HOME / name).read_text()):
        if wanted.startswith("."):
            path = ((HOME / name).parent / wanted).resolve()
            found.add("src/" + path.relative_to(FRONT_END).as_posix() if path.is_relative_to(FRONT_END) else wanted)
        else:
            found.add(wanted)
    return frozenset(found)
