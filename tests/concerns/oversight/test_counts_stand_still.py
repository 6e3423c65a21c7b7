"""No figure moves because somebody is shut out of a case, and nobody learns of one by taking a figure from another."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from lanyard.assurance.actions import read_all
from lanyard.assurance.registry import Scope
from lanyard.concerns.casework.actions import triage
from lanyard.concerns.core.choices import SHUT_OUT, ConcernType, PartyRole
from lanyard.concerns.core.models import Concern, Party
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.core.rules.closed_weeks import counted_at, counted_until
from lanyard.concerns.oversight.queries.counts import counts_page
from lanyard.kernel.refusals import Refused
from lanyard.kernel.years import AcademicYear
from lanyard.people.models import School, User
from lanyard.people.rules.routing import VIEWERS, Graph
from tests.concerns.cases import add_party, fresh
from tests.concerns.factories import make_concern

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
# Wednesday of a week, and Monday of the next.
THEN, NOW = datetime(2026, 11, 11, 10, tzinfo=LONDON), datetime(2026, 11, 16, 9, tzinfo=LONDON)
YEAR = AcademicYear(2026)
READERS = ("dsl", "headteacher", "data_protection_lead", "governor", "chair_of_trustees")
PAGES = ("counts", "counts-csv")
KINDS = (ConcernType.BULLYING, ConcernType.STAFF_CONDUCT, ConcernType.COMPLAINT, ConcernType.DATA_BREACH)


def figures(client_for, cast) -> dict[str, str]:
    """Everything that tells how many there are, as each of them is shown it."""
    found = {}
    for name in READERS:
        user = User.objects.select_related("person").get(pk=getattr(cast, name).pk)
        client = client_for(user)
        at, prefix = (cast.trust, "trust-") if name == "chair_of_trustees" else (cast.old_quay, "")
        for page in PAGES:
            answer = client.get(reverse(f"concerns:{prefix}{page}", args=[at.slug]))
            assert answer.status_code == 200
            found[f"{name} {page}"] = page_text(answer)
    return found


def page_text(answer) -> str:
    text = answer.content.decode()
    start = text.find("<main")
    return text[start:] if start >= 0 else text


def readings(cast, now=NOW) -> dict[str, str]:
    scope = Scope(School.objects.all(), now.date(), now)
    return {f"{pk} {control}": repr(reading) for (pk, control), reading in read_all(scope).items()}


def arrive(cast, moment, kinds=KINDS, **answers) -> list[Concern]:
    with time_machine.travel(moment, tick=False):
        return [make_concern(cast.old_quay, kind, answers=answers) for kind in kinds]


def somebody_who_sees(concern) -> User | None:
    users = User.objects.select_related("person").order_by("pk")
    return next((user for user in users if visible_to(user).filter(pk=concern.pk).exists()), None)


def put_out(concern, person, role) -> bool:
    """By somebody who deals with it; answers whether it was done."""
    by = somebody_who_sees(concern)
    try:
        with transaction.atomic():
            add_party(concern, by, role, person=person)
    except (Refused, AttributeError):
        return False
    return True


DECISIONS = st.tuples(st.integers(0, 7), st.sampled_from(READERS), st.sampled_from(sorted(SHUT_OUT)))
UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=UNHURRIED)
@given(st.lists(DECISIONS, min_size=2, max_size=4))
@example([(0, "dsl", PartyRole.CONFLICT), (1, "headteacher", PartyRole.SUBJECT), (2, "governor", PartyRole.SUBJECT)])
def test_whoever_is_shut_out_of_whatever_every_figure_stays(cast, client_for, decisions):
    with transaction.atomic(), time_machine.travel(NOW, tick=False):
        concerns = arrive(cast, THEN) + arrive(cast, THEN + timedelta(hours=1))
        before, evidence = figures(client_for, cast), readings(cast)
        done = [put_out(concerns[n], getattr(cast, who).person, role) for n, who, role in decisions]

        assert figures(client_for, cast) == before
        assert readings(cast) == evidence
        assert done
        transaction.set_rollback(True)


def fresh_user(user) -> User:
    return User.objects.select_related("person").get(pk=user.pk)


def total(user, place) -> str:
    return counts_page(fresh_user(user), place, YEAR).total


def test_somebody_put_in_conflict_sees_their_own_total_as_before(cast):
    with time_machine.travel(NOW, tick=False):
        first, *_ = arrive(cast, THEN, [ConcernType.BULLYING] * 3)
        assert total(cast.dsl, cast.old_quay) == "3"
        assert put_out(first, cast.dsl.person, PartyRole.CONFLICT)

        assert not visible_to(User.objects.get(pk=cast.dsl.pk)).filter(pk=first.pk).exists()
        assert total(cast.dsl, cast.old_quay) == total(cast.deputy_dsl, cast.old_quay) == "3"


def test_who_was_shut_out_before_the_week_ended_never_finds_one_more_than_they_may_open(cast):
    with time_machine.travel(THEN + timedelta(days=1), tick=False):
        first, *_ = arrive(cast, THEN, [ConcernType.BULLYING] * 3)
        assert put_out(first, cast.dsl.person, PartyRole.CONFLICT)
    with time_machine.travel(NOW, tick=False):
        user = User.objects.get(pk=cast.dsl.pk)
        assert total(user, cast.old_quay) == "2" == str(visible_to(user).count())
        assert total(cast.deputy_dsl, cast.old_quay) == "2"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ConcernType.BULLYING, "safeguarding"), (ConcernType.STAFF_CONDUCT, "headteacher"),
        (ConcernType.COMPLAINT, "headteacher"), (ConcernType.DATA_BREACH, "trust"),
        (ConcernType.WHISTLEBLOWING, "headteacher"),
    ],
)  # fmt: skip
def test_what_is_about_those_who_deal_with_concerns_is_in_no_figure_of_theirs(cast, kind, said):
    who = {"safeguarding": cast.dsl, "headteacher": cast.headteacher, "trust": cast.data_protection_lead}[said]
    with time_machine.travel(NOW, tick=False):
        arrive(cast, THEN)
        before = total(who, cast.old_quay), readings(cast)
        arrive(cast, THEN, [kind], about=said)

        assert (total(who, cast.old_quay), readings(cast)) == before


@pytest.mark.parametrize("pair", [("dsl", "deputy_dsl"), ("governor", "leadership")])
def test_two_readers_of_a_kind_see_the_same_whatever_each_is_shut_out_of(cast, pair):
    one, other = (getattr(cast, who) for who in pair)
    with time_machine.travel(NOW, tick=False):
        for n, concern in enumerate(arrive(cast, THEN, KINDS * 2)):
            put_out(concern, (one, other)[n % 2].person, PartyRole.CONFLICT)

        assert counts_page(fresh_user(one), cast.old_quay, YEAR) == counts_page(fresh_user(other), cast.old_quay, YEAR)


def test_a_week_is_counted_when_it_is_over_and_not_before(cast):
    arrive(cast, datetime(2026, 11, 15, 23, 59, tzinfo=LONDON), [ConcernType.BULLYING])
    arrive(cast, datetime(2026, 11, 16, 0, 0, tzinfo=LONDON), [ConcernType.BULLYING])
    for moment, says in (
        (datetime(2026, 11, 15, 23, 59, tzinfo=LONDON), "0"), (datetime(2026, 11, 16, 0, 0, tzinfo=LONDON), "1"),
        (datetime(2026, 11, 22, 23, 59, tzinfo=LONDON), "1"), (datetime(2026, 11, 23, 0, 0, tzinfo=LONDON), "2"),
    ):  # fmt: skip
        with time_machine.travel(moment, tick=False):
            assert total(cast.dsl, cast.old_quay) == says, moment


def test_what_is_acknowledged_or_closed_this_week_moves_nothing(cast, client_for):
    with time_machine.travel(NOW, tick=False):
        concerns = arrive(cast, THEN, [ConcernType.BULLYING] * 6)
        before = figures(client_for, cast)
        triage.acknowledge(by=cast.dsl, concern=fresh(concerns[0]), version=fresh(concerns[0]).version)
        Concern.objects.filter(pk=concerns[1].pk).update(state="closed", outcome="no_further", closed_at=NOW)

        assert figures(client_for, cast) == before


def test_somebody_let_back_in_moves_nothing_either(cast):
    with time_machine.travel(NOW, tick=False):
        first, *_ = arrive(cast, THEN, [ConcernType.BULLYING] * 2)
        put_out(first, cast.dsl.person, PartyRole.CONFLICT)
        Party.objects.filter(concern=first, role=PartyRole.CONFLICT).update(ended_at=NOW)

        assert total(cast.dsl, cast.old_quay) == "2"


@pytest.mark.parametrize("level", [*VIEWERS, ""])
@pytest.mark.parametrize("out", [set(), {"a"}, {"b"}, {"c"}, {"a", "c"}])
def test_nobody_who_would_read_it_is_shut_out_of_what_counts(level, out):
    graph = Graph({"dsl": ["a"], "headteacher": ["b"], "chair_of_governors": ["c"]})
    at = counted_at(level, out, graph)

    assert at in (level, "")
    if at:
        assert not any(graph.roles_of(person) & set(VIEWERS[at]) for person in out)


@given(st.dates())
def test_the_last_week_ended_at_most_six_days_ago(day):
    first = counted_until(day)
    assert first <= day < first + timedelta(days=7)
    assert first.isoweekday() == 1
