from datetime import UTC, datetime

import pytest

from lanyard.assurance.page import (
    Asked,
    Evidence,
    LiveClause,
    LiveSection,
    Worded,
    chips,
    controls_of,
    counts,
    filtered,
    promises,
    with_equals_folded,
)
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
    assert [s.number for s in filtered(sections, Asked("not_kept"))] == ["2"]


def test_waiting_for_me_shows_what_my_role_answers_for():
    sections = [LiveSection("1", "Aims", (clause("1.1", evidence(Status.NOT_KEPT, owner="headteacher")),))]
    assert filtered(sections, Asked("mine", owners=frozenset({"headteacher"})))
    assert not filtered(sections, Asked("mine", owners=frozenset({"it_lead"})))


def test_filters_that_would_show_nothing_are_not_offered():
    sections = [LiveSection("1", "Aims", (clause("1.1", evidence(Status.KEPT)),))]
    assert [c["label"] for c in chips(sections, Asked(), "")] == ["All 1", "For staff 1"]


def test_confirmed_controls_go_before_those_of_the_clause_ids():
    assert controls_of(["x.y"], ["AIM1"], {"AIM1": ["policy.reviewed"]}) == ["x.y"]
    assert controls_of([], ["AIM1", "AIM1"], {"AIM1": ["policy.reviewed"]}) == ["policy.reviewed"]


def test_points_of_a_list_count_with_the_clause_that_introduces_them():
    rows = [
        Worded("1", None, "Children are advised:", ""),
        Worded("1a", "1", "to use strong passwords", "Children are advised:"),
        Worded("1b", "1", "to tell somebody:", "Children are advised:"),
        Worded("1b1", "1b", "at school", "to tell somebody:"),
        Worded("2", None, "We safeguard everybody.", ""),
        Worded("2a", "2", "The DSL is responsible for it.", "We safeguard everybody."),
        Worded("3", None, "to block and report", "Children are advised:"),
        Worded("4", None, "Old Quay: closed group", "Our channels are:"),
        Worded("5", None, "Saltmarsh: closed group", "Our channels are:"),
        Worded("6", None, "Staff are told.", "WE TELL"),
    ]
    assert promises(rows) == {
        "1": "1", "1a": "1", "1b": "1", "1b1": "1", "2": "2", "2a": "2a", "3": "1", "4": "4", "5": "4", "6": "6",
    }  # fmt: skip


def test_a_clause_is_as_good_as_the_worst_of_its_points_and_counts_once():
    points = (clause("1.1.1", evidence(Status.KEPT)), clause("1.1.2", evidence(Status.NOT_KEPT, total=3)))
    shown = LiveClause("1.1", "1.1", "text", 0, ("staff",), (evidence(Status.KEPT),), points)
    assert (shown.status, shown.lead.reading.total) == (Status.NOT_KEPT, 3)
    assert counts([LiveSection("1", "Aims", (shown,))]) == [(Status.NOT_KEPT, 1)]


def test_a_clause_of_which_nothing_is_in_use_says_so():
    assert clause("1.1", evidence(Status.NOT_IN_USE)).status == Status.NOT_IN_USE
    assert clause("1.1", evidence(Status.NOT_IN_USE), evidence(Status.KEPT)).status == Status.KEPT


def numbers(sections):
    return [clause.number for section in sections for clause in section.clauses]


def section_of(*clauses):
    return [LiveSection("1", "Aims", clauses)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("PHOTO", ["1.1"]),
        ("photos parents", ["1.1"]),
        ("photos password", []),
        ("1.2", ["1.2"]),
        ("secret", ["1.2"]),
        ("somebody says", ["1.1"]),
        ("  ", ["1.1", "1.2"]),
    ],
)
def test_a_search_finds_all_its_words_in_a_clause_its_points_and_its_evidence(words, found):
    point = LiveClause("1.2.1", "1.2.1", "Keep it secret", 1, ("staff",), ())
    sections = section_of(
        LiveClause("1.1", "1.1", "Photos of children need parents’ consent", 0, ("staff",), (evidence(Status.KEPT),)),
        LiveClause("1.2", "1.2", "Passwords are strong:", 0, ("staff",), (), (point,)),
    )
    assert numbers(filtered(sections, Asked(words=words))) == found


def test_a_topic_leaves_the_clauses_of_its_section_or_of_its_clause_id():
    sections = section_of(
        LiveClause("1.1", "1.1", "text", 0, (), (), topics=frozenset({"OFF3", "OFF"})),
        LiveClause("1.2", "1.2", "text", 0, (), (), topics=frozenset({"OFF9", "OFF"})),
        LiveClause("1.3", "1.3", "text", 0, (), ()),
    )
    assert numbers(filtered(sections, Asked(topic="OFF"))) == ["1.1", "1.2"]
    assert numbers(filtered(sections, Asked(topic="OFF9"))) == ["1.2"]


def test_filters_count_what_a_search_leaves_and_keep_it_in_their_addresses():
    sections = section_of(clause("1.1", evidence(Status.KEPT)), clause("2.1", evidence(Status.NOT_KEPT)))
    shown = chips(sections, Asked("kept", words="1.1"), "&q=1.1")
    assert [one["label"] for one in shown] == ["All 1", "For staff 1"]
    assert all(one["url"].endswith("&q=1.1") for one in shown)


def test_the_same_evidence_stands_once_in_a_section():
    same = [evidence(Status.NOT_KEPT, attention=(Attention("Name a DSL"),)) for _ in range(3)]
    other = evidence(Status.NOT_KEPT, attention=(Attention("Name a deputy"),))
    shown = with_equals_folded(
        [
            LiveSection("1", "Aims", (clause("1.1", same[0]), clause("1.2", other), clause("1.3", same[1]))),
            LiveSection("2", "Staff", (clause("2.1", same[2]), clause("2.2"), clause("2.3"))),
        ]
    )
    likes = {one.number: one.like and one.like.number for section in shown for one in section.clauses}
    assert likes == {"1.1": None, "1.2": None, "1.3": "1.1", "2.1": None, "2.2": None, "2.3": None}
