"""The mail server that Lanyard's own email goes to in these tests."""

import pytest

from tests.notices.mailbox import MailServer


@pytest.fixture
def mail_server(settings):
    """A running mail server, and the settings that lead to it."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.BASE_URL = "https://lanyard.example.org"
    server.start()
    yield server
    server.stop()
