"""What a mail server answers to one letter, in our words."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from typing import ClassVar

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from visio.errors import Unavailable
from visio.gateways import mail


class Choosy(BaseEmailBackend):
    """Takes letters for nobody."""

    code: ClassVar = 550

    def send_messages(self, email_messages: object) -> int:
        raise SMTPRecipientsRefused({"charlie@example.org": (self.code, b"as I said")})


@pytest.fixture
def choosy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "is_on", lambda: True)
    monkeypatch.setattr("django.conf.settings.EMAIL_BACKEND", f"{__name__}.Choosy")


@pytest.mark.usefixtures("choosy")
def test_whether_there_is_such_a_mailbox_is_not_told() -> None:
    mail.send(to="charlie@example.org", subject="Hello", text="there")


@pytest.mark.usefixtures("choosy")
def test_a_server_that_wants_to_be_asked_again_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Choosy, "code", 450)
    with pytest.raises(Unavailable, match="mail"):
        mail.send(to="charlie@example.org", subject="Hello", text="there")
