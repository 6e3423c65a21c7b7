"""The first second step of a reader needs a fresh code from their mail, and one that a leader reads out."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.core import mail
from django.urls import reverse

from lanyard.kernel.refusals import Refused
from lanyard.people import actions
from lanyard.people.commands import access
from lanyard.people.models import User, WitnessedStep
from lanyard.people.signin import second_step_done, second_step_is_fresh
from lanyard.records.models import AuditEvent
from tests.conftest import NOW
from tests.notices.mailbox import run_background_work
from tests.people.test_signin_sessions import Asked, app_code, give_app

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]
FIRST, APP, PASSKEY = "/second-step/first/", "/second-step/app/", "/second-step/passkeys/add/"


def mail_code(client):
    client.post(FIRST, {"send": "1"})
    run_background_work()
    return re.search(r"\b(\d{6})\b", mail.outbox[-1].body).group(1)


def asked(client):
    """A client that has given the code from its mail and asked for a witness; the step that waits."""
    client.post(FIRST, {"code": mail_code(client)})
    client.post(FIRST, {"ask": "1"})
    return WitnessedStep.objects.get()


def read_out(client_for, leader, step):
    page = client_for(leader).post(reverse("people:witness", args=[step.pk])).content.decode()
    return re.search(r"\b(\d{4} \d{4})\b", page).group(1)


@pytest.mark.parametrize("page", [APP, PASSKEY])
def test_a_reader_cannot_set_one_up_alone(cast, client_for, page):
    client = client_for(cast.chair_of_governors, second_step=False)
    assert client.get(page)["Location"] == FIRST
    assert client.post(page, {"code": "123456"})["Location"] == FIRST
    assert not Authenticator.objects.exists()


def test_whoever_reads_nothing_sensitive_sets_one_up_alone(cast, client_for):
    assert client_for(cast.teacher, second_step=False).get(APP).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_with_a_code_from_the_mail_and_one_read_out_it_is_set_up(cast, client_for):
    client = client_for(cast.chair_of_governors, second_step=False)
    step = asked(client)
    assert client.get(APP)["Location"] == FIRST
    code = read_out(client_for, cast.chair_of_trustees, step)
    assert client.post(FIRST, {"code": code})["Location"] == "/second-step/"
    client.get(APP)
    client.post(APP, {"code": app_code(client)})
    assert Authenticator.objects.filter(user=cast.chair_of_governors, type="totp").exists()
    kept = WitnessedStep.objects.get()
    assert (kept.witness, kept.done_at) == (cast.chair_of_trustees.person, NOW)
    # A code counts once: another first step needs another.
    Authenticator.objects.all().delete()
    assert client.get(APP)["Location"] == FIRST


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_lets_read_on_and_is_no_fresh_proof_for_a_sealed_log_in(cast, client_for):
    client = client_for(cast.chair_of_governors, second_step=False)
    client.post(FIRST, {"code": read_out(client_for, cast.chair_of_trustees, asked(client))})
    client.get(APP)
    client.post(APP, {"code": app_code(client)})
    request = Asked(client, cast.chair_of_governors)
    assert second_step_done(request)
    assert not second_step_is_fresh(request)


@pytest.mark.parametrize("who", ["trust_administrator", "chair_of_governors", "teacher", "stranger", "deputy_dsl"])
def test_who_is_not_above_and_independent_is_shown_no_code(cast, client_for, who):
    step = asked(client_for(cast.chair_of_governors, second_step=False))
    assert client_for(getattr(cast, who)).post(reverse("people:witness", args=[step.pk])).status_code in (403, 404)
    with pytest.raises(Refused):
        actions.show_code(step=step, by=getattr(cast, who), now=NOW)


def test_who_changed_the_address_witnesses_nothing(cast, client_for):
    how = {"email": "new@example.org", "by": cast.executive_headteacher, "now": NOW}
    actions.change_address(person=cast.chair_of_governors.person, **how)
    step = asked(client_for(cast.chair_of_governors, second_step=False))
    with pytest.raises(Refused):
        actions.show_code(step=step, by=cast.executive_headteacher, now=NOW)


def test_the_leader_needs_a_second_step_of_their_own(cast, client_for):
    step = asked(client_for(cast.chair_of_governors, second_step=False))
    leader = client_for(cast.chair_of_trustees, second_step=False)
    assert leader.post(reverse("people:witness", args=[step.pk]))["Location"].startswith("/second-step/")


def test_wrong_late_and_borrowed_codes_open_nothing(cast, client_for):
    client = client_for(cast.chair_of_governors, second_step=False)
    step = asked(client)
    code = read_out(client_for, cast.chair_of_trustees, step)
    other = client_for(cast.chair_of_governors, second_step=False)
    assert other.post(FIRST, {"code": code}).status_code == 200
    assert other.get(APP)["Location"] == FIRST
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert "code is wrong" in client.post(FIRST, {"code": code}).content.decode()
    for _ in range(5):
        client.post(FIRST, {"code": "0000 0000"})
    assert "code is wrong" in client.post(FIRST, {"code": code}).content.decode()
    assert AuditEvent.objects.filter(event="second-step:wrong-witness").count() == 7
    assert client.get(APP)["Location"] == FIRST


def test_a_wrong_code_of_the_mail_goes_no_further(cast, client_for):
    client = client_for(cast.chair_of_governors, second_step=False)
    right = mail_code(client)
    for _ in range(5):
        client.post(FIRST, {"code": "000000"})
    client.post(FIRST, {"code": right})
    client.post(FIRST, {"ask": "1"})
    assert not WitnessedStep.objects.exists()


def test_the_first_leader_of_all_is_let_in_at_the_computer(cast, client_for):
    client = client_for(cast.chair_of_trustees, second_step=False)
    run = CliRunner()
    assert run.invoke(access, ["witness", "colin.drake@example.org"]).exit_code == 1
    asked(client)
    said = run.invoke(access, ["witness", "Colin.Drake@example.org"])
    code = re.search(r"\d{4} \d{4}", said.stdout).group(0)
    client.post(FIRST, {"code": code})
    assert client.get(APP).status_code == 200


def test_a_second_step_that_nobody_witnessed_ends_when_a_role_begins(cast, client_for):
    give_app(cast.teacher)
    client = client_for(cast.teacher)
    proposal = actions.appoint(
        person=cast.teacher.person, role="dsl", place=cast.old_quay, by=cast.trust_administrator,
        start=NOW.date(), on=NOW.date(),
    )  # fmt: skip
    actions.confirm(proposal=proposal, by=cast.headteacher, on=NOW.date())
    assert not Authenticator.objects.filter(user=cast.teacher).exists()
    assert "/accounts/login/" in client.get("/notices/")["Location"]


def test_a_lost_second_step_is_taken_away_by_a_leader_and_set_up_again_witnessed(cast, client_for):
    give_app(cast.dsl)
    client = client_for(cast.dsl)
    url = reverse("people:reset-second-step", args=[cast.old_quay.slug])
    assert client.post(url, {"person": "Daniel Okafor"}).status_code == 403
    client_for(cast.headteacher).post(url, {"person": "Daniel Okafor"})
    assert not Authenticator.objects.filter(user=cast.dsl).exists()
    assert "/accounts/login/" in client.get("/notices/")["Location"]
    assert client_for(User.objects.get(pk=cast.dsl.pk), second_step=False).get(APP)["Location"] == FIRST


def test_nobody_resets_their_own_or_that_of_somebody_above(cast):
    for user in (cast.headteacher, cast.chair_of_governors):
        give_app(user)
        with pytest.raises(Refused):
            actions.reset_second_step(person=user.person, place=cast.old_quay, by=cast.headteacher, now=NOW)
