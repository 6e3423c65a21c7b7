"""Removing what is past its time: nothing that is open, on hold or not due; and everything that belongs to it."""

import os
import secrets
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lanyard.concerns.core.choices import ConcernType, Outcome, PartyRole, State
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Concern, Entry, Lesson, Party, Report
from lanyard.concerns.oversight.actions.legal_hold import hold, hold_by_ref, release
from lanyard.concerns.oversight.actions.retention import OTHER_NUMBER, remove_what_is_past
from lanyard.concerns.oversight.queries.retention import preview
from lanyard.concerns.oversight.retention_rules import rules
from lanyard.concerns.oversight.rules.retention import Facts, in_years, kept, may_go, rule_for
from lanyard.kernel.refusals import Refused, Stale
from lanyard.people.choices import Role
from lanyard.records import attachments
from lanyard.records.models import Attachment, AuditEvent
from tests.concerns.factories import make_concern
from tests.concerns.leaving import attach, link
from tests.factories.people import give_role, make_person, make_pupil

TODAY = date(2026, 11, 24)
LONG = TODAY - timedelta(days=40 * 365)


def facts(kind=ConcernType.BULLYING, closed=LONG, outcome="no_further", **more) -> Facts:
    return Facts(KINDS[kind].group, kind, outcome, closed, **more)


@pytest.mark.parametrize(
    ("kind", "outcome", "rule"),
    [
        (ConcernType.STAFF_CONDUCT, Outcome.MALICIOUS, "malicious"),
        (ConcernType.STAFF_CONDUCT, Outcome.FALSE, "malicious"),
        (ConcernType.STAFF_CONDUCT, Outcome.LOW_LEVEL, "low_level"),
        (ConcernType.STAFF_CONDUCT, Outcome.SUBSTANTIATED, "staff_allegation"),
        (ConcernType.ABOUT_MYSELF, Outcome.UNFOUNDED, "staff_allegation"),
        (ConcernType.CONTACT_RECEIVED, Outcome.RECORDED, "staff_allegation"),
        (ConcernType.IMAGES, Outcome.REFERRED, "child_protection"),
        (ConcernType.WHISTLEBLOWING, Outcome.UPHELD, "whistleblowing"),
        (ConcernType.COMPLAINT, Outcome.UPHELD, "complaint"),
        (ConcernType.DATA_COMPLAINT, Outcome.UPHELD, "complaint"),
        (ConcernType.DATA_BREACH, Outcome.REPORTED, "data_breach"),
        (ConcernType.FAKE_ACCOUNT, Outcome.TAKEN_DOWN, "other"),
        (ConcernType.OTHER, Outcome.RECORDED, "other"),
    ],
)
def test_every_kind_of_concern_has_its_rule(kind, outcome, rule):
    assert rule_for(facts(kind, outcome=outcome), rules()).key == rule


@pytest.mark.parametrize(
    ("given_", "until"),
    [
        # Safeguarding: the youngest child is 25; a child who is not on the register, or has no birthday there: closing.
        (facts(closed=date(2020, 3, 1), births=(date(2010, 5, 5), date(2012, 2, 29))), date(2037, 3, 1)),
        (facts(closed=date(2020, 3, 1), births=(date(2010, 5, 5), None)), date(2045, 3, 1)),
        (facts(closed=date(2020, 3, 1)), date(2045, 3, 1)),
        # A wrong birthday removes nothing soon.
        (facts(closed=date(2020, 3, 1), births=(date(1950, 1, 1),)), date(2026, 3, 1)),
        (facts(ConcernType.COMPLAINT, date(2020, 2, 29)), date(2026, 3, 1)),
        (facts(ConcernType.STAFF_CONDUCT, date(2020, 3, 1), Outcome.MALICIOUS), date(2020, 3, 31)),
        (facts(ConcernType.STAFF_CONDUCT, date(2020, 3, 1), Outcome.UNFOUNDED), date(2030, 3, 1)),
        (facts(ConcernType.STAFF_CONDUCT, date(2020, 3, 1), Outcome.LOW_LEVEL), date(2022, 3, 1)),
        (facts(ConcernType.STAFF_CONDUCT, date(2020, 3, 1), Outcome.LOW_LEVEL, left=(date(2023, 8, 31),)),
         date(2025, 8, 31)),
        (facts(ConcernType.STAFF_CONDUCT, date(2020, 3, 1), Outcome.LOW_LEVEL, left=(date(2023, 8, 31), None)), None),
        (facts(closed=None), None),
    ],
)  # fmt: skip
def test_until_when_it_is_kept(given_, until):
    assert kept(given_, rules()).until == until


days = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(
    st.sampled_from(ConcernType.values), st.sampled_from(["", *Outcome.values]), st.none() | days, st.booleans(),
    st.lists(st.none() | days, max_size=3), st.lists(st.none() | days, max_size=3), days,
)  # fmt: skip
def test_nothing_open_on_hold_or_not_due_ever_goes(kind, outcome, closed, on_hold, births, left, today):
    one = Facts(KINDS[kind].group, kind, outcome, closed, on_hold, tuple(births), tuple(left))
    if may_go(one, rules(), today):
        found = kept(one, rules())
        assert closed is not None and not on_hold
        assert found.until is not None and found.until < today
        assert today > in_years(closed, found.rule.not_before)


@given(days, days)
def test_what_went_once_would_have_gone_later_too(closed, today):
    one = facts(ConcernType.COMPLAINT, closed)
    assert not may_go(one, rules(), today) or may_go(one, rules(), today + timedelta(days=1))


def closed(school, kind=ConcernType.COMPLAINT, years=8, outcome=Outcome.UPHELD, **fields) -> Concern:
    concern = make_concern(school, kind, **fields)
    at = timezone.now() - timedelta(days=365 * years + 10)
    Concern.objects.filter(pk=concern.pk).update(
        state=State.CLOSED, outcome=outcome, closed_at=at, received_at=at, entered_at=at
    )
    concern.refresh_from_db()
    return concern


@pytest.fixture
def lead(cast):
    give_role(cast.data_protection_lead.person, Role.DATA_PROTECTION_LEAD, cast.trust)
    return cast.data_protection_lead


pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.postgres]


def refs(found) -> set[str]:
    return {past.ref for past in found.due}


@pytest.mark.django_db
def test_the_preview_has_what_is_due_and_nothing_else(cast, lead):
    due = closed(cast.old_quay)
    closed(cast.old_quay, years=3)
    make_concern(cast.old_quay, ConcernType.COMPLAINT)
    held = closed(cast.old_quay)
    Concern.objects.filter(pk=held.pk).update(on_hold=True)
    closed(cast.other_school)

    found = preview(cast.trust, lead, TODAY)
    assert refs(found) == {due.ref}
    assert [past.ref for past in found.held] == [held.ref]


@pytest.mark.django_db
def test_what_depends_on_people_is_found_by_the_register(cast, lead):
    grown, young = closed(cast.old_quay, ConcernType.BULLYING), closed(cast.old_quay, ConcernType.BULLYING)
    mixed, nobody = closed(cast.old_quay, ConcernType.BULLYING), closed(cast.old_quay, ConcernType.BULLYING, 26)
    man = make_pupil(cast.old_quay, "Old Reed", date_of_birth=date(2000, 1, 1))
    link(grown, man)
    link(mixed, man)
    Party.objects.create(concern=mixed, role=PartyRole.OTHER_CHILD, name="Unknown", added_at=mixed.entered_at)
    link(young, make_pupil(cast.old_quay, "Young Reed", date_of_birth=date(2015, 1, 1)))
    left, stays = (
        closed(cast.old_quay, ConcernType.STAFF_CONDUCT, 5, Outcome.LOW_LEVEL),
        closed(cast.old_quay, ConcernType.STAFF_CONDUCT, 5, Outcome.LOW_LEVEL),
    )
    link(left, make_person(cast.trust, "Gone Frost", left_on=date(2022, 7, 31)), PartyRole.SUBJECT)
    link(stays, cast.teacher.person, PartyRole.SUBJECT)
    unlinked = closed(cast.old_quay, ConcernType.STAFF_CONDUCT, 5, Outcome.LOW_LEVEL)

    assert refs(preview(cast.trust, lead, TODAY)) == {grown.ref, nobody.ref, left.ref, unlinked.ref}


