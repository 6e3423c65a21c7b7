"""`lanyard run`, `work` and `tick`: the site, and what is done beside it."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click

from lanyard.ui.commands import with_django

# How often the clock is looked at, and how long the queue is left alone when it is empty (seconds).
EVERY, PAUSE = 20, 2
THREADS = 8


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen at.")
@with_django
def run(host: str, port: int) -> None:
    """Serve the site, with the background work beside it, until it is interrupted."""
    import waitress

    application = checked_application()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = waitress.create_server(
            application,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            # What a web server in front says has to arrive: that it is HTTPS, and that there is one at all, which
            # closes the demonstration's way in.
            clear_untrusted_proxy_headers=False,
        )
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise click.ClickException(f"Lanyard can't listen at {host} port {port}: {reason}.") from problem
    signal.signal(signal.SIGTERM, _interrupt)
    with worker_beside(), suppress(KeyboardInterrupt, SystemExit):
        click.echo(f"Lanyard is at http://{host}:{port} (Ctrl+C ends it)")
        server.run()
    server.close()


def checked_application() -> Callable:
    """The application, if nothing is wrong with how it is set up. Raises `ClickException` with what is."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        from lanyard.project.wsgi import application
    except ImproperlyConfigured as problem:
        raise click.ClickException(str(problem)) from problem
    return application


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def worker_beside() -> Iterator[subprocess.Popen]:
    """`lanyard work` as a process of its own, ended when the block is left."""
    worker = subprocess.Popen([sys.executable, "-m", "lanyard.project.cli", "work"], stdin=subprocess.DEVNULL)
    try:
        yield worker
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=20)
        except subprocess.TimeoutExpired:
            worker.kill()


@click.command()
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
@with_django
def work(once: bool) -> None:
    """Do the background work: what is queued, and what is due by the clock."""
    from django.core.management import call_command

    if once:
        run_what_is_due()
        call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
        return
    stop = threading.Event()
    clock = threading.Thread(target=_watch_the_clock, args=(stop,), name="clock")
    clock.start()
    try:
        call_command("db_worker", interval=PAUSE, reload=False, verbosity=0)
    finally:
        stop.set()
        clock.join()


def _watch_the_clock(stop: threading.Event) -> None:
    from django.db import DatabaseError, connection

    while not stop.wait(EVERY):
        try:
            run_what_is_due()
        except DatabaseError as problem:
            # The database may be away for a while; the clock goes on and makes up for what it missed.
            logging.getLogger("lanyard.schedule").error("The database did not answer: %s", type(problem).__name__)
        finally:
            connection.close()


@click.command()
@with_django
def tick() -> None:
    """Run the scheduled jobs that are due now, once; for a machine that has its own timer."""
    for name in run_what_is_due():
        click.echo(name)


def run_what_is_due() -> list[str]:
    """Run the jobs that are due; answers their names."""
    from django.utils import timezone

    from lanyard.ui import schedule

    return schedule.run_due(timezone.now())
