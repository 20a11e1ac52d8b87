"""Who does the jobs: takes ready rows, runs a few at a time, tries failed ones again, and says that it lives.

A worker is a row too (`task_path` is WORKER, `started_at` its last beat). Whatever a worker that stopped beating held
is ready again: killed in the middle of a job, the job runs once more.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any
from uuid import UUID, uuid4, uuid5

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connections, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from visio.errors import Unavailable
from visio.jobs import KEYS, PATIENT, Row, most_hands, periodics, retries, row_of

log = structlog.get_logger("jobs")

WORKER = "visio.worker.Worker"
AT_ONCE = 4
LOOK_SECONDS = 0.4
BEAT_SECONDS = 3
DEAD_AFTER_SECONDS = 10
STOP_WITHIN_SECONDS = 4

# A job under which the worker dies each time is itself the killer.
MOST_LOST = 3


def run_worker() -> None:
    """The `visio jobs` process: works until SIGTERM or SIGINT, then gives back what it could not finish."""
    autodiscover_modules("jobs")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Worker().work(stop)


def last_beat() -> datetime | None:
    """When a worker last said that it lives."""
    return (
        DBTaskResult.objects.filter(task_path=WORKER)
        .order_by("-started_at")
        .values_list("started_at", flat=True)
        .first()
    )


class Worker:
    def __init__(self) -> None:
        self.id = uuid4()
        self.running: dict[UUID, str] = {}
        self._asked: dict[str, int] = {}
        self._looked_for_lost = 0.0

    def work(self, stop: threading.Event) -> None:
        beating = threading.Thread(target=self._beat, args=(stop,), daemon=True)
        beating.start()
        log.info("worker.started", worker=str(self.id), periodic=len(periodics))
        while not stop.is_set():
            try:
                close_old_connections()
                self.step()
            except DatabaseError as error:
                log.warning("worker.database_lost", error=str(error))
                connections.close_all()
                stop.wait(1)
            stop.wait(LOOK_SECONDS)
        self.finish()
        log.info("worker.stopped", worker=str(self.id))

    def step(self) -> None:
        """One look at the table: what is due, what was lost, what is ready."""
        self.ask_for_periodics()
        if time.monotonic() - self._looked_for_lost > BEAT_SECONDS:
            self._looked_for_lost = time.monotonic()
            self.take_back_lost()
        while len(self.running) < AT_ONCE and (row := self.claim()):
            self.running[row.id] = row.task_path
            threading.Thread(target=self._run_apart, args=(row,), name=row.task_path, daemon=True).start()

    def run(self, row: Row) -> None:
        """The outermost place of every job: here its failure is logged, kept, and tried again or not."""
        with structlog.contextvars.bound_contextvars(
            job=row.task_path, job_id=str(row.id), attempt=len(row.worker_ids)
        ):
            try:
                row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
            except Exception as error:
                self._settle_failure(row, error)
            else:
                row.set_successful(None)

    def _run_apart(self, row: Row) -> None:
        try:
            self.run(row)
        except DatabaseError as error:
            # The row still says RUNNING and we no longer hold it: `take_back_lost` sees that.
            log.warning("worker.database_lost", error=str(error), job=row.task_path)
        finally:
            self.running.pop(row.id, None)
            connections.close_all()

    def _settle_failure(self, row: Row, error: Exception) -> None:
        retry = retries.get(row.task_path, PATIENT)
        failures = len(row.worker_ids)
        is_dead = failures > retry.times
        if isinstance(error, Unavailable):
            log.warning("job.unavailable", what=error.what, dead=is_dead)
        else:
            log.error("job.failed", exc_info=error, dead=is_dead)
        if is_dead:
            row.set_failed(error)
            return
        row.status = Status.READY
        row.run_after = timezone.now() + retry.pause(failures)
        row.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
        row.traceback = "".join(format_exception(error))
        row.save(update_fields=["status", "run_after", "exception_class_path", "traceback"])

    def claim(self) -> Row | None:
        """The next ready row, ours alone. The plain look first spares SQLite a write lock when there is nothing.

        No job has more than half of our hands: a mail server that hangs does not keep us from looking who is in a meeting.
        """
        hands = Counter(list(self.running.values()))
        busy = {path for path, number in hands.items() if number >= most_hands.get(path, AT_ONCE // 2)}
        ready = DBTaskResult.objects.ready().filter(task_path__in=retries.keys() - busy)
        if not ready.exists():
            return None
        with transaction.atomic():
            if row := ready.get_locked():
                row.claim(self.id.hex)
        return row

    def ask_for_periodics(self) -> None:
        """One row per time slot, by whichever worker comes first; none while the run before it goes on."""
        for path, seconds in periodics.items():
            slot = int(time.time() // seconds)
            if self._asked.get(path) == slot:
                continue
            rows = DBTaskResult.objects.filter(task_path=path)
            if rows.filter(status__in=[Status.READY, Status.RUNNING]).exists():
                continue
            self._asked[path] = slot
            key = uuid5(KEYS, f"{path}@{slot}")
            rows.exclude(id=key).delete()
            DBTaskResult.objects.bulk_create([row_of(path, key)], ignore_conflicts=True)

    def take_back_lost(self) -> None:
        """Rows held by a worker that no longer beats, or by us without our knowing (the database went away in between)."""
        now = timezone.now()
        workers = DBTaskResult.objects.filter(task_path=WORKER)
        workers.filter(started_at__lt=now - timedelta(hours=1)).delete()
        alive = {
            id.hex
            for id in workers.filter(started_at__gt=now - timedelta(seconds=DEAD_AFTER_SECONDS)).values_list(
                "id", flat=True
            )
        }
        for row in DBTaskResult.objects.running().exclude(task_path=WORKER):
            holder = row.worker_ids[-1]
            is_held = row.id in self.running if holder == self.id.hex else holder in alive
            if is_held:
                continue
            is_killer = len(row.worker_ids) > max(MOST_LOST, retries.get(row.task_path, PATIENT).times)
            log.warning("job.lost", job=row.task_path, job_id=str(row.id), worker=holder, dead=is_killer)
            changes: dict[str, Any] = (
                {"status": Status.FAILED, "finished_at": now} if is_killer else {"status": Status.READY}
            )
            # Another worker may see the same: the one whose row is still as it was read wins.
            DBTaskResult.objects.filter(id=row.id, status=Status.RUNNING, started_at=row.started_at).update(**changes)

    def _beat(self, stop: threading.Event) -> None:
        """On its own thread: a long job does not make us look dead."""
        while not stop.is_set():
            try:
                close_old_connections()
                self.beat()
            except DatabaseError as error:
                log.warning("worker.database_lost", error=str(error))
                connections.close_all()
            stop.wait(BEAT_SECONDS)
        connections.close_all()

    def beat(self) -> None:
        now = timezone.now()
        if not DBTaskResult.objects.filter(id=self.id).update(started_at=now):
            me = row_of(WORKER, self.id)
            me.status, me.started_at, me.worker_ids = Status.RUNNING, now, [self.id.hex]
            me.save(force_insert=True)

    def wait_for_running(self, seconds: float, *, down_to: int = 0) -> None:
        until = time.monotonic() + seconds
        while len(self.running) > down_to and time.monotonic() < until:
            time.sleep(0.02)

    def finish(self) -> None:
        """Waits a little for what runs; what is left is ready again for the next worker."""
        self.wait_for_running(STOP_WITHIN_SECONDS)
        try:
            DBTaskResult.objects.filter(id__in=list(self.running), status=Status.RUNNING).update(status=Status.READY)
            DBTaskResult.objects.filter(id=self.id).delete()
        except DatabaseError as error:
            log.warning("worker.database_lost", error=str(error))
        connections.close_all()