@pytest.mark.django_db
def test_whoever_is_shut_out_of_one_does_not_have_it_in_their_preview_and_somebody_else_does(cast, lead, client_for):
    concern = closed(cast.old_quay)
    held = closed(cast.old_quay)
    Concern.objects.filter(pk=held.pk).update(on_hold=True)
    for one in (concern, held):
        link(one, lead.person, PartyRole.SUBJECT)
    address = reverse("concerns:retention", args=[cast.trust.slug])

    page = client_for(lead).get(address).content.decode()
    assert concern.ref not in page and held.ref not in page
    with pytest.raises(Refused):
        remove_what_is_past(trust=cast.trust, number=1, by=lead)
    with pytest.raises(Refused):
        hold_by_ref(trust=cast.trust, ref=concern.ref, reason="x", by=lead)
    page = client_for(cast.chair_of_trustees).get(address).content.decode()
    assert concern.ref in page and held.ref in page


@pytest.mark.django_db(transaction=True)
def test_a_run_removes_everything_that_belongs_to_it_and_leaves_a_line(cast, lead):
    concern, stays = closed(cast.old_quay), closed(cast.old_quay, years=2)
    file = attach(concern, cast.headteacher)
    path = attachments.path_of(file)
    Entry.objects.create(concern=concern, kind="note", text="x", happened_at=timezone.now(), entered_at=timezone.now())
    Lesson.objects.create(school=cast.old_quay, concern_key="k", area="policy", says="Say it", due=TODAY,
                          added_at=timezone.now())  # fmt: skip
    before = AuditEvent.objects.filter(about_id=str(concern.pk)).count()

    assert remove_what_is_past(trust=cast.trust, number=1, by=lead) == 1
    assert list(Concern.objects.all()) == [stays]
    assert Report.objects.count() == 1 and not Entry.objects.exists() and not Attachment.objects.exists()
    assert not path.exists() and Lesson.objects.count() == 1
    assert AuditEvent.objects.filter(about_id=str(concern.pk)).count() == before + 1
    event = AuditEvent.objects.get(event="concern:remove")
    assert concern.ref in event.detail and '"rule":"complaint"' in event.detail
    assert AuditEvent.objects.filter(event="concern:retention", about_id=str(cast.trust.pk)).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 2, 99])
def test_another_number_removes_nothing(cast, lead, number):
    closed(cast.old_quay)
    with pytest.raises(Refused, match=OTHER_NUMBER):
        remove_what_is_past(trust=cast.trust, number=number, by=lead)
    assert Concern.objects.count() == 1


@pytest.mark.django_db
def test_the_page_shows_rules_and_references_but_nothing_of_what_is_in_them(cast, lead, client_for):
    concern = closed(cast.old_quay, account="Secret words about Ash")
    client, address = client_for(lead), reverse("concerns:retention", args=[cast.trust.slug])
    page = client.get(address).content.decode()

    assert concern.ref in page and "six years" in page
    assert "Secret" not in page and str(concern.pk) not in page
    answer = client.post(address, {"number": "7"})
    assert "This does not match the number" in answer.content.decode() and 'value="7"' in answer.content.decode()
    assert client.post(address, {"number": "1"}).status_code == 302
    assert not Concern.objects.exists()
    assert "Nothing is past its retention period" in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["headteacher", "dsl", "executive_headteacher", "trust_administrator", "governor"])
def test_nobody_else_sees_what_is_past_its_time(cast, client_for, who):
    assert client_for(getattr(cast, who)).get(reverse("concerns:retention", args=[cast.trust.slug])).status_code == 403


@pytest.mark.django_db
def test_who_deals_with_it_puts_it_on_hold_and_ends_that(cast, client_for):
    concern = make_concern(cast.old_quay)
    client, address = client_for(cast.dsl), reverse("concerns:hold", args=[concern.pk])
    version = concern.version

    assert client.post(address, {"reason": "Police ask", "version": version}).status_code == 302
    concern.refresh_from_db()
    assert concern.on_hold and concern.report.hold_reason == "Police ask"
    assert "Police ask" in client.get(address).content.decode()
    stale = client.post(address, {"reason": "All done", "version": version})
    assert "Someone else has changed this" in stale.content.decode() and "All done" in stale.content.decode()
    again = stale.context["form"]["version"].value()
    assert client.post(address, {"reason": "All done", "version": again}).status_code == 302
    concern.refresh_from_db()
    assert not concern.on_hold
    # Why there was a hold, and why it was ended, stays in the chronology.
    steps = [f"{row.text} {row.reason}" for row in concern.entries.all()]
    assert any("Police ask" in step for step in steps) and any("All done" in step for step in steps)
    assert set(AuditEvent.objects.values_list("event", flat=True)) >= {"concern:hold", "concern:release"}


