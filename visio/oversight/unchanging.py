"""What does the database itself refuse? To change or remove a line of the trail, whoever asks.

A line may be changed once, when it gets its place, and then nothing but that. A head never goes back. A migration that has
SQLite make one of these tables anew (it copies and renames) must call `lay` again.
"""

from __future__ import annotations

from collections.abc import Callable

KEPT = ("id", "chain", "at", "act", "who", "subject", "prefix", "result", "why")
LINES, HEADS = "oversight_line", "oversight_head"
SAYS = "the audit trail is append-only"

Execute = Callable[[str], object]

# A line once sealed, or changed in anything but its place; a head that goes back.
CHANGED = " OR ".join(
    ["OLD.place IS NOT NULL", "NEW.place IS NULL", *(f"NEW.{name} {{differs}} OLD.{name}" for name in KEPT)]
)
BACK = (
    "NEW.chain {differs} OLD.chain OR NEW.length < OLD.length"
    " OR NEW.length = OLD.length AND NEW.digest {differs} OLD.digest"
)

ON_POSTGRESQL = {
    "line_unchanged": f"BEFORE UPDATE ON {LINES} FOR EACH ROW WHEN ({CHANGED})",
    "head_forward": f"BEFORE UPDATE ON {HEADS} FOR EACH ROW WHEN ({BACK})",
    "line_stays": f"BEFORE DELETE OR TRUNCATE ON {LINES} FOR EACH STATEMENT",
    "head_stays": f"BEFORE DELETE OR TRUNCATE ON {HEADS} FOR EACH STATEMENT",
}
ON_SQLITE = {
    "line_unchanged": f"BEFORE UPDATE ON {LINES} WHEN {CHANGED}",
    "head_forward": f"BEFORE UPDATE ON {HEADS} WHEN {BACK}",
    "line_stays": f"BEFORE DELETE ON {LINES}",
    "head_stays": f"BEFORE DELETE ON {HEADS}",
}
FUNCTION = f"oversight_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$"


def lay(vendor: str, execute: Execute) -> None:
    if vendor == "postgresql":
        execute(f"CREATE FUNCTION {FUNCTION}")
        for name, when in ON_POSTGRESQL.items():
            when = when.replace("{differs}", "IS DISTINCT FROM")
            execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION oversight_refuse()")
        return
    for name, when in ON_SQLITE.items():
        when = when.replace("{differs}", "IS NOT")
        execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END")


def lift(vendor: str, execute: Execute) -> None:
    """For tests, which empty their tables, and for undoing the migration."""
    if vendor == "postgresql":
        for name, when in ON_POSTGRESQL.items():
            execute(f"DROP TRIGGER {name} ON {LINES if LINES in when else HEADS}")
        execute("DROP FUNCTION oversight_refuse()")
        return
    for name in ON_SQLITE:
        execute(f"DROP TRIGGER {name}")
