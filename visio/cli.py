"""The `visio` command. Each verb loads only what it needs: starting is felt."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any


def main(words: list[str] | None = None) -> int:
    """Runs one verb; returns the exit code: 0 done, 1 it did not work, 2 not understood, 3 a port is taken."""
    chosen = parser().parse_args(words)
    # The database, logs and secrets are for this user alone.
    os.umask(0o077)
    from pydantic import ValidationError

    try:
        code = chosen.verb(chosen)
    except KeyboardInterrupt:
        return 130
    except ValidationError as wrong:
        if wrong.title != "Configuration":
            raise
        for trouble in wrong.errors():
            place = "".join(f"VISIO_{str(name).upper()}: " for name in trouble["loc"][:1])
            print(f"{place}{trouble['msg'].removeprefix('Value error, ')}", file=sys.stderr)
        return 1
    return int(code or 0)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="visio", description="Sovereign videoconferencing for public services.", formatter_class=_Help
    )
    verbs = made.add_subparsers(metavar="VERB", required=True, title="verbs")

    def verb(name: str, says: str, does: Callable[[argparse.Namespace], int | None]) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=says, description=says, formatter_class=_Help)
        one.set_defaults(verb=does)
        return one

    verb("up", "Start everything here, wait until it is ready, and print the address.", _up)
    verb("web", "Run only the web process (pages and API).", lambda _: _become("web"))
    verb("push", "Run only the push process (server-sent events).", lambda _: _become("push"))
    verb("livekit", "Run only LiveKit, configured from our settings.", lambda _: _become("sfu"))
    verb("jobs", "Run only the worker that does what happens later.", _jobs)
    verb("captioner", "Run only the captioner, which writes what is said where captions are on.", _captioner)
    verb("recorder", "Run only the process that starts recorders.", _recorder)
    verb("migrate", "Bring the database's tables up to date.", _migrate)
    link = verb("signin-link", "Print a link that signs this person in, once.", _signin_link)
    link.add_argument("email", nargs="?", default="", help="whose link; left out: the first administrator's")
    link.add_argument("--admin", action="store_true", help="the link also makes its user an administrator")
    office = verb("organisation", "List organisations, or say what new rooms of one's people let in.", _organisation)
    office.add_argument("code", nargs="?", default="", help="whose, as listed; left out: list them all")
    office.add_argument(
        "--access", choices=["open", "signed_in", "knock", "members", "inherit"], help="what they let in"
    )
    verb("doctor", "Look at each part and say what is wrong and what to do.", _doctor)
    audit = verb("audit", "Prove what was done: verify the audit trail, or export it as JSON Lines.", _audit)
    audit.add_argument("does", choices=["verify", "export"], help="look at every line, or write them all out")
    audit.add_argument(
        "--kept", default="", metavar="HEAD", help="a head printed earlier that must still be in the trail"
    )
    audit.add_argument(
        "--organisation", default="", metavar="CODE", help="export only its lines; the head kept is its chain's"
    )
    audit.add_argument("--sign-anew", action="store_true", help="sign the heads with today's VISIO_SECRET_KEY first")
    docs = verb("docs", "Write what is generated from the code: API and settings tables, API types.", _docs)
    docs.add_argument("--check", action="store_true", help="write nothing; fail when something is out of date")
    return made


class _Help(argparse.HelpFormatter):
    """The same on every terminal, so that the README can show it."""

    def __init__(self, prog: str, **how: Any) -> None:
        super().__init__(prog, **{**how, "width": 100})
        # argparse counts the indentation of verbs one level short.
        self._action_max_length = len("    organisation")


def _up(_: argparse.Namespace) -> int:
    from visio.running.up import up

    return up()


def _become(process: str) -> int:
    from visio import processes

    try:
        processes.become(getattr(processes, process)())
    except processes.LiveKitMissing:
        print(processes.LIVEKIT_MISSING, file=sys.stderr)
    return 1


def _jobs(_: argparse.Namespace) -> None:
    _set_django_up()
    from visio.worker import run_worker

    run_worker()


def _captioner(_: argparse.Namespace) -> None:
    from visio import settings
    from visio.media.captioner import run
    from visio.running import logs

    logs.configure(settings.LOGGING)
    run()


def _recorder(_: argparse.Namespace) -> None:
    _set_django_up()
    from visio.recordings.dispatch import run_dispatcher

    run_dispatcher()


def _migrate(_: argparse.Namespace) -> None:
    _set_django_up()
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A migration takes the time it needs.
            cursor.execute("SET statement_timeout = 0")
    call_command("migrate", interactive=False, verbosity=1)


def _signin_link(chosen: argparse.Namespace) -> int:
    _set_django_up()
    from visio.people.signin import first_administrator_link, make_link

    link = make_link(email=chosen.email, makes_admin=chosen.admin) if chosen.email else first_administrator_link()
    if link is None:
        print("There is an administrator already; say whose link: visio signin-link EMAIL", file=sys.stderr)
        return 1
    print(link)
    return 0


def _organisation(chosen: argparse.Namespace) -> int:
    _set_django_up()
    from visio.people import actions
    from visio.people.models import Organisation

    found = Organisation.objects.select_related("parent").order_by("code")
    if chosen.code:
        found = found.filter(code=chosen.code)
    if chosen.code and not found:
        return _no_organisation(chosen.code)
    if chosen.access and not chosen.code:
        print("Say whose: visio organisation CODE --access LEVEL", file=sys.stderr)
        return 2
    for organisation in found:
        if chosen.access:
            actions.set_default_access(organisation, to=chosen.access.replace("inherit", ""))
        print(f"{organisation.code}  {organisation}  {organisation.default_access or 'inherit'}")
    return 0


def _no_organisation(code: str) -> int:
    print(f"There is no organisation {code}: visio organisation lists them.", file=sys.stderr)
    return 1


def _doctor(_: argparse.Namespace) -> int:
    from visio.running.doctor import examine

    return examine()


def _audit(chosen: argparse.Namespace) -> int:
    _set_django_up()
    from visio.oversight import actions
    from visio.people.models import Organisation

    of = Organisation.objects.filter(code=chosen.organisation).first()
    if chosen.organisation and not of:
        return _no_organisation(chosen.organisation)
    if chosen.sign_anew:
        actions.sign_anew()
    if chosen.does == "export":
        for line in actions.export(of=of):
            print(line)
        return 0
    heads, troubles = actions.verify(kept=chosen.kept, of=of)
    print("\n".join(heads))
    print("\n".join(troubles or ["Every line is in its place."]), file=sys.stderr if troubles else sys.stdout)
    return int(bool(troubles))


def _docs(chosen: argparse.Namespace) -> int:
    _set_django_up()
    from visio import generated

    return generated.check() if chosen.check else generated.write()


def _set_django_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "visio.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
