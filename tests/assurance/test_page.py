from datetime import UTC, datetime

from lanyard.assurance.page import Evidence, LiveClause, LiveSection, chips, controls_of, counts, filtered
from lanyard.assurance.readings import Attention, Reading, Status

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def evidence(status, *, owner="headteacher", total=None, attention=()):
    return Evidence(
        "a.b",
        "checks",
        "asks",
        owner,
        "Somebody",
        "measured",
        Reading(status, "says", total, total, attention=attention),
        NOON,
    )


def clause(number, *found, audience=("staff",)):
    return LiveClause(number, number, "text", 0, audience, found)


def test_a_clause_without_controls_is_not_yet_measured():
    assert clause("1.1").status == Status.NOT_MEASURED
    assert clause("1.1").lead is None


def test_the_worst_evidence_leads():
    shown = clause("1.1", evidence(Status.KEPT), evidence(Status.NOT_KEPT, total=3))
    assert shown.status == Status.NOT_KEPT
    assert shown.lead.reading.total == 3


def test_the_same_thing_missing_is_listed_once():
    item = Attention("Name a DSL")
    shown = clause("1.1", evidence(Status.NOT_KEPT, attention=(item,)), evidence(Status.NOT_KEPT, attention=(item,)))
    assert shown.attention == [item]


def test_the_bar_counts_each_clause_once():
    sections = [LiveSection("1", "Aims", (clause("1.1", evidence(Status.KEPT)), clause("1.2")))]
    assert counts(sections) == [(Status.KEPT, 1), (Status.NOT_MEASURED, 1)]


def test_a_filter_leaves_only_what_it_names():
    sections = [
        LiveSection("1", "Aims", (clause("1.1", evidence(Status.KEPT)),)),
        LiveSection("2", "Staff", (clause("2.1", evidence(Status.NOT_KEPT)),)),
    ]
    assert [s.number for s in filtered(sections, "not_kept", frozenset())] == ["2"]


def test_waiting_for_me_shows_what_my_role_answers_for():
    sections = [LiveSection("1", "Aims", (clause("1.1", evidence(Status.NOT_KEPT, owner="headteacher")),))]
    assert filtered(sections, "mine", frozenset({"headteacher"}))
    assert not filtered(sections, "mine", frozenset({"it_lead"}))


def test_filters_that_would_show_nothing_are_not_offered():
    sections = [LiveSection("1", "Aims", (clause("1.1", evidence(Status.KEPT)),))]
    assert [c["label"] for c in chips(sections, frozenset(), "", "")] == ["All 1", "For staff 1"]


def test_confirmed_controls_go_before_those_of_the_clause_ids():
    assert controls_of(["x.y"], ["AIM1"], {"AIM1": ["policy.reviewed"]}) == ["x.y"]
    assert controls_of([], ["AIM1", "AIM1"], {"AIM1": ["policy.reviewed"]}) == ["policy.reviewed"]
