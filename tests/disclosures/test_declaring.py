"""Declaring, changing, renewing, withdrawing, ending: by those who declare, and by nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from lanyard.disclosures.actions import declaring
from lanyard.disclosures.models import Disclosure
from lanyard.kernel.refusals import Refused, Stale
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding
from lanyard.records.models import AuditEvent
from tests.disclosures.factories import WORDS, act, decide, declare, fresh, said
from tests.factories.people import give_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def open_notices(user) -> list[str]:
    return sorted(Notice.objects.filter(person=user.person, settled_at=None).values_list("kind", flat=True))


def test_a_declaration_waits_for_ten_working_days_and_tells_who_decides(cast):
    made = declare(cast.teacher, cast.old_quay)

    assert (made.state, made.level, made.decide_by) == ("declared", "headteacher", date(2026, 12, 8))
    assert open_notices(cast.headteacher) == ["disclosures:to-decide"]
    assert open_notices(cast.dsl) == []
    event = AuditEvent.objects.get(event="disclosure:declare")
    assert event.about_id == str(made.pk)


def test_what_is_told_and_recorded_says_nothing_of_whom_and_of_what(cast):
    declare(cast.teacher, cast.old_quay, together_with=cast.line_manager.person)

    told = " ".join(f"{n.title} {n.says} {n.subject} {n.url}" for n in Notice.objects.all())
    details = " ".join(AuditEvent.objects.filter(event__startswith="disclosure").values_list("detail", flat=True))
    for word in ("Penrose", "sister", "Lindqvist", "whatsapp", "parent", "relationship"):
        assert word not in told + details


def test_names_and_words_are_sealed_where_they_are_stored(cast):
    made = declare(cast.teacher, cast.old_quay, handle="jo_p")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM disclosures_disclosure")
        stored = str(cursor.fetchall())
    for word in (*(WORDS[name] for name in ("other_name", "since", "how_known", "why", "contact")), "jo_p"):
        assert f"'{word}'" not in stored
    assert fresh(made).other_name == "Jo Penrose"


def test_the_same_form_sent_twice_is_one_declaration(cast):
    once = uuid4()
    for _ in range(2):
        declaring.declare(by=cast.teacher, school=cast.old_quay, said=said(), sent_once=once)

    assert Disclosure.objects.count() == 1
    assert open_notices(cast.headteacher) == ["disclosures:to-decide"]


@pytest.mark.parametrize("who", ["saltmarsh_headteacher", "stranger", "parent", "pupil"])
def test_nobody_declares_where_they_do_not_work(cast, who):
    with pytest.raises(Refused) as refused:
        declare(getattr(cast, who), cast.old_quay)

    assert refused.value.field == "school"


def test_a_colleague_is_somebody_else_who_works_here(cast):
    for colleague in (cast.teacher.person, cast.parent.person, cast.stranger.person):
        with pytest.raises(Refused) as refused:
            declare(cast.teacher, cast.old_quay, together_with=colleague)
        assert refused.value.field == "together_with"
    assert not Disclosure.objects.exists()


def test_a_colleague_is_told_and_can_take_their_name_off(cast):
    made = declare(cast.teacher, cast.old_quay, together_with=cast.line_manager.person)
    assert open_notices(cast.line_manager) == ["disclosures:news"]

    act(declaring.step_out, cast.line_manager, made)

    assert [row.person for row in made.declarers.all()] == [cast.teacher.person]
    assert open_notices(cast.line_manager) == []
    assert open_notices(cast.teacher) == ["disclosures:news"]
    with pytest.raises(Refused, match="Withdraw it instead"):
        act(declaring.step_out, cast.teacher, made)


def test_when_the_first_steps_out_it_is_the_others(cast):
    made = declare(cast.teacher, cast.old_quay, together_with=cast.line_manager.person)

    act(declaring.step_out, cast.teacher, made)

    assert [(row.person, row.is_first) for row in made.declarers.all()] == [(cast.line_manager.person, True)]


def test_nobody_steps_out_of_what_was_not_accepted(cast):
    made = declare(cast.teacher, cast.old_quay, together_with=cast.line_manager.person)
    decide(cast.headteacher, made, "not_accepted")

    with pytest.raises(Refused, match="contact has ended"):
        act(declaring.step_out, cast.line_manager, made)


def test_what_waits_is_mended_and_waits_no_longer_for_it(cast):
    made = declare(cast.teacher, cast.old_quay)

    act(declaring.change, cast.teacher, made, said=said(since="01/09/2016", handle="jo"))

    now = fresh(made)
    assert (now.since, now.handle, now.decide_by, now.version) == ("2016-09-01", "jo", made.decide_by, 2)
    assert not now.renewals.exists()


@pytest.mark.parametrize("decision", ["accepted", "conditions"])
def test_nothing_has_changed_renews_it_and_it_is_decided_again(cast, decision):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), decision)

    act(declaring.renew, cast.teacher, made)

    now = fresh(made)
    assert (now.state, now.decide_by, now.reason) == ("declared", date(2026, 12, 8), "We talked.")
    assert [(row.by, row.changed) for row in now.renewals.all()] == [(cast.teacher.person, False)]
    assert open_notices(cast.headteacher) == ["disclosures:to-decide"]


def test_what_has_changed_renews_it_too(cast):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay))

    act(declaring.change, cast.teacher, made, said=said(contact="None."))

    assert (fresh(made).state, fresh(made).contact) == ("declared", "None.")
    assert made.renewals.get().changed


def test_who_has_become_headteacher_renews_with_the_executive_headteacher(cast):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay))
    RoleHolding.objects.filter(role=Role.HEADTEACHER, school=cast.old_quay).delete()
    give_role(cast.teacher.person, Role.HEADTEACHER, cast.old_quay)

    act(declaring.renew, cast.teacher, made)

    assert fresh(made).level == "executive_headteacher"
    assert open_notices(cast.executive_headteacher) == ["disclosures:to-decide"]


@pytest.mark.parametrize("action", [declaring.withdraw, declaring.renew])
def test_what_was_not_accepted_can_only_be_ended(cast, action):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), "not_accepted")

    with pytest.raises(Refused, match="contact has ended"):
        act(action, cast.teacher, made)
    act(declaring.end_contact, cast.teacher, made)

    assert fresh(made).state == "ended" and fresh(made).ended_at


def test_withdrawing_closes_what_was_told_and_nothing_follows(cast):
    made = declare(cast.teacher, cast.old_quay, together_with=cast.line_manager.person)

    act(declaring.withdraw, cast.teacher, made)

    assert (fresh(made).state, fresh(made).decide_by) == ("withdrawn", None)
    assert open_notices(cast.headteacher) == []
    assert open_notices(cast.line_manager) == ["disclosures:news"]
    with pytest.raises(Refused, match="make a new declaration"):
        decide(cast.headteacher, made)


@pytest.mark.parametrize("action", [declaring.withdraw, declaring.renew, declaring.end_contact, declaring.step_out])
@pytest.mark.parametrize("who", ["headteacher", "dsl", "line_manager"])
def test_only_those_who_declare_it_do_any_of_this(cast, action, who):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay))

    with pytest.raises(Refused, match="no such declaration"):
        act(action, getattr(cast, who), made)


def test_whoever_looked_before_somebody_else_changed_it_is_told_to_look_again(cast):
    made = declare(cast.teacher, cast.old_quay)
    act(declaring.change, cast.teacher, made, said=said(contact="Daily."))

    with pytest.raises(Stale):
        declaring.withdraw(by=cast.teacher, disclosure=made, version=1)
    assert fresh(made).state == "declared"


def test_a_day_ahead_is_no_day_to_know_somebody_since(cast):
    with pytest.raises(Refused) as refused:
        declare(cast.teacher, cast.old_quay, since=f"{date(2026, 11, 24) + timedelta(days=1):%d/%m/%Y}")

    assert refused.value.field == "since"
