"""What the terminal shows, and what the logs keep."""

from __future__ import annotations

import io
import json
from contextlib import closing
from pathlib import Path

import pytest

from visio.running import console
from visio.running.console import Console, warning_of_livekit


def livekit_says(level: str, **more: str) -> str:
    return json.dumps({"level": level, "ts": 1.5, "logger": "livekit", "msg": "could not do it", **more})


def test_livekit_is_shown_when_it_warns_and_kept_always(tmp_path: Path) -> None:
    out = io.StringIO()
    with closing(Console(tmp_path, out=out)) as shown:
        shown.hear("livekit", livekit_says("info"))
        shown.hear("livekit", livekit_says("warn", room="r1", error="no route"))
        shown.hear("web", "a line")
    assert out.getvalue() == "livekit | warn: could not do it error=no route room=r1\nweb     | a line\n"
    assert len((tmp_path / "livekit.log").read_text().splitlines()) == 2


@pytest.mark.parametrize("line", ["panic: runtime error", "[]", "12", '"text"', "{"])
def test_what_is_not_livekits_json_is_shown_as_it_is(line: str) -> None:
    assert warning_of_livekit(line) == line


def test_a_link_to_sign_in_is_shown_and_not_kept(tmp_path: Path) -> None:
    out = io.StringIO()
    with closing(Console(tmp_path, out=out)) as shown:
        shown.tell("http://x/signin#told")
        shown.hear("web", "http://x/signin#heard")
    assert "#told" in out.getvalue()
    assert "#heard" in out.getvalue()
    assert (tmp_path / "web.log").read_text().endswith("http://x/signin#…\n")
    assert "#told" not in "".join(path.read_text() for path in tmp_path.iterdir())


def test_a_log_is_cut_off_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "LARGEST_LOG_BYTES", 200)
    with closing(Console(tmp_path, out=io.StringIO())) as shown:
        for number in range(20):
            shown.hear("web", f"line {number} with some words in it")
    assert (tmp_path / "web.log").stat().st_size < 400
    assert (tmp_path / "web.log.1").exists()
    assert len(list(tmp_path.iterdir())) == 2
