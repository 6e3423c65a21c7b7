"""Somebody's access is taken away at this moment, by whoever stands above them, and comes back the same way."""

import pytest
from click.testing import CliRunner
from django.urls import reverse

from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people import actions
from lanyard.people.actions.accounts import account_for
from lanyard.people.choices import Role
from lanyard.people.commands import access
from lanyard.people.models import Person, RoleHolding, Suspension, User
from lanyard.people.queries import holders, is_staff_at, roles_of, stand_in_for
from lanyard.people.queries.rosters import known_for
from lanyard.people.queries.routing import register_of
from lanyard.people.roster import read_roster
from lanyard.records.models import AuditEvent
from tests.conftest import NOW
from tests.factories.people import give_role, make_cover, make_membership, make_staff
from tests.people.rosters import TARA, csv_of

ON = NOW.date()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
WHY = "Downloaded the whole register."


def suspend(cast, who, by="headteacher", place=None):
    person = getattr(cast, who).person
    return actions.suspend(person=person, place=place or cast.old_quay, reason=WHY, by=getattr(cast, by), now=NOW)


@pytest.mark.parametrize(
    ("by", "who"),
    [
        ("headteacher", "dsl"),
        ("headteacher", "teacher"),
        ("headteacher", "parent"),
        ("trust_administrator", "dsl"),
        ("chair_of_governors", "headteacher"),
        ("chair_of_governors", "trust_administrator"),
        ("executive_headteacher", "headteacher"),
        ("chair_of_trustees", "executive_headteacher"),
        ("chair_of_trustees", "chair_of_governors"),
    ],
)
def test_from_above_it_shuts_what_is_open_and_every_way_in(cast, client_for, by, who):
    user = getattr(cast, who)
    client = client_for(user)
    assert client.get("/second-step/").status_code != 403
    suspend(cast, who, by)
    assert "/accounts/login/" in client.get("/notices/")["Location"]
    assert account_for(user.email, ON) is None
    assert roles_of(User.objects.get(pk=user.pk), ON) == frozenset()
    assert AuditEvent.objects.get(event="access:suspend").actor == f"person:{getattr(cast, by).person_id}"


@pytest.mark.parametrize(
    ("by", "who"),
    [
        ("headteacher", "headteacher"),
        ("headteacher", "chair_of_governors"),
        ("headteacher", "executive_headteacher"),
        ("headteacher", "saltmarsh_headteacher"),
        ("headteacher", "stranger"),
        ("trust_administrator", "headteacher"),
        ("trust_administrator", "executive_headteacher"),
        ("dsl", "deputy_dsl"),
        ("teacher", "parent"),
        ("executive_headteacher", "chair_of_trustees"),
        ("chair_of_governors", "executive_headteacher"),
    ],
)
def test_from_beside_or_below_it_is_refused(cast, by, who):
    with pytest.raises(Refused):
        suspend(cast, who, by)
    assert not Suspension.objects.exists()


def test_a_role_elsewhere_counts_too(cast):
    give_role(cast.teacher.person, Role.HEADTEACHER, cast.saltmarsh)
    with pytest.raises(Refused):
        suspend(cast, "teacher")


def test_who_stands_in_for_somebody_above_stands_as_high(cast):
    chair = RoleHolding.objects.get(role=Role.CHAIR_OF_GOVERNORS, school=cast.old_quay)
    make_cover(chair, cast.dsl.person, ON, ON)
    with pytest.raises(Refused):
        suspend(cast, "dsl")


def test_nothing_comes_to_somebody_suspended_and_their_stand_in_acts(cast):
    suspend(cast, "dsl")
    assert not holders(Role.DSL, cast.old_quay, ON)
    assert not is_staff_at(cast.dsl.person, cast.old_quay, ON)
    assert stand_in_for(Role.DSL, cast.old_quay, ON).role == Role.DEPUTY_DSL
    graph = register_of(cast.old_quay, ON).graph
    assert graph.acting(Role.DSL) == []
    # What they hold still decides who may hear of a concern about them.
    assert Role.DSL in graph.roles_of(cast.dsl.person_id)


def test_giving_it_back_gives_back_the_roles_and_needs_a_new_sign_in(cast, client_for):
    made = suspend(cast, "dsl")
    with pytest.raises(Refused):
        actions.restore(suspension=made, place=cast.old_quay, by=cast.deputy_dsl, now=NOW)
    actions.restore(suspension=made, place=cast.old_quay, by=cast.executive_headteacher, now=NOW)
    assert account_for(cast.dsl.email, ON) == cast.dsl
    assert Role.DSL in {held.role for held in roles_of(User.objects.get(pk=cast.dsl.pk), ON)}
    kept = Suspension.objects.get()
    assert (kept.reason, kept.lifted_by) == (WHY, cast.executive_headteacher.person)


