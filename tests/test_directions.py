"""Imports follow the sentence of docs/map.md: who may look at whom, and who alone knows each library."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping

import pytest

from tests.tree import NOUNS, browser_imports, python_imports, sources, tracked

# Each library, and the only places that know it; whoever else needs it needs a word of ours for it. EVERYWHERE: what our
# own code is written in.
EVERYWHERE = ["visio/"]
PYTHON_GATEWAYS = {
    "PIL": ["visio/media/canvas.py"],
    "argparse": ["visio/cli.py"],
    "av": ["visio/media/"],
    "confusable_homoglyphs": ["visio/people/lookalikes.py"],
    "django": EVERYWHERE,
    "django.core.mail": ["visio/gateways/mail.py"],
    "django_tasks": ["visio/jobs.py", "visio/worker.py"],
    "django_tasks_db": ["visio/jobs.py", "visio/worker.py"],
    "docx": ["visio/transcripts/exports/word.py"],
    "faster_whisper": ["visio/gateways/speech.py"],
    "fpdf": ["visio/transcripts/exports/pdf.py"],
    "http.client": ["visio/gateways/"],
    "joserfc": ["visio/gateways/identity.py"],
    "jwt": ["visio/gateways/"],
    "livekit": ["visio/gateways/call.py", "visio/gateways/tracks.py"],
    "ninja": [
        "visio/people/",
        "visio/rooms/",
        "visio/meetings/",
        "visio/recordings/",
        "visio/transcripts/",
        "visio/web/",
    ],
    "numpy": ["visio/gateways/", "visio/media/"],
    "odfdo": ["visio/transcripts/exports/opendocument.py"],
    "onnxruntime": ["visio/gateways/networks.py", "visio/gateways/voice.py"],
    "psycopg": ["visio/running/database.py", "visio/push/feeds.py"],
    "psycopg_pool": ["visio/push/feeds.py"],
    "pyannote": ["visio/gateways/diarization.py"],
    "pydantic": EVERYWHERE,
    "pydantic_core": EVERYWHERE,
    "pydantic_settings": ["visio/configuration.py"],
    "snowballstemmer": ["visio/transcripts/stems.py"],
    "smtplib": ["visio/gateways/mail.py"],
    "scipy": ["visio/media/"],
    "sqlite3": ["visio/running/database.py", "visio/push/feeds.py"],
    "structlog": EVERYWHERE,
    "torch": ["visio/gateways/diarization.py"],
    "webauthn": ["visio/gateways/passkeys.py"],
    "whitenoise": ["visio/web/files.py"],
}
BROWSER_GATEWAYS = {
    "@lingui": ["words/"],
    "@tanstack/react-query": ["api/", "features/signin/", "frame/", "pages.tsx"],
    "livekit-client": ["call/"],
    "lucide-react": [""],
    "react": [""],
    "react-aria-components": [""],
    "react-dom": ["main.tsx", "room/", "features/meeting/"],
    "wouter": [""],
    "zustand": [""],
}

# Which part of the front end may look at which; the files beside main.tsx not named here are toolboxes for all.
TOOLBOXES = {"words", "preferences", "styles", "appearance", "idle", "opened", "focus", "routes", "shortcuts"}
MAY_LOOK_AT = {
    "main": {"pages", "frame", "room", "features", "call", "api", "ui", *TOOLBOXES},
    "pages": {"frame", "room", "features", "call", "api", "ui", *TOOLBOXES},
    "room": {"frame", "features", "call", "api", "ui", *TOOLBOXES},
    "frame": {"features", "call", "api", "ui", *TOOLBOXES},
    "features": {"call", "api", "ui", *TOOLBOXES},
    "ui": TOOLBOXES,
    "call": {"api", *TOOLBOXES},
    "api": {"call/types", *TOOLBOXES},
} | dict.fromkeys(TOOLBOXES, TOOLBOXES)


def nouns_in(imports: frozenset[str]) -> set[str]:
    parts = (module.split(".") for module in imports)
    return {part[1] for part in parts if len(part) > 1 and part[0] == "visio" and part[1] in NOUNS}


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_looks_only_at_those_before_it(noun: str) -> None:
    allowed = set(NOUNS[: NOUNS.index(noun) + 1])
    late = {name: nouns_in(python_imports(name)) - allowed for name in sources(f"visio/{noun}/", ".py")}
    assert not {name: found for name, found in late.items() if found}


def test_what_the_nouns_stand_on_knows_none_of_them() -> None:
    waiting = {module for noun in NOUNS for name in sources(f"visio/{noun}/", ".py") for module in python_imports(name)}
    seen: set[str] = set()
    wrong: dict[str, set[str]] = {}
    while waiting:
        module = waiting.pop()
        seen.add(module)
        paths = [f"{module.replace('.', '/')}.py", f"{module.replace('.', '/')}/__init__.py"]
        for path in paths:
            if (
                not module.startswith("visio")
                or path not in tracked()
                or module.split(".")[1:2] in [[n] for n in NOUNS]
            ):
                continue
            imports = python_imports(path)
            if found := nouns_in(imports):
                wrong[path] = found
            waiting |= imports - seen
    assert not wrong


def python_libraries() -> Mapping[str, Iterable[str]]:
    """What each file of the backend imports that is not ours, fakes and tests apart."""
    return {
        name: {module for module in python_imports(name) if module.split(".")[0] not in ("visio", "__future__")}
        for name in sources("visio/", ".py")
        if not name.startswith("visio/testing/")
    }


def browser_libraries() -> Mapping[str, Iterable[str]]:
    return {
        name: {wanted for wanted in browser_imports(name) if not wanted.startswith(("src/", "."))}
        for name in sources("frontend/src/", ".ts", ".tsx")
    }


def test_each_library_is_known_to_its_gateway_only() -> None:
    wrong = [
        f"{name} imports {library}"
        for name, modules in python_libraries().items()
        for library, places in PYTHON_GATEWAYS.items()
        if any(module == library or module.startswith(f"{library}.") for module in modules)
        and not name.startswith(tuple(places))
    ]
    wrong += [
        f"{name} imports {library}"
        for name, modules in browser_libraries().items()
        for library, places in BROWSER_GATEWAYS.items()
        if any(wanted == library or wanted.startswith(f"{library}/") for wanted in modules)
        and not name.startswith(tuple(f"frontend/src/{place}" for place in places))
    ]
    assert not wrong


def test_a_library_that_comes_gets_its_place_first() -> None:
    """Who may import it is said above before anybody does, and what nobody imports any more is not said."""
    python = {module for modules in python_libraries().values() for module in modules}
    tops = {module.split(".")[0] for module in python} - sys.stdlib_module_names
    assert tops <= PYTHON_GATEWAYS.keys()
    assert {library for library in PYTHON_GATEWAYS if library.split(".")[0] not in sys.stdlib_module_names} <= {
        *tops,
        *python,
    }
    browser = {module for modules in browser_libraries().values() for module in modules}
    assert not {one for one in browser if not any(f"{one}/".startswith(f"{known}/") for known in BROWSER_GATEWAYS)}
    assert not {known for known in BROWSER_GATEWAYS if not any(f"{one}/".startswith(f"{known}/") for one in browser)}


def test_the_front_end_looks_in_one_direction() -> None:
    wrong = []
    for name in sources("frontend/src/", ".ts", ".tsx"):
        inside = name.removeprefix("frontend/src/")
        part = inside.split("/")[0].split(".")[0]
        if part == "vite-env":
            continue
        assert part in MAY_LOOK_AT, f"{name}: where does it stand? Say it in docs/map.md and here"
        for wanted in browser_imports(name):
            if not wanted.startswith("src/"):
                continue
            other = wanted.removeprefix("src/")
            whole = other.split("/")[0].split(".")[0]
            if whole != part and whole not in MAY_LOOK_AT[part] and other not in MAY_LOOK_AT[part]:
                wrong.append(f"{inside} imports {other}")
            if part == whole == "features" and inside.split("/")[1] != other.split("/")[1]:
                wrong.append(f"{inside} imports {other}: features do not know each other")
    assert not wrong


def mutual(imports: Mapping[str, Iterable[str]]) -> set[tuple[str, ...]]:
    """Pairs that look at each other: neither can be read first."""
    pairs = {(here, there) for here, wanted in imports.items() for there in wanted}
    return {tuple(sorted(pair)) for pair in pairs if pair[::-1] in pairs and pair[0] != pair[1]}


def test_no_two_files_import_each_other() -> None:
    backend = {name.removesuffix(".py").replace("/", "."): python_imports(name) for name in sources("visio/", ".py")}
    front_end = {
        re.sub(r"^frontend/|\.tsx?$", "", name): browser_imports(name)
        for name in sources("frontend/src/", ".ts", ".tsx")
    }
    assert not mutual(backend) | mutual(front_end)


def test_the_supervisor_starts_without_django() -> None:
    """A warm start is felt: two seconds of it would be Django's."""
    look = (
        "import sys, visio.running.up; print([name for name in ('django', 'psycopg', 'ninja') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
