"""`lanyard run`: the site, in several processes, with the background work beside them."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import click
from waitress.server import TcpWSGIServer

from lanyard.kernel.bodies import LARGEST_BODY
from lanyard.kernel.commands import with_django
from lanyard.project.kept import Forked, Kept, keep

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
    click.echo(f"Lanyard is at http://{host}:{port} (Ctrl+C ends it)")
    with suppress(KeyboardInterrupt, SystemExit):
        look_after(application, listening, processes)


def look_after(application: Callable, listening: socket.socket, processes: int) -> None:
    """See that so many processes answer, with the background work beside them, until it is interrupted.

    Python answers on one processor at a time; a whole school that reports in one minute needs all there are. Where a
    process can't be split, this one answers itself.
    """
    from django.db import connections

    connections.close_all()
    worker = Kept("background work", worker_beside)
    if hasattr(os, "fork"):
        pages = [
            Kept(f"pages {n + 1}", partial(Forked, partial(answer, application, listening))) for n in range(processes)
        ]
        keep([worker, *pages], stop=lambda: False)
        return
    ended = threading.Event()
    beside = threading.Thread(target=keep, args=([worker], ended.is_set))
    beside.start()
    try:
        answer(application, listening)
    finally:
        ended.set()
        beside.join()


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
        max_request_body_size=LARGEST_BODY,
        # What a web server in front says has to arrive: that it is HTTPS, and that there is one at all, which
        # closes the demonstration's way in.
        clear_untrusted_proxy_headers=False,
    )
    try:
        server.run()
    finally:
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


def worker_beside() -> subprocess.Popen:
    """`lanyard work` as a process of its own, which ends with this one."""
    command = [sys.executable, "-m", "lanyard.project.cli", "work", "--beside", str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)
