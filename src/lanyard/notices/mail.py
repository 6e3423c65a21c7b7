"""The one email this house sends: that something waits, and where. Nothing else ever goes out.

The same notice always has the same Message-ID, so that a mail program shows one email even where a server that
broke off in mid-sentence was given it twice.
"""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse

from lanyard.notices.models import Notice
from lanyard.people.models import Person

# A digest names this many; the page has them all.
MOST_LINKS = 10
SECONDS_TO_WAIT = 20


class Refused(Exception):
    """The mail server will not take mail for this address, now or later. `code` is its answer's number."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotSent(Exception):
    """It did not go out this time. `code` says why without naming anybody."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def connection() -> BaseEmailBackend:
    """A connection to the mail server; it opens with the first email."""
    return get_connection(timeout=SECONDS_TO_WAIT)


def send(person: Person, notices: Sequence[Notice], over: BaseEmailBackend) -> None:
    """Send one email about the notices to the person. Raises `Refused` or `NotSent`."""
    message = compose(person, notices)
    try:
        over.send_messages([message])
    except smtplib.SMTPRecipientsRefused as problem:
        code = max(answer[0] for answer in problem.recipients.values())
        over.close()
        raise Refused(f"smtp-{code}") if code >= 500 else NotSent(f"smtp-{code}")
    except smtplib.SMTPResponseException as problem:
        over.close()
        raise NotSent(f"smtp-{problem.smtp_code}")
    except (smtplib.SMTPException, OSError) as problem:
        over.close()
        raise NotSent(type(problem).__name__[:40])


def compose(person: Person, notices: Sequence[Notice]) -> EmailMessage:
    """The email about one notice, or the digest of several: links only, no names, nothing of what they say."""
    many = len(notices) > 1
    subject = f"{len(notices)} things wait for you in Lanyard" if many else notices[0].subject
    body = render_to_string(
        "notices/email.txt",
        {
            "notices": notices[:MOST_LINKS],
            "more": max(0, len(notices) - MOST_LINKS),
            "base": settings.BASE_URL,
            "all": reverse("notices:mine"),
        },
    )
    headers = {"Message-ID": _message_id(notices), "Auto-Submitted": "auto-generated"}
    to = notices[0].address or person.email
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)


def _message_id(notices: Sequence[Notice]) -> str:
    name = uuid5(NAMESPACE_URL, " ".join(sorted(str(notice.pk) for notice in notices)))
    return f"<{name}@{urlsplit(settings.BASE_URL).hostname}>"
