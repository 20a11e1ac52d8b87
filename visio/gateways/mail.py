"""Mail in our words: one letter to one person. Without a mail server it is shown on the console, in a frame.

The console is read by whoever runs the instance, so a link shown there lets in only whom they hand it to.
"""

from __future__ import annotations

import sys
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage, get_connection

from visio.configuration import configuration
from visio.errors import Unavailable


def is_on() -> bool:
    return bool(configuration.mail_url.get_secret_value())


def send(*, to: str, subject: str, text: str) -> None:
    """Sent at once and not kept: a letter may carry a secret, which has no place in a queue's table.

    Raises Unavailable("mail") when the mail server does not take it now. One it takes for nobody is as good as sent: else
    the answer would tell which mailboxes there are.
    """
    if not is_on():
        show(f"{to} : {subject}", text)
        return
    try:
        EmailMessage(subject=subject, body=text, to=[to]).send()
    except SMTPRecipientsRefused as refused:
        if any(code < 500 for code, _ in refused.recipients.values()):
            # Not now, as some servers say to each first letter.
            raise Unavailable("mail", retry=True) from refused
    except (OSError, SMTPException) as failure:
        raise Unavailable("mail", retry=True) from failure


def greet() -> None:
    """Say hello to the mail server, with our name and password if it wants them. Raises Unavailable("mail")."""
    server = get_connection()
    try:
        server.open()
        server.close()
    except (OSError, SMTPException) as failure:
        raise Unavailable("mail", retry=True) from failure


def show(title: str, text: str) -> None:
    """A frame that stands out among log lines; the lines inside carry no border, so that a link can be copied whole."""
    line = "─" * 72
    sys.stdout.write(f"\n{line}\n✉  {title}\n{line}\n{text.rstrip()}\n{line}\n\n")
    sys.stdout.flush()
