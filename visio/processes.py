"""What runs: one table of our processes, how each starts, on which ports, and how we know that it is ready."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import UTC, datetime, timedelta

from visio.configuration import Configuration, configuration
from visio.errors import Unavailable
from visio.media.beat import beat_file
from visio.running import database, livekit
from visio.running.ports import Port
from visio.supervisor import Process, allow_many_sockets

# visio/worker.py writes its beat every three seconds, the recorder's every second.
OLDEST_BEAT = timedelta(seconds=10)
HTTP_SECONDS = 2.0
# One step quieter than ours: granian's warnings are advice, and its errors are about dead workers.
GRANIAN_LEVELS = {"debug": "info", "info": "error", "warning": "error", "error": "critical"}
LIVEKIT_MISSING = (
    "LiveKit is missing: run `make livekit`, put livekit-server on the PATH, or set VISIO_LIVEKIT_URL to one that runs."
)


class LiveKitMissing(Exception):
    """Neither on the PATH nor built."""


def processes() -> list[Process]:
    """The table, in the order people should read it."""
    table = [web(), push(), jobs(), captioner()]
    if configuration.runs_livekit:
        table.insert(2, sfu())
    if configuration.recorders:
        table.append(recorder())
    return table


def web() -> Process:
    return Process(
        name="web",
        command=_granian("visio.wsgi:application", "wsgi", configuration.port)
        # Each request of Django's holds a thread while LiveKit or the database answers; the connection pool has as many.
        + ("--workers", str(configuration.web_workers), "--blocking-threads", "8", "--backpressure", "64"),
        is_ready=lambda: answers(configuration.port, "/readyz"),
        ports=(Port(configuration.port, "VISIO_PORT", configuration.host),),
    )


def push() -> Process:
    return Process(
        name="push",
        command=_granian("visio.push.app:application", "asgi", configuration.push_port) + ("--no-ws",),
        is_ready=lambda: answers(configuration.push_port, "/push/ready"),
        ports=(Port(configuration.push_port, "VISIO_PUSH_PORT", configuration.host),),
    )


def sfu() -> Process:
    """LiveKit; its configuration is written anew each time the table is made."""
    binary = livekit.binary()
    if binary is None:
        raise LiveKitMissing
    return Process(
        name="livekit",
        command=(str(binary), "--config", str(livekit.write_configuration(configuration))),
        is_ready=lambda: answers(configuration.livekit_port, "/"),
        ports=livekit_ports(configuration),
    )


def jobs() -> Process:
    return Process(
        name="jobs",
        command=(sys.executable, "-m", "visio.cli", "jobs"),
        is_ready=jobs_beat,
    )


def captioner() -> Process:
    return Process(
        name="captioner",
        command=(sys.executable, "-m", "visio.cli", "captioner"),
        is_ready=captioner_beats,
    )


def recorder() -> Process:
    return Process(
        name="recorder",
        command=(sys.executable, "-m", "visio.cli", "recorder"),
        is_ready=recorder_beat,
    )


def livekit_ports(configuration: Configuration) -> tuple[Port, ...]:
    host = configuration.host
    ports = [
        Port(configuration.livekit_port, "VISIO_LIVEKIT_PORT", host),
        # LiveKit listens here on every address, whatever we tell it.
        Port(configuration.livekit_tcp_port, "VISIO_LIVEKIT_TCP_PORT", "0.0.0.0"),
        Port(configuration.livekit_udp_port, "VISIO_LIVEKIT_UDP_PORT", host, "udp"),
    ]
    if configuration.livekit_turn_domain:
        ports.append(Port(configuration.livekit_turn_udp_port, "VISIO_LIVEKIT_TURN_UDP_PORT", "0.0.0.0", "udp"))
        if configuration.livekit_turn_cert_file:
            ports.append(Port(configuration.livekit_turn_tls_port, "VISIO_LIVEKIT_TURN_TLS_PORT", "0.0.0.0"))
    return tuple(ports)


def _granian(target: str, interface: str, port: int) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "granian", target),
        *("--interface", interface, "--host", configuration.host, "--port", str(port)),
        *("--http", "1", "--log-level", GRANIAN_LEVELS[configuration.log_level]),
        # Streams and slow requests do not hold up a stop for longer.
        *("--workers-kill-timeout", "2"),
    )


async def answers(port: int, path: str) -> bool:
    """Does somebody answer 200 there? By a name Django knows wherever we listen."""
    try:
        async with asyncio.timeout(HTTP_SECONDS):
            reading, writing = await asyncio.open_connection(configuration.own_host, port)
            try:
                writing.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                status = await reading.readline()
            finally:
                writing.close()
    except (OSError, TimeoutError):
        return False
    return status.split(b" ")[1:2] == [b"200"]


async def jobs_beat() -> bool:
    """Has a worker written its beat just now?"""
    return await _beats(_LAST_BEAT)


async def recorder_beat() -> bool:
    """And what starts recorders?"""
    return await _beats(_LAST_RECORDER_BEAT)


async def _beats(question: str) -> bool:
    try:
        found = await asyncio.to_thread(database.rows, question)
    except Unavailable:
        return False
    beat = found[0][0] if found else None
    if isinstance(beat, str):
        beat = datetime.fromisoformat(beat).replace(tzinfo=UTC)
    return isinstance(beat, datetime) and datetime.now(UTC) - beat < OLDEST_BEAT


_LAST_BEAT = "SELECT max(started_at) FROM django_tasks_database_dbtaskresult WHERE task_path = 'visio.worker.Worker'"

_LAST_RECORDER_BEAT = "SELECT max(beat_at) FROM recordings_dispatcher"


async def captioner_beats() -> bool:
    """Has it looked just now whether somebody wants captions?"""
    try:
        return time.time() - beat_file(configuration).stat().st_mtime < OLDEST_BEAT.total_seconds()
    except FileNotFoundError:
        return False


def become(process: Process) -> None:
    """Runs one process of the table in place of this one, for whoever supervises processes another way."""
    allow_many_sockets()
    os.environ.update(process.environment)
    os.execv(process.command[0], process.command)
