"""What does `visio up` do? Looks whether all is there, migrates when needed, runs the processes, prints the address."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from visio.configuration import configuration
from visio.errors import Unavailable
from visio.processes import LIVEKIT_MISSING, LiveKitMissing, processes
from visio.running import database, doctor
from visio.running.console import Console
from visio.running.ports import troubles
from visio.supervisor import NeverReady, PortsTaken, Process, supervise

FAILED, PORT_TAKEN = 1, 3
VISIO = (sys.executable, "-m", "visio.cli")


def up() -> int:
    """Runs until Ctrl-C or SIGTERM; the exit code says how it went."""
    began = time.monotonic()
    with contextlib.closing(Console(configuration.data_dir.resolve() / "logs")) as console:
        return _up(console, began)


def _up(console: Console, began: float) -> int:
    try:
        table = processes()
        if taken := troubles(port for process in table for port in process.ports):
            raise PortsTaken("\n".join(taken))
        waiting = database.waiting_migrations()
    except LiveKitMissing:
        return _fail(LIVEKIT_MISSING)
    except PortsTaken as taken:
        return _fail(str(taken), code=PORT_TAKEN)
    except Unavailable:
        return _fail(doctor.database_reachable().line())
    if (page := doctor.frontend_built()).is_wrong:
        return _fail(page.line())
    if waiting:
        console.say("visio", f"bringing the database up to date ({len(waiting)} migrations)")
        if subprocess.run([*VISIO, "migrate"], stdout=subprocess.DEVNULL, check=False).returncode:
            return _fail("The migrations failed; what Django said is above.")
    try:
        asyncio.run(_run(table, console, began))
    except PortsTaken as taken:
        return _fail(str(taken), code=PORT_TAKEN)
    except NeverReady as trouble:
        return _fail(f"{trouble} All is stopped. `visio doctor` looks at each part.")
    return 0


async def _run(table: list[Process], console: Console, began: float) -> None:
    # Beside the processes' own start, since making a link means loading Django.
    link = asyncio.create_task(_first_administrator_link())

    async def when_ready() -> None:
        took = time.monotonic() - began
        made = await link
        console.tell(f"\n  Visio is ready at {configuration.public_url} ({took:.1f} s)")
        if made:
            console.tell(f"  Sign in as its first administrator (works once, for 15 minutes):\n  {made}")
        else:
            console.tell(f"  A link to sign in: {await _command_for_link()}")
        console.tell("  Ctrl-C stops everything.\n")

    try:
        await supervise(table, console=console, when_ready=when_ready)
    finally:
        link.cancel()


async def _first_administrator_link() -> str:
    """Empty once there is an administrator."""
    if await asyncio.to_thread(database.rows, "SELECT 1 FROM people_user WHERE is_admin AND is_active LIMIT 1"):
        return ""
    making = await asyncio.create_subprocess_exec(*VISIO, "signin-link", stdout=subprocess.PIPE, env=os.environ)
    said, _ = await making.communicate()
    return said.decode().strip()


async def _command_for_link() -> str:
    """As it can be typed here: `make run` knows where `visio` is, the person's own shell may not."""
    command = Path(sys.executable).with_name("visio")
    if command.is_relative_to(Path.cwd()):
        command = command.relative_to(Path.cwd())
    found = await asyncio.to_thread(database.rows, "SELECT min(email) FROM people_user WHERE is_admin AND is_active")
    return f"{command} signin-link {found[0][0]}"


def _fail(sentence: str, *, code: int = FAILED) -> int:
    print(sentence, file=sys.stderr)
    return code
