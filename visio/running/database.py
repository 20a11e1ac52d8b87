"""Is the database there, and does it have our tables? Asked without Django, so that a warm start need not load it."""

from __future__ import annotations

import contextlib
import importlib.util
import re
import sqlite3
from pathlib import Path

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.settings import INSTALLED_APPS

Rows = list[tuple[object, ...]]


def rows(query: str) -> Rows:
    """What the database answers to a plain query. Raises Unavailable when it does not answer; no rows when the table
    is not there yet."""
    url = configuration.database_url.get_secret_value()
    return _rows_of_postgresql(url, query) if url else _rows_of_sqlite(query)


def _rows_of_postgresql(url: str, query: str) -> Rows:
    # Here, because those who use SQLite need not wait for it.
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            return connection.execute(query.encode()).fetchall()
    except psycopg.errors.UndefinedTable:
        return []
    except psycopg.Error as trouble:
        raise Unavailable("database", retry=True) from trouble


def _rows_of_sqlite(query: str) -> Rows:
    if not configuration.sqlite_file.exists():
        return []
    try:
        with contextlib.closing(
            sqlite3.connect(f"{configuration.sqlite_file.as_uri()}?mode=ro", uri=True, timeout=3)
        ) as file:
            return file.execute(query).fetchall()
    except sqlite3.Error as trouble:
        if "no such table" in str(trouble):
            return []
        raise Unavailable("database", retry=True) from trouble


def waiting_migrations() -> list[str]:
    """Migrations on disk that the database has not seen, as `app.name`.

    A quick look, not Django's: it may name one that a squashed migration has replaced, and `visio migrate` then finds
    nothing to do.
    """
    done = {f"{app}.{name}" for app, name in rows("SELECT app, name FROM django_migrations")}
    return sorted(_migrations_on_disk() - done)


def _migrations_on_disk() -> set[str]:
    found = set()
    for app in INSTALLED_APPS:
        spec = importlib.util.find_spec(app)
        assert spec is not None and spec.origin is not None, f"{app} is installed"
        folder = Path(spec.origin).parent
        for file in (folder / "migrations").glob("[0-9]*.py"):
            found.add(f"{_label(folder)}.{file.stem}")
    return found


def _label(folder: Path) -> str:
    """An app's name in the table: its folder's, unless its apps.py says otherwise."""
    apps = folder / "apps.py"
    said = re.search(r"""^\s+label = ["'](\w+)["']""", apps.read_text(), re.MULTILINE) if apps.exists() else None
    return said[1] if said else folder.name
