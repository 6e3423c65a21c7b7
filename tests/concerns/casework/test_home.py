"""What of the concerns stands on the first page: children at risk first, each with a day, its owner, its own words."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lanyard.concerns.casework.actions.access import offer_transfer
from lanyard.concerns.casework.queries.home import MOST, waiting_for
from lanyard.concerns.casework.rules.severity import severity_of
from lanyard.concerns.core.choices import ConcernType, Risk, State, Threshold
from lanyard.concerns.core.models import Concern
from lanyard.kernel.rules import Band, band_of
from lanyard.people.models import User
from tests.concerns.cases import add_party, assign, opened
from tests.concerns.factories import make_concern
from tests.ui.pages import read, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def again(user: User) -> User:
    """The user as the next request has them."""
    return User.objects.select_related("person").get(pk=user.pk)


def items(client) -> list[str]:
    return [text(need) for need in read(client.get("/").content.decode()).select(".ly-need")]


concerns = st.builds(
    SimpleNamespace,
    type=st.sampled_from(ConcernType.values),
    state=st.sampled_from(State.values),
    risk=st.sampled_from(Risk.values),
    child_at_risk=st.sampled_from(["", "yes", "no", "unknown"]),
    in_danger=st.booleans(),
    threshold=st.sampled_from(Threshold.values),
    is_safeguarding=st.booleans(),
)


@given(concerns, st.none() | st.integers(-50, 50))
def test_a_child_at_risk_can_never_wait(concern, hours):
    now = datetime.fromisoformat("2026-11-30T07:45:00+00:00")
    need = SimpleNamespace(
        severity=severity_of(concern), clock=True, due=None if hours is None else now + timedelta(hours=hours)
    )
    at_risk = concern.child_at_risk == "yes" or concern.risk in ("high", "danger")

    if at_risk or (concern.in_danger and not concern.risk):
        assert need.severity.words == "Child at risk" and band_of(need, now) is Band.URGENT


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"child_at_risk": "yes"}, "Child at risk"),
        ({"risk": "high", "state": "open"}, "Child at risk"),
        ({"in_danger": True}, "Child at risk"),
        # Somebody has judged it since.
        ({"in_danger": True, "risk": "low", "state": "open"}, "Important"),
        ({}, "Child, not read yet"),
        ({"state": "open"}, "Important"),
        ({"type": "staff_conduct", "is_safeguarding": False}, "Staff allegation"),
        ({"type": "staff_conduct", "is_safeguarding": False, "threshold": "low_level", "state": "open"}, "Important"),
        ({"type": "about_myself", "is_safeguarding": False}, "Staff conduct"),
        ({"type": "complaint", "is_safeguarding": False}, "Important"),
    ],
)
def test_how_bad_it_is(fields, words):
    plain = {"type": "bullying", "state": "new", "risk": "", "child_at_risk": "", "in_danger": False, "threshold": "",
             "is_safeguarding": True}  # fmt: skip

    assert severity_of(SimpleNamespace(**plain | fields)).words == words


def test_two_concerns_of_one_kind_do_not_read_the_same(cast, client_for):
    one, two = make_concern(cast.old_quay), make_concern(cast.old_quay)
    Concern.objects.filter(pk=two.pk).update(year_group="6")
    first, second = sorted(items(client_for(cast.dsl)), key=lambda words: "Year 6" in words)

    assert one.ref in first and two.ref in second
    assert first.startswith("Bullying online ") and second.startswith("Bullying online, Year 6 ")
    assert "Old Quay Juniors" in first and "Who has it: Nobody yet" in first and "Today by 09:30" in first


def test_it_says_who_has_it(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    Concern.objects.filter(pk=concern.pk).update(due_at=concern.received_at - timedelta(hours=2))
    assert "Who has it: Nobody yet" in items(client_for(again(cast.dsl)))[0]
    assign(concern, cast.dsl, cast.deputy_dsl.person)
    assert "Who has it: Priya Nair" in items(client_for(again(cast.dsl)))[0]
    assert "Who has it: You" in items(client_for(again(cast.deputy_dsl)))[0]


def test_a_child_at_risk_comes_first_however_much_waits_before(cast, client_for):
    late = [make_concern(cast.old_quay) for _ in range(MOST + 3)]
    worst = make_concern(cast.old_quay)
    Concern.objects.filter(pk__in=[row.pk for row in late]).update(due_at=worst.received_at - timedelta(days=1))
    Concern.objects.filter(pk=worst.pk).update(child_at_risk="yes", due_at=worst.received_at + timedelta(days=3))

    assert worst.ref in items(client_for(cast.dsl))[0]


def test_what_is_on_offer_stands_there_once_and_nothing_of_what_somebody_is_kept_out_of(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    head = cast.headteacher
    offer_transfer(by=cast.dsl, concern=concern, version=concern.version, person=head.person, reason="I am away.")
    assert "Take over a concern" in items(client_for(again(head)))[0]

    add_party(concern, cast.dsl, "subject", person=head.person)
    assert not any(concern.ref in words for words in items(client_for(again(head))))


def test_it_is_read_in_one_query_however_much_it_is(cast):
    for _ in range(3):
        make_concern(cast.old_quay)
    with CaptureQueriesContext(connection) as captured:
        rows = waiting_for(again(cast.dsl), datetime.fromisoformat("2026-11-24T09:00:00+00:00"), MOST)
        assert [str(row.school) for row in rows] == ["Old Quay Juniors"] * 3
    # The user, their roles, the concerns.
    assert len(captured) == 3
