"""How the log is written: ids, counts and kinds of errors, never a name, an address or a text.

What an exception says may name somebody, whoever raised it, so of an exception only its kind and the lines that it went
through are written. What is asked for and not there, or not allowed, is no fault and leaves no line: its address is
whatever somebody typed.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any


class Plain(logging.Formatter):
    """Writes the kind of each exception and where it went through, without its message."""

    def formatException(self, ei: Any) -> str:
        return "\n".join(_told(ei[1], ei[2]))

    def formatStack(self, stack_info: str) -> str:
        return ""

    def format(self, record: logging.LogRecord) -> str:
        # Somebody may have written it down before, with all that it says.
        record.exc_text = None
        return super().format(record)


def _told(problem: BaseException | None, trace: TracebackType | None) -> list[str]:
    said = []
    while problem is not None:
        steps = (f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in traceback.extract_tb(trace))
        said.append(f"  {type(problem).__name__} at {' > '.join(steps)}")
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
        trace = problem.__traceback__ if problem is not None else None
    return said


class NothingAskedFor(logging.Filter):
    """Takes the address out of what Django says of a request: only which route it was stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            record.msg, record.args = (
                "A request could not be answered: %s",
                (getattr(match, "route", None) or "no route",),
            )
        return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "lanyard.project.logs.Plain", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "filters": {"nothing asked for": {"()": "lanyard.project.logs.NothingAskedFor"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["nothing asked for"]},
        # Django's own handlers would write, or send by email, all that an exception says.
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "lanyard": {"level": "INFO"},
        "django": {"handlers": ["nowhere"], "level": "WARNING", "propagate": True},
        # 403, 404 and 400 are no faults of ours.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        # It writes down what a task says when it fails.
        "django_tasks": {"level": "CRITICAL"},
    },
}
