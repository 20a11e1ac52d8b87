"""Is there code nobody calls? vulture finds it; what frameworks call by name is named here.

Fields and settings are left out: a column, a key of an answer or a value of Django's is read by others than our code.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from vulture import Vulture

HOME = Path(__file__).parent.parent
CALLED_BY_DECORATOR = [
    "@*router.*",
    "@api.*",
    "@job*",
    "@every*",
    "@pytest.fixture*",
    "@pytest.hookimpl*",
    "@model_validator*",
    # Of a state machine of hypothesis.
    "@initialize*",
    "@rule*",
    "@invariant*",
]
CALLED_BY_NAME = [
    "Meta",
    "Oversight",
    "ready",
    "do_*",
    # Of fpdf: what stands below each page.
    "footer",
    "log_message",
    "resolve_*",
    "settings_customise_sources",
    "teardown",
]
FIELDS = {"variable", "attribute"}


def test_nothing_is_dead() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [HOME / name for name in listed.stdout.splitlines() if "/migrations/" not in name]
    files = [file for file in files if file.exists()]
    # Django and granian find some functions by their dotted path, in settings and addresses.
    dotted = {path for file in files for path in re.findall(r"""["']visio\.[\w.]+[.:](\w+)["']""", file.read_text())}
    search = Vulture(ignore_names=[*CALLED_BY_NAME, *dotted], ignore_decorators=CALLED_BY_DECORATOR)
    search.scavenge(files)
    dead = [item for item in search.get_unused_code(min_confidence=60) if item.typ not in FIELDS]
    assert not [f"{item.filename}:{item.first_lineno} {item.typ} {item.name}" for item in dead]
