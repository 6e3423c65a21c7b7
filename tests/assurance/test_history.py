"""How evidence went over a year: only the days on which its status changed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lanyard.assurance.models import Snapshot
from lanyard.assurance.queries import live_policy
from lanyard.assurance.rules.history import Stretch, changes, stretches
from lanyard.ui.templatetags.ui import status_strip

START = date(2026, 1, 1)
YEAR_ON = START + timedelta(days=364)


def rows(*lengths):
    """Stretches one after the other: (status, days) each, "" for days that were not read."""
    found, day = [], START
    for n, (status, days) in enumerate(lengths):
        if status:
            found.append(Stretch(day, day + timedelta(days=days - 1), status, f"evidence {n}"))
        day += timedelta(days=days)
    return found


def test_readings_that_differ_in_their_words_alone_are_no_change():
    found = stretches(rows(("kept", 10), ("kept", 5), ("not_kept", 2), ("kept", 3)), START, YEAR_ON)

    assert [(one.status, (one.last_day - one.first_day).days + 1) for one in found] == [
        ("kept", 15), ("not_kept", 2), ("kept", 3),
    ]  # fmt: skip
    assert [(one.status, one.before, one.says) for one in changes(found)] == [
        ("kept", "not_kept", "evidence 3"), ("not_kept", "kept", "evidence 2"), ("kept", "", "evidence 0"),
    ]  # fmt: skip


def test_days_that_were_not_read_stay_open_and_are_no_change():
    found = stretches(rows(("kept", 10), ("", 4), ("kept", 6)), START, YEAR_ON)

    assert len(found) == 2
    assert [one.day for one in changes(found)] == [START]


def test_what_began_before_is_cut_to_the_days_asked_for():
    found = stretches(rows(("kept", 100), ("not_kept", 100)), START + timedelta(days=50), START + timedelta(days=120))

    assert (found[0].first_day, found[-1].last_day) == (START + timedelta(days=50), START + timedelta(days=120))


def days_of(read):
    return [one.first_day + timedelta(days=n) for one in read for n in range((one.last_day - one.first_day).days + 1)]


@given(st.lists(st.tuples(st.sampled_from(["kept", "not_kept", "in_progress", ""]), st.integers(1, 40)), max_size=30))
def test_the_strip_covers_each_day_that_was_read_once_and_neighbours_differ(lengths):
    read = rows(*lengths)
    found = stretches(read, START, YEAR_ON)

    covered = days_of(found)
    assert len(covered) == len(set(covered))
    assert set(covered) == {day for day in days_of(read) if day <= YEAR_ON}
    changed = changes(found)
    assert all(later.before == earlier.status for later, earlier in pairwise(changed))
    assert all(one.status != one.before for one in changed)


def test_the_strip_says_in_words_what_its_colours_show():
    drawn = status_strip(rows(("kept", 300), ("", 5), ("not_kept", 60)), START, YEAR_ON)

    assert [(look.word, days) for look, days in drawn["sums"]] == [("Kept", 300), ("Not kept", 60)]
    assert drawn["unread"] == 5
    assert [piece["x"] for piece in drawn["pieces"]] == ["0.00", "83.56"]


@pytest.mark.django_db
def test_the_page_of_a_clause_lists_changes_alone(cast, client_for, now, edition):
    today = now.date()
    policy = live_policy(cast.old_quay, today, cast.headteacher)
    clause = next(one for one in policy.clauses if one.everything)
    control = clause.everything[0].control_id
    for days, status, says in (
        (40, "kept", "All of it"),
        (30, "kept", "Still all"),
        (20, "not_kept", "Some is missing"),
    ):
        Snapshot.objects.create(
            school=cast.old_quay, control=control, status=status, says=says, checked_at=now,
            first_day=today - timedelta(days=days), last_day=today - timedelta(days=days - 9),
        )  # fmt: skip
    address = reverse("assurance:clause", args=[cast.old_quay.slug, clause.id])

    page = BeautifulSoup(client_for(cast.headteacher).get(address).content, "html.parser")

    body = [row.get_text(" ", strip=True) for row in page.select("section[aria-labelledby=history] tbody tr")]
    assert len(body) == 2
    assert "Some is missing" in body[0] and "All of it" in body[1]
    assert "Kept on 20 days" in page.select_one(".ly-strip").get_text(" ", strip=True)
    file = client_for(cast.headteacher).get(f"{address}?csv={control}").content.decode("utf-8-sig").splitlines()
    assert file[0] == "Day,Status,Before,Evidence"
    assert file[1].startswith((today - timedelta(days=20)).isoformat())
