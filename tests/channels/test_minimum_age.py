"""No service for pupils below its minimum age: by days of birth (CHI4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.channels.models import Channel
from lanyard.kernel.refusals import Refused
from lanyard.people.rules import age_on
from lanyard.platforms.queries import under_age
from lanyard.platforms.rules import born_by
from lanyard.records.models import AuditEvent
from tests.channels.office import TODAY, make_platform, propose
from tests.factories.people import make_pupil, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
THIRTEEN_TODAY = date(2013, 11, 24)


@pytest.fixture
def school(cast):
    return make_school(cast.trust, "Thirteen", year_groups=["9"])


def blocked():
    return AuditEvent.objects.filter(event="platform-age:block")


def test_pupils_who_are_old_enough_on_the_day_may_be_named(cast, school):
    make_pupil(school, year="9", date_of_birth=THIRTEEN_TODAY)
    propose(cast.trust_administrator, school, year_groups=("9",))
    assert not blocked().exists()


def test_one_pupil_a_day_too_young_is_refused_with_the_reason_and_the_attempt_is_on_record(cast, school):
    make_pupil(school, year="9", date_of_birth=THIRTEEN_TODAY)
    make_pupil(school, "Bo Reed", year="9", date_of_birth=THIRTEEN_TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="for ages 13 and over") as refused:
        propose(cast.trust_administrator, school, year_groups=("9",))
    assert refused.value.field == "year_groups"
    assert not Channel.objects.exists()
    event = blocked().get()
    assert (event.school_id, event.detail) == (school.pk, '{"minimum":13,"platform":"chirp"}')


def test_a_day_of_birth_that_is_missing_is_not_taken_for_old_enough(cast, school):
    make_pupil(school, year="9")
    with pytest.raises(Refused, match="date of birth"):
        propose(cast.trust_administrator, school, year_groups=("9",))


def test_pupils_of_other_years_and_schools_and_those_who_left_do_not_count(cast, school):
    make_pupil(school, year="8", date_of_birth=date(2014, 5, 1))
    make_pupil(cast.old_quay, "Cy Reed", year="9", date_of_birth=date(2014, 5, 1))
    left = make_pupil(school, "Di Reed", year="9", date_of_birth=date(2014, 5, 1))
    left.memberships.update(end=TODAY - timedelta(days=1))
    assert propose(cast.trust_administrator, school, year_groups=("9",)).state == "proposed"


def test_the_age_that_holds_on_the_day_counts(cast, school):
    make_pupil(school, year="9", date_of_birth=THIRTEEN_TODAY)
    place = type(school).objects.filter(pk=school.pk)
    assert not under_age(make_platform(), place, ["9"], TODAY).keeps_out
    assert under_age(make_platform(), place, ["9"], TODAY - timedelta(days=1)).too_young == 1


def test_a_service_without_a_known_minimum_keeps_nobody_out(cast, school):
    make_pupil(school, year="9", date_of_birth=date(2014, 5, 1))
    free = make_platform("paper", ages=[])
    assert under_age(free, type(school).objects.filter(pk=school.pk), ["9"], TODAY) is None


def test_for_adults_nobody_is_asked_for_their_age(cast):
    assert propose(cast.teacher, cast.old_quay).state == "proposed"


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 2), date(2040, 1, 1)), st.integers(1, 18))
def test_the_last_day_of_birth_agrees_with_the_age(born, on, age):
    assert (born <= born_by(on, age)) == (age_on(born, on) >= age)