@pytest.mark.django_db
def test_only_who_deals_with_it_and_only_with_what_they_saw(cast):
    concern = make_concern(cast.old_quay)
    with pytest.raises(Refused):
        hold(concern=concern, reason="x", version=concern.version, by=cast.headteacher)
    with pytest.raises(Stale):
        hold(concern=concern, reason="x", version=concern.version + 1, by=cast.dsl)
    with pytest.raises(Refused, match="It is not on hold"):
        release(concern=concern, reason="x", version=concern.version, by=cast.dsl)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [str.lower, lambda ref: ref.replace("-", " "), str])
def test_the_data_protection_lead_holds_by_reference(cast, lead, client_for, typed):
    concern = closed(cast.old_quay)
    address = reverse("concerns:hold-by-ref", args=[cast.trust.slug])
    assert client_for(lead).post(address, {"ref": typed(concern.ref), "reason": "Court"}).status_code == 302
    assert not preview(cast.trust, lead, TODAY).due
    client_for(lead).post(address, {"ref": concern.ref, "reason": "Over", "release": "yes"})
    assert refs(preview(cast.trust, lead, TODAY)) == {concern.ref}


@pytest.mark.django_db
def test_a_reference_of_another_trust_and_one_that_is_none_sound_the_same(cast, lead, client_for):
    theirs = closed(cast.other_school)
    address = reverse("concerns:hold-by-ref", args=[cast.trust.slug])
    pages = [
        client_for(lead).post(address, {"ref": ref, "reason": "Court"}).content.decode()
        for ref in (theirs.ref, "AAA-AAA")
    ]
    assert all("There is no concern with this reference" in page for page in pages)


@pytest.mark.django_db
def test_the_preview_asks_a_constant_number_of_times(cast, lead, client_for):
    client, address = client_for(lead), reverse("concerns:retention", args=[cast.trust.slug])
    client.get(address)
    numbers = []
    for _ in range(2):
        for kind, outcome in (
            (ConcernType.BULLYING, Outcome.SUPPORTED),
            (ConcernType.STAFF_CONDUCT, Outcome.LOW_LEVEL),
            (ConcernType.COMPLAINT, Outcome.UPHELD),
        ):
            for _ in range(3):
                one = closed(cast.old_quay, kind, outcome=outcome)
                link(one, make_pupil(cast.old_quay, f"Old {secrets.token_hex(2)}", date_of_birth=date(1999, 1, 1)))
                someone = make_person(cast.trust, f"Gone {secrets.token_hex(2)}", left_on=date(2020, 1, 1))
                link(one, someone, PartyRole.SUBJECT)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 15


@pytest.mark.parametrize("asked", [["--trust", "x"], ["--preview"]])
def test_the_console_says_in_one_line_what_cannot_be_done(asked):
    command = str(Path(sys.executable).with_name("lanyard"))
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    words = [command, "concerns", "retention", *asked]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=plain)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and done.stdout == ""


@pytest.mark.django_db
def test_the_console_prints_the_preview(cast):
    from click.testing import CliRunner

    from lanyard.concerns.commands import concerns

    one = closed(cast.old_quay)
    done = CliRunner().invoke(concerns, ["retention", "--trust", cast.trust.slug, "--preview"])
    assert one.ref in done.output and "1 would be deleted; 0 on hold." in done.output


def test_the_shipped_table_names_only_what_there_is():
    for rule in rules():
        assert rule.types <= set(ConcernType.values) and rule.outcomes <= set(Outcome.values)
        assert rule.groups <= {kind.group for kind in KINDS.values()} and rule.source
    assert not rules()[-1].types and not rules()[-1].groups and not rules()[-1].outcomes
