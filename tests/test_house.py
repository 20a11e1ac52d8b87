"""The map is true: docs/map.md says where everything lives and in which direction code may look; this reads both."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import pytest

from visio import cli, errors, generated, processes
from visio.words import LANGUAGES, words

HOME = Path(__file__).parent.parent
FRONT_END = HOME / "frontend" / "src"

# The sentence: each noun may use those before it.
NOUNS = ["people", "rooms", "meetings"]

# Each library, and the only places that know it. Whoever else needs it needs a word of ours for it.
PYTHON_GATEWAYS = {
    "argparse": ["visio/cli.py"],
    "django.core.mail": ["visio/gateways/mail.py"],
    "django_tasks": ["visio/jobs.py", "visio/worker.py"],
    "django_tasks_db": ["visio/jobs.py", "visio/worker.py"],
    "http.client": ["visio/gateways/"],
    "jwt": ["visio/gateways/"],
    "livekit": [],
    "psycopg": ["visio/running/database.py", "visio/push/feeds.py"],
    "psycopg_pool": ["visio/push/feeds.py"],
    "pydantic_settings": ["visio/configuration.py"],
    "smtplib": ["visio/gateways/mail.py"],
    "sqlite3": ["visio/running/database.py", "visio/push/feeds.py"],
    "whitenoise": ["visio/web/files.py"],
}
BROWSER_GATEWAYS = {
    "livekit-client": ["call/"],
    "@lingui": ["words/"],
    "react-dom": ["main.tsx", "room/", "features/meeting/"],
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

# What would tie the repository to one machine or one network. Lock files name where packages come from.
PLACES = re.compile(
    r"(?<![\w.$}])/(?:work|root|Users)/|/home/\w+/|registry\.npmjs|pypi\.org/simple|files\.pythonhosted|proxy\.golang\.org"
)
LOCKS = {"uv.lock", "frontend/package-lock.json", "livekit/go.sum"}


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


def test_each_library_is_known_to_its_gateway_only() -> None:
    wrong = [
        f"{name} imports {library}"
        for name in sources("visio/", ".py")
        if not name.startswith("visio/testing/")
        for library, places in PYTHON_GATEWAYS.items()
        if any(module == library or module.startswith(f"{library}.") for module in python_imports(name))
        and not any(name.startswith(place) for place in places)
    ]
    wrong += [
        f"{name} imports {library}"
        for name in sources("frontend/src/", ".ts", ".tsx")
        for library, places in BROWSER_GATEWAYS.items()
        if any(wanted == library or wanted.startswith(f"{library}/") for wanted in browser_imports(name))
        and not any(name.startswith(f"frontend/src/{place}") for place in places)
    ]
    assert not wrong


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


def test_no_two_files_of_the_backend_import_each_other() -> None:
    modules = {name.removesuffix(".py").replace("/", "."): name for name in sources("visio/", ".py")}
    pairs = {(here, there) for here, name in modules.items() for there in python_imports(name) & modules.keys()}
    assert not {tuple(sorted(pair)) for pair in pairs if pair[::-1] in pairs}


@pytest.mark.parametrize("place", ["visio", "frontend/src"])
def test_the_map_names_every_place(place: str) -> None:
    told = (HOME / "docs" / "map.md").read_text()
    depth = place.count("/") + 1
    heads = {
        "/".join(name.split("/")[: depth + 1])
        for name in sources(f"{place}/", ".py", ".ts", ".tsx", ".css", ".json")
        if not name.endswith(("__init__.py", "vite-env.d.ts"))
    }
    unnamed = [
        head
        for head in sorted(heads)
        if f"{head}`" not in told and f"{head}/`" not in told and f"`{Path(head).name}`" not in told
    ]
    assert not unnamed


def test_the_map_names_every_process() -> None:
    told = (HOME / "docs" / "map.md").read_text()
    for name in ("web", "push", "sfu", "jobs"):
        made = getattr(processes, name)
        assert made.__module__ == "visio.processes"
    rows = re.findall(r"^\| `(\w+)` \|.*\|.*\|$", told.partition("## Processes")[2].partition("\n## ")[0], re.MULTILINE)
    assert rows == ["web", "push", "livekit", "jobs"]


@pytest.mark.parametrize("path", [generated.SETTINGS, generated.API, generated.TYPES], ids=lambda path: path.name)
def test_what_is_written_from_the_code_is_up_to_date(path: Path) -> None:
    assert path.read_text() == generated.texts()[path], "run `visio docs`"


def test_every_error_code_has_its_words_in_every_language() -> None:
    codes = set(errors.STATUS)
    raised = set()
    for name in sources("visio/", ".py"):
        text = (HOME / name).read_text()
        codes |= {f"unavailable.{what}" for what in re.findall(r"""Unavailable\(["']([^"']+)["']""", text)}
        raised |= set(re.findall(r"""Refused\(\s*["']([^"']+)["']""", text))
    assert raised <= set(errors.STATUS)
    for language in LANGUAGES:
        said = words("errors", language)
        assert not {code for code in codes if not said.get(code)}, language
        assert said.keys() == words("errors", "en").keys()


def test_the_readme_shows_the_help_as_it_is() -> None:
    shown = re.search(r"```\n(usage: visio.*?)```", (HOME / "README.md").read_text(), re.DOTALL)
    assert shown is not None
    assert shown[1] == cli.parser().format_help()


def test_nothing_names_a_machine_or_a_registry() -> None:
    wrong = []
    for name in tracked():
        if name in LOCKS or name == "tests/test_house.py":
            continue
        try:
            text = (HOME / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        wrong += [f"{name}: {line.strip()[:100]}" for line in text.splitlines() if PLACES.search(line)]
    assert not wrong


def test_everything_is_pinned_exactly() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text())
    wanted = list(chain(project["project"]["dependencies"], *project["dependency-groups"].values()))
    assert not [one for one in wanted if not re.fullmatch(r"[\w.\[\],-]+==[\w.]+", one)]
    package = json.loads((HOME / "frontend" / "package.json").read_text())
    npm = package["dependencies"] | package["devDependencies"]
    assert not {name: version for name, version in npm.items() if not re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version)}


def test_livekit_components_stay_out() -> None:
    """Version 3.0.0 was published by mistake upstream, and call/ speaks to livekit-client itself (docs/map.md)."""
    assert "@livekit/components-react" not in (HOME / "frontend" / "package-lock.json").read_text()


def test_every_python_dependency_is_used() -> None:
    """By its import, or by being run; what nobody uses is only a risk."""
    run = {"granian"}
    modules = {"psycopg": "psycopg", "django-ninja": "ninja", "pyjwt": "jwt"}
    imported = {module.split(".")[0] for name in sources("visio/", ".py") for module in python_imports(name)}
    project = tomllib.loads((HOME / "pyproject.toml").read_text())
    names = [re.split(r"[\[=]", one)[0] for one in project["project"]["dependencies"]]
    unused = [name for name in names if modules.get(name, name.replace("-", "_")) not in imported and name not in run]
    assert not unused


def test_file_names_say_what_and_not_what_kind() -> None:
    kinds = {"services", "utils", "helpers", "managers", "core", "common", "misc", "handlers"}
    assert not [name for name in tracked() if kinds & set(re.split(r"[/.]", name.lower()))]


def test_every_file_opens_with_the_question_it_answers() -> None:
    silent = [
        name
        for name in sources("", ".py", tests=True)
        if (HOME / name).read_text().strip() and not ast.get_docstring(ast.parse((HOME / name).read_text()))
        if "/migrations/" not in name
    ]
    silent += [
        name
        for name in sources("frontend/src/", ".ts", ".tsx")
        if not (HOME / name).read_text().lstrip().startswith(("/*", "//"))
    ]
    assert not silent


def test_the_supervisor_starts_without_django() -> None:
    """A warm start is felt: two seconds of it would be Django's."""
    look = (
        "import sys, visio.running.up; print([name for name in ('django', 'psycopg', 'ninja') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_sentence_stands_in_the_map() -> None:
    told = (HOME / "docs" / "map.md").read_text().lower()
    places = [told.index(f"**{noun}**") for noun in NOUNS]
    assert all(before < after for before, after in pairwise(places))
