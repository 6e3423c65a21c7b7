"""What lies behind clauses that are not kept: grouped by the keys that readings give, never by words."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lanyard.assurance.actions import keep_readings, read_all, take_snapshot
from lanyard.assurance.page import Evidence, LiveClause
from lanyard.assurance.queries import live_policy
from lanyard.assurance.readings import SEVERITY, Attention, Reading, Status, attention_from_json
from lanyard.assurance.registry import Scope, all_controls
from lanyard.assurance.rules.causes import GAPS, causes, shown
from lanyard.people.models import School
from tests.assurance.test_views import LIVE, TODAY, staff_signed, text_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def evidence(status, *attention, control="a.b", owner="headteacher", read=True):
    reading = Reading(status, f"What {control} says", attention=attention)
    return Evidence(control, "checks", "asks", owner, "Headteacher", "measured", reading, NOON if read else None)


def clause(number, *found, parts=()):
    return LiveClause(number, number, "text", 0, ("staff",), found, parts)


def image_use(says, url=""):
    return Attention(says, url, "Headteacher", cause="linked:image_use", missing="Image use policy is missing")


def test_one_cause_holds_every_clause_whose_readings_name_it_whatever_their_words():
    several = [
        clause("1.1", evidence(Status.NOT_KEPT, image_use("Image use policy is missing"))),
        clause("1.2", evidence(Status.KEPT)),
        clause("2.1", evidence(Status.NEEDS_ATTENTION, image_use("Bring it up to date"), control="c.d", owner="dsl")),
    ]

    (found,) = causes(several)

    assert (found.says, found.status) == ("Image use policy is missing", Status.NOT_KEPT)
    assert [one.number for one in found.clauses] == ["1.1", "2.1"]
    assert [one.says for one in found.actions] == ["Image use policy is missing", "Bring it up to date"]
    assert (found.who, found.owners) == (["Headteacher"], {"headteacher", "dsl"})


def test_the_same_words_of_two_keys_are_two_causes():
    a, b = Attention("It is missing", cause="one"), Attention("It is missing", cause="two")
    assert len(causes([clause("1.1", evidence(Status.NOT_KEPT, a)), clause("1.2", evidence(Status.NOT_KEPT, b))])) == 2


def test_without_a_key_the_cause_is_what_the_control_says():
    channels = evidence(Status.NOT_KEPT, Attention("“Blog”: seal it"), Attention("“News”: seal it"), control="x.sealed")
    (found,) = causes([clause("6.4", channels), clause("6.5", channels)])
    assert (found.key, found.says, len(found.clauses), len(found.actions)) == ("x.sealed", "What x.sealed says", 2, 2)


def test_what_was_not_read_is_one_cause_and_a_clause_without_a_control_another():
    found = causes(
        [
            clause("1.1", evidence(Status.NOT_MEASURED, control="a.b", read=False)),
            clause("1.2", evidence(Status.NOT_MEASURED, control="c.d", read=False)),
            clause("1.3"),
        ]
    )
    assert [(one.key, len(one.clauses)) for one in found] == [("not-read", 2), ("no-control", 1)]


def test_a_point_of_a_list_counts_with_its_clause_once():
    part = clause("1.1.1", evidence(Status.NOT_KEPT, image_use("x")))
    (found,) = causes([clause("1.1", evidence(Status.NOT_KEPT, image_use("x")), parts=(part, part))])
    assert [one.number for one in found.clauses] == ["1.1"]


def test_of_causes_alike_in_severity_the_one_that_is_due_first_comes_first():
    asks = [Attention("a", due=date(2027, 1, 1), cause="a"), Attention("b", due=date(2026, 12, 1), cause="b")]
    assert [one.key for one in causes([clause("1.1", evidence(Status.NOT_KEPT, *asks))])] == ["b", "a"]


def test_waiting_for_me_is_what_spoils_a_clause_that_my_role_answers_for():
    found = causes([clause("1.1", evidence(Status.NOT_KEPT, image_use("x"))), clause("1.2")])
    assert [one.key for one in shown(found, "mine", frozenset({"headteacher"}))] == ["linked:image_use"]
    assert [one.key for one in shown(found, "not_measured", frozenset())] == ["no-control"]


SOME = st.builds(
    evidence,
    st.sampled_from(list(Status)),
    st.builds(Attention, st.text(max_size=3), cause=st.sampled_from(["", "k1", "k2", "k3"])),
    control=st.sampled_from(["a.b", "c.d"]),
    read=st.booleans(),
)
CLAUSES = st.lists(st.lists(SOME, max_size=3), max_size=8).map(
    lambda rows: [clause(str(n), *row) for n, row in enumerate(rows)]
)


@given(CLAUSES)
def test_every_clause_with_a_gap_has_a_cause_and_no_other_has_one(several):
    found = causes(several)
    named = {one.number for cause in found for one in cause.clauses}
    assert named == {one.number for one in several if one.status in GAPS}
    assert len({cause.key for cause in found}) == len(found)
    for cause in found:
        assert len({one.number for one in cause.clauses}) == len(cause.clauses) > 0


@given(CLAUSES)
def test_no_cause_stands_before_a_worse_or_a_larger_one(several):
    rank = [(SEVERITY.index(cause.status), len(cause.clauses)) for cause in causes(several)]
    assert rank == sorted(rank, reverse=True)


def test_a_cause_outlives_the_snapshot_and_its_number_is_hidden_like_that_of_what_to_do():
    asked = Attention("{n} to remind", n=3, cause="sign:aup", missing="{n} have not signed")
    (back,) = attention_from_json(Reading(Status.NOT_KEPT, "x", attention=(asked,)).to_json())
    assert back == asked
    assert back.shown(counts_only=True).missing == "Fewer than 5 have not signed"
    assert back.shown(counts_only=False).missing == "3 have not signed"


def test_a_snapshot_from_before_causes_still_reads():
    (old,) = attention_from_json([{"says": "Name a DSL", "url": "", "who": "x", "due": None, "n": None}])
    assert (old.cause, old.to_json()) == ("", {"says": "Name a DSL", "url": "", "who": "x", "due": None, "n": None})


@pytest.mark.django_db
class TestThePage:
    CAUSES = f"{LIVE}causes/"

    def test_it_lists_each_thing_once_with_its_clauses_and_who_acts(self, cast, now, edition, client_for):
        take_snapshot(now=now)
        policy = live_policy(cast.old_quay, TODAY, cast.headteacher)
        page = text_of(client_for(cast.headteacher).get(self.CAUSES))
        largest = max(policy.causes, key=lambda one: len(one.clauses))
        assert len(largest.clauses) > 1
        assert f'id="{largest.anchor}"' in page
        clause = largest.clauses[0]
        assert reverse("assurance:clause", kwargs={"school": "old-quay-juniors", "clause": clause.id}) in page

    def test_a_missing_policy_is_one_cause_of_every_control_that_misses_it(self, cast, now, edition):
        """LINK1 counts it among the linked policies, CHI6 among those that concerns follow."""
        both = [all_controls()[key] for key in ("policy.linked-current", "concerns.policies-followed")]
        scope = Scope(School.objects.filter(pk=cast.old_quay.pk), TODAY, now)
        found = read_all(scope, both)
        named = [{a.cause for a in found[cast.old_quay.pk, one.id].attention} for one in both]
        assert "linked:child_protection" in named[0] & named[1]

    def test_a_governor_reads_no_small_number_and_gets_no_link_that_is_shut(self, cast, now, edition, client_for):
        staff_signed(cast.old_quay, 38, 41, now)
        page = text_of(client_for(cast.governor).get(self.CAUSES))
        assert "Fewer than 5 staff are overdue" in page
        assert "3 staff are overdue" not in page

    def test_a_filter_leaves_what_waits_for_the_reader(self, cast, now, edition, client_for):
        take_snapshot(now=now)
        client = client_for(cast.headteacher)
        everything, mine = (text_of(client.get(self.CAUSES, {"show": show})) for show in ("", "mine"))
        assert 0 < mine.count('class="ly-cause"') < everything.count('class="ly-cause"')

    def test_a_past_day_shows_what_was_missing_then_and_nothing_to_do(self, cast, now, edition, client_for):
        reading = Reading(Status.NOT_KEPT, "Then", attention=(image_use("Bring it up"),))
        keep_readings({(cast.old_quay.pk, "policy.reviewed"): reading}, on=date(2026, 11, 1), now=now)
        page = text_of(client_for(cast.headteacher).get(self.CAUSES, {"day": "2026-11-01"}))
        assert "Image use policy is missing" in page
        assert "Bring it up" not in page

    def test_before_any_edition_it_says_so(self, cast, now, edition, client_for):
        page = text_of(client_for(cast.headteacher).get(self.CAUSES, {"day": "2020-01-01"}))
        assert "No edition was in force on 1 January 2020" in page
