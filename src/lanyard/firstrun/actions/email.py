"""The mail server, and the test that the administrator can be reached and can sign in."""

from __future__ import annotations

import hmac
import secrets
import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string

from lanyard.firstrun.actions.common import BY, going_on, keep
from lanyard.firstrun.models import FirstRun
from lanyard.firstrun.queries import administrator_in
from lanyard.firstrun.rules import CODE_COUNTS, MOST_TRIES
from lanyard.kernel.refusals import Refused
from lanyard.records import audit, mail_server
from lanyard.records.mail_server import MailServer

# Seconds for which a mail server is waited for: somebody sits in front of the page.
SECONDS_TO_WAIT = 10
DIGITS = 6


def send_test(*, server: MailServer | None, now: datetime) -> str:
    """Send the administrator a code, by this server or (None) the one in use; a server that works is kept.

    Returns the address. Raises `Refused` with what the server said, and then nothing is kept.
    """
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    with transaction.atomic():
        run = going_on()
        address = administrator_in(run.answers)
        run.code_digest, run.code_sent_at, run.code_tries = _digest(run, address, code), now, 0
        run.save(update_fields=["code_digest", "code_sent_at", "code_tries"])
        audit.record("first-run:email", by=BY, about=run)
    # Outside the transaction: nobody waits for somebody else's mail server.
    _send(server, address, code)
    if server:
        mail_server.keep(server)
    with transaction.atomic():
        keep(going_on(), "email", sent_to=address)
    return address


def _send(server: MailServer | None, address: str, code: str) -> None:
    over = server.connection(SECONDS_TO_WAIT) if server else get_connection(timeout=SECONDS_TO_WAIT)
    body = render_to_string("firstrun/code_email.txt", {"code": code, "base": settings.BASE_URL})
    sender = server.sender if server else settings.DEFAULT_FROM_EMAIL
    subject = "Your code to set up Lanyard"
    try:
        EmailMessage(subject, body, sender, [address], connection=over).send()
    except smtplib.SMTPAuthenticationError as problem:
        raise Refused("The mail server does not accept this user name and password.", "user") from problem
    except smtplib.SMTPRecipientsRefused as problem:
        raise Refused(f"The mail server will not send email to {address}.", "host") from problem
    except smtplib.SMTPSenderRefused as problem:
        raise Refused("The mail server will not send email from this address.", "sender") from problem
    except smtplib.SMTPNotSupportedError as problem:
        raise Refused("The mail server does not offer this kind of security, or no sign-in.", "security") from problem
    except ssl.SSLError as problem:
        raise Refused(
            "A secure connection could not be made. Check the security and the port, or the server’s certificate.",
            "security",
        ) from problem
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        raise Refused(
            "The mail server did not answer. Check its name and its port, and that a firewall lets this computer reach "
            "it.",
            "host",
        ) from problem
    finally:
        # What went wrong half way leaves the line open.
        with suppress(smtplib.SMTPException, OSError):
            over.close()


def check_code(*, code: str, now: datetime) -> None:
    """Take the code from the email: from then on it is certain that the administrator can sign in. Raises `Refused`."""
    with transaction.atomic():
        run = going_on()
        address = administrator_in(run.answers)
        counts = run.code_sent_at and now - run.code_sent_at <= CODE_COUNTS and run.code_tries < MOST_TRIES
        typed = "".join(code.split())
        right = bool(counts and run.code_digest) and hmac.compare_digest(run.code_digest, _digest(run, address, typed))
        if right:
            run.code_digest = ""
            run.save(update_fields=["code_digest"])
            keep(run, "email", proved=address)
        else:
            run.code_tries += 1
            run.save(update_fields=["code_tries"])
        audit.record("first-run:proved" if right else "first-run:wrong-code", by=BY, about=run)
    if not right:
        raise Refused("This code is wrong or has expired. Check the email, or send another one.", "code")


def _digest(run: FirstRun, address: str, code: str) -> str:
    said = f"first-run:{run.pk}:{address}:{code}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), sha256).hexdigest()
