"""When a signature has to be renewed, and who is meant since when: rules that hold on any day."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lanyard.training.rules import Asked, Renewing, audience_of, renewed_on, still_counts

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
renewing = st.builds(
    Renewing, st.sampled_from(["never", "school_year", "months"]), st.integers(1, 60), st.none() | days
).map(lambda one: Renewing(one.how, one.months if one.how == "months" else None, one.not_before))
SCHOOLS = [UUID(int=n) for n in range(3)]
who = st.sets(st.sampled_from([("teacher", ""), ("volunteer", ""), ("", "moderator")]), min_size=1)
schools = st.sets(st.sampled_from(SCHOOLS))


def test_the_school_year_and_short_months_are_reckoned_as_people_do():
    year, month = Renewing("school_year"), Renewing("months", 1)
    assert renewed_on(date(2026, 8, 31), year) == date(2026, 9, 1)
    assert renewed_on(date(2026, 9, 1), year) == date(2027, 9, 1)
    assert renewed_on(date(2027, 1, 31), month) == date(2027, 2, 28)
    assert renewed_on(date(2028, 1, 31), month) == date(2028, 2, 29)
    assert renewed_on(date(2026, 9, 1), Renewing("never")) is None


@given(days, renewing, st.integers(0, 4000))
def test_a_signature_counts_from_its_day_until_it_is_renewed_and_never_after(signed, how, later):
    on, again = signed + timedelta(days=later), renewed_on(signed, how)
    assert still_counts(signed, how, on) == (again is None or on < again)
    assert not still_counts(signed, how, signed - timedelta(days=1))
    assert again is None or (
        still_counts(signed, how, again - timedelta(days=1)) and not still_counts(signed, how, again)
    )
    assert again is None or again > signed or again == how.not_before


@given(days, days, renewing)
def test_who_signs_later_is_never_asked_again_sooner(one, other, how):
    first, second = sorted([one, other])
    before, after = renewed_on(first, how), renewed_on(second, how)
    assert before is None or before <= after


@given(who, schools, who, schools, days)
def test_nobody_who_was_meant_gets_more_time_and_nobody_new_gets_less(before, at_first, after, at_last, on):
    """Whoever is meant for the first time after it was published is asked from that day."""
    first = audience_of([], before, at_first, on - timedelta(days=50), published=False)
    last = audience_of(first, after, at_last, on, published=True)
    for school in SCHOOLS:
        for one in {*before, *after}:
            was = since(first, one, school)
            now = since(last, one, school)
            meant = one in after and (not at_last or school in at_last)
            assert (now is not None) == meant
            if meant:
                assert now == (was if was is not None else on)
    assert len(last) == len(set(last))


def since(rows: list[Asked], one: tuple[str, str], school: UUID) -> date | None:
    """From when the rows mean such people at a school; the first day there is for whoever was meant from the start."""
    days = [row.since or date.min for row in rows if (row.kind, row.role) == one and row.school in (None, school)]
    return min(days, default=None)
