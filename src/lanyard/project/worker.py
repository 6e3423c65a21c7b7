"""`lanyard work` and `tick`: what is done beside the site, by the clock and from the queue.

Nothing that the database does ends it: it waits, longer each time, and goes on.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable

import click

from lanyard.kernel.commands import with_django

# How often the clock is looked at, and how long a queue is left alone when it is empty (seconds).
EVERY, PAUSE = 20, 1
# How many of a queue are done at once where it is not one: a mail server may take a second for each.
AT_ONCE = {"sign-in": 3}
# How long a queue is left alone after something went wrong: at first, and at most (seconds).
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# How long what is being done has to finish when this is told to end, before it is left as after a crash (seconds).
TO_FINISH = 20

logger = logging.getLogger("lanyard.schedule")


@click.command()
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
@with_django
def work(once: bool) -> None:
    """Do the background work: what is queued, and what is due by the clock."""
    from django.core.management import call_command

    if once:
        run_what_is_due()
        call_command("db_worker", queue_name="*", batch=True, startup_delay=False, verbosity=0)
        return
    work_until(lambda: True)


def work_until(is_wanted: Callable[[], bool]) -> None:
    """Work until this process is told to end, or is not wanted any more; asked each second."""
    from django.conf import settings

    _obey()
    stop = threading.Event()
    queues = [queue for queue in settings.TASKS["default"]["QUEUES"] for _ in range(AT_ONCE.get(queue, 1))]
    threads = [threading.Thread(target=_watch_the_clock, args=(stop,), name="clock", daemon=True)]
    threads += [
        threading.Thread(target=_work_the_queue, args=(queue, stop), name=queue, daemon=True) for queue in queues
    ]
    for thread in threads:
        thread.start()
    try:
        while is_wanted():
            time.sleep(1)
    finally:
        stop.set()
        until = time.monotonic() + TO_FINISH
        for thread in threads:
            thread.join(max(0, until - time.monotonic()))


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


def _work_the_queue(queue: str, stop: threading.Event) -> None:
    """Do what is queued until `stop`; whatever goes wrong, it is begun anew."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            _worker(queue, stop).run()
        except Exception as problem:  # noqa: BLE001  (the work that waits is worth more than whatever this is)
            logger.error("The queue stopped with %s and is taken up again.", type(problem).__name__)
            _let_go()
            stop.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
    _let_go()


def _worker(queue: str, stop: threading.Event):
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    class UntilTold(Worker):
        running = property(lambda self: not stop.is_set(), lambda self, value: None)

    logging.getLogger("django_tasks").setLevel(logging.CRITICAL)
    logging.getLogger("django_tasks_db").setLevel(logging.CRITICAL)
    return UntilTold(
        queue_names=[queue], interval=PAUSE, batch=False, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=get_random_string(32), excluded_queue_names=[],
    )  # fmt: skip


def _obey() -> None:
    """End on SIGTERM, and on SIGINT unless whoever started this said that it is to be ignored, as “nohup … &” does."""
    for told in (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT):
        if signal.getsignal(told) is not signal.SIG_IGN:
            signal.signal(told, lambda *_: sys.exit(0))


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
