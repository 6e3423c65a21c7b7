"""Who sees a declaration, and above all who does not: those who made it, those who decide, the DSL, and nobody else."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.disclosures import queries
from lanyard.disclosures.actions import reminders
from lanyard.disclosures.models import Disclosure
from lanyard.kernel.refusals import Refused
from lanyard.people.choices import TRUST_ROLES, Role
from lanyard.people.models import RoleHolding
from tests.disclosures.factories import decide, declare
from tests.factories.people import give_role, make_cover, make_school, make_staff, make_trust

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

WHO = [
    "executive_headteacher", "headteacher", "dsl", "deputy_dsl", "leadership", "line_manager", "governor",
    "chair_of_governors", "chair_of_trustees", "channel_operator", "moderator", "it_lead", "data_protection_lead",
    "trust_administrator", "teacher", "parent", "pupil", "saltmarsh_headteacher", "stranger",
]  # fmt: skip


def readers(cast, disclosure: Disclosure) -> set[str]:
    """Everybody who sees it, in either way."""
    users = {name: getattr(cast, name) for name in WHO}
    return {
        name
        for name, user in users.items()
        if queries.own(user).filter(pk=disclosure.pk).exists()
        or queries.visible_to(user).filter(pk=disclosure.pk).exists()
    }


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("teacher", {"teacher", "headteacher", "dsl"}),
        ("line_manager", {"line_manager", "headteacher", "dsl"}),
        ("deputy_dsl", {"deputy_dsl", "headteacher", "dsl"}),
        ("dsl", {"dsl", "headteacher"}),
        ("headteacher", {"headteacher", "executive_headteacher"}),
        ("chair_of_governors", {"chair_of_governors", "chair_of_trustees"}),
        ("executive_headteacher", {"executive_headteacher", "chair_of_trustees"}),
        ("chair_of_trustees", {"chair_of_trustees", "chair_of_governors"}),
    ],
)
def test_only_the_person_who_decides_and_the_dsl_see_it(cast, who, sees):
    made = declare(getattr(cast, who), cast.old_quay)

    assert readers(cast, made) == sees


def test_what_two_declare_together_both_see_and_none_of_them_decides(cast):
    made = declare(cast.teacher, cast.old_quay, together_with=cast.headteacher.person)

    assert readers(cast, made) == {"teacher", "headteacher", "executive_headteacher"}
    with pytest.raises(Refused, match="You can’t decide on your own declaration"):
        decide(cast.headteacher, made)


def test_who_stands_in_for_the_headteacher_reads_and_decides_while_they_do(cast):
    made = declare(cast.teacher, cast.old_quay)
    today = timezone.localdate()
    holding = RoleHolding.objects.get(person=cast.headteacher.person, role=Role.HEADTEACHER)
    make_cover(holding, cast.leadership.person, today, today + timedelta(days=2))

    assert "leadership" in readers(cast, made)
    assert decide(cast.leadership, made).decided_by == cast.leadership.person
    assert not queries.visible_to(cast.leadership, today + timedelta(days=3)).exists()


def test_who_stands_in_for_the_dsl_does_not_read_the_dsls_own(cast):
    own, teachers = declare(cast.dsl, cast.old_quay), declare(cast.teacher, cast.old_quay)
    today = timezone.localdate()
    holding = RoleHolding.objects.get(person=cast.dsl.person, role=Role.DSL)
    make_cover(holding, cast.deputy_dsl.person, today, today + timedelta(days=2))

    assert readers(cast, own) == {"dsl", "headteacher"}
    assert readers(cast, teachers) == {"teacher", "dsl", "deputy_dsl", "headteacher"}
    standing_in = declare(cast.deputy_dsl, cast.old_quay)
    assert readers(cast, standing_in) == {"deputy_dsl", "headteacher"}


def test_the_dsl_reads_and_does_not_decide(cast):
    made = declare(cast.teacher, cast.old_quay)

    with pytest.raises(Refused, match="someone else decides"):
        decide(cast.dsl, made)


@pytest.mark.parametrize("who", ["saltmarsh_headteacher", "executive_headteacher", "deputy_dsl", "parent", "stranger"])
def test_who_does_not_see_it_can_do_nothing_with_it(cast, client_for, who):
    made = declare(cast.teacher, cast.old_quay)
    client = client_for(getattr(cast, who))
    for path in ("", "discuss/", f"conditions/{made.pk}/"):
        for way in (client.get, client.post):
            assert way(f"/disclosures/{made.pk}/{path}").status_code in (403, 404, 405)
    for path in ("", "change/", "withdraw/", "renew/", "ended/", "step-out/", f"conditions/{made.pk}/"):
        assert client.post(f"/disclosures/mine/{made.pk}/{path}").status_code in (403, 404, 405)
    made.refresh_from_db()
    assert (made.state, made.version) == ("declared", 1)


def test_who_has_left_sees_nothing(cast):
    made = declare(cast.teacher, cast.old_quay)
    cast.headteacher.person.left_on = timezone.localdate() - timedelta(days=1)
    cast.headteacher.person.save()

    assert "headteacher" not in readers(cast, made)


NAMES = ("Ada Abbott", "Ben Brook", "Cara Coates", "Dev Desai", "Eve Ellis")
ROLES = (
    "headteacher",
    "executive_headteacher",
    "chair_of_trustees",
    "chair_of_governors",
    "dsl",
    "deputy_dsl",
    "governor",
)
person = st.integers(0, len(NAMES) - 1)
casts = st.tuples(
    st.lists(st.tuples(st.sampled_from(ROLES), person), max_size=8, unique=True),
    st.lists(st.tuples(st.integers(0, 7), person), max_size=3),
)
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class World:
    """A school with these people, roles and stand-ins; roles that come later are given by `give`."""

    def __init__(self, roles: list, covers: list) -> None:
        self.today = timezone.localdate()
        self.trust = make_trust()
        self.school = make_school(self.trust)
        self.users = [make_staff(self.school, name) for name in NAMES]
        self.roles, self.covers = [], []
        for role, n in roles:
            self.give(role, n)
        holdings = list(self.roles)
        for place, n in covers:
            if place < len(holdings) and holdings[place][1] != n:
                role, _, row = holdings[place]
                make_cover(row, self.users[n].person, self.today, self.today)
                self.covers.append((role, n))

    def give(self, role: str, n: int) -> None:
        place = self.trust if role in TRUST_ROLES else self.school
        if (role, n) not in [(one, m) for one, m, _ in self.roles]:
            self.roles.append((role, n, give_role(self.users[n].person, role, place)))

    def in_role(self, role: str) -> set[int]:
        return {n for one, n, _ in self.roles if one == role} | {n for one, n in self.covers if one == role}


@few
@given(casts, person, st.none() | person, st.lists(st.tuples(st.sampled_from(ROLES), person), max_size=2))
def test_nobody_but_those_who_declare_who_decides_and_the_dsl_ever_sees_one_and_nobody_decides_their_own(
    cast_of, first, second, later
):
    with transaction.atomic():
        world = World(*cast_of)
        declarers = {first} if second in (None, first) else {first, second}
        other = world.users[second].person if len(declarers) == 2 else None
        made = declare(world.users[first], world.school, together_with=other)
        check(world, made, declarers)
        for role, n in later:
            world.give(role, n)
        # Of the same day: users remember what they hold for as long as a request takes.
        for user in world.users:
            user.__dict__.pop("_roles_on", None)
        reminders.pass_up()
        made.refresh_from_db()
        check(world, made, declarers)
        transaction.set_rollback(True)


def check(world: World, made: Disclosure, declarers: set[int]) -> None:
    may_read = world.in_role(made.level) if made.level else set()
    if made.level == "headteacher" and not declarers & world.in_role("dsl"):
        may_read = may_read | world.in_role("dsl")
    for n, user in enumerate(world.users):
        assert queries.own(user).exists() == (n in declarers)
        assert queries.visible_to(user).exists() == (n in may_read - declarers)
        assert queries.to_decide(user, world.today).exists() == (n in world.in_role(made.level or "-") - declarers)
        if n in declarers or n not in world.in_role(made.level or "-"):
            with suppress(Refused):
                decide(user, made)
                raise AssertionError(f"{n} decided")


def test_the_register_is_in_the_same_order_on_both_databases(cast):
    """What has no day of review yet comes last."""
    rows = [declare(cast.teacher, cast.old_quay) for _ in range(3)]
    days = [None, timezone.localdate() - timedelta(days=3), timezone.localdate() - timedelta(days=9)]
    for row, day in zip(rows, days, strict=True):
        past = timezone.localdate() - timedelta(days=1)
        Disclosure.objects.filter(pk=row.pk).update(decide_by=past, review_on=day)
    on = timezone.localdate()
    late = list(queries.register(cast.headteacher, "late", on).values_list("pk", flat=True))
    assert late == [rows[2].pk, rows[1].pk, rows[0].pk]
