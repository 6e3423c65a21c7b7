"""`lanyard run`: the site, in several processes, with the background work beside them."""

from __future__ import annotations

import os
import signal
import socket
import struct
from collections.abc import Callable

import click
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import TConn, ThreadWorker

from lanyard.firstrun.commands import print_if_wanted
from lanyard.kernel.commands import with_django
from lanyard.project.setup import set_up_if_new
from lanyard.project.worker import TO_FINISH, work_until

THREADS = 16
# So many wait for an answer at once, a whole school that was asked to report something among them.
WAITING = 1024
# More processes than this are of no use to a database in one file, which takes one report at a time.
MOST_PROCESSES = 4
# A process that has hung so long is ended; a visitor who sends or takes nothing for so long is left (seconds).
HUNG, SILENT = 120, 60
# Memory where there is such a place: a full disk doesn't stop a process from being started again.
BEATS = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  (a file without a name or content)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen at.")
@click.option(
    "--processes",
    default=lambda: min(os.cpu_count() or 1, MOST_PROCESSES),
    type=click.IntRange(1, 64),
    help="How many processes answer. Without it: as many as the machine has processors, four at most.",
)
@click.option(
    "--threads",
    default=THREADS,
    show_default=True,
    type=click.IntRange(1, 256),
    help="How many requests each process answers at once.",
)
def run(host: str, port: int, processes: int, threads: int) -> None:
    """Serve the site, with the background work beside it, until it is interrupted.

    A new installation is set up first, and the address printed at which to go on in the browser.
    """
    set_up_if_new()
    serve(host, port, processes, threads)


@with_django
def serve(host: str, port: int, processes: int, threads: int) -> None:
    """Serve an installation that is set up."""
    application = checked_application()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=WAITING)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise click.ClickException(f"Lanyard can't listen at {host} port {port}: {reason}.") from problem
    address = f"[{host}]" if ":" in host else host
    click.echo(f"Lanyard is at http://{address}:{port} (Ctrl+C ends it)")
    print_if_wanted(f"http://{address}:{port}")
    Site(application, listening, processes, threads).run()


def checked_application() -> Callable:
    """The application, if nothing is wrong with how it is set up. Raises `ClickException` with what is."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        from lanyard.project.wsgi import application
    except ImproperlyConfigured as problem:
        raise click.ClickException(str(problem)) from problem
    return application


class Site(BaseApplication):
    """The site as gunicorn runs it: so many processes that answer, and one more for the background work.

    Python answers on one processor at a time; a whole school that reports in one minute needs all there are.
    """

    def __init__(self, application: Callable, listening: socket.socket, processes: int, threads: int) -> None:
        # Inherited by every connection.
        for waiting_for in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listening.setsockopt(socket.SOL_SOCKET, waiting_for, struct.pack("ll", SILENT, 0))
        self.application = application
        self.options = {
            "bind": f"fd://{listening.detach()}",
            "workers": processes + 1,
            "threads": threads,
            "worker_class": Process,
            "worker_connections": WAITING,
            "backlog": WAITING,
            "preload_app": True,
            "timeout": HUNG,
            "graceful_timeout": TO_FINISH,
            "worker_tmp_dir": BEATS,
            "logger_class": ServerLog,
            "loglevel": "error",
            "control_socket_disable": True,
            # Whom a header is believed, Lanyard itself says (`LANYARD_PROXIES`), whatever the environment holds.
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "pre_fork": choose_its_work,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable:
        return self.application

    def run(self) -> None:
        """Serve until this process is told to end."""
        Supervisor(self).run()


class KeepsIgnoring:
    """Goes on ignoring what whoever started it said is to be ignored, as “nohup … &” does."""

    def init_signals(self) -> None:
        ignored = [one for one in (signal.SIGINT, signal.SIGHUP) if signal.getsignal(one) is signal.SIG_IGN]
        super().init_signals()  # type: ignore[misc]
        for one in ignored:
            signal.signal(one, signal.SIG_IGN)


class Supervisor(KeepsIgnoring, Arbiter):
    """The first process. It answers nobody itself, so nothing that a request does can end it."""

    # As many processes as were asked for, and this version of them; a terminal that closes ends the site.
    SIGNALS = [signal.SIGHUP, signal.SIGQUIT, signal.SIGINT, signal.SIGTERM]

    def handle_hup(self) -> None:
        self.handle_term()


class Process(KeepsIgnoring, ThreadWorker):
    """One process of the site: it answers, or does the background work."""

    is_background = False

    @property
    def worker_connections(self) -> int:
        """As many as there are threads, beside those that only keep their line open.

        Whoever comes while all are busy is left at the door, for whichever process is free first.
        """
        idle = len(self.keepalived_conns) + len(self.pending_conns)
        return min(self.cfg.worker_connections, self.cfg.threads + idle)

    @worker_connections.setter
    def worker_connections(self, most: int) -> None:
        """How many in all, `cfg` says."""

    def run(self) -> None:
        if not self.is_background:
            return super().run()
        for listener in self.sockets:
            listener.close()
        # Whoever waits for a page comes before what is done in the background.
        os.nice(5)
        return work_until(self._is_wanted)

    def _is_wanted(self) -> bool:
        self.notify()
        return self.is_parent_alive()

    def handle(self, conn: TConn) -> object:
        result = super().handle(conn)
        if result is False:
            # Waits until the visitor closes too: here, not where everybody else is let in.
            conn.close(graceful=True)
            conn.close = lambda graceful=False: None
        return result


def choose_its_work(supervisor: Supervisor, starting: Process) -> None:
    """The one process of the background work is started, or started again, whenever it is not there."""
    from django.db import connections

    # No two processes share a connection.
    connections.close_all()
    starting.is_background = not any(one.is_background for one in supervisor.WORKERS.values())


class ServerLog(Logger):
    """What the server has to say goes where all else is logged; who asked for what is written nowhere."""

    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:
        # What follows is the address that was asked for.
        self.error_log.error(str(msg).partition(" %")[0], exc_info=True)
