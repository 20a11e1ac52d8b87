"""What is wrong, and what to do about it? One line for each part."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from visio import processes
from visio.configuration import configuration
from visio.errors import Refused, Unavailable
from visio.running import database, livekit
from visio.running.ports import Port
from visio.settings import FRONT_END
from visio.theme import tokens_of

LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True)
class Finding:
    """How one part is; `do` is what helps, and only said of a part that is wrong."""

    part: str
    says: str
    do: str = ""

    @property
    def is_wrong(self) -> bool:
        return bool(self.do)

    def line(self) -> str:
        mark = "wrong" if self.is_wrong else "ok"
        return f"{self.part:<11}{mark:<7}{self.says}" + (f" → {self.do}" if self.do else "")


def examine() -> int:
    """Prints the findings; the exit code is 1 when any part is wrong."""
    # The mail gateway speaks through Django, which needs to know where its settings are, and no more.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "visio.settings")
    findings = [look() for look in LOOKS]
    for finding in findings:
        print(finding.line())
    return int(any(finding.is_wrong for finding in findings))


def python_version() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", version, "" if sys.version_info >= (3, 11) else "use Python 3.11 or newer")


def database_reachable() -> Finding:
    url = urlsplit(configuration.database_url.get_secret_value())
    kind = f"PostgreSQL at {url.hostname}" if url.scheme else f"SQLite in {configuration.sqlite_file}"
    try:
        waiting = database.waiting_migrations()
    except Unavailable as trouble:
        cause = str(trouble.__cause__).strip().splitlines()[0]
        return Finding("database", f"{kind} does not answer: {cause}", "start it, or correct VISIO_DATABASE_URL")
    if waiting:
        return Finding("database", f"{kind}, {len(waiting)} migrations wait", "run `visio migrate` (`visio up` does)")
    return Finding("database", f"{kind}, tables up to date")


def secrets_kept() -> Finding:
    folder = configuration.data_dir.resolve() / "secrets"
    given = bool(configuration.secret_key.get_secret_value() and configuration.livekit_secret.get_secret_value())
    if not given and not configuration.is_loopback:
        return Finding(
            "secrets",
            f"generated, in {folder}; this Visio is public",
            "give VISIO_SECRET_KEY and VISIO_LIVEKIT_SECRET (or ..._FILE), so that they outlive this machine",
        )
    open_to_others = [
        path.name for path in folder.glob("*") if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if open_to_others:
        return Finding("secrets", f"others may read {', '.join(open_to_others)}", f"chmod 600 {folder}/*")
    return Finding("secrets", "given" if given else f"generated, in {folder}")


def frontend_built() -> Finding:
    if (FRONT_END / "index.html").exists():
        return Finding("front end", f"built, in {FRONT_END}")
    return Finding("front end", "not built", "run `make frontend`")


def theme_known() -> Finding:
    """What is not made of tokens keeps Visio from starting at all; a token nobody knows changes nothing."""
    tokens = tokens_of(configuration.theme)
    if not tokens:
        return Finding("theme", "ours")
    styles = "".join(path.read_text("utf-8") for path in FRONT_END.glob("assets/*.css"))
    unknown = [name for name in tokens if styles and f"{name}:" not in styles]
    if unknown:
        return Finding(
            "theme", f"no such token: {', '.join(unknown)}", "see frontend/src/styles/tokens.css for their names"
        )
    return Finding("theme", f"changes {', '.join(tokens)}")


def livekit_answers() -> Finding:
    """The binary, or the one elsewhere; and when one runs, whether it takes our key."""
    if configuration.runs_livekit:
        found = livekit.binary()
        if found is None:
            return Finding("livekit", "no binary", "run `make livekit`, or put livekit-server on the PATH")
        what = str(found)
    else:
        what = configuration.livekit_url
    from visio.gateways import livekit as gateway

    try:
        gateway.open_rooms()
    except Unavailable as trouble:
        if configuration.runs_livekit and not _is_up(configuration.livekit_port, "/"):
            return Finding("livekit", f"{what}, not running")
        cause = trouble.__cause__ or "it refuses our key"
        return Finding(
            "livekit", f"{what}: {cause}", "check VISIO_LIVEKIT_URL, VISIO_LIVEKIT_KEY and VISIO_LIVEKIT_SECRET"
        )
    return Finding("livekit", f"{what}, answers and takes our key")


def ports_ours() -> Finding:
    asked = [
        (Port(configuration.port, "VISIO_PORT", configuration.host), "/livez"),
        (Port(configuration.push_port, "VISIO_PUSH_PORT", configuration.host), "/push/ready"),
    ]
    if configuration.runs_livekit:
        signalling, *media = processes.livekit_ports(configuration)
        asked.append((signalling, "/"))
        # Nothing to ask on the media ports: they are ours when LiveKit's own is.
        asked += [(port, "") for port in media if not _is_up(signalling.number, "/")]
    taken = [port for port, path in asked if not port.is_free() and not (path and _is_up(port.number, path))]
    if taken:
        return Finding("ports", "; ".join(port.in_use() for port in taken), taken[0].remedy())
    return Finding("ports", ", ".join(f"{port.number} {'free' if port.is_free() else 'ours'}" for port, _ in asked))


def web_ready() -> Finding:
    """Only one that answers can be unwell; before `visio up` there is none."""
    if not _is_up(configuration.port, "/livez"):
        return Finding("web", "not running")
    if _is_up(configuration.port, "/readyz"):
        return Finding("web", "ready")
    return Finding("web", "answers, and is not ready", "look at the line about the database, then restart it")


def jobs_beat() -> Finding:
    """Who sends mail and makes presence certain."""
    if asyncio.run(processes.jobs_beat()):
        return Finding("jobs", "at work")
    if not _is_up(configuration.port, "/livez"):
        return Finding("jobs", "not running")
    return Finding("jobs", "no sign of life, while the web process runs", "start `visio jobs` (`visio up` does)")


def captioner_beats() -> Finding:
    """Who writes what is said, where captions are on."""
    if asyncio.run(processes.captioner_beats()):
        return Finding("captioner", "at work")
    if not _is_up(configuration.port, "/livez"):
        return Finding("captioner", "not running")
    return Finding(
        "captioner", "no sign of life, while the web process runs", "start `visio captioner` (`visio up` does)"
    )


def speech_recognised() -> Finding:
    """By the engine inside, with its whole model, or by the server that was named."""
    from visio.gateways import speech

    what = configuration.speech_url or configuration.speech_model or "Whisper base, on this machine"
    try:
        speech.greet()
    except Unavailable as trouble:
        if configuration.speech_url:
            cause = trouble.__cause__ or "no answer we understand"
            return Finding("speech", f"{what}: {cause}", "start it, or correct VISIO_SPEECH_URL and VISIO_SPEECH_KEY")
        return Finding("speech", f"{what}: no model", "run `make build`, or set VISIO_SPEECH_MODEL or VISIO_SPEECH_URL")
    return Finding("speech", f"{what}, ready")


def language_spoken() -> Finding:
    """By the server that was named to sum meetings up; without one it is done here."""
    from visio.gateways import language

    server = language.server()
    if server is None:
        return Finding("language", "no server: summaries are made of sentences chosen here")
    try:
        model = server.greet()
    except Unavailable as trouble:
        cause = trouble.__cause__ or "no answer we understand"
        return Finding(
            "language",
            f"{configuration.language_url}: {cause}",
            "start it, or correct VISIO_LANGUAGE_URL, VISIO_LANGUAGE_KEY and VISIO_LANGUAGE_MODEL",
        )
    return Finding("language", f"{configuration.language_url}, ready with {model}")


def mail_answers() -> Finding:
    url = urlsplit(configuration.mail_url.get_secret_value())
    if not url.hostname:
        note = (
            ""
            if configuration.is_loopback or configuration.providers
            else "set VISIO_MAIL_URL, or nobody can sign in from elsewhere"
        )
        return Finding("mail", "off: sign-in links are printed on the console", note)
    from visio.gateways import mail

    try:
        mail.greet()
    except Unavailable as trouble:
        return Finding("mail", f"{url.hostname}: {trouble.__cause__}", "start it, or correct VISIO_MAIL_URL")
    return Finding("mail", f"{url.hostname} answers")


def providers_answer() -> Finding:
    from visio.gateways import identity

    if not configuration.providers:
        return Finding("identity", "no provider: people sign in by mail")
    for provider in configuration.providers.values():
        try:
            identity.greet(provider)
        except Unavailable as trouble:
            cause = trouble.__cause__ or "no answer we understand"
            return Finding("identity", f"{provider.issuer}: {cause}", "start it, or correct VISIO_IDENTITY_PROVIDERS")
        except Refused as refused:
            why = refused.values["why"]
            return Finding("identity", f"{provider.issuer}: wrong {why}", "correct its issuer, or ask who runs it")
    return Finding("identity", f"{', '.join(configuration.providers)} answer")


def storage_keeps() -> Finding:
    """Put, read and deleted again: a right that is missing is found before somebody's meeting is."""
    from visio.gateways import storage

    bucket = configuration.bucket
    what = f"{bucket.bucket} at {bucket.endpoint}" if bucket else str(configuration.data_dir.resolve() / "recordings")
    key = f"doctor-{secrets.token_hex(8)}/written"
    try:
        storage.kept.put(key, b"kept")
        whole = b"".join(storage.kept.open(key))
        storage.kept.delete(key.partition("/")[0])
    except (Unavailable, OSError) as trouble:
        help = "VISIO_STORAGE_URL, VISIO_STORAGE_KEY and VISIO_STORAGE_SECRET" if bucket else "who may write there"
        return Finding("storage", f"{what}: {trouble.__cause__ or trouble}", f"check {help}")
    return Finding("storage", f"{what}, keeps and forgets", "" if whole == b"kept" else "it answers something else")


def disk_free() -> Finding:
    folder = configuration.data_dir.resolve()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    says = f"{free / 1e9:.1f} GB free in {folder}"
    return Finding("disk", says, "" if free > LEAST_FREE_BYTES else "make room, or move VISIO_DATA_DIR")


def _is_up(port: int, path: str) -> bool:
    return asyncio.run(processes.answers(port, path))


LOOKS: tuple[Callable[[], Finding], ...] = (
    python_version,
    database_reachable,
    secrets_kept,
    frontend_built,
    theme_known,
    livekit_answers,
    web_ready,
    jobs_beat,
    captioner_beats,
    speech_recognised,
    language_spoken,
    ports_ours,
    mail_answers,
    providers_answer,
    storage_keeps,
    disk_free,
)
