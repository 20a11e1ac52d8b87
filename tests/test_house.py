"""The map is true: what docs/map.md, the README and the other pages say is what the code is."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from itertools import chain, pairwise
from pathlib import Path

import pytest

from tests.tree import HOME, NOUNS, python_imports, sources, tracked
from visio import cli, errors, generated, processes
from visio.configuration import Configuration
from visio.running import livekit
from visio.words import LANGUAGES, words

# Folders of the package that are no noun: what the nouns stand on, and what runs it all.
TOOLBOXES = {"gateways", "media", "push", "running", "testing", "tests", "web", "words"}

# A word that says what kind of code it is, or hides what it is about.
KINDS = {"core", "common", "misc", "utils"}
HIDING = {"manager", "handler", "helper", "processor", "service", "data", "info"}
WORD = r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])"

# What would tie the repository to one machine or one network. Lock files name where packages come from.
PLACES = re.compile(
    r"(?<![\w.$}])/(?:work|root|Users)/|/home/\w+/|registry\.npm[j]s|py[p]i\.org/simple|files\.python[h]osted|proxy\.gol[a]ng\.org"
)
LOCKS = {"uv.lock", "frontend/package-lock.json", "tests/provider/package-lock.json", "livekit/go.sum"}


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


def test_every_folder_of_the_package_is_a_noun_or_a_toolbox() -> None:
    folders = {name.split("/")[1] for name in tracked() if name.startswith("visio/") and name.count("/") > 1}
    assert folders == {*NOUNS, *TOOLBOXES}


def test_the_map_names_every_process(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whether the SFU is built here does not matter to the map.
    monkeypatch.setattr(livekit, "binary", lambda: Path("livekit-server"))
    monkeypatch.setattr(livekit, "write_configuration", lambda _: Path("livekit.yaml"))
    told = (HOME / "docs" / "map.md").read_text().partition("## Processes")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\|.*\|$", told, re.MULTILINE)
    assert rows == [process.name for process in processes.processes()]


def test_what_can_be_set_stays_little_and_configured_means_on() -> None:
    names = Configuration.model_fields.keys()
    assert len(names) < 60
    assert not [name for name in names if name.endswith("_enabled")]


def test_no_page_takes_a_text_for_html() -> None:
    html = re.compile(r"innerHTML|outerHTML|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write\b")
    assert not [name for name in sources("frontend/src/", ".ts", ".tsx") if html.search((HOME / name).read_text())]


@pytest.mark.parametrize(
    "path", [generated.SETTINGS, generated.API, generated.AUDIT, generated.TYPES], ids=lambda path: path.name
)
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


def test_every_test_the_threats_are_held_against_exists() -> None:
    """`::name` alone stands for the file named before it."""
    file, named, missing = "", 0, []
    for path, name in re.findall(r"`((?:[\w/]+\.py)?)::(\w+)`", (HOME / "docs" / "security.md").read_text()):
        file, named = path or file, named + 1
        if not re.search(rf"^def {name}\(", (HOME / file).read_text(), re.MULTILINE):
            missing.append(f"{file}::{name}")
    assert named > 40 and not missing


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
    packages = [json.loads((HOME / place / "package.json").read_text()) for place in ("frontend", "tests/provider")]
    npm = {**packages[0]["dependencies"], **packages[0]["devDependencies"], **packages[1]["dependencies"]}
    assert not {name: version for name, version in npm.items() if not re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version)}


def test_livekit_components_stay_out() -> None:
    """Version 3.0.0 was published by mistake upstream, and call/ speaks to livekit-client itself (docs/map.md)."""
    assert "@livekit/components-react" not in (HOME / "frontend" / "package-lock.json").read_text()


def test_every_python_dependency_is_used() -> None:
    """By its import, or by being run; what nobody uses is only a risk."""
    run = {"granian"}
    modules = {
        "psycopg": "psycopg",
        "django-ninja": "ninja",
        "pillow": "PIL",
        "pyjwt": "jwt",
        "fpdf2": "fpdf",
        "python-docx": "docx",
    }
    imported = {module.split(".")[0] for name in sources("visio/", ".py") for module in python_imports(name)}
    project = tomllib.loads((HOME / "pyproject.toml").read_text())
    names = [re.split(r"[\[=]", one)[0] for one in project["project"]["dependencies"]]
    unused = [name for name in names if modules.get(name, name.replace("-", "_")) not in imported and name not in run]
    assert not unused


def test_names_say_what_and_not_what_kind() -> None:
    """Files, and in Python what stands in them."""
    names = {name: name for name in tracked()}
    for name in sources("", ".py", tests=True):
        for node in ast.walk(ast.parse((HOME / name).read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names[f"{name}: {node.name}"] = node.name
    kinds = KINDS | HIDING | {f"{word}s" for word in HIDING}
    wrong = {place for place, name in names.items() if kinds & set(map(str.lower, re.findall(WORD, name)))}
    assert not wrong


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


def test_the_sentence_stands_in_the_map() -> None:
    told = (HOME / "docs" / "map.md").read_text().lower()
    places = [told.index(f"**{noun}**") for noun in NOUNS]
    assert all(before < after for before, after in pairwise(places))
