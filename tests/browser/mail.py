"""The emails that the demonstration would have sent: it keeps them as files in its home folder."""

from __future__ import annotations

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.browser.site import Site, Visitor

SUBJECT = "Your code to sign in to Lanyard"


def codes_sent(site: Site) -> list[EmailMessage]:
    """The emails with codes, the oldest first; those being written are left out."""
    files = sorted((site.home / "sent-email").glob("*"), key=lambda file: file.stat().st_mtime)
    whole = [content for file in files if (content := file.read_bytes()).rstrip().endswith(b"---")]
    found = [message_from_bytes(content, policy=policy.default) for content in whole]
    return [email for email in found if email["Subject"] == SUBJECT]


def next_code_email(site: Site, before: int) -> EmailMessage:
    """The email with a code that comes after so many; the background work sends it."""
    for _ in range(1200):
        if len(found := codes_sent(site)) > before:
            return found[before]
        time.sleep(0.05)
    raise AssertionError("No email with a code was written.")


def code_in(email: EmailMessage) -> str:
    """The code stands on a line of its own."""
    return re.search(r"^[A-Z0-9-]{6,12}$", email.get_content(), re.MULTILINE).group()


def ask_for_code(visitor: Visitor, address: str) -> None:
    """Fill in the sign-in page."""
    visitor.goto("/accounts/login/")
    visitor.page.get_by_label("Your email address").fill(address)
    visitor.press("Send me a code")
    assert visitor.heading() == "Check your email"


def sign_in_by_code(visitor: Visitor, address: str) -> None:
    """Ask for a code, read it in the email, type it in."""
    before = len(codes_sent(visitor.site))
    ask_for_code(visitor, address)
    visitor.page.get_by_label("The code in the email").fill(code_in(next_code_email(visitor.site, before)))
    visitor.press("Sign in")
    visitor.page.wait_for_url(visitor.site.url + "/")
