"""What happens later happens: once when it has a key, again when it failed, on its own when it is periodic."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult
from structlog.testing import capture_logs

from visio import jobs, worker
from visio.errors import Unavailable
from visio.jobs import NEVER_AGAIN, Retry, enqueue, job
from visio.worker import WORKER, Worker, last_beat

pytestmark = pytest.mark.django_db(transaction=True)

done: list[Any] = []
trouble: list[Exception] = []


@job(retry=Retry(times=2, first=10))
def greet(name: str) -> None:
    if trouble:
        raise trouble.pop()
    done.append(name)


@job(retry=NEVER_AGAIN)
def greet_once(name: str) -> None:
    greet.func(name)


@job()
def wait_for_the_test() -> None:
    started.set()
    assert goes_on.wait(10)
    done.append("waited")


started, goes_on = threading.Event(), threading.Event()


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()
    trouble.clear()
    started.clear()
    goes_on.clear()


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Worker:
    """A worker that does one thing after the other, and nothing periodic unless the test says so."""
    monkeypatch.setattr(worker, "periodics", {})
    made = Worker()
    made.beat()
    return made


def work(hand: Worker) -> None:
    """All that is ready."""
    while row := hand.claim():
        hand.run(row)


def rows(what: Task[Any, None] = greet) -> list[DBTaskResult[Any, None]]:
    return list(DBTaskResult.objects.filter(task_path=what.module_path))


def an_hour_passes() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))


def test_a_job_is_done(hand: Worker) -> None:
    enqueue(greet, "Alice")
    work(hand)
    assert done == ["Alice"] and rows()[0].status == "SUCCESSFUL"


def test_it_is_kept_with_what_it_belongs_to_or_not_at_all(hand: Worker) -> None:
    with transaction.atomic():
        enqueue(greet, "Alice")
        transaction.set_rollback(True)
    work(hand)
    assert done == []


def test_a_key_makes_it_happen_once(hand: Worker) -> None:
    with transaction.atomic():
        enqueue(greet, "Alice", key="welcome-1")
        enqueue(greet, "Alice", key="welcome-1")
        enqueue(greet, "Bob", key="welcome-2")
    work(hand)
    enqueue(greet, "Alice", key="welcome-1")
    work(hand)
    assert sorted(done) == ["Alice", "Bob"]


def test_it_waits_for_its_time(hand: Worker) -> None:
    enqueue(greet, "Alice", run_after=timezone.now() + timedelta(hours=1))
    work(hand)
    assert done == []
    an_hour_passes()
    work(hand)
    assert done == ["Alice"]


def test_a_failed_job_is_tried_again_after_a_pause(hand: Worker) -> None:
    trouble.append(OSError("not now"))
    enqueue(greet, "Alice")
    before = timezone.now()
    work(hand)
    (row,) = rows()
    assert row.status == "READY" and "not now" in row.traceback
    assert before + timedelta(seconds=7) < row.run_after < timezone.now() + timedelta(seconds=13)
    an_hour_passes()
    work(hand)
    assert done == ["Alice"] and rows()[0].status == "SUCCESSFUL"


def test_pauses_grow_up_to_the_longest() -> None:
    patient = Retry(times=8, first=2, longest=60)
    pauses = [patient.pause(failures).total_seconds() for failures in range(1, 9)]
    assert all(0.75 * 2**n <= pause <= 1.25 * 2**n for n, pause in enumerate(pauses[:5], start=1))
    assert max(pauses) <= 75


def test_a_job_that_always_fails_is_dead_and_says_why(hand: Worker) -> None:
    trouble.extend(OSError(f"try {number}") for number in (3, 2, 1))
    enqueue(greet, "Alice")
    for _ in range(4):
        work(hand)
        an_hour_passes()
    (row,) = rows()
    assert row.status == "FAILED" and "try 3" in row.traceback and len(row.worker_ids) == 3
    assert done == []


def test_trouble_outside_is_one_line_in_the_log(hand: Worker) -> None:
    trouble.append(Unavailable("mail", retry=True))
    enqueue(greet_once, "Alice")
    with capture_logs() as said:
        work(hand)
    assert [(line["event"], line["what"], "exc_info" in line) for line in said] == [("job.unavailable", "mail", False)]
    assert rows(greet_once)[0].status == "FAILED"


def test_what_a_killed_worker_held_runs_again(hand: Worker) -> None:
    enqueue(greet, "Alice")
    killed = Worker()
    killed.beat()
    assert killed.claim()
    hand.take_back_lost()
    work(hand)
    assert done == [], "it may still be at work"
    DBTaskResult.objects.filter(id=killed.id).update(started_at=timezone.now() - timedelta(seconds=11))
    hand.take_back_lost()
    work(hand)
    assert done == ["Alice"]


def test_what_we_lost_ourselves_runs_again(hand: Worker) -> None:
    """The database went away just as the job was done."""
    enqueue(greet, "Alice")
    assert hand.claim()
    hand.take_back_lost()
    work(hand)
    assert done == ["Alice"]


def test_a_job_that_kills_its_workers_is_dead_in_the_end(hand: Worker) -> None:
    enqueue(greet_once, "Alice")
    for _ in range(4):
        assert hand.claim()
        hand.take_back_lost()
    assert hand.claim() is None and rows(greet_once)[0].status == "FAILED"


def test_a_stopped_worker_gives_back_what_it_did_not_finish(hand: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "STOP_WITHIN_SECONDS", 0.1)
    enqueue(wait_for_the_test)
    hand.step()
    assert started.wait(10)
    hand.finish()
    assert rows(wait_for_the_test)[0].status == "READY" and last_beat() is None
    goes_on.set()
    hand.wait_for_running(10)


def test_a_long_job_holds_nobody_up(hand: Worker) -> None:
    enqueue(wait_for_the_test)
    enqueue(greet, "Alice")
    hand.step()
    assert started.wait(10)
    hand.wait_for_running(10, down_to=1)
    assert done == ["Alice"]
    goes_on.set()
    hand.wait_for_running(10)
    assert done == ["Alice", "waited"]


def test_no_kind_of_job_has_all_hands(hand: Worker) -> None:
    for _ in range(worker.AT_ONCE):
        enqueue(wait_for_the_test)
    enqueue(greet, "Alice")
    hand.step()
    assert started.wait(10)
    hand.wait_for_running(10, down_to=worker.AT_ONCE // 2)
    assert done == ["Alice"]
    goes_on.set()
    hand.wait_for_running(10)
    work(hand)
    assert done == ["Alice", *["waited"] * worker.AT_ONCE]


def test_a_periodic_job_runs_once_in_its_time(hand: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    monkeypatch.setattr(worker, "periodics", {jobs.forget_finished_jobs.module_path: 10})
    other = Worker()
    ran = []
    for clock[0] in (1000.0, 1001.0, 1009.9, 1010.0, 1012.0):
        for each in (hand, other):
            each.ask_for_periodics()
            while row := each.claim():
                ran.append(clock[0])
                each.run(row)
    assert ran == [1000.0, 1010.0]
    assert len(rows(jobs.forget_finished_jobs)) == 1


def test_a_periodic_job_does_not_overtake_itself(hand: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    monkeypatch.setattr(worker, "periodics", {jobs.forget_finished_jobs.module_path: 10})
    for clock[0] in (1000.0, 1010.0, 1020.0):
        hand.ask_for_periodics()
    assert len(rows(jobs.forget_finished_jobs)) == 1


def test_finished_jobs_are_forgotten_after_a_while(hand: Worker) -> None:
    for name in ("Alice", "Bob"):
        enqueue(greet, name)
    work(hand)
    DBTaskResult.objects.filter(args_kwargs__args=["Alice"]).update(finished_at=timezone.now() - timedelta(days=8))
    jobs.forget_finished_jobs.call()
    assert [row.args_kwargs["args"] for row in rows()] == [["Bob"]]


def test_what_says_something_of_a_person_is_forgotten_sooner(hand: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs.briefly_kept, greet.module_path, timedelta(minutes=15))
    enqueue(greet, "Alice")
    work(hand)
    jobs.forget_finished_jobs.call()
    assert len(rows()) == 1
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(minutes=16))
    jobs.forget_finished_jobs.call()
    assert rows() == []


def test_a_worker_says_that_it_lives(hand: Worker) -> None:
    beat = last_beat()
    assert beat and timezone.now() - beat < timedelta(seconds=5)
    hand.beat()
    assert DBTaskResult.objects.filter(task_path=WORKER).count() == 1


def test_all_of_it_together_until_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(worker, "periodics", {})
    stop = threading.Event()
    thread = threading.Thread(target=Worker().work, args=(stop,))
    thread.start()
    for number in range(20):
        enqueue(greet, number)
    until = timezone.now() + timedelta(seconds=20)
    while len(done) < 20 and timezone.now() < until:
        stop.wait(0.05)
    stop.set()
    thread.join(10)
    assert sorted(done) == list(range(20)) and not thread.is_alive()
    assert last_beat() is None
