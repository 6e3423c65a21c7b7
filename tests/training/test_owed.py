from collections import Counter
from datetime import date, timedelta

import pytest

from lanyard.people.choices import Kind, Role
from lanyard.people.models import Membership, Person, RoleHolding, School
from lanyard.training.models import Exemption
from lanyard.training.owed import Counts, document_counts, owed, people_counts, standings
from lanyard.training.rules import State
from tests.factories.people import give_role, make_cover, make_membership, make_person, make_school
from tests.training.office import TODAY, make_document, make_edition, make_signature

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LONG_AGO = date(2025, 1, 1)


def states(on=TODAY, **asked) -> dict:
    return {(row.person_id, row.school_id): row.state for row in owed(on, **asked)}


def only(person: Person, on=TODAY):
    rows = owed(on, people=Person.objects.filter(pk=person.pk))
    assert len(rows) == 1
    return rows[0]


@pytest.fixture
def document(cast):
    document = make_document(cast.trust)
    make_edition(document, LONG_AGO)
    return document


def test_it_is_asked_of_the_kinds_it_is_for_and_of_nobody_else(cast, document):
    asked = {person for person, _ in states()}
    assert {cast.teacher.person_id, cast.governor.person_id, cast.volunteer.pk} <= asked
    assert not asked & {cast.parent.person_id, cast.pupil.person_id, cast.stranger.person_id}


def test_nothing_is_asked_before_an_edition_is_in_force(cast):
    document = make_document(cast.trust)
    make_edition(document, TODAY + timedelta(days=1))
    assert owed(TODAY) == []
    assert len(owed(TODAY + timedelta(days=1))) > 0


def test_it_is_due_the_given_days_after_the_edition_or_after_the_start_if_that_is_later(cast, document):
    assert only(cast.teacher.person).due == LONG_AGO + timedelta(days=14)
    starter = make_person(cast.trust, "Nia New")
    make_membership(starter, cast.old_quay, start=TODAY - timedelta(days=3))
    row = only(starter)
    assert (row.asked, row.due, row.state) == (TODAY - timedelta(days=3), TODAY + timedelta(days=11), State.OWED)


def test_it_is_late_from_the_day_after_it_was_due(cast):
    document = make_document(cast.trust)
    make_edition(document, TODAY)
    due = TODAY + timedelta(days=14)
    assert only(cast.teacher.person, due).state is State.OWED
    assert only(cast.teacher.person, due + timedelta(days=1)).state is State.OVERDUE


def test_a_signature_under_an_earlier_minor_edition_counts(cast, document):
    make_signature(cast.teacher.person, document.editions.get(), LONG_AGO + timedelta(days=5))
    newer = make_edition(document, TODAY, 1, 1)
    row = only(cast.teacher.person)
    assert row.state is State.SIGNED and row.edition_id == newer.pk


def test_a_major_edition_is_asked_of_everybody_again(cast, document):
    make_signature(cast.teacher.person, document.editions.get(), LONG_AGO + timedelta(days=5))
    make_edition(document, TODAY, 2, 0)
    row = only(cast.teacher.person)
    assert (row.state, row.asked) == (State.OWED, TODAY)


def test_a_minor_edition_gives_nobody_more_time(cast, document):
    make_edition(document, TODAY, 1, 1)
    assert only(cast.teacher.person).due == LONG_AGO + timedelta(days=14)


def test_a_past_day_is_answered_as_it_was(cast, document):
    make_signature(cast.teacher.person, document.editions.get(), date(2026, 5, 5))
    assert only(cast.teacher.person, date(2026, 5, 4)).state is State.OVERDUE
    assert only(cast.teacher.person, date(2026, 5, 5)).state is State.SIGNED


def test_an_exemption_holds_for_its_days_and_a_signature_outweighs_it(cast, document):
    fields = {"person": cast.teacher.person, "document": document, "reason": "x", "by": cast.headteacher.person}
    Exemption.objects.create(start=TODAY, end=TODAY + timedelta(days=1), **fields)
    assert only(cast.teacher.person, TODAY - timedelta(days=1)).state is State.OVERDUE
    assert only(cast.teacher.person).state is State.EXEMPT
    assert only(cast.teacher.person, TODAY + timedelta(days=2)).state is State.OVERDUE
    make_signature(cast.teacher.person, document.editions.get(), TODAY)
    assert only(cast.teacher.person).state is State.SIGNED


def test_leavers_owe_nothing_after_their_last_day(cast, document):
    Person.objects.filter(pk=cast.teacher.person_id).update(left_on=TODAY)
    assert only(cast.teacher.person)
    assert not owed(TODAY + timedelta(days=1), people=Person.objects.filter(pk=cast.teacher.person_id))


