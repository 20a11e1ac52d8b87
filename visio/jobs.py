"""What happens later: retried with growing pauses, once only when it has a key, every so often when it is periodic.

A thin face over django-tasks, and all of it stands in its one table, so that nothing is lost with a process:
`enqueue` writes a row in the caller's own transaction (both are kept, or neither), a key makes the row's id (the
database refuses the second one), and a periodic job is keyed by its time slot. `visio/worker.py` does the work.

Django must be set up before this file is imported.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ParamSpec
from uuid import UUID, uuid4, uuid5

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult, get_date_max

P = ParamSpec("P")

Row = DBTaskResult[Any, None]

KEYS = UUID("2f6c1d0e-6d0b-4f4b-9a55-6a1d2f0b7c11")


@dataclass(frozen=True, slots=True)
class Retry:
    """`times` tries follow the first one; the pause before each doubles from `first` to `longest` seconds."""

    times: int = 8
    first: float = 2
    longest: float = 3600

    def pause(self, failures: int) -> timedelta:
        """Spread by a quarter, so that what failed together does not come back together."""
        seconds = min(self.longest, self.first * 2.0 ** (failures - 1))
        return timedelta(seconds=seconds * random.uniform(0.75, 1.25))


PATIENT = Retry()
NEVER_AGAIN = Retry(times=0)

WEEK, MONTH = timedelta(days=7), timedelta(days=30)

retries: dict[str, Retry] = {}
briefly_kept: dict[str, timedelta] = {}
most_hands: dict[str, int] = {}
periodics: dict[str, float] = {}


def job(
    *, retry: Retry = PATIENT, kept_seconds: float = 0, hands: int = 0
) -> Callable[[Callable[P, None]], Task[P, None]]:
    """Makes a module's function something `enqueue` takes. It may run twice: write it so that this does no harm.

    `kept_seconds`: its row is forgotten this soon after it is over, because its arguments say something of a person. `hands`: no
    worker does more of it at once, where it is heavy.
    """

    def make(function: Callable[P, None]) -> Task[P, None]:
        made = task(function)
        retries[made.module_path] = retry
        if hands:
            most_hands[made.module_path] = hands
        if kept_seconds:
            briefly_kept[made.module_path] = timedelta(seconds=kept_seconds)
        return made

    return make


def every(*, seconds: float) -> Callable[[Callable[[], None]], Task[[], None]]:
    """A job that runs each so many seconds, on one worker at a time; a failed run is not tried again, the next one is."""

    def make(function: Callable[[], None]) -> Task[[], None]:
        made = job(retry=NEVER_AGAIN)(function)
        periodics[made.module_path] = seconds
        return made

    return make


def enqueue(what: Task[Any, None], *args: object, key: str | None = None, run_after: datetime | None = None) -> None:
    """Do this later, with arguments that are plain JSON.

    With a key it happens once, however often it is asked for, for as long as the finished row is kept (a week).
    """
    row = row_of(what.module_path, uuid5(KEYS, key) if key else uuid4(), args=args, run_after=run_after)
    # ON CONFLICT DO NOTHING leaves the caller's transaction whole, where a refused INSERT would spoil it.
    DBTaskResult.objects.bulk_create([row], ignore_conflicts=True)


def row_of(path: str, id: UUID, *, args: Sequence[object] = (), run_after: datetime | None = None) -> Row:
    """An unsaved row of the task table, as the library itself would write it."""
    return Row(
        id=id,
        args_kwargs={"args": list(args), "kwargs": {}},
        task_path=path,
        backend_name="default",
        run_after=run_after or get_date_max(),
        exception_class_path="",
        traceback="",
    )


@every(seconds=900)
def forget_finished_jobs() -> None:
    """Done: a week. Dead: a month, for whoever asks what went wrong. Less where a job says so."""
    now = timezone.now()
    over = DBTaskResult.objects.filter(status__in=[Status.SUCCESSFUL, Status.FAILED])
    over.filter(status=Status.SUCCESSFUL, finished_at__lt=now - WEEK).delete()
    over.filter(finished_at__lt=now - MONTH).delete()
    for path, kept in briefly_kept.items():
        over.filter(task_path=path, finished_at__lt=now - kept).delete()
