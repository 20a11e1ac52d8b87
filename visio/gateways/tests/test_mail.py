"""What a mail server answers to one letter, in our words."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from visio.errors import Unavailable
from visio.gateways import mail
from visio.testing.sfu import free_ports


@contextmanager
def mail_server(monkeypatch: pytest.MonkeyPatch, *, to_recipients: str) -> Iterator[None]:
    """On loopback, for one letter; it says this to each address."""

    def serve() -> None:
        line, _ = listening.accept()
        with line, line.makefile("rw", newline="\r\n") as talk:
            talk.write("220 here\n")
            talk.flush()
            for asked in talk:
                talk.write(f"{to_recipients}\n" if asked.startswith("rcpt") else "250 well\n")
                talk.flush()

    with socket.create_server(("127.0.0.1", free_ports()[0])) as listening:
        serving = threading.Thread(target=serve)
        serving.start()
        monkeypatch.setattr(mail, "is_on", lambda: True)
        for name, value in {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": listening.getsockname()[1],
        }.items():
            monkeypatch.setattr(f"django.conf.settings.{name}", value)
        yield
        serving.join(5)


def test_whether_there_is_such_a_mailbox_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server(monkeypatch, to_recipients="550 nobody of that name"):
        mail.send(to="charlie@example.org", subject="Hello", text="there")


def test_a_server_that_wants_to_be_asked_again_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server(monkeypatch, to_recipients="450 come back later"), pytest.raises(Unavailable, match="mail"):
        mail.send(to="charlie@example.org", subject="Hello", text="there")
