"""Where a concern goes when somebody more is shut out: up, never down, and never to whoever is out."""

from hypothesis import given
from hypothesis import strategies as st

from lanyard.people.rules import routing
from lanyard.people.rules.routing import Graph, Report

LEVELS = [*routing.VIEWERS]
PEOPLE = st.integers(0, 5)
GRAPHS = st.builds(
    Graph, holders=st.dictionaries(st.sampled_from([*LEVELS[1:], "staff", "governor"]), st.lists(PEOPLE, max_size=2))
)
REPORTS = st.builds(
    Report,
    group=st.sampled_from([*routing.LADDERS]),
    subjects=st.frozensets(PEOPLE, max_size=2),
    said=st.sampled_from(["", *routing.SAID]),
    conflicted=st.frozensets(PEOPLE, max_size=2),
)
HEIGHT = routing._HEIGHT


@given(REPORTS, GRAPHS, st.sampled_from(LEVELS), st.lists(PEOPLE, max_size=2))
def test_nobody_who_is_out_is_told_and_it_goes_up_or_to_the_last_resort(report, graph, level, by_name):
    way = routing.way_up(report, graph, level, by_name)
    out = routing.shut_out(report, graph)
    if way is None:
        return
    assert not set(way.told) & out
    assert way.level != level
    assert bool(way.told) == bool(way.level)
    assert HEIGHT[way.level] >= HEIGHT[level] or way.outside


@given(REPORTS, GRAPHS, st.sampled_from(LEVELS))
def test_it_stays_only_where_somebody_may_hold_it(report, graph, level):
    if routing.way_up(report, graph, level) is None:
        assert routing.eligible(level, report, graph, routing.shut_out(report, graph))


@given(REPORTS, GRAPHS, PEOPLE)
def test_if_there_is_anybody_but_one_then_it_goes_to_somebody_else_without_that_one(report, graph, person):
    without = Report(report.group, report.subjects, report.said, report.conflicted | {person})
    way = routing.route(without, graph)
    if routing.anybody_but(report, graph, person):
        assert way.told
        assert person not in way.told
