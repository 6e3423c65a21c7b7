"""Messages both ways: those who deal with it are told, those it is about never, and nothing is kept twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.concerns.core import receipts
from lanyard.concerns.core.choices import ClockKind, ConcernType, PartyRole
from lanyard.concerns.core.models import Clock, Concern, Entry, Message, Party, Reader, key_of
from lanyard.concerns.intake.actions.messages import answer_reporter, who_deals_with, write_back
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.records.models import AuditEvent
from tests.concerns.cases import add_party, assign, consult, fresh, opened, page, post
from tests.concerns.factories import by_staff, make_concern, new_form
from tests.concerns.reporting import written
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def news(concern) -> set[str]:
    rows = Notice.objects.filter(about=f"concern:{concern.pk}", kind="concerns:news")
    return set(rows.values_list("person__email", flat=True))


def wrote(concern, text: str = "It happened again.") -> bool:
    return write_back(concern=fresh(concern), text=text, form=new_form())


def test_whoever_holds_it_hears_that_the_reporter_wrote(cast):
    concern = make_concern(cast.old_quay)
    wrote(concern)

    assert news(concern) == {cast.dsl.email}
    assert fresh(concern).has_news


def test_whoever_has_it_assigned_hears_alone(cast):
    concern = opened(cast.old_quay, cast.dsl)
    assign(concern, cast.dsl, cast.deputy_dsl.person)
    wrote(concern)

    assert news(concern) == {cast.deputy_dsl.email}


def test_who_is_only_asked_for_advice_does_not(cast):
    concern = opened(cast.old_quay, cast.dsl)
    Notice.objects.all().delete()
    consult(concern, cast.dsl, cast.leadership.person)
    Notice.objects.all().delete()
    wrote(concern)

    assert news(concern) == {cast.dsl.email}


def test_a_line_manager_who_was_chosen_hears_it(cast):
    sent = by_staff(cast.teacher, answers={"tell_whom": "line_manager"})
    concern = make_concern(cast.old_quay, ConcernType.CONTACT_RECEIVED, **sent)
    wrote(concern)

    assert news(concern) == {cast.line_manager.email}


@pytest.mark.parametrize("role", [PartyRole.SUBJECT, PartyRole.CONFLICT])
def test_who_is_shut_out_later_hears_nothing_even_if_it_was_theirs(cast, role):
    concern = opened(cast.old_quay, cast.dsl)
    assign(concern, cast.dsl, cast.deputy_dsl.person)
    add_party(concern, cast.dsl, role, person=cast.deputy_dsl.person)
    wrote(concern)

    assert cast.deputy_dsl.email not in news(concern) and news(concern)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sets(st.sampled_from(sorted(Role.values)), max_size=6), st.sampled_from(["bullying", "staff_conduct", "other"])
)
def test_nobody_it_is_about_is_ever_among_those_told(cast, roles, kind):
    concern = make_concern(cast.old_quay, kind)
    people = [getattr(cast, role).person for role in roles]

    for person in people:
        Party.objects.get_or_create(
            concern=concern, role=PartyRole.SUBJECT, person_key=key_of(person), ended_at=None,
            defaults={"name": person.full_name, "person": str(person.pk), "added_at": timezone.now()},
        )  # fmt: skip
    told = who_deals_with(fresh(concern))

    assert not {person.pk for person in told} & {person.pk for person in people}


def test_much_that_is_written_makes_one_notice_an_hour_until_it_is_opened(cast):
    concern = make_concern(cast.old_quay)
    for n in range(5):
        wrote(concern, f"Again {n}")
    assert Notice.objects.filter(kind="concerns:news").count() == 2
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        wrote(concern)
    assert Notice.objects.filter(kind="concerns:news").count() == 3


def test_once_it_was_opened_the_next_is_told_at_once(cast, client_for):
    concern = make_concern(cast.old_quay)
    wrote(concern)
    said = page(client_for(cast.dsl), concern)
    assert "It happened again." in said and not fresh(concern).has_news
    wrote(concern, "And again.")

    assert Notice.objects.filter(kind="concerns:news").count() == 2 and fresh(concern).has_news


def test_a_form_that_is_sent_twice_is_one_message(cast):
    concern, form = make_concern(cast.old_quay), new_form()

    assert write_back(concern=concern, text="Again.", form=form)
    assert not write_back(concern=concern, text="Again.", form=form)
    assert Message.objects.count() == 1


def test_a_notice_of_it_says_nothing_of_it(cast):
    concern = make_concern(cast.old_quay)
    wrote(concern, "Bo did it again.")
    notice = Notice.objects.get(kind="concerns:news")

    assert "Bo" not in f"{notice.title} {notice.says} {notice.subject}"


def test_answering_meets_the_promise_and_makes_the_next(cast):
    concern = opened(cast.old_quay, cast.dsl)
    first = Clock.objects.get(concern=concern, kind=ClockKind.UPDATE)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        answer_reporter(by=cast.dsl, concern=fresh(concern), text="We are on it.")
    first.refresh_from_db()
    running = Clock.objects.get(concern=concern, kind=ClockKind.UPDATE, met_at=None)

    assert first.met_at and running.due_at > first.due_at
    assert fresh(concern).due_at == running.due_at
    assert AuditEvent.objects.filter(event="concern:answer").count() == 1


def test_a_handler_answers_from_the_page_of_the_case(cast, client_for):
    concern, client = opened(cast.old_quay, cast.dsl), client_for(cast.dsl)
    form = written(client.get(f"/concerns/{concern.pk}/answer/"))
    post(client, concern, "answer/", **form | {"text": "Thank you. We are on it."})
    post(client, concern, "answer/", **form | {"text": "Thank you. We are on it."})

    assert Message.objects.get().by == cast.dsl.person
    assert "Thank you. We are on it." in page(client, concern) and "Daniel Okafor wrote" in page(client, concern)


def test_who_only_reads_cannot_answer_and_keeps_what_they_typed(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    consult(concern, cast.dsl, cast.leadership.person)
    with pytest.raises(Refused):
        answer_reporter(by=cast.leadership, concern=fresh(concern), text="Hello")
    client = client_for(cast.leadership)
    said = post(client, concern, "answer/", text="Hello there").content.decode()

    assert "someone else is dealing with it" in said and "Hello there" in said
    assert "Write to the reporter" not in page(client, concern)
    assert not Message.objects.exists()


def test_who_is_shut_out_finds_no_page_to_answer_on(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    add_party(concern, cast.dsl, PartyRole.CONFLICT, person=cast.deputy_dsl.person)
    at = f"/concerns/{concern.pk}/answer/"

    assert client_for(cast.deputy_dsl).get(at).status_code == 404
    assert client_for(cast.deputy_dsl).post(at, {"text": "x"}).status_code == 404
    assert client_for(cast.teacher).get(at).status_code == 404


def test_a_member_of_staff_who_reported_by_name_is_told_of_the_answer_and_of_nothing_else(cast):
    concern = make_concern(cast.old_quay, **by_staff(cast.teacher))
    answer_reporter(by=cast.dsl, concern=concern, text="Thank you.")
    notice = Notice.objects.get(person=cast.teacher.person)

    assert (notice.about, notice.url) == ("", "/concerns/mine/")
    assert str(concern.pk) not in f"{notice.once}{notice.url}{notice.says}"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ concern.ref }}", "'\"><img src=x onerror=alert(1)>"])
def test_what_is_written_is_shown_as_it_is_and_never_run(cast, client_for, text):
    form = new_form()
    concern = make_concern(cast.old_quay, form=form)
    wrote(concern, text)

    for shown in (
        page(client_for(cast.dsl), concern),
        Client().post("/report/answer/", {"code": receipts.code_of(form)}).content.decode(),
    ):
        assert "<script>alert" not in shown and "<img src=x" not in shown
        assert escape(text) in shown


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001, "data:image/png;base64,iVBORw0KGgo="])
def test_what_cannot_be_taken_is_said_beside_the_field_and_stays(cast, text):

    form, client = new_form(), Client()
    make_concern(cast.old_quay, form=form)
    came = client.post("/report/answer/", {"code": receipts.code_of(form)})
    said = client.post("/report/answer/", {**written(came), "text": text})

    assert "There is a problem" in said.content.decode() and written(said)["text"].strip() == text.strip()
    assert not Message.objects.exists() and not Concern.objects.get().has_news


@pytest.mark.parametrize("danger", ["", "yes"])
def test_nothing_that_follows_from_a_message_tells_the_second_at_which_it_was_sent(cast, danger):
    """It says something of the headteacher, who is kept out, so that the concern goes up and others are told."""
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT)
    numbers = AuditEvent.objects.count()
    moment = datetime(2026, 11, 24, 11, 7, 43, 210_000, tzinfo=ZoneInfo("Europe/London"))
    with time_machine.travel(moment, tick=False):
        write_back(concern=concern, text="Mrs Marsh shouted at her.", form=new_form(), danger=danger)

    kept = [*AuditEvent.objects.order_by("number")[numbers:]]
    assert "concern:keep-out" in {event.event for event in kept} and "concern:pass-up" in {one.event for one in kept}
    times = [event.at for event in kept]
    for model in (Notice, Party, Entry, Reader, Clock, Message):
        fields = [field.name for field in model._meta.fields if field.get_internal_type() == "DateTimeField"]
        times += [moment for row in model.objects.values_list(*fields) for moment in row if moment]
    assert [one for one in times if one.microsecond or one.second == moment.second] == []
