"""`lanyard run`, `work` and `tick`: the site, and what is done beside it."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click
from waitress.server import TcpWSGIServer

from lanyard.ui.commands import with_django

# How often the clock is looked at, and how long the queue is left alone when it is empty (seconds).
EVERY, PAUSE = 20, 2
THREADS = 16
# So many wait for an answer at once, a whole school that was asked to report something among them.
WAITING = 1024
# More processes than this are of no use to a database in one file, which takes one report at a time.
MOST_PROCESSES = 4


def default_processes() -> int:
    """As many processes as there are processors, within reason; one where a process can't be split."""
    return min(os.cpu_count() or 1, MOST_PROCESSES) if hasattr(os, "fork") else 1


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen at.")
@click.option(
    "--processes",
    default=default_processes,
    type=click.IntRange(1, 64),
    help="How many processes answer. Without it: as many as the machine has processors, four at most.",
)
@with_django
def run(host: str, port: int, processes: int) -> None:
    """Serve the site, with the background work beside it, until it is interrupted."""
    application = checked_application()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        listening = socket.create_server((host, port), backlog=WAITING)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise click.ClickException(f"Lanyard can't listen at {host} port {port}: {reason}.") from problem
    signal.signal(signal.SIGTERM, _interrupt)
    with worker_beside(), helpers(processes - 1, application, listening), suppress(KeyboardInterrupt, SystemExit):
        click.echo(f"Lanyard is at http://{host}:{port} (Ctrl+C ends it)")
        answer(application, listening)


class NoMoreThanItAnswers(TcpWSGIServer):
    """Leaves whoever comes while others wait here at the door, for whichever process is free first."""

    def readable(self) -> bool:
        return super().readable() and not self.task_dispatcher.queue

    def handle_accept(self) -> None:
        # As many at once as there are threads free: this loop has its turn seldom while they are at work.
        free = len(self.task_dispatcher.threads) - self.task_dispatcher.active_count
        for _ in range(max(1, free)):
            super().handle_accept()


def answer(application: Callable, listening: socket.socket) -> None:
    """Answer what comes to this socket until it is interrupted."""
    server = NoMoreThanItAnswers(
        application,
        _sock=listening,
        bind_socket=False,
        sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
        threads=THREADS,
        ident=None,
        backlog=WAITING,
        connection_limit=WAITING,
        # What a web server in front says has to arrive: that it is HTTPS, and that there is one at all, which
        # closes the demonstration's way in.
        clear_untrusted_proxy_headers=False,
    )
    try:
        server.run()
    finally:
        server.close()


@contextmanager
def helpers(count: int, application: Callable, listening: socket.socket) -> Iterator[None]:
    """So many more processes that answer beside this one, ended when the block is left or this one is gone.

    Python answers on one processor at a time; a whole school that reports in one minute needs all there are.
    """
    from django.db import connections

    connections.close_all()
    started = [pid for pid in (_fork(application, listening) for _ in range(count)) if pid]
    try:
        yield
    finally:
        for pid in started:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        for pid in started:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _fork(application: Callable, listening: socket.socket) -> int:
    parent = os.getpid()
    if pid := os.fork():
        return pid
    threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()
    try:
        with suppress(KeyboardInterrupt, SystemExit):
            answer(application, listening)
    finally:
        # Nothing that the parent began is ended here.
        os._exit(0)


def _end_with(parent: int) -> None:
    """End this process when its parent has gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


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
    """`lanyard work` as a process of its own, ended when the block is left or this process is gone."""
    command = [sys.executable, "-m", "lanyard.project.cli", "work", "--beside", str(os.getpid())]
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL)
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
@click.option("--beside", type=int, hidden=True, help="The process to end with.")
@with_django
def work(once: bool, beside: int | None) -> None:
    """Do the background work: what is queued, and what is due by the clock."""
    from django.core.management import call_command

    if beside:
        # Whoever waits for a page comes before what is done in the background.
        if hasattr(os, "nice"):
            os.nice(5)
        threading.Thread(target=_end_with, args=(beside,), name="parent", daemon=True).start()
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
