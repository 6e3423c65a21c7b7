"""A real mail server on loopback, and the background work done by hand."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


class MailServer:
    """Keeps what arrives. Refuses the addresses in `refused` for good, and those in `busy` for now."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.busy: set[str] = set()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.controller: Controller | None = None

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
        self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such user"
        if address in self.busy:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.arrived.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return sorted(message["To"] for message in self.arrived)


def run_background_work() -> list[object]:
    """Do what was queued, as the worker does; answers what each job returned."""
    ready: Iterable[DBTaskResult] = DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at")
    done = []
    for row in ready:
        done.append(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
        row.status, row.finished_at = TaskResultStatus.SUCCESSFUL, timezone.now()
        row.save(update_fields=["status", "finished_at"])
    return done
