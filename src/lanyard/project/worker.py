"""`lanyard work` and `tick`: what is done beside the site, by the clock and from the queue.

Nothing that the database does ends it: it waits, longer each time, and goes on.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from types import FrameType

import click

from lanyard.kernel.commands import with_django
from lanyard.project.kept import end_with

# How often the clock is looked at, and how long the queue is left alone when it is empty (seconds).
EVERY, PAUSE = 20, 2
# How long the queue is left alone after something went wrong: at first, and at most (seconds).
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0

logger = logging.getLogger("lanyard.schedule")


@click.command()
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
@click.option("--beside", type=int, hidden=True, help="The process to end with.")
@with_django
def work(once: bool, beside: int | None) -> None:
    """Do the background work: what is queued, and what is due by the clock."""
    from django.core.management import call_command

    if beside:
        # Whoever waits for a page comes before what is done in the background.
        if hasattr(os, "nice"):
            os.nice(5)
        end_with(beside)
    if once:
        run_what_is_due()
        call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
        return
    stop = threading.Event()
    clock = threading.Thread(target=_watch_the_clock, args=(stop,), name="clock")
    clock.start()
    try:
        _work_the_queue(stop)
    finally:
        stop.set()
        clock.join()


@click.command()
@with_django
def tick() -> None:
    """Run the scheduled jobs that are due now, once; for a machine that has its own timer."""
    for name in run_what_is_due():
        click.echo(name)


def run_what_is_due() -> list[str]:
    """Run the jobs that are due; answers their names."""
    from django.utils import timezone

    from lanyard.kernel import schedule

    return schedule.run_due(timezone.now())


def _work_the_queue(stop: threading.Event) -> None:
    """Do what is queued until this process is told to end; whatever goes wrong, it is begun anew."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        worker = _worker()

        def end(signum: int, frame: FrameType | None, worker=worker) -> None:
            stop.set()
            worker.shutdown(signum, frame)

        _obey(end)
        try:
            worker.run()
        except SystemExit:
            return
        except Exception as problem:  # noqa: BLE001  (the work that waits is worth more than whatever this is)
            logger.error("The queue stopped with %s and is taken up again.", type(problem).__name__)
            _let_go()
            stop.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            pause = FIRST_PAUSE


def _worker():
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    logging.getLogger("django_tasks").setLevel(logging.CRITICAL)
    logging.getLogger("django_tasks_db").setLevel(logging.CRITICAL)
    return Worker(
        queue_names=["default"], interval=PAUSE, batch=False, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=get_random_string(32), excluded_queue_names=[],
    )  # fmt: skip


def _obey(end) -> None:
    """End on SIGTERM, and on SIGINT unless whoever started this said that it is to be ignored, as “nohup … &” does."""
    signal.signal(signal.SIGTERM, end)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, end)


def _watch_the_clock(stop: threading.Event) -> None:
    while not stop.wait(EVERY):
        try:
            run_what_is_due()
        except Exception as problem:  # noqa: BLE001  (the clock goes on, and makes up for what it missed)
            logger.error("The clock was stopped by %s and goes on.", type(problem).__name__)
        _let_go()


def _let_go() -> None:
    """Close the connection of this thread: what comes next begins with one that works."""
    from django.db import connection

    try:
        connection.close()
    except Exception as problem:  # noqa: BLE001  (it is gone then, which is what is wanted)
        logger.error("A connection could not be closed: %s", type(problem).__name__)
        connection.connection = None
