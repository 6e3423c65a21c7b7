"""Giving and ending roles, and covers: who may, what is refused, and the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people import actions
from lanyard.people.choices import Role
from lanyard.people.models import Cover, RoleHolding, User
from lanyard.people.queries import holders, role_rows, roles_at
from lanyard.people.queries.routing import register_of
from lanyard.records.models import AuditEvent
from tests.factories.people import make_cover

ON = date(2026, 11, 24)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def holding_of(user, role=None):
    rows = RoleHolding.objects.filter(person=user.person)
    return rows.get(role=role) if role else rows.get()


def appoint(cast, by, who, role, place=None):
    return actions.appoint(person=who.person, role=role, place=place or cast.old_quay, by=by, start=ON, on=ON)


@pytest.mark.parametrize(
    ("by", "role"),
    [
        ("headteacher", Role.MODERATOR),
        ("executive_headteacher", Role.GOVERNOR),
        ("trust_administrator", Role.CHANNEL_OPERATOR),
    ],
)
def test_who_may_gives_a_role_that_counts_at_once(cast, by, role):
    appoint(cast, getattr(cast, by), cast.teacher, role)
    assert role in roles_at(User.objects.get(pk=cast.teacher.pk), cast.old_quay, ON)
    event = AuditEvent.objects.get(event="role:appoint")
    assert event.actor == f"person:{getattr(cast, by).person_id}"


@pytest.mark.parametrize(
    ("by", "role", "confirmed_by"),
    [
        ("headteacher", Role.DEPUTY_DSL, "dsl"),
        ("executive_headteacher", Role.HEADTEACHER, "chair_of_governors"),
        ("trust_administrator", Role.DSL, "headteacher"),
    ],
)
def test_a_role_that_reads_concerns_counts_once_a_second_leader_has_confirmed_it(cast, by, role, confirmed_by):
    proposal = appoint(cast, getattr(cast, by), cast.teacher, role)
    assert role not in roles_at(User.objects.get(pk=cast.teacher.pk), cast.old_quay, ON)
    actions.confirm(proposal=proposal, by=getattr(cast, confirmed_by), on=ON)
    assert role in roles_at(User.objects.get(pk=cast.teacher.pk), cast.old_quay, ON)


@pytest.mark.parametrize(
    ("by", "role"),
    [
        ("headteacher", Role.DSL),
        ("headteacher", Role.HEADTEACHER),
        ("dsl", Role.DEPUTY_DSL),
        ("saltmarsh_headteacher", Role.DEPUTY_DSL),
        ("stranger", Role.DEPUTY_DSL),
        ("teacher", Role.MODERATOR),
    ],
)
def test_who_may_not_is_refused(cast, by, role):
    with pytest.raises(Refused, match="You can’t give or end the role"):
        appoint(cast, getattr(cast, by), cast.teacher, role)
    assert not AuditEvent.objects.filter(event="role:appoint").exists()


@pytest.mark.parametrize(
    ("who", "role", "says"),
    [
        ("trust_administrator", Role.DSL, "You can’t give yourself a role"),
        ("parent", Role.DSL, "does not work, govern or help here"),
        ("pupil", Role.DSL, "does not work, govern or help here"),
        ("stranger", Role.DSL, "does not work, govern or help here"),
        ("saltmarsh_headteacher", Role.DSL, "does not work, govern or help here"),
        ("dsl", Role.DSL, "already holds this role"),
        ("teacher", Role.CHAIR_OF_TRUSTEES, "is not a role at a school"),
    ],
)
def test_whom_a_role_cannot_be_given(cast, who, role, says):
    with pytest.raises(Refused, match=says):
        appoint(cast, cast.trust_administrator, getattr(cast, who), role)


def test_a_role_of_the_trust_is_given_at_the_trust(cast):
    with pytest.raises(Refused, match="is not a role at the trust"):
        appoint(cast, cast.trust_administrator, cast.teacher, Role.HEADTEACHER, cast.trust)
    appoint(cast, cast.trust_administrator, cast.teacher, Role.IT_LEAD, cast.trust)
    proposal = appoint(cast, cast.trust_administrator, cast.teacher, Role.EXECUTIVE_HEADTEACHER, cast.trust)
    actions.confirm(proposal=proposal, by=cast.chair_of_trustees, on=ON)
    held = roles_at(User.objects.get(pk=cast.teacher.pk), cast.saltmarsh, ON)
    assert {Role.EXECUTIVE_HEADTEACHER, Role.IT_LEAD} <= held
    assert Role.IT_LEAD in [row.role for row in role_rows(cast.trust, ON)]


def test_a_role_ends_with_its_last_day_and_its_covers_with_it(cast):
    holding = holding_of(cast.deputy_dsl)
    current = make_cover(holding, cast.teacher.person, ON, ON + timedelta(days=9))
    make_cover(holding, cast.leadership.person, ON + timedelta(days=7), ON + timedelta(days=9))
    actions.end_role(holding=holding, by=cast.headteacher, end=ON + timedelta(days=2), on=ON)
    later = ON + timedelta(days=3)
    for user in (cast.deputy_dsl, cast.teacher):
        fresh = User.objects.get(pk=user.pk)
        assert Role.DEPUTY_DSL in roles_at(fresh, cast.old_quay, ON)
        assert Role.DEPUTY_DSL not in roles_at(fresh, cast.old_quay, later)
    assert list(Cover.objects.all()) == [current]


def test_a_role_cannot_end_before_it_began(cast):
    with pytest.raises(Refused, match="can't end before that"):
        actions.end_role(holding=holding_of(cast.deputy_dsl), by=cast.headteacher, end=date(2020, 1, 1), on=ON)


def cover(cast, by, who, holder="dsl", start=ON, end=ON + timedelta(days=3)):
    holding = holding_of(getattr(cast, holder))
    return actions.add_cover(holding=holding, person=who.person, by=by, start=start, end=end, on=ON, reason="Course")


def test_a_holder_says_who_covers_and_the_cover_has_what_the_role_has(cast):
    cover(cast, cast.dsl, cast.teacher)
    fresh = User.objects.get(pk=cast.teacher.pk)
    assert Role.DSL in roles_at(fresh, cast.old_quay, ON)
    assert Role.DSL not in roles_at(fresh, cast.old_quay, ON + timedelta(days=4))


def test_whoever_may_appoint_says_who_covers_but_never_themselves(cast):
    made = cover(cast, cast.trust_administrator, cast.teacher, holder="moderator")
    assert isinstance(made, Cover)
    with pytest.raises(Refused, match="You can’t give yourself a role"):
        cover(cast, cast.trust_administrator, cast.trust_administrator)


@pytest.mark.parametrize(
    ("by", "who", "days", "says"),
    [
        ("teacher", "leadership", 3, "You can’t give or end"),
        ("headteacher", "leadership", 3, "You can’t give or end"),
        ("dsl", "dsl", 3, "Choose someone else to cover"),
        ("dsl", "parent", 3, "does not work, govern or help here"),
        ("dsl", "stranger", 3, "does not work, govern or help here"),
        ("dsl", "teacher", -1, "can't be before its first day or in the past"),
    ],
)
def test_a_cover_that_is_refused(cast, by, who, days, says):
    with pytest.raises(Refused, match=says):
        cover(cast, getattr(cast, by), getattr(cast, who), end=ON + timedelta(days=days))


def test_the_same_person_covers_once_on_the_same_days(cast):
    cover(cast, cast.dsl, cast.teacher)
    with pytest.raises(Refused, match="already covers some of these days"):
        cover(cast, cast.dsl, cast.teacher, start=ON + timedelta(days=3), end=ON + timedelta(days=5))


def test_a_cover_ends_at_once(cast):
    made = cover(cast, cast.dsl, cast.teacher, start=ON)
    old = make_cover(holding_of(cast.dsl), cast.leadership.person, ON - timedelta(days=3), ON + timedelta(days=3))
    actions.end_cover(cover=made, by=cast.dsl, on=ON)
    actions.end_cover(cover=old, by=cast.trust_administrator, on=ON)
    for user in (cast.teacher, cast.leadership):
        assert Role.DSL not in roles_at(User.objects.get(pk=user.pk), cast.old_quay, ON)
    assert Cover.objects.get() == old


def test_nobody_else_ends_a_cover(cast):
    made = cover(cast, cast.dsl, cast.teacher)
    with pytest.raises(Refused):
        actions.end_cover(cover=made, by=cast.teacher, on=ON)


def test_the_page_shows_gaps_as_alarms_and_holders_by_name(cast, client_for):
    RoleHolding.objects.filter(role=Role.DSL, school=cast.old_quay).update(end=date(2026, 11, 19))
    page = client_for(cast.teacher).get(reverse("people:roles", args=[cast.old_quay.slug]))
    text = page.content.decode()
    assert "Nobody since 20 November 2026, 5 days" in text
    assert "Helen Marsh" in text
    assert "Give someone a role" not in text


def test_a_role_is_given_on_the_page(cast, client_for):
    url = reverse("people:appoint", args=[cast.old_quay.slug])
    client = client_for(cast.headteacher)
    choices = [value for value, _ in client.get(url).context["form"].fields["role"].choices]
    assert "dsl" not in choices
    done = client.post(url, {"role": "moderator", "person": "tara lindqvist", "start": "24/11/2026"})
    assert done["Location"] == reverse("people:roles", args=[cast.old_quay.slug])
    assert RoleHolding.objects.filter(person=cast.teacher.person, role=Role.MODERATOR).exists()


@pytest.mark.parametrize(
    ("person", "says"),
    [
        ("", "Enter a name or an email address"),
        ("Paula Winter", "Nobody who works here has this name"),
        ("Helen Marsh", "You can’t give yourself a role"),
        ("megan.price@example.org", "already holds this role"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(cast, client_for, person, says):
    url = reverse("people:appoint", args=[cast.old_quay.slug])
    page = client_for(cast.headteacher).post(url, {"role": "moderator", "person": person, "start": "24/11/2026"})
    assert says in page.context["form"].errors["person"][0]
    assert f'value="{person}"' in page.content.decode() or not person


def test_a_role_is_ended_on_the_page(cast, client_for):
    url = reverse("people:end-role", args=[cast.old_quay.slug, holding_of(cast.moderator).pk])
    client_for(cast.headteacher).post(url, {"when": "day", "end": "24/11/2026"})
    assert holding_of(cast.moderator).end == ON


@pytest.mark.parametrize("began", [date(2024, 9, 1), ON])
def test_a_role_ends_at_this_moment_and_its_covers_with_it(cast, client_for, began):
    holding = holding_of(cast.deputy_dsl)
    RoleHolding.objects.filter(pk=holding.pk).update(start=began)
    make_cover(holding, cast.teacher.person, ON - timedelta(days=1), ON + timedelta(days=9))
    reads = client_for(cast.deputy_dsl)
    url = reverse("people:end-role", args=[cast.old_quay.slug, holding.pk])
    assert reads.get(reverse("people:people", args=[cast.old_quay.slug])).status_code == 200
    client_for(cast.headteacher).post(url, {"when": "now"})
    assert reads.get(reverse("people:people", args=[cast.old_quay.slug])).status_code == 403
    for user in (cast.deputy_dsl, cast.teacher):
        assert Role.DEPUTY_DSL not in roles_at(User.objects.get(pk=user.pk), cast.old_quay, ON)
    assert holding_of(cast.deputy_dsl).ended_at == timezone.now()
    assert not holders(Role.DEPUTY_DSL, cast.old_quay, ON)
    assert cast.deputy_dsl.person_id not in register_of(cast.old_quay, ON).people


def test_a_holding_of_another_school_is_not_found(cast, client_for):
    for name in ("end-role", "cover"):
        url = reverse(f"people:{name}", args=[cast.old_quay.slug, holding_of(cast.saltmarsh_headteacher).pk])
        assert client_for(cast.headteacher).get(url).status_code == 404


def test_own_cover_is_said_and_ended_on_the_page(cast, client_for):
    client, holding = client_for(cast.dsl), holding_of(cast.dsl)
    url = reverse("people:own-cover", args=[holding.pk])
    assert str(holding.pk) in client.get(reverse("people:own-roles")).content.decode()
    done = client.post(url, {"person": "Tara Lindqvist", "start": "24/11/2026", "end": "30/11/2026"})
    assert done["Location"] == reverse("people:own-roles")
    made = Cover.objects.get()
    assert (made.person, made.end) == (cast.teacher.person, date(2026, 11, 30))
    client.post(url, {"cover": str(made.pk)})
    assert not Cover.objects.exists()


def test_nobody_says_who_covers_in_a_role_of_somebody_else(cast, client_for):
    url = reverse("people:own-cover", args=[holding_of(cast.dsl).pk])
    assert client_for(cast.headteacher).get(url).status_code == 404
