"""Who agreed to what? Every answer, when it was given and what it was an answer to, as a sheet for whoever has to prove it."""

from __future__ import annotations

import csv
import io

from visio.recordings.models import Recording

# Which words the question had (`recording.told` in `frontend/src/words`): another number each time they change.
SENTENCE = 2

HEADINGS = (
    "recording", "sha256", "began_at", "name", "identity", "has_account", "answer", "answered_at",
    "recorded", "transcript", "sentence",
)  # fmt: skip


def sheet_of(recording: Recording) -> bytes:
    """CSV, in UTF-8 with the mark by which spreadsheets know it."""
    began = recording.began_at.isoformat() if recording.began_at else ""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(HEADINGS)
    for consent in recording.consents.order_by("id"):
        sheet.writerow(
            [
                recording.pk,
                recording.sha256,
                began,
                _plain(consent.name),
                consent.identity,
                "yes" if consent.user_id else "no",
                "agrees" if consent.agrees else "refuses",
                consent.at.isoformat(),
                consent.mode,
                "yes" if consent.wants_words else "no",
                consent.sentence,
            ]
        )
    return written.getvalue().encode("utf-8-sig")


def _plain(name: str) -> str:
    """A spreadsheet takes what begins so for a formula, and would do what it says."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name