def test_a_roster_gives_nobody_their_access_back(cast):
    suspend(cast, "teacher")
    how = {"by": cast.trust_administrator, "on": ON}
    changed = TARA | {"email": cast.teacher.email, "family_name": "Lindqvist", "preferred_name": "Tari"}
    roster = read_roster(csv_of(changed), "x.csv", known_for(cast.old_quay, ON))
    upload = actions.roster_preview(roster=roster, place=cast.old_quay, whole=False, **how)
    actions.roster_apply(upload=upload, leavers_confirmed=True, **how)
    person = Person.objects.get(pk=cast.teacher.person_id)
    assert person.preferred_name == "Tari"
    assert person.suspended_at is not None


def test_the_last_who_could_let_somebody_in_again_is_not_suspended(cast):
    head = cast.saltmarsh_headteacher
    shut_out = make_staff(cast.saltmarsh, "Polly Dean")
    make_membership(head.person, cast.old_quay)
    RoleHolding.objects.filter(school=None).delete()
    made = actions.suspend(person=shut_out.person, place=cast.saltmarsh, reason=WHY, by=head, now=NOW)
    with pytest.raises(Refused, match="leave nobody who can restore access"):
        suspend(cast, "saltmarsh_headteacher", "chair_of_governors")
    actions.restore(suspension=made, place=cast.saltmarsh, by=head, now=NOW)
    give_role(cast.chair_of_trustees.person, Role.CHAIR_OF_TRUSTEES, cast.trust)
    suspend(cast, "saltmarsh_headteacher", "chair_of_governors")


def test_those_concerned_are_told_and_never_why(cast):
    suspend(cast, "dsl")
    told = set(Notice.objects.values_list("person", flat=True))
    assert {
        cast.dsl.person_id, cast.chair_of_governors.person_id, cast.data_protection_lead.person_id
    } <= told  # fmt: skip
    assert not [notice for notice in Notice.objects.all() if WHY in notice.says or "Okafor" in notice.title]


def test_whom_nobody_stands_above_is_suspended_at_the_computer(cast, client_for):
    chair = cast.chair_of_trustees
    client = client_for(chair)
    run = CliRunner()
    assert run.invoke(access, ["suspend", chair.email.upper()], input=f"{WHY}\n").exit_code == 0
    assert "/accounts/login/" in client.get("/notices/")["Location"]
    made = Suspension.objects.get()
    assert (made.reason, made.by) == (WHY, None)
    assert AuditEvent.objects.get(event="access:suspend").actor == "system:command-line"
    assert set(Notice.objects.values_list("person", flat=True)) >= {
        chair.person_id, cast.executive_headteacher.person_id
    }  # fmt: skip
    assert run.invoke(access, ["suspend", chair.email, "--reason", WHY]).exit_code != 0
    assert run.invoke(access, ["restore", chair.email]).exit_code == 0
    assert account_for(chair.email, ON) == chair


@pytest.mark.parametrize("arguments", [("suspend", "--reason", WHY), ("restore",)])
def test_an_address_of_nobody_or_an_access_that_is_open_is_told(cast, arguments):
    run = CliRunner()
    command, *rest = arguments
    assert "Nobody has the address" in run.invoke(access, [command, "nobody@example.org", *rest]).output
    if command == "restore":
        assert "is not suspended" in run.invoke(access, [command, cast.dsl.email]).output


def test_it_is_done_and_undone_on_the_page(cast, client_for):
    url = reverse("people:suspended", args=[cast.old_quay.slug])
    head = client_for(cast.headteacher)
    wrong = head.post(url, {"person": "Amina Yusuf", "reason": WHY})
    assert "senior to all" in wrong.content.decode()
    assert WHY in wrong.content.decode()
    head.post(url, {"person": "Daniel Okafor", "reason": WHY})
    page = head.get(url).content.decode()
    assert WHY in page
    assert client_for(cast.dsl).get("/notices/").status_code == 302
    head.post(url, {"restore": str(Suspension.objects.get().pk)})
    assert Suspension.objects.get().lifted_at == NOW
    assert client_for(cast.deputy_dsl).get(url).status_code == 403


def test_whose_access_it_is_stands_in_a_list_that_narrows(cast, client_for):
    head, page = client_for(cast.headteacher), reverse("people:suspended", args=[cast.old_quay.slug])
    listed = head.post(reverse("people:anybody", args=[cast.old_quay.slug]), {"text": "win", "name": "person-chosen"})
    assert "Ella Winter" in listed.content.decode()
    assert "Simon Gale" not in head.post(
        reverse("people:anybody", args=[cast.old_quay.slug]), {"text": "gale", "name": "person-chosen"}
    ).content.decode()  # fmt: skip

    part = head.post(page, {"person": "oka", "reason": WHY}).content.decode()
    assert "Daniel Okafor" in part and WHY in part
    assert not Suspension.objects.exists()
    head.post(page, {"person": "oka", "person-chosen": str(cast.dsl.person_id), "reason": WHY})
    assert Suspension.objects.get().person_id == cast.dsl.person_id


def test_somebody_of_another_school_can_not_be_chosen_by_an_id(cast, client_for):
    page = reverse("people:suspended", args=[cast.old_quay.slug])
    client_for(cast.headteacher).post(page, {"person-chosen": str(cast.saltmarsh_headteacher.person_id), "reason": WHY})
    assert not Suspension.objects.exists()
