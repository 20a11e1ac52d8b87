"""The mail that was sent, and the sign-in link in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from visio.gateways import mail
from visio.jobs import Row
from visio.people import jobs
from visio.worker import Worker


class Letters:
    """What a mail server was given, kept by Django's own in-memory one."""

    @classmethod
    def collected(cls, monkeypatch: pytest.MonkeyPatch) -> Letters:
        monkeypatch.setattr(mail, "is_on", lambda: True)
        return cls()

    @property
    def sent(self) -> list[Any]:
        """Once the worker has done what waits for it."""
        hand = Worker()
        while row := hand.claim():
            hand.run(row)
        return list(getattr(outbox, "outbox", []))

    def waiting(self) -> list[Row]:
        """What the worker is asked for, done or not."""
        return list(Row.objects.filter(task_path=jobs.send_link.module_path))

    def wait(self) -> None:
        """Until what failed is due again."""
        Row.objects.filter(status="READY").update(run_after=timezone.now())

    def link_to(self, address: str) -> str:
        """The last link that was sent there."""
        letter = [each for each in self.sent if each.to == [address]][-1]
        found = re.search(r"https?://\S+", letter.body)
        assert found
        return found[0]

    def token_to(self, address: str) -> str:
        return self.link_to(address).split("#")[1]
