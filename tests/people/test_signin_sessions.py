"""What keeps a sign-in open and what ends it, and the second step."""

import time
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from lanyard.kernel import gate
from lanyard.people.models import User
from lanyard.records.models import AuditEvent
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SECRET = "JBSWY3DPEHPK3PXP"


def is_in(client: Client) -> bool:
    return client.get("/second-step/").headers.get("Location", "").startswith("/accounts/login/") is False


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def app_code(client: Client) -> str:
    """What an app shows that was given the secret on the page."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(client.session["mfa.totp.secret"], counter))


def give_app(user: User) -> None:
    TOTP.activate(user, SECRET)


def test_a_page_left_alone_signs_out_says_so_and_comes_back_to_where_it_was(client_for, cast):
    with time_machine.travel(NOW, tick=False) as clock:
        client = client_for(cast.teacher)
        assert client.get("/privacy/").status_code == 200
        clock.shift(timedelta(minutes=settings.IDLE_MINUTES, seconds=1))
        response = client.get("/second-step/?from=here", follow=True)

    assert response.redirect_chain == [("/accounts/login/?next=/second-step/%3Ffrom%3Dhere", 302)]
    assert "You were signed out because you were away for 30 minutes" in response.content.decode()
    assert AuditEvent.objects.filter(event="signin:time-out").count() == 1
    assert not AuditEvent.objects.filter(event="signin:out").exists()


def test_a_form_sent_too_late_comes_back_to_the_page_of_the_form(client_for, cast):
    with time_machine.travel(NOW, tick=False) as clock:
        client = client_for(cast.teacher)
        client.get("/privacy/")
        clock.shift(timedelta(hours=2))
        response = client.post("/accounts/again/", headers={"referer": "http://testserver/privacy/"})

    assert response["Location"] == "/accounts/login/?next=/privacy/"


def test_a_page_in_use_stays_signed_in(client_for, cast):
    with time_machine.travel(NOW, tick=False) as clock:
        client = client_for(cast.teacher)
        for _ in range(4):
            assert is_in(client)
            clock.shift(timedelta(minutes=settings.IDLE_MINUTES - 1))
        assert is_in(client)


def test_reading_pages_one_after_another_does_not_write_the_session_each_time(
    client_for, cast, now, django_assert_num_queries
):
    client = client_for(cast.teacher)
    client.get("/second-step/")
    before = Session.objects.get(pk=client.session.session_key).session_data

    client.get("/second-step/")

    assert Session.objects.get(pk=client.session.session_key).session_data == before


def test_closing_an_account_ends_its_sign_ins_at_once_and_for_good(client_for, cast):
    client = client_for(cast.teacher)
    assert is_in(client)
    User.objects.filter(pk=cast.teacher.pk).update(is_active=False)
    assert not is_in(client)
    User.objects.filter(pk=cast.teacher.pk).update(is_active=True)
    assert not is_in(client)


def test_the_day_after_the_last_a_sign_in_is_over(client_for, cast, now):
    client = client_for(cast.teacher)
    person = cast.teacher.person
    person.left_on = date(2026, 11, 24)
    person.save()
    assert is_in(client)

    person.left_on = date(2026, 11, 23)
    person.save()
    assert not is_in(client)


class Asked:
    """A request as far as the second step goes."""

    def __init__(self, client: Client, user: User) -> None:
        self.session, self.user = client.session, user


@pytest.mark.parametrize(
    ("record", "counts"),
    [
        ({"method": "code"}, False),
        ({"method": "socialaccount", "provider": "google"}, False),
        ({"method": "mfa", "type": "totp"}, True),
        ({"method": "mfa", "type": "webauthn", "passwordless": True}, True),
        ({"method": "mfa", "type": "recovery_codes"}, True),
    ],
)
def test_what_counts_as_a_second_step(client_for, cast, record, counts):
    client = client_for(cast.headteacher)
    session = client.session
    session["account_authentication_methods"] = [{**record, "at": time.time()}]
    session.save()

    assert gate.resolver().second_step_done(Asked(client, cast.headteacher)) is counts


def test_the_second_step_of_somebody_else_does_not_count(client_for, cast):
    client = client_for(cast.headteacher)

    assert not gate.resolver().second_step_done(Asked(client, cast.teacher))


def test_the_page_explains_and_leads_to_setting_it_up(client_for, cast):
    page = client_for(cast.headteacher, second_step=False).get("/second-step/?next=/privacy/").content.decode()

    assert "One more step to see this page" in page
    assert "/second-step/app/" in page
    assert "/second-step/passkeys/add/" in page


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_is_the_second_step_and_leads_back(client_for, cast):
    client = client_for(cast.moderator, second_step=False)
    client.get("/second-step/?next=/privacy/")
    client.get("/second-step/app/")

    done = client.post("/second-step/app/", {"code": app_code(client)})

    assert done["Location"] == "/second-step/codes/"
    assert client.get("/second-step/codes/").status_code == 200
    assert client.get("/second-step/")["Location"] == "/privacy/"
    assert AuditEvent.objects.filter(event="second-step:add").count() == 2


def test_the_secret_of_an_app_is_not_readable_in_the_database(cast):
    give_app(cast.headteacher)

    assert SECRET not in str(Authenticator.objects.get(type="totp").data)
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_now())


def test_who_has_an_app_gives_its_code_when_it_is_asked_for(client_for, cast):
    give_app(cast.headteacher)
    client = client_for(cast.headteacher, second_step=False)
    page = client.get("/second-step/?next=/privacy/").content.decode()
    wrong = client.post("/second-step/again/?next=/second-step/", {"code": "000000"})
    right = client.post("/second-step/again/?next=/second-step/", {"code": code_now(), "next": "/second-step/"})

    assert "Use a code from your app" in page
    assert wrong.status_code == 200
    assert right["Location"] == "/second-step/"
    assert client.get("/second-step/")["Location"] == "/privacy/"
    assert AuditEvent.objects.filter(event="signin:wrong-second-step").count() == 1


def test_a_page_elsewhere_is_never_gone_to_after_the_second_step(client_for, cast):
    client = client_for(cast.headteacher)

    assert client.get("/second-step/?next=https://elsewhere.example.org/")["Location"] == "/"


def test_guessing_an_apps_code_is_limited(client_for, cast):
    give_app(cast.headteacher)
    client = client_for(cast.headteacher, second_step=False)
    for _ in range(5):
        client.post("/second-step/again/", {"code": "000000"})

    client.post("/second-step/again/?next=/second-step/", {"code": code_now()})

    assert client.get("/second-step/").status_code == 200
