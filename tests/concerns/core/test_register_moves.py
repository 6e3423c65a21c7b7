"""Whoever comes to a role later is kept out, before it opens anything, of every case in which their name stands."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lanyard
from lanyard.concerns.core.actions.possible import decide
from lanyard.concerns.core.choices import ConcernType, PartyRole, Route
from lanyard.concerns.core.models import Party
from lanyard.people import register_moves
from lanyard.people.actions import add_cover, appoint, change_address, confirm, confirm_address
from lanyard.people.choices import Role
from lanyard.people.models import Person, RoleHolding, User
from lanyard.people.queries import power
from tests.concerns.core.test_whom_a_name_means import about, role_of, sees, was_told
from tests.factories.people import give_role, make_cover, make_membership, make_person, make_staff, make_user
from tests.people.spellings import spellings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def given_role(user: User, role: str, place) -> RoleHolding:
    """As the action that lets a role begin does."""
    holding = give_role(user.person, role, place, start=timezone.localdate())
    register_moves.moved([user.person_id])
    return holding


def test_a_teacher_named_in_full_is_linked_and_stays_out_when_she_is_made_headteacher(cast):
    concern = about(cast.old_quay, "Tara Lindqvist")

    assert role_of(concern, cast.teacher) == "subject"
    given_role(cast.teacher, Role.HEADTEACHER, cast.old_quay)
    assert not sees(cast.teacher, concern)


def test_somebody_from_another_school_is_kept_out_when_they_come(cast):
    """Nobody at Old Quay has the name when it is written."""
    concern = about(cast.old_quay, "Mrs Carys Mensa")
    assert sees(cast.headteacher, concern)
    newcomer = make_staff(cast.saltmarsh, "Carys Mensah")
    make_membership(newcomer.person, cast.old_quay)
    given_role(newcomer, Role.HEADTEACHER, cast.old_quay)

    assert role_of(concern, newcomer) == "possible"
    assert not sees(newcomer, concern) and not was_told(newcomer, concern)


def test_a_role_that_is_confirmed_compares_in_the_same_moment(cast):
    concern, today = about(cast.old_quay, "Tara"), timezone.localdate()
    proposal = appoint(person=cast.teacher.person, role=Role.LINE_MANAGER, place=cast.old_quay, by=cast.headteacher,
                       start=today, on=today)  # fmt: skip
    assert role_of(concern, cast.teacher) == ""
    confirm(proposal=proposal, by=power.confirmers(proposal, today)[0][1].user, on=today)

    assert role_of(concern, cast.teacher) == "possible"


def test_who_stands_in_is_kept_out_too(cast):
    concern = about(cast.old_quay, "miss lindqist")
    holding = RoleHolding.objects.get(role=Role.HEADTEACHER, school=cast.old_quay)
    today = timezone.localdate()
    make_cover(holding, cast.teacher.person, today, today + timedelta(days=3))
    register_moves.moved([cast.teacher.person_id])

    assert not sees(cast.teacher, concern) and not was_told(cast.teacher, concern)
    # As high as the role that they stand in for.
    assert sees(cast.chair_of_governors, concern)


def test_a_cover_that_begins_later_is_compared_when_it_is_entered(cast):
    concern = about(cast.old_quay, "T. Lindqvist")
    holding = RoleHolding.objects.get(role=Role.LINE_MANAGER, school=cast.old_quay)
    start = timezone.localdate() + timedelta(days=5)
    add_cover(holding=holding, person=cast.teacher.person, by=cast.line_manager, start=start,
              end=start + timedelta(days=3), on=timezone.localdate())  # fmt: skip

    assert role_of(concern, cast.teacher) == "subject"


def test_a_new_name_is_compared(cast):
    concern = about(cast.old_quay, "Mrs Featherstone")
    assert sees(cast.headteacher, concern)
    Person.objects.filter(pk=cast.headteacher.person_id).update(family_name="Featherstone")
    register_moves.moved([cast.headteacher.person_id])

    assert not sees(cast.headteacher, concern)
    assert sees(cast.chair_of_governors, concern)


@pytest.mark.parametrize("named", ["Mrs Featherstone", "mrs featherstone", "Wilma Featherstone", "Ms Fetherstone",
                                   "w.featherstone@oldquay.example.org"])  # fmt: skip
def test_who_is_named_in_free_text_before_they_come_is_kept_out_when_they_come(cast, named):
    concern = about(cast.old_quay, "", account=f"{named} shouted at the children and then laughed at them.")
    assert sees(cast.headteacher, concern)
    newcomer = make_staff(cast.old_quay, "Wilma Featherstone", email="w.featherstone@oldquay.example.org")
    given_role(newcomer, Role.HEADTEACHER, cast.old_quay)

    assert not sees(newcomer, concern) and not was_told(newcomer, concern)


def test_an_address_that_was_written_is_compared_when_it_becomes_somebodys(cast, now):
    concern = about(cast.old_quay, "h.quince@oldquay.example.org")
    assert sees(cast.headteacher, concern)
    change = change_address(
        person=cast.headteacher.person, email="h.quince@oldquay.example.org", by=cast.trust_administrator, now=now
    )
    confirm_address(change=change, by=cast.chair_of_trustees, now=now)

    assert not sees(cast.headteacher, concern)


def test_a_second_record_of_the_same_person_is_kept_out_with_the_first(cast):
    concern = about(cast.old_quay, "Tara Lindqvist")
    second = make_person(cast.trust, "Tara Lindqvist", email="t.l@example.org")
    make_membership(second, cast.old_quay)
    user = make_user(second)
    given_role(user, Role.HEADTEACHER, cast.old_quay)

    assert not sees(user, concern)
    assert role_of(concern, user) in ("possible", "subject")


def test_a_second_record_of_who_was_kept_out_later_is_kept_out_too(cast):
    concern = about(cast.old_quay, "the headteacher")
    given_role(make_staff(cast.old_quay, "Simone Grant"), Role.HEADTEACHER, cast.old_quay)
    second = make_user(make_person(cast.trust, "Simone Grant", email="s.g@example.org"))
    make_membership(second.person, cast.old_quay)
    given_role(second, Role.CHAIR_OF_GOVERNORS, cast.old_quay)

    assert not sees(second, concern)


def test_who_leaves_next_month_is_compared_until_then(cast):
    concern = about(cast.old_quay, "Miss Lindqist")
    today = timezone.localdate()
    Person.objects.filter(pk=cast.teacher.person_id).update(left_on=today + timedelta(days=30))
    given_role(cast.teacher, Role.HEADTEACHER, cast.old_quay)

    assert not sees(cast.teacher, concern)


def test_a_no_for_one_person_settles_nothing_for_the_next(cast):
    first = make_staff(cast.old_quay, "Carys Mensah")
    give_role(first.person, Role.DSL, cast.old_quay)
    concern = about(cast.old_quay, "Mrs Mensa", ConcernType.BULLYING)
    party = Party.objects.get(concern=concern, role=PartyRole.POSSIBLE)
    decide(by=cast.headteacher, concern=concern, version=concern.version, party=party, is_about=False, reason="No.")
    assert sees(first, concern)
    second = make_staff(cast.old_quay, "Clare Mensah")
    given_role(second, Role.DSL, cast.old_quay)

    assert not sees(second, concern) and sees(cast.headteacher, concern)
    assert role_of(concern, first) == ""


def test_a_yes_settles_the_name(cast):
    first = make_staff(cast.old_quay, "Carys Mensah")
    give_role(first.person, Role.DSL, cast.old_quay)
    concern = about(cast.old_quay, "Mrs Mensa", ConcernType.BULLYING)
    party = Party.objects.get(concern=concern, role=PartyRole.POSSIBLE)
    decide(by=cast.headteacher, concern=concern, version=concern.version, party=party, is_about=True)
    second = make_staff(cast.old_quay, "Clare Mensah")
    given_role(second, Role.HEADTEACHER, cast.old_quay)

    assert role_of(concern, second) == ""
    assert sees(second, concern)


def test_whoever_is_shut_out_as_one_record_is_shut_out_as_the_one_it_is_joined_with(cast):
    concern = about(cast.old_quay, "Tara Lindqvist")
    other = make_staff(cast.old_quay, "Teresa Berg")
    register_moves.joined(cast.teacher.person_id, other.person_id)
    given_role(other, Role.HEADTEACHER, cast.old_quay)

    assert role_of(concern, other) == "subject"
    assert not sees(other, concern)


def test_who_may_be_meant_as_one_record_only_may_be_meant_as_the_one_it_is_joined_with(cast):
    first = make_staff(cast.old_quay, "Carys Mensah")
    give_role(first.person, Role.HEADTEACHER, cast.old_quay)
    concern = about(cast.old_quay, "Mrs Mensa")
    other = make_staff(cast.old_quay, "Teresa Berg")
    register_moves.joined(first.person_id, other.person_id)

    assert role_of(concern, other) == "possible"


def test_a_role_at_the_trust_is_compared_at_every_school_and_one_at_another_school_is_not(cast):
    here, there = about(cast.old_quay, "Mrs Mensa"), about(cast.saltmarsh, "Mrs Mensa")
    newcomer = make_staff(cast.saltmarsh, "Carys Mensah")
    given_role(newcomer, Role.DSL, cast.saltmarsh)
    assert (role_of(here, newcomer), role_of(there, newcomer)) == ("", "possible")
    given_role(newcomer, Role.CHAIR_OF_TRUSTEES, cast.trust)

    assert role_of(here, newcomer) == "possible"


def test_the_headteacher_who_comes_may_be_meant_by_the_role_that_was_written(cast):
    concern = about(cast.old_quay, "the headteacher")
    newcomer = make_staff(cast.old_quay, "Simone Grant")
    given_role(newcomer, Role.HEADTEACHER, cast.old_quay)

    assert not sees(newcomer, concern)


def test_who_is_cleared_by_a_clear_name_of_somebody_else_is_let_in(cast):
    concern = about(cast.old_quay, "Priya Nair")
    newcomer = make_staff(cast.old_quay, "Simone Grant")
    given_role(newcomer, Role.HEADTEACHER, cast.old_quay)

    assert sees(newcomer, concern)


def test_comparing_takes_as_long_however_many_cases_there_are(cast, django_assert_max_num_queries):
    for _ in range(30):
        about(cast.old_quay, "Zed Blake")
    newcomer = make_staff(cast.old_quay, "Simone Grant")
    give_role(newcomer.person, Role.HEADTEACHER, cast.old_quay)
    with django_assert_max_num_queries(14):
        register_moves.moved([newcomer.person_id])


few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
NAMES = st.sampled_from((("Carys", "Mensah"), ("Niamh", "Kowalska"), ("Oluwaseun", "Siddiqui"), ("Tom", "Fletcher")))
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["role", "cover", "second", "trust"]),
        st.sampled_from([Role.DSL, Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS, Role.DATA_PROTECTION_LEAD]),
    ),
    max_size=3,
)


@few
@given(
    name=NAMES, data=st.data(), role=st.sampled_from([None, Role.HEADTEACHER, Role.DSL, Role.CHAIR_OF_GOVERNORS]),
    kind=st.sampled_from([ConcernType.STAFF_CONDUCT, ConcernType.BULLYING, ConcernType.DATA_BREACH]),
    route=st.sampled_from([Route.PUBLIC, Route.PAPER, Route.CHILD]), moves=MOVES,
)  # fmt: skip
def test_whoever_a_spelling_means_is_never_told_and_never_sees_it_whatever_comes_later(
    cast, name, data, role, kind, route, moves
):
    with transaction.atomic():
        users = [make_staff(cast.old_quay, " ".join(name))]
        if role:
            give_role(users[0].person, role, cast.old_quay)
        concern = about(cast.old_quay, data.draw(spellings(*name)), kind, route=route)
        for what, later in moves:
            users.append(_move(cast, users[0], what, later))

        for user in users:
            assert not sees(user, concern), (role, moves)
            assert not was_told(user, concern)
        transaction.set_rollback(True)


def _move(cast, user: User, what: str, role: str) -> User:
    today = timezone.localdate()
    if what == "second":
        user = make_user(make_person(cast.trust, user.person.full_name), f"{Person.objects.count()}@example.org")
        make_membership(user.person, cast.old_quay)
    if what == "cover":
        holding = RoleHolding.objects.filter(role=role, school=cast.old_quay).exclude(person=user.person).first()
        if holding:
            make_cover(holding, user.person, today, today + timedelta(days=9))
        register_moves.moved([user.person_id])
    elif what == "trust":
        given = RoleHolding.objects.filter(person=user.person, role=Role.CHAIR_OF_TRUSTEES, end=None)
        if not given.exists():
            given_role(user, Role.CHAIR_OF_TRUSTEES, cast.trust)
    elif not RoleHolding.objects.filter(person=user.person, role=role, school=cast.old_quay, end=None).exists():
        given_role(user, role, cast.old_quay)
    return user


def test_everything_that_lets_somebody_in_compares_the_names():
    """Every module of the register that makes roles, covers or accounts, or writes people, says so."""
    root = Path(lanyard.__file__).parent / "people"
    silent = []
    for path in root.rglob("*.py"):
        text = path.read_text()
        if "migrations" in path.parts or "demonstration" in path.parts or path.name.startswith("demo"):
            continue
        makes = any(_makes(node) for node in ast.walk(ast.parse(text)))
        if makes and "moved(" not in text and path.name not in _CALLED_BY_ONE_THAT_DOES:
            silent.append(path.name)
    assert silent == []


# Called inside actions that call `moved` once, for all.
_CALLED_BY_ONE_THAT_DOES = {"trust_roles.py"}
_TABLES = {"RoleHolding", "Cover", "Membership", "Person", "User"}
_WRITES = {"create", "bulk_create", "get_or_create", "update_or_create"}


def _makes(node: ast.AST) -> bool:
    """Whether a call writes new rows of one of the tables: `RoleHolding.objects.create(…)`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _WRITES:
        return False
    return any(isinstance(one, ast.Name) and one.id in _TABLES for one in ast.walk(node.func))
