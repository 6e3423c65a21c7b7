"""Low-level concerns about one person side by side, for those who see them anyway."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.concerns.casework.queries.patterns import patterns
from tests.concerns.cases import add_party
from tests.concerns.dealing import about_staff, judge_threshold
from tests.concerns.factories import by_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def low_level(cast, *people, by=None):
    by = by or cast.headteacher
    fields = by_staff(cast.line_manager, about_people=tuple(people), answers={"about": "staff"}) if people else {}
    concern = about_staff(cast.old_quay, by, **fields)
    judge_threshold(concern, by)
    return concern


def test_two_about_one_person_stand_first_with_dates_and_references(cast, client_for):
    alone = low_level(cast, cast.moderator.person)
    both = [low_level(cast, cast.teacher.person) for _ in range(2)]
    shown = client_for(cast.headteacher).get("/concerns/patterns/").content.decode()

    assert "Tara Lindqvist: two" in shown and "Megan Price: one" in shown
    assert all(concern.ref in shown for concern in (alone, *both)) and "Tuesday 24 November 2026" in shown
    assert shown.index("Tara Lindqvist") < shown.index("Megan Price")


def test_other_thresholds_make_no_pattern(cast):
    concern = about_staff(cast.old_quay, cast.headteacher)
    judge_threshold(concern, cast.headteacher, "may_meet")
    found = patterns(cast.headteacher)
    assert (found.several, found.single, found.unlinked) == ([], [], 0)


def test_those_that_name_nobody_on_the_register_are_counted(cast):
    low_level(cast)
    assert patterns(cast.headteacher).unlinked == 1


def test_nobody_sees_more_here_than_anywhere_and_never_those_about_themselves(cast, client_for):
    for _ in range(2):
        low_level(cast, cast.teacher.person)
    chairs = low_level(cast, cast.headteacher.person, by=cast.chair_of_governors)

    for user in (cast.teacher, cast.dsl, cast.leadership, cast.chair_of_governors, cast.saltmarsh_headteacher):
        shown = client_for(user).get("/concerns/patterns/").content.decode()
        assert "Tara Lindqvist" not in shown.split("<main")[1]
    own = client_for(cast.headteacher).get("/concerns/patterns/").content.decode()
    assert chairs.ref not in own and "Tara Lindqvist: two" in own


def test_who_turns_out_to_be_in_conflict_sees_one_less(cast):
    concern = low_level(cast, cast.teacher.person)
    low_level(cast, cast.teacher.person)
    add_party(concern, cast.headteacher, "conflict", person=cast.headteacher.person)
    found = patterns(cast.headteacher)
    assert [len(one.concerns) for one in found.single] == [1] and found.several == []


def test_it_asks_no_more_for_many(cast, client_for):
    client = client_for(cast.headteacher)
    low_level(cast, cast.teacher.person)
    client.get("/concerns/patterns/")
    with CaptureQueriesContext(connection) as one:
        client.get("/concerns/patterns/")
    for person in (cast.teacher, cast.moderator, cast.leadership, cast.it_lead):
        low_level(cast, person.person)
    with CaptureQueriesContext(connection) as many:
        client.get("/concerns/patterns/")
    assert len(one) == len(many) <= 15
