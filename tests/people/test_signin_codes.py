"""Signing in with a code by email: who gets one, what a stranger learns, and what a wrong code costs."""

import base64
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lanyard.kernel import schedule
from lanyard.people import queue, tasks
from lanyard.people.actions import signin_emails
from lanyard.people.actions.accounts import account_for
from lanyard.people.choices import Kind, Role
from lanyard.people.models import Person, User
from lanyard.records.models import AuditEvent
from tests.conftest import NOW
from tests.factories.people import give_role, make_membership, make_person, make_pupil, make_school, make_trust
from tests.notices.mailbox import MailServer, run_background_work

pytestmark = pytest.mark.django_db
SIGN_IN, CODE = "/accounts/login/", "/accounts/login/code/"
ADDRESS = "nell.fisher@old-quay-juniors.example.org"


@pytest.fixture(autouse=True)
def _nothing_asked_before() -> None:
    cache.clear()


@pytest.fixture
def school():
    return make_school(make_trust())


@pytest.fixture
def teacher(school) -> Person:
    person = make_person(school.trust, "Nell Fisher", email=ADDRESS)
    make_membership(person, school)
    return person


def ask(client: Client, address: str = ADDRESS, *, path: str = SIGN_IN) -> HttpResponse:
    return client.post(path, {"email": address}, follow=True)


def sent_code() -> str:
    """The code in the email, which the background work sends."""
    run_background_work()
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", mail.outbox[-1].body)[0]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("number").values_list("event", flat=True))


def test_the_code_that_was_sent_opens_the_door_and_makes_the_account(client, teacher):
    ask(client)
    response = client.post(CODE, {"code": sent_code()})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(person=teacher).pk)
    assert mail.outbox[0].to == [ADDRESS]
    assert {"account:make", "signin:step", "signin:in"} <= set(events())


def test_the_code_opens_the_page_that_was_asked_for(client, teacher):
    ask(client, path=f"{SIGN_IN}?next=/second-step/")
    response = client.post(f"{CODE}?next=/second-step/", {"code": sent_code(), "next": "/second-step/"})

    assert response["Location"] == "/second-step/"


def test_a_page_elsewhere_is_never_gone_to(client, teacher):
    ask(client, path=f"{SIGN_IN}?next=https://elsewhere.example.org/")
    response = client.post(CODE, {"code": sent_code(), "next": "https://elsewhere.example.org/"})

    assert response["Location"] == "/"


def test_the_email_names_nobody(client, teacher):
    ask(client)
    sent_code()

    text = mail.outbox[0].subject + mail.outbox[0].body
    assert "Nell" not in text
    assert "Fisher" not in text
    assert ADDRESS not in text


def test_a_stranger_sees_the_same_page_as_somebody_on_the_register(client, teacher):
    known = ask(client)
    unknown = ask(Client(), "who.knows@old-quay-juniors.example.org")

    plain = [
        re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page.content.decode()).replace(address, "ADDRESS")
        for page, address in [(known, ADDRESS), (unknown, "who.knows@old-quay-juniors.example.org")]
    ]
    assert plain[0] == plain[1]
    assert known.redirect_chain == unknown.redirect_chain
    sent_code()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_a_stranger_gets_no_further_with_any_code(client, school):
    ask(client, "who.knows@example.org")

    for code in ("", "BCDF-GHJK", "None"):
        client.post(CODE, {"code": code})
    assert not is_in(client)
    assert not User.objects.exists()


def test_a_wrong_code_says_so_and_three_end_it(client, teacher):
    ask(client)
    right = sent_code()
    wrong = "BBBB-BBBB" if right != "BBBB-BBBB" else "CCCC-CCCC"

    pages = [client.post(CODE, {"code": wrong}) for _ in range(3)]
    after = client.post(CODE, {"code": right})

    assert [page.status_code for page in pages] == [200, 200, 302]
    assert after.status_code == 302
    assert not is_in(client)
    assert events().count("signin:wrong-code") == 3


def test_a_code_is_worth_nothing_after_ten_minutes(client, teacher):
    with time_machine.travel(NOW, tick=False) as clock:
        ask(client)
        code = sent_code()
        clock.shift(timedelta(minutes=10, seconds=1))
        client.post(CODE, {"code": code})

    assert not is_in(client)


def test_a_code_is_worth_nothing_in_another_browser(client, teacher):
    ask(client)
    other = Client()
    other.post(CODE, {"code": sent_code()})

    assert not is_in(other)


def test_a_stranger_who_asks_a_hundred_times_locks_nobody_out(client, teacher):
    for _ in range(50):
        ask(Client())
    assert ask(client).redirect_chain
    for _ in range(50):
        ask(Client())
    client.post(CODE, {"code": sent_code()})

    assert is_in(client)


