"""What comes first: the band of an item on the first page, and the order in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.kernel.rules import IMPORTANT, ROUTINE, Band, Need, Severity, band_of, in_bands

NOW = datetime(2026, 11, 30, 7, 45, tzinfo=UTC)
AT_RISK = Severity("Child at risk", 10, urgent=True)
severities = st.sampled_from([AT_RISK, Severity("Staff allegation", 20, urgent=True), IMPORTANT, ROUTINE])
words = st.sampled_from(["Sign", "Decide", "Decide (1 of 2)", "Decide (1 of 2).", ""])
moments = st.integers(-60, 60).map(lambda hours: NOW + timedelta(hours=hours * 6))


@st.composite
def needs(draw) -> Need:
    due, since = draw(st.tuples(st.none() | moments, st.none() | moments).filter(any))
    return Need(
        draw(words), draw(words), draw(st.sampled_from(["/a/", "/b/"])), "Kind", draw(severities), due, since,
        draw(st.sampled_from(["You", "Nobody yet"])), draw(st.booleans()),
    )  # fmt: skip


items = st.lists(needs(), max_size=12)


@given(items)
def test_every_item_stands_in_exactly_one_band(rows):
    bands = in_bands(rows, NOW)

    assert list(bands) == list(Band)
    shown = [need for band in bands.values() for need in band]
    assert sorted(need.url for need in shown) == sorted(need.url for need in rows)
    assert all(band_of(need, NOW) is band for band, found in bands.items() for need in found)


@given(needs())
def test_what_is_overdue_is_never_put_off(need):
    if need.due and need.due < NOW:
        assert band_of(need, NOW) in (Band.URGENT, Band.OVERDUE)


@given(needs())
def test_a_child_at_risk_is_always_urgent_and_so_is_a_clock_that_has_run_out(need):
    if need.severity.urgent or (need.clock and need.due and need.due < NOW):
        assert band_of(need, NOW) is Band.URGENT


@given(needs())
def test_what_is_neither_urgent_nor_past_its_day_is_never_urgent(need):
    if not need.severity.urgent and not (need.due and need.due < NOW):
        assert band_of(need, NOW) in (Band.THIS_WEEK, Band.LATER)


@given(items, st.randoms())
def test_the_order_is_the_same_however_the_items_come(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert in_bands(shuffled, NOW) == in_bands(rows, NOW)


@given(items)
def test_no_two_items_read_the_same(rows):
    read = [(need.title, need.says) for band in in_bands(rows, NOW).values() for need in band]

    assert len(set(read)) == len(read)


@given(items)
def test_what_can_not_wait_is_sorted_by_how_bad_it_is_and_the_rest_by_its_day(rows):
    bands = in_bands(rows, NOW)

    ranks = [need.severity.rank for need in bands[Band.URGENT]]
    assert ranks == sorted(ranks)
    for band in (Band.OVERDUE, Band.THIS_WEEK, Band.LATER):
        due = [need.due for need in bands[band] if need.due]
        assert due == sorted(due) and [need.due for need in bands[band]][: len(due)] == due


@pytest.mark.parametrize(
    ("severity", "more", "band"),
    [
        (AT_RISK, {"since": NOW}, Band.URGENT),
        (AT_RISK, {"due": NOW + timedelta(days=90)}, Band.URGENT),
        (IMPORTANT, {"due": NOW - timedelta(minutes=1), "clock": True}, Band.URGENT),
        (IMPORTANT, {"due": NOW - timedelta(minutes=1)}, Band.OVERDUE),
        (ROUTINE, {"due": NOW}, Band.THIS_WEEK),
        (ROUTINE, {"due": NOW + timedelta(days=6)}, Band.THIS_WEEK),
        (ROUTINE, {"due": NOW + timedelta(days=8)}, Band.LATER),
        (IMPORTANT, {"since": NOW - timedelta(days=90)}, Band.THIS_WEEK),
        (ROUTINE, {"since": NOW - timedelta(days=90)}, Band.LATER),
    ],
)
def test_where_an_item_stands(severity, more, band):
    assert band_of(Need("Title", "Words.", "/x/", "Kind", severity, **more), NOW) is band


def test_an_item_without_a_day_is_refused():
    with pytest.raises(ValueError, match="has no day"):
        Need("Title", "Words.", "/x/", "Kind")
