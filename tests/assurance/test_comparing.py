"""Whether a policy is kept better or worse than a month ago."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.assurance.actions import keep_readings, take_snapshot
from lanyard.assurance.readings import Reading, Status
from lanyard.assurance.registry import all_controls
from lanyard.assurance.rules.comparing import Change, a_month_before
from tests.assurance.test_views import LIVE, TODAY, text_of

THEN = date(2026, 10, 24)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 29), date(2026, 10, 29)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2028, 3, 30), date(2028, 2, 29)),
        (date(2027, 1, 5), date(2026, 12, 5)),
    ],
)
def test_a_month_before_is_the_same_day_or_the_last_of_a_shorter_month(day, before):
    assert a_month_before(day) == before


def change(kept, not_kept):
    """From ten kept and ten not."""
    now = {Status.KEPT: 10 + kept, Status.NOT_KEPT: 10 + not_kept}
    return Change(THEN, now, {Status.KEPT: 10, Status.NOT_KEPT: 10})


@pytest.mark.parametrize(
    ("kept", "not_kept", "verdict"),
    [
        (3, 0, "Better"),
        (0, -1, "Better"),
        (3, -1, "Better"),
        (-1, 0, "Worse"),
        (0, 2, "Worse"),
        (-3, 2, "Worse"),
        (0, 0, "The same"),
        (3, 1, "Mixed"),
        (-1, -1, "Mixed"),
    ],
)
def test_better_is_more_kept_and_no_more_not_kept(kept, not_kept, verdict):
    assert change(kept, not_kept).verdict == verdict


@given(st.integers(-9, 9), st.integers(-9, 9))
def test_what_is_better_one_way_is_worse_the_other(kept, not_kept):
    opposite = {"Better": "Worse", "Worse": "Better"}
    forth, back = change(kept, not_kept).verdict, change(-kept, -not_kept).verdict
    assert back == opposite.get(forth, forth)


@pytest.mark.django_db
class TestOnThePage:
    def all_read(self, cast, status, day, now):
        keep_readings(
            {(cast.old_quay.pk, key): Reading(status, "As it was") for key in all_controls()}, on=day, now=now
        )

    @pytest.mark.parametrize(
        ("then", "today", "says"),
        [
            (Status.NOT_KEPT, Status.KEPT, "more than a month ago"),
            (Status.KEPT, Status.NOT_KEPT, "fewer than a month ago"),
            (Status.KEPT, Status.KEPT, "As many as a month ago"),
        ],
    )
    def test_it_says_how_many_more_are_kept_than_a_month_ago(self, cast, now, edition, client_for, then, today, says):
        self.all_read(cast, then, THEN, now - timedelta(days=31))
        self.all_read(cast, today, TODAY, now)
        page = text_of(client_for(cast.headteacher).get(LIVE))
        assert says in page
        assert "24 October 2026" in page

    def test_a_month_ago_is_what_was_known_then_and_not_what_was_read_later(self, cast, now, edition, client_for):
        self.all_read(cast, Status.NOT_KEPT, THEN, now - timedelta(days=31))
        self.all_read(cast, Status.KEPT, THEN + timedelta(days=1), now - timedelta(days=30))
        self.all_read(cast, Status.KEPT, TODAY, now)
        page = text_of(client_for(cast.headteacher).get(LIVE))
        assert "when 0 of 71 were kept and 71 were not kept" in page

    def test_without_a_reading_a_month_ago_it_compares_with_nothing(self, cast, now, edition, client_for):
        take_snapshot(now=now)
        assert "Nothing was read a month ago" in text_of(client_for(cast.headteacher).get(LIVE))
