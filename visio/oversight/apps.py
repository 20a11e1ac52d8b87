"""Oversight says to the rest who writes its lines, once all of Django is there."""

from __future__ import annotations

from django.apps import AppConfig


class Oversight(AppConfig):
    name = "visio.oversight"

    def ready(self) -> None:
        from visio.oversight.chain import write
        from visio.trail import written_by

        written_by(write)