def test_what_ended_is_not_asked_any_more(cast, document):
    Membership.objects.filter(person=cast.teacher.person).update(end=TODAY - timedelta(days=1))
    assert not owed(TODAY, people=Person.objects.filter(pk=cast.teacher.person_id))


def test_a_closed_school_asks_nobody(cast, document):
    School.objects.filter(pk=cast.old_quay.pk).update(closed=TODAY - timedelta(days=1))
    assert {school for _, school in states()} == {cast.saltmarsh.pk}


def test_holders_of_a_role_are_asked_and_those_who_stand_in_for_them(cast):
    document = make_document(cast.trust, kinds=(), roles=(Role.CHANNEL_OPERATOR,))
    make_edition(document, LONG_AGO)
    holding = RoleHolding.objects.get(role=Role.CHANNEL_OPERATOR)
    make_cover(holding, cast.teacher.person, TODAY, TODAY + timedelta(days=5))
    assert set(states()) == {
        (cast.channel_operator.person_id, cast.old_quay.pk),
        (cast.teacher.person_id, cast.old_quay.pk),
    }
    assert only(cast.teacher.person).asked == TODAY
    assert set(states(TODAY + timedelta(days=6))) == {(cast.channel_operator.person_id, cast.old_quay.pk)}


def test_a_role_at_the_trust_is_asked_for_at_each_of_its_schools(cast):
    document = make_document(cast.trust, kinds=(), roles=(Role.TRUST_ADMINISTRATOR,))
    make_edition(document, LONG_AGO)
    person = cast.trust_administrator.person_id
    assert set(states()) == {(person, cast.old_quay.pk), (person, cast.saltmarsh.pk)}


def test_somebody_asked_in_two_ways_at_a_school_stands_there_once_from_the_earlier_start(cast, document):
    make_membership(cast.teacher.person, cast.old_quay, Kind.SUPPORT, start=TODAY)
    assert only(cast.teacher.person).asked == LONG_AGO


def test_a_document_of_one_trust_is_never_asked_of_people_of_another(cast, document):
    give_role(cast.stranger.person, Role.LEADERSHIP, cast.other_school)
    assert cast.other_school.pk not in {school for _, school in states()}


def test_the_answer_can_be_narrowed_to_schools_documents_and_people(cast, document):
    other = make_document(cast.trust, "other")
    make_edition(other, LONG_AGO)
    saltmarsh = School.objects.filter(slug="saltmarsh-primary")
    assert {row.school_id for row in owed(TODAY, schools=saltmarsh)} == {cast.saltmarsh.pk}
    documents = type(other).objects.filter(key="other")
    assert {row.document_id for row in owed(TODAY, documents=documents)} == {other.pk}
    assert owed(TODAY, schools=School.objects.none()) == []
    rows = owed(TODAY, people=Person.objects.filter(family_name="Gale"), schools=saltmarsh, documents=documents)
    assert len(rows) == 1


def test_counts_are_those_of_the_rows(cast, document):
    make_signature(cast.teacher.person, document.editions.get(), TODAY)
    counted = Counter((row.school_id, row.state) for row in owed(TODAY))
    for (school, _), counts in document_counts(standings(TODAY, schools=School.objects.all())).items():
        assert counts == Counts(*(counted[school, state] for state in ("signed", "exempt", "owed", "overdue")))


def test_people_are_counted_by_the_document_they_stand_worst_with(cast, document):
    other = make_document(cast.trust, "other")
    make_edition(other, TODAY)
    everybody = len(owed(TODAY, schools=School.objects.filter(pk=cast.old_quay.pk))) // 2
    for user in (cast.teacher, cast.dsl):
        make_signature(user.person, document.editions.get(), TODAY)
    make_signature(cast.teacher.person, other.editions.get(), TODAY)
    counts = people_counts(standings(TODAY, schools=School.objects.all()), {document.pk, other.pk})
    assert counts[cast.old_quay.pk] == Counts(signed=1, exempt=0, owed=1, overdue=everybody - 2)
    assert counts[cast.old_quay.pk].asked == everybody


def test_it_is_one_query_however_many_schools(cast, document, django_assert_num_queries):
    with django_assert_num_queries(1):
        owed(TODAY)
    for number in range(20):
        school = make_school(cast.trust, f"School {number}")
        make_membership(make_person(cast.trust, f"Teacher{number} Reed"), school)
    with django_assert_num_queries(1):
        assert len(document_counts(standings(TODAY, schools=School.objects.filter(trust=cast.trust)))) == 22
