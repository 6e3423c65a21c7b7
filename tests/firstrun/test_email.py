"""Email in the first run: a server that works is kept outside the database, and the code shows that it arrives."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.mail import get_connection, send_mail

from lanyard.firstrun.models import FirstRun
from lanyard.records import mail_server
from lanyard.records.models import AuditEvent
from tests.firstrun.walk import ADMINISTRATOR, DSL, MAIL, code_in, opened, people, text_of, up_to_email
from tests.notices.mailbox import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def server():
    """A mail server on this computer."""
    running = MailServer()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def kept_file(settings, tmp_path) -> Path:
    """Where the installation keeps its mail server; the environment names none."""
    settings.EMAIL_BACKEND = mail_server.BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "", 1, False, False
    file = Path(settings.LANYARD_HOME) / "keys" / mail_server.FILE
    yield file
    file.unlink(missing_ok=True)


@pytest.fixture
def client(now, kept_file):
    """Everything before email is done."""
    client = opened(now)
    up_to_email(client)
    return client


def send(client, server, **more):
    return client.post("/first-run/email/", {**MAIL, "port": str(server.port), **more})


def give(client, code: str):
    return client.post("/first-run/email/code/", {"code": code})


def test_a_code_goes_to_the_administrator_and_the_server_is_kept(client, server, kept_file):
    assert send(client, server)["Location"] == "/first-run/email/code/"

    assert [message["To"] for message in server.arrived] == [ADMINISTRATOR]
    assert server.arrived[0]["From"] == MAIL["sender"]
    assert give(client, f" {code_in(server.arrived[0].get_content())} ")["Location"] == "/first-run/roster/"
    assert stat.S_IMODE(kept_file.stat().st_mode) == 0o600


def test_what_is_kept_is_used_for_every_email_at_once(client, server):
    send(client, server)
    send_mail("Subject", "Body", None, ["somebody@example.org"])

    assert server.arrived[-1]["To"] == "somebody@example.org"
    assert server.arrived[-1]["From"] == MAIL["sender"]
    assert get_connection(timeout=3).timeout == 3


def test_the_password_is_in_the_file_alone(client, server, kept_file):
    mail_server.keep(mail_server.MailServer("127.0.0.1", server.port, "plain", "x@example.org", "lanyard", "pass word"))

    page = text_of(client.get("/first-run/email/"))
    assert "pass word" not in page and "Leave this empty to keep the password" in page
    assert json.loads(kept_file.read_text())["password"] == "pass word"
    assert "pass word" not in repr(mail_server.kept())


@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.invalid", "a" * 70 + ".example.org", ".."])
def test_a_server_that_is_not_there_is_said_plainly_and_not_kept(client, kept_file, host):
    answer = client.post("/first-run/email/", {**MAIL, "host": host, "port": "1", "password": "typed"})

    assert "The mail server did not answer" in text_of(answer)
    assert host in text_of(answer) and 'value="typed"' in text_of(answer)
    assert not kept_file.exists()
    assert client.get("/first-run/email/code/")["Location"] == "/first-run/email/"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"security": "starttls"}, "does not offer this kind of security"),
        ({"security": "tls"}, "A secure connection could not be made"),
        ({"user": "lanyard", "password": "x"}, "does not offer this kind of security, or no sign-in"),
        ({"sender": "lanyard"}, "Enter an email address in full"),
        ({"port": "99999"}, "Enter 65535 or less"),
        ({"host": ""}, "Enter the mail server"),
    ],
)
def test_what_a_server_does_not_offer_is_said_beside_the_field(client, server, more, says):
    assert says in text_of(send(client, server, **more))
    assert server.arrived == []


def test_an_address_that_the_server_refuses_is_named(client, server):
    server.refused.add(ADMINISTRATOR)

    assert f"will not send email to {ADMINISTRATOR}" in text_of(send(client, server))


def test_five_wrong_codes_are_enough_and_another_email_begins_anew(client, server):
    send(client, server)
    right = code_in(server.arrived[0].get_content())
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(5):
        assert "wrong or has expired" in text_of(give(client, wrong))
    assert "wrong or has expired" in text_of(give(client, right))
    assert AuditEvent.objects.filter(event="first-run:wrong-code").count() == 6

    send(client, server)
    assert "wrong or has expired" in text_of(give(client, right)) or right == code_in(server.arrived[1].get_content())
    assert give(client, code_in(server.arrived[1].get_content())).status_code == 302


def test_a_code_counts_for_an_hour(client, server, now):
    send(client, server)
    with time_machine.travel(now + timedelta(hours=1, seconds=1), tick=False):
        assert "wrong or has expired" in text_of(give(client, code_in(server.arrived[0].get_content())))


def test_another_administrator_has_to_be_reached_too(client, server):
    send(client, server)
    give(client, code_in(server.arrived[0].get_content()))
    assert client.get("/first-run/")["Location"] == "/first-run/roster/"

    people(client, trust_administrator_email="other@oldquay.example.sch.uk")

    assert client.get("/first-run/")["Location"] == "/first-run/email/"
    assert client.get("/first-run/email/code/")["Location"] == "/first-run/email/"
    assert DSL not in text_of(client.get("/first-run/email/"))


def test_a_server_that_the_environment_names_is_only_tried(now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = opened(now)
    up_to_email(client)
    page = text_of(client.get("/first-run/email/"))
    assert "LANYARD_EMAIL_URL" in page and "Password" not in page

    client.post("/first-run/email/")

    assert [message.to for message in mail.outbox] == [[ADMINISTRATOR]]
    code = code_in(mail.outbox[0].body)
    assert code not in str(FirstRun.objects.get().answers)
    assert give(client, code)["Location"] == "/first-run/roster/"