def test_however_often_it_is_asked_few_emails_go_out(client, teacher):
    for _ in range(20):
        ask(Client())
    run_background_work()

    assert len(mail.outbox) == 5
    assert len({re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", message.body)[0] for message in mail.outbox}) == 1


def test_a_code_that_came_before_a_stranger_asked_again_still_opens(client, teacher):
    with time_machine.travel(NOW, tick=False) as clock:
        ask(client)
        first = sent_code()
        clock.shift(timedelta(minutes=6))
        mail.outbox.clear()
        ask(Client())
        second = sent_code()
        client.post(CODE, {"code": first})
        assert is_in(client)

    assert first != second


def test_the_newest_code_opens_in_a_browser_that_asked_before(client, teacher):
    with time_machine.travel(NOW, tick=False) as clock:
        ask(client)
        sent_code()
        clock.shift(timedelta(minutes=6))
        mail.outbox.clear()
        ask(Client())
        client.post(CODE, {"code": sent_code()})
        assert is_in(client)


def test_wrong_tries_of_a_stranger_cost_nobody_else_a_try(client, teacher):
    ask(client)
    right = sent_code()
    for _ in range(10):
        stranger = Client()
        ask(stranger)
        for _ in range(3):
            stranger.post(CODE, {"code": "BBBB-BBBB"})
    client.post(CODE, {"code": right})

    assert is_in(client)


def test_a_code_opens_once(client, teacher):
    other = Client()
    ask(client), ask(other)
    code = sent_code()
    client.post(CODE, {"code": code})
    fresh = Client()
    mail.outbox.clear()
    ask(fresh)

    assert is_in(client)
    assert sent_code() != code


def test_the_codes_that_wait_are_not_readable_in_the_database(client, teacher):
    ask(client)
    code = sent_code()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        kept = str([(key, base64.b64decode(value)) for key, value in cursor.fetchall()])

    assert "sign-in-code" in kept
    assert code not in kept and ADDRESS not in kept


def test_a_whole_school_behind_one_network_address_is_let_ask(client, teacher, school):
    for number in range(8):
        person = make_person(school.trust, f"Staff{number} Reed", email=f"staff{number}@example.org")
        make_membership(person, school)
        assert ask(Client(), person.email).redirect_chain


def test_the_session_is_another_one_after_signing_in(client, teacher):
    ask(client)
    before = client.session.session_key
    client.post(CODE, {"code": sent_code()})

    assert client.session.session_key != before


@pytest.mark.parametrize("kind", [Kind.TEACHER, Kind.GOVERNOR, Kind.PARENT, Kind.VOLUNTEER])
def test_whoever_works_governs_helps_or_has_a_child_here_may_have_an_account(school, kind):
    person = make_person(school.trust, "Nell Fisher", email=ADDRESS)
    make_membership(person, school, kind)

    assert account_for(ADDRESS.upper(), date(2026, 11, 24)).person == person


def test_a_role_without_a_place_at_a_school_is_enough(school):
    person = make_person(school.trust, "Nell Fisher", email=ADDRESS)
    give_role(person, Role.TRUST_ADMINISTRATOR, school.trust)

    assert account_for(ADDRESS, date(2026, 11, 24)).person == person


def test_a_pupil_gets_no_account(school):
    make_pupil(school, email=ADDRESS)

    assert account_for(ADDRESS, date(2026, 11, 24)) is None


def test_an_empty_address_is_nobodys(school):
    make_membership(make_person(school.trust, "No Address"), school)

    assert account_for("", date(2026, 11, 24)) is None


def test_the_last_day_is_the_last_day(school, teacher):
    teacher.left_on = date(2026, 11, 23)
    teacher.save()

    assert account_for(ADDRESS, date(2026, 11, 23)) is not None
    assert account_for(ADDRESS, date(2026, 11, 24)) is None


def test_an_account_that_was_closed_gets_no_code(client, teacher):
    user = account_for(ADDRESS, date(2026, 11, 24))
    user.is_active = False
    user.save()
    ask(client)

    assert account_for(ADDRESS, date(2026, 11, 24)) is None


def test_somebody_who_leaves_between_asking_and_typing_stays_outside(client, teacher):
    ask(client)
    code = sent_code()
    teacher.left_on = date(2020, 1, 1)
    teacher.save()

    response = client.post(CODE, {"code": code})

    assert response.status_code == 403
    assert "You can’t sign in any more" in response.content.decode()
    assert not is_in(client)


def test_an_address_that_passes_to_somebody_else_opens_their_account_alone(school, teacher):
    head_before = account_for(ADDRESS, date(2026, 11, 24))
    teacher.email = ""
    teacher.save()
    successor = make_person(school.trust, "Omar Vale", email=ADDRESS)
    make_membership(successor, school)

    head_now = account_for(ADDRESS, date(2026, 11, 24))

    assert head_now.person == successor
    assert head_now.pk != head_before.pk
    assert User.objects.get(pk=head_before.pk).email.endswith("@moved.invalid")


def test_a_new_address_on_the_register_is_the_accounts_address_from_then_on(teacher):
    before = account_for(ADDRESS, date(2026, 11, 24))
    teacher.email = "nell.vale@example.org"
    teacher.save()

    assert account_for(ADDRESS, date(2026, 11, 24)) is None
    assert account_for("nell.vale@example.org", date(2026, 11, 24)).pk == before.pk


def test_nothing_in_the_audit_trail_tells_an_address(client, teacher):
    ask(client)
    client.post(CODE, {"code": sent_code()})
    client.post("/accounts/logout/")

    assert events()[-1] == "signin:out"
    assert ADDRESS not in str(list(AuditEvent.objects.values()))


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A real mail server, which is not there until a test starts it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    server = MailServer()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


def rows() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(queue_name=signin_emails.QUEUE).order_by("enqueued_at"))


def test_a_mail_server_takes_the_code(client, teacher, mail_server):
    mail_server.start()
    ask(client)
    run_background_work()
    (message,) = mail_server.arrived
    client.post(CODE, {"code": re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", message.get_content())[0]})

    assert message["To"] == ADDRESS
    assert is_in(client)


def test_a_mail_server_that_is_away_is_logged_without_the_address_and_tried_again(client, teacher, mail_server, caplog):
    with time_machine.travel(NOW, tick=False) as clock:
        response = ask(client)
        run_background_work()
        mail_server.start()
        clock.shift(timedelta(seconds=signin_emails.AGAIN_AFTER))
        run_background_work()

    assert response.status_code == 200
    assert "A sign-in email could not be sent: ConnectionRefusedError" in caplog.text
    assert mail_server.addresses == [ADDRESS]
    assert ADDRESS not in caplog.text
    assert not any(row.traceback for row in rows())


def test_a_code_that_opens_nothing_any_more_is_not_sent(client, teacher):
    with time_machine.travel(NOW, tick=False) as clock:
        ask(client)
        clock.shift(timedelta(minutes=11))
        run_background_work()

    assert mail.outbox == []


def test_the_queue_holds_neither_code_nor_address_in_plain_text(client, teacher):
    ask(client)
    (waiting,) = [str(list(DBTaskResult.objects.values()))]
    code = sent_code()

    for secret in (ADDRESS, ADDRESS.partition("@")[0], code, "Nell", str(teacher.pk)):
        assert secret not in waiting
        assert secret not in str(list(DBTaskResult.objects.values()))


def test_an_address_that_nobody_has_takes_the_same_path(client, teacher):
    ask(client)
    ask(Client(), "who.knows@old-quay-juniors.example.org")
    known, unknown = rows()

    alike = ("task_path", "queue_name", "priority", "status", "run_after")
    assert [getattr(known, name) for name in alike] == [getattr(unknown, name) for name in alike]
    assert len(known.args_kwargs["args"][0]) == len(unknown.args_kwargs["args"][0])
    run_background_work()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_as_much_is_written_and_sealed_for_an_address_that_nobody_has(client, teacher):
    """The queue comes before anybody is looked up; the rest of the page differs as little as the account itself."""
    account_for(ADDRESS, date(2026, 11, 24))
    written = []
    for address in (ADDRESS, "who.knows@old-quay-juniors.example.org"):
        with CaptureQueriesContext(connection) as asked:
            ask(Client(), address)
        words = ("INSERT", "UPDATE", "DELETE")
        written.append([entry["sql"].split("(")[0][:40] for entry in asked if entry["sql"].startswith(words)])

    assert written[0] == written[1]


def test_what_a_crash_interrupted_is_sent_after_all(client, teacher):
    with time_machine.travel(NOW, tick=False) as clock:
        ask(client)
        rows()[0].claim("a process that is no more")
        tasks.tend_signin_emails()
        assert [row.status for row in rows()] == [TaskResultStatus.RUNNING]
        clock.shift(timedelta(seconds=signin_emails.LOST_AFTER + 1))
        tasks.tend_signin_emails()
        run_background_work()

    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_nothing_stays_of_what_was_sent(client, teacher):
    ask(client)
    run_background_work()
    ask(Client())
    tasks.tend_signin_emails()

    assert [row.status for row in rows()] == [TaskResultStatus.READY]
    assert schedule.jobs["people.tasks.tend_signin_emails"]


def test_if_the_page_fails_nothing_was_queued(client, teacher, monkeypatch):
    monkeypatch.setattr(queue, "queue_email", raises)
    with pytest.raises(OSError, match="full"):
        ask(client)

    assert rows() == []


def raises(*_: object) -> None:
    raise OSError("The disk is full.")


NOT_HERE = [
    "/accounts/signup/", "/accounts/password/change/", "/accounts/password/set/", "/accounts/password/reset/",
    "/accounts/email/", "/accounts/confirm-email/", "/accounts/3rdparty/", "/accounts/3rdparty/signup/",
    "/accounts/social/signup/", "/accounts/social/connections/", "/accounts/inactive/", "/accounts/2fa/trust/",
    "/accounts/", "/accounts/phone/verify/", "/accounts/2fa/webauthn/signup/",
]  # fmt: skip


@pytest.mark.parametrize("path", NOT_HERE)
def test_pages_for_passwords_and_signing_up_do_not_exist(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
