"""Over random casts in the database: who is shut out never sees it, whatever changes later, and somebody always does.

`tests/concerns/core/test_routing.py` shows it for the rule alone; this is the rule, the rows and the query together.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.concerns.core.actions.clocks import as_routed, pass_on_what_is_overdue
from lanyard.concerns.core.actions.common import let_read, may_handle
from lanyard.concerns.core.actions.orphaned import escalate_if_unheld, reassign_orphaned_concerns
from lanyard.concerns.core.choices import SHUT_OUT, ConcernType, PartyRole, ReaderKind, Subject
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Concern, Party, key_of
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people.choices import TRUST_ROLES, Role
from lanyard.people.models import Person, RoleHolding, User
from lanyard.people.rules import routing
from lanyard.people.rules.routing import LADDERS, VIEWERS
from tests.concerns.factories import by_staff, make_concern
from tests.factories.people import give_role, make_cover, make_school, make_staff, make_trust

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

NAMES = ("Ada Abbott", "Ben Brook", "Cara Coates", "Dev Desai", "Eve Ellis", "Finn Flint", "Gwen Gill")
person = st.integers(0, len(NAMES) - 1)
HOLD = sorted({role for roles in VIEWERS.values() for role in roles} | {"governor", "leadership", "it_lead"})
# What makes one run: who holds what, who stands in for which of these holdings, and what is reported by whom of whom.
casts = st.tuples(
    st.lists(st.tuples(st.sampled_from(HOLD), person), max_size=9, unique=True),
    st.lists(st.tuples(st.integers(0, 8), person), max_size=3),
)
sent = st.fixed_dictionaries(
    {
        "type": st.sampled_from(list(ConcernType)),
        "about": st.sampled_from([s.value for s in Subject if s.value]),
        "people": st.lists(person, max_size=2, unique=True),
        "name": st.none() | person,
        "reporter": st.none() | person,
        "tell_whom": st.sampled_from(["line_manager", "dsl", "headteacher"]),
    }
)
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class World:
    """A school with these people, roles and stand-ins."""

    def __init__(self, roles: list, covers: list) -> None:
        today = timezone.localdate()
        self.trust = make_trust()
        self.school = make_school(self.trust)
        self.users = [make_staff(self.school, name) for name in NAMES]
        for user in self.users:
            # Everybody's manager is the next one.
            user.person.memberships.update(line_manager=self.users[self.users.index(user) - 1].person)
        self.holdings = [self.give(role, n) for role, n in roles]
        for place, n in covers:
            if place < len(self.holdings):
                make_cover(self.holdings[place], self.users[n].person, today, today + timedelta(days=5))

    def give(self, role: str, n: int) -> RoleHolding:
        return give_role(self.users[n].person, role, self.trust if role in TRUST_ROLES else self.school)

    def report(self, what: dict) -> Concern:
        kind, answers = KINDS[what["type"]], {"about": what["about"], "tell_whom": what["tell_whom"]}
        if what["name"] is not None:
            answers["about_name"] = NAMES[what["name"]]
        people = tuple(self.users[n].person for n in what["people"])
        reporter = by_staff(self.users[what["reporter"] or 0]) if what["reporter"] is not None else {}
        if kind.group in ("contact", "myself") and not reporter:
            reporter = by_staff(self.users[0])
        return make_concern(self.school, what["type"], answers=answers, about_people=people, **reporter)


def seeing(concern: Concern) -> set:
    """The ids of all who see it now, each asked as in a new request."""
    found = set()
    for user in User.objects.select_related("person"):
        sees = visible_to(user).filter(pk=concern.pk).exists()
        assert not may_handle(user, concern) or sees
        if sees:
            found.add(user.person_id)
    return found


def shut_out_of(concern: Concern) -> set:
    keys = set(
        Party.objects.filter(concern=concern, role__in=SHUT_OUT, ended_at__isnull=True).values_list(
            "person_key", flat=True
        )
    )
    return {person.pk for person in Person.objects.all() if key_of(person) in keys}


def told_of(concern: Concern) -> set:
    return set(Notice.objects.filter(about=f"concern:{concern.pk}").values_list("person", flat=True))


class _Undo(Exception):
    pass


def in_a_world(test):
    """Each example in a transaction of its own, which is undone."""

    def run(cast, what, *more):
        with suppress(_Undo), transaction.atomic():
            world = World(*cast)
            test(world, world.report(what), *more)
            raise _Undo

    return run


@few
@given(casts, sent)
def test_nobody_shut_out_is_told_or_sees_it_and_somebody_sees_what_anybody_was_told_of(db, cast, what):
    @in_a_world
    def check(world, concern):
        out, sees = shut_out_of(concern), seeing(concern)

        assert {world.users[n].person_id for n in what["people"]} <= out
        assert not out & sees
        assert not out & told_of(concern)
        assert told_of(concern) <= sees
        assert bool(concern.level) == bool(told_of(concern)) == bool(sees)

    check(cast, what)


@few
@given(casts, sent)
def test_nobody_shut_out_is_let_in_by_name_or_told_when_nobody_answers(db, cast, what):
    @in_a_world
    def check(world, concern):
        out = shut_out_of(concern)
        for user in world.users:
            with suppress(Refused):
                let_read(concern, user.person, ReaderKind.ASSIGNED, by=None)
        for days in range(1, 40, 3):
            pass_on_what_is_overdue(timezone.now() + timedelta(days=days))

        assert not out & seeing(concern)
        assert not out & told_of(concern)
        assert told_of(concern) <= seeing(concern)

    check(cast, what)


changes = st.lists(st.tuples(st.sampled_from(HOLD), person, st.booleans()), min_size=1, max_size=4)


@few
@given(casts, sent, changes)
def test_no_role_or_cover_taken_on_later_lets_anybody_in_who_was_shut_out(db, cast, what, later):
    @in_a_world
    def check(world, concern):
        out = shut_out_of(concern)
        for role, n, stands_in in later:
            holding = next((h for h in world.holdings if h.role == role), None)
            if stands_in and holding:
                make_cover(holding, world.users[n].person, timezone.localdate(), timezone.localdate())
            elif not RoleHolding.objects.filter(person=world.users[n].person, role=role).exists():
                world.give(role, n)
        reassign_orphaned_concerns()

        assert not out & seeing(concern)
        assert not out & told_of(concern)

    check(cast, what)


@few
@given(casts, sent, person)
def test_whoever_it_turns_out_to_be_about_is_out_from_then_on_and_it_is_held_by_somebody_else(db, cast, what, n):
    @in_a_world
    def check(world, concern):
        subject = world.users[n].person
        if subject.pk not in shut_out_of(concern):
            Party.objects.create(
                concern=concern, role=PartyRole.SUBJECT, name=subject.full_name, person=str(subject.pk),
                person_key=key_of(subject), added_at=timezone.now(),
            )  # fmt: skip
        escalate_if_unheld(concern)
        concern.refresh_from_db()

        assert subject.pk not in seeing(concern)
        register, report = as_routed(concern)
        out = routing.shut_out(report, register.graph)
        # Those beside whom nobody stands above it, such as a second chair of trustees, may not hold it.
        levels = (*routing.levels_for(report, register.graph, out), *routing.last_resort(report))
        above = LADDERS[report.group]
        above = above[above.index(concern.level) :] if concern.level in above else ()
        could = {pk for level in levels if level in above for pk in register.graph.everybody(level)}
        assert seeing(concern) or not could - shut_out_of(concern)

    check(cast, what)


def test_a_subject_who_becomes_headteacher_does_not_see_it_and_the_chair_holds_it(cast):
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, about_people=(cast.teacher.person,))
    RoleHolding.objects.filter(role=Role.HEADTEACHER, school=cast.old_quay).update(person=cast.teacher.person)
    assert seeing(concern) == set()

    assert reassign_orphaned_concerns() == 1
    concern.refresh_from_db()

    assert seeing(concern) == {cast.chair_of_governors.person_id}
    assert concern.passed_up and told_of(concern) >= {cast.chair_of_governors.person_id}
    assert reassign_orphaned_concerns() == 0


def test_a_subject_who_stands_in_for_the_level_does_not_see_it(cast):
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, about_people=(cast.teacher.person,))
    holding = RoleHolding.objects.get(role=Role.HEADTEACHER, school=cast.old_quay)
    make_cover(holding, cast.teacher.person, timezone.localdate(), timezone.localdate() + timedelta(days=9))

    assert seeing(concern) == {cast.headteacher.person_id}


def test_when_the_dsl_and_the_deputy_leave_the_headteacher_holds_what_is_open(cast):
    concern = make_concern(cast.old_quay)
    RoleHolding.objects.filter(role__in=(Role.DSL, Role.DEPUTY_DSL)).update(end=timezone.localdate() - timedelta(1))
    reassign_orphaned_concerns()

    assert seeing(concern) == {cast.headteacher.person_id}


def test_when_a_line_manager_leaves_the_dsl_holds_what_was_told_them(cast):
    concern = make_concern(
        cast.old_quay, ConcernType.CONTACT_RECEIVED, **by_staff(cast.teacher, answers={"tell_whom": "line_manager"})
    )
    Person.objects.filter(pk=cast.line_manager.person_id).update(left_on=timezone.localdate() - timedelta(1))
    reassign_orphaned_concerns()
    concern.refresh_from_db()

    assert concern.level == "dsl"
    assert told_of(concern) >= {cast.dsl.person_id}


def test_what_is_late_with_a_line_manager_is_told_to_no_other_line_manager(cast):
    give_role(cast.leadership.person, Role.LINE_MANAGER, cast.old_quay)
    concern = make_concern(
        cast.old_quay, ConcernType.CONTACT_RECEIVED, **by_staff(cast.teacher, answers={"tell_whom": "line_manager"})
    )
    pass_on_what_is_overdue(timezone.now() + timedelta(days=5))

    assert told_of(concern) == {cast.line_manager.person_id, cast.dsl.person_id}


def test_a_closed_concern_stays_where_it_was(cast):
    concern = make_concern(cast.old_quay)
    Concern.objects.filter(pk=concern.pk).update(state="closed", outcome="supported", closed_at=timezone.now())
    RoleHolding.objects.filter(role__in=(Role.DSL, Role.DEPUTY_DSL)).update(end=timezone.localdate() - timedelta(1))

    assert reassign_orphaned_concerns() == 0


def test_looking_for_what_nobody_holds_takes_the_same_number_of_queries(cast, django_assert_num_queries):
    for _ in range(2):
        make_concern(cast.old_quay)
    with django_assert_num_queries(6):
        reassign_orphaned_concerns()
    for _ in range(5):
        make_concern(cast.saltmarsh, ConcernType.STAFF_CONDUCT)
    with django_assert_num_queries(6):
        reassign_orphaned_concerns()
