"""Who hears of what: over random casts for the rules that must never break, and one example for each sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.concerns.intake.rules import asking
from lanyard.people.choices import Role
from lanyard.people.rules import routing
from lanyard.people.rules.routing import FLOORS, LADDERS, LINE, SAID, VIEWERS, Graph, Report, route

PEOPLE = range(1, 11)
ROLES = [*Role.values, "staff"]
GROUPS = sorted(LADDERS)
people = st.sampled_from(PEOPLE)


@st.composite
def graphs(draw) -> Graph[int]:
    """Several holders a role, people with many roles, stand-ins from among anybody, line managers for anybody."""
    holders = draw(st.dictionaries(st.sampled_from(ROLES), st.lists(people, max_size=3, unique=True), max_size=12))
    pairs = [(role, person) for role, held in holders.items() for person in held if role != "staff"]
    covers = {}
    if pairs:
        covers = draw(st.dictionaries(st.sampled_from(pairs), st.lists(people, min_size=1, max_size=2), max_size=4))
    managers = draw(st.dictionaries(people, st.lists(people, max_size=2, unique=True), max_size=5))
    return Graph(holders, covers, managers)


@st.composite
def reports(draw) -> Report[int]:
    group = draw(st.sampled_from(GROUPS))
    return Report(
        group=group,
        subjects=draw(st.frozensets(people, max_size=3)),
        said=draw(st.sampled_from(["", *SAID])),
        conflicted=draw(st.frozensets(people, max_size=2)),
        tell_whom=draw(st.sampled_from(["", "line_manager", "dsl", "headteacher"])) if group == "contact" else "",
        reporter=draw(st.none() | people),
    )


def readers(way: routing.Way[int], graph: Graph[int]) -> set[int]:
    """Everybody who could read what goes this way: by role, whether there or away, and by name; the shut out left out
    as `queries.visible_to` leaves them out."""
    by_role = {person for role in way.sees for person in graph.everybody(role)}
    return (by_role | set(way.by_name)) - way.shut_out


def told_next(way: routing.Way[int], report: Report[int], graph: Graph[int]) -> set[int]:
    """Everybody who is told when nobody answers, level after level to the last."""
    return {person for level in way.next_levels for person in routing.eligible(level, report, graph, way.shut_out)}


def meant_by(report: Report[int], graph: Graph[int]) -> set[int]:
    """Written anew here, so that the rule is not tested against itself."""
    found = set(report.subjects)
    for role in SAID.get(report.said, ()):
        if role != "staff":
            found |= set(graph.holders.get(role, ()))
            found |= {p for (covered, _), stand_ins in graph.covers.items() if covered == role for p in stand_ins}
    if report.group == "myself" and report.reporter:
        found.add(report.reporter)
    return found


many = settings(max_examples=200, deadline=None)


@many
@given(reports(), graphs())
def test_whom_it_is_or_may_be_about_and_who_is_in_conflict_is_never_told_never_sees_it_and_is_never_next(report, graph):
    way = route(report, graph)
    never = meant_by(report, graph) | report.conflicted

    assert never <= way.shut_out
    assert not never & set(way.told)
    assert not never & set(way.by_name)
    assert not never & readers(way, graph)
    assert not never & told_next(way, report, graph)


@many
@given(reports(), graphs())
def test_somebody_is_told_wherever_anybody_may_be_and_otherwise_outside_bodies_are_named(report, graph):
    way = route(report, graph)
    levels = (*routing.levels_for(report, graph, way.shut_out), *routing.last_resort(report))
    could = {p for level in levels if level != routing.LINE_MANAGER for p in graph.everybody(level)}
    if routing.LINE_MANAGER in levels:
        could |= {p for p in graph.managers.get(report.reporter, ()) if p != report.reporter}

    assert bool(way.told) == bool(could - way.shut_out)
    assert way.told or (way.outside and way.level == "")
    assert set(way.told) <= readers(way, graph)


@many
@given(reports(), graphs())
def test_no_level_that_holds_it_now_or_later_is_below_anybody_it_is_about(report, graph):
    way = route(report, graph)
    heights = routing._HEIGHT
    roles = {role for person in meant_by(report, graph) for role in graph.roles_of(person)}
    roles |= set(SAID.get(report.said, ()))
    floors = [heights[FLOORS[role]] for role in roles if role in FLOORS]

    if way.level and not way.outside:
        assert all(heights[level] >= max(floors, default=0) for level in (way.level, *way.next_levels))
    elif way.level:
        assert way.level in routing.last_resort(report) and way.next_levels == ()


@many
@given(reports(), graphs())
def test_whistleblowing_never_reaches_the_line(report, graph):
    report = replace(report, group="whistleblowing", tell_whom="")
    way = route(report, graph)
    line = {person for role in LINE for person in graph.everybody(role)}

    assert way.level in ("chair_of_governors", "chair_of_trustees", "")
    assert not line & (set(way.told) | readers(way, graph) | told_next(way, report, graph))


@many
@given(reports(), graphs(), st.sampled_from(["it_lead", "trust_administrator", "channel_operator", "moderator"]))
def test_a_job_with_the_systems_alone_receives_nothing(report, graph, job):
    """Whoever has only such a job, and is nobody's line manager, is never told and never sees anything."""
    way = route(report, graph)
    only = {p for p in PEOPLE if graph.roles_of(p) and graph.roles_of(p) <= {job, "staff"}}
    only -= {p for managers in graph.managers.values() for p in managers}

    assert not only & (set(way.told) | readers(way, graph) | told_next(way, report, graph))


@many
@given(reports(), graphs())
def test_who_is_away_is_told_only_where_nobody_who_is_there_may_be(report, graph):
    way = route(report, graph)
    there = set(routing.eligible(way.level, report, graph, way.shut_out)) if way.level else set()
    levels = (*routing.levels_for(report, graph, way.shut_out), *routing.last_resort(report))
    anybody = any(routing.eligible(level, report, graph, way.shut_out) for level in levels)

    assert set(way.told) == there if anybody else not there


@many
@given(reports(), graphs(), people)
def test_one_more_person_it_is_about_never_lets_anybody_in_who_was_shut_out(report, graph, person):
    more = replace(report, subjects=report.subjects | {person})

    assert route(report, graph).shut_out <= route(more, graph).shut_out


@many
@given(reports(), graphs(), st.sampled_from(sorted(VIEWERS)))
def test_what_is_told_next_from_any_level_is_above_it_and_fits_whom_it_is_about_now(report, graph, level):
    out = routing.shut_out(report, graph)
    later = routing.levels_after(level, report, graph)

    assert level not in later
    assert set(later) <= set(routing.levels_for(report, graph, out))


@many
@given(reports(), graphs(), st.frozensets(people, max_size=4), st.lists(st.sampled_from(asking.PUBLIC), max_size=2))
def test_whatever_is_struck_out_never_hears_of_it_and_whoever_is_shown_then_is_who_reads_it(report, graph, out, roles):
    struck = asking.kept_out_by(out, roles, graph)
    report = replace(report, conflicted=report.conflicted | struck)
    way = route(report, graph)
    shown = asking.readers(report, report.group, graph, quick=False)

    assert out <= struck
    assert not struck & (set(way.told) | readers(way, graph) | told_next(way, report, graph))
    assert all(graph.everybody(role) <= struck for role in roles)
    assert not struck & {one.id for one in shown}
    if report.group != "contact" or report.tell_whom:
        # Who stands in is not named, and of a level that nobody holds by role nobody is.
        assert {one.id for one in shown if one.id} <= readers(way, graph)
        assert bool(shown) == bool(way.told)


@given(reports(), graphs())
def test_the_same_report_always_goes_the_same_way(report, graph):
    assert route(report, graph) == route(report, graph)


# Everybody once: a school with everything, and the trust's officers.
WHO = Graph(
    {
        "headteacher": ["head"], "dsl": ["dsl"], "deputy_dsl": ["deputy"], "chair_of_governors": ["chair"],
        "chair_of_trustees": ["trustee"], "executive_headteacher": ["executive"], "governor": ["governor", "chair"],
        "data_protection_lead": ["data"], "trust_administrator": ["administrator"], "it_lead": ["it"],
        "leadership": ["leader", "head", "dsl"], "channel_operator": ["operator"], "moderator": ["moderator"],
        "line_manager": ["manager"], "staff": ["teacher"],
    },
    managers={"teacher": ["manager"]},
)  # fmt: skip


def goes_to(group: str, *about: str, graph: Graph[str] = WHO, **more) -> tuple[str, ...]:
    return route(Report(group, frozenset(about), **more), graph).told


def without(*roles: str, covers=None) -> Graph[str]:
    return Graph({r: p for r, p in WHO.holders.items() if r not in roles}, covers or {}, WHO.managers)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("teacher", "head"),
        ("leader", "head"),
        ("manager", "head"),
        ("operator", "head"),
        ("moderator", "head"),
        ("it", "head"),
        ("dsl", "head"),
        ("deputy", "head"),
        ("head", "chair"),
        ("governor", "chair"),
        ("chair", "trustee"),
        ("executive", "trustee"),
        ("data", "trustee"),
        ("administrator", "trustee"),
    ],
)
@pytest.mark.parametrize("group", ["staff", "safeguarding", "complaint", "other"])
def test_staff_go_to_the_headteacher_the_headteacher_to_the_chair_and_officers_to_the_chair_of_trustees(
    group, about, told
):
    assert goes_to(group, about) == (told,)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("staff", "head"),
        ("safeguarding", "head"),
        ("headteacher", "chair"),
        ("governor", "trustee"),
        ("chair_of_governors", "trustee"),
        ("trust", "trustee"),
        ("chair_of_trustees", "chair"),
    ],
)
def test_what_the_reporter_says_of_the_person_is_enough(said, told):
    """The chair of governors is a governor here: a report about "a governor" may be about the chair."""
    assert goes_to("staff", said=said) == (told,)


def test_a_childs_safety_goes_to_the_dsl_then_the_deputy_then_the_headteacher():
    way = route(Report("safeguarding"), WHO)

    assert (way.told, way.sees) == (("dsl",), ("dsl", "deputy_dsl"))
    assert way.next_levels == ("deputy_dsl", "headteacher", "chair_of_governors", "chair_of_trustees")
    assert not way.passed_up and not way.outside


def test_several_people_set_the_level_of_the_highest():
    assert goes_to("staff", "teacher", "head") == ("chair",)
    assert goes_to("safeguarding", "dsl", "chair") == ("trustee",)


def test_two_headteachers_are_told_apart_and_the_other_one_does_not_hold_it():
    graph = Graph({**WHO.holders, "headteacher": ["head", "other"]})

    assert goes_to("staff", "head", graph=graph) == ("chair",)


@pytest.mark.parametrize("about", [(), ("it",), ("administrator",), ("operator",)])
@pytest.mark.parametrize("group", GROUPS)
def test_the_it_lead_the_administrator_operators_and_moderators_never_hear_by_their_job(group, about):
    way = route(Report(group, frozenset(about), reporter="teacher"), WHO)
    levels = (way.level, *way.next_levels)

    assert not {"it_lead", "trust_administrator", "channel_operator", "moderator"} & {*levels, *way.sees}
    assert not {"it", "administrator", "operator", "moderator"} & set(way.told)


@pytest.mark.parametrize("said", ["", *SAID])
def test_whistleblowing_goes_to_a_chair_and_never_through_the_line(said):
    way = route(Report("whistleblowing", said=said), WHO)

    assert set(way.told) <= {"chair", "trustee"} and way.told
    assert set(way.sees) <= {"chair_of_governors", "chair_of_trustees"}
    assert set(way.next_levels) <= {"chair_of_trustees"}


def test_a_chair_who_is_a_leader_besides_does_not_hear_of_whistleblowing():
    graph = Graph({**WHO.holders, "chair_of_governors": ["leader"]})

    assert goes_to("whistleblowing", graph=graph) == ("trustee",)


@pytest.mark.parametrize(
    ("whom", "told", "later"),
    [
        ("line_manager", "manager", ("dsl", "deputy_dsl", "headteacher", "chair_of_governors", "chair_of_trustees")),
        ("dsl", "dsl", ("deputy_dsl", "headteacher", "chair_of_governors", "chair_of_trustees")),
        ("headteacher", "head", ("chair_of_governors", "chair_of_trustees")),
    ],
)
def test_contact_received_goes_to_whom_the_reporter_chose_and_up_from_there(whom, told, later):
    way = route(Report("contact", tell_whom=whom, reporter="teacher"), WHO)

    assert (way.told, way.next_levels, way.passed_up) == ((told,), later, False)


def test_a_line_manager_reads_what_was_told_them_by_name_and_their_colleagues_do_not():
    way = route(Report("contact", tell_whom="line_manager", reporter="teacher"), WHO)

    assert (way.sees, way.by_name) == ((), ("manager",))


def test_nobody_is_their_own_line_manager():
    graph = Graph(WHO.holders, managers={"dsl": ["dsl"]})
    way = route(Report("contact", tell_whom="line_manager", reporter="dsl"), graph)

    assert way.level == "dsl" and way.passed_up


def test_telling_about_oneself_never_comes_back_to_oneself():
    assert goes_to("myself", reporter="teacher") == ("head",)
    assert goes_to("myself", reporter="head") == ("chair",)
    assert goes_to("myself", reporter="executive") == ("trustee",)


def test_a_data_breach_goes_to_the_data_protection_lead_unless_they_are_meant():
    assert goes_to("data") == ("data",)
    assert goes_to("data", "head") == ("executive",)
    assert goes_to("data", said="trust") == ("trustee",)


def test_who_stands_in_is_told_in_place_of_who_is_away():
    graph = without(covers={("dsl", "dsl"): ["deputy"]})

    assert goes_to("safeguarding", graph=graph) == ("deputy",)


def test_who_stands_in_is_as_high_as_the_role_they_stand_in_for():
    graph = without(covers={("headteacher", "head"): ["leader"]})

    assert goes_to("staff", "leader", graph=graph) == ("chair",)


def test_a_stand_in_in_conflict_lets_it_pass_to_the_next_level_not_to_who_is_away():
    graph = without(covers={("headteacher", "head"): ["leader"]})
    way = route(Report("staff", conflicted=frozenset({"leader"})), graph)

    assert (way.told, way.passed_up) == (("chair",), True)


def test_who_is_away_is_told_before_nobody_is():
    graph = Graph({"headteacher": ["head"]}, {("headteacher", "head"): ["leader"]})
    way = route(Report("staff", conflicted=frozenset({"leader"})), graph)

    assert way.told == ("head",)


def test_a_level_with_nobody_is_passed_over_and_said_to_the_reporter():
    way = route(Report("staff"), without("headteacher"))

    assert (way.told, way.passed_up, way.outside) == (("chair",), True, False)


def test_with_nobody_above_it_goes_beside_the_ladder_and_outside_bodies_are_named():
    way = route(Report("staff", frozenset({"trustee"})), WHO)

    assert (way.told, way.next_levels, way.outside) == (("chair",), (), True)


def test_with_nobody_at_all_outside_bodies_are_named():
    way = route(Report("whistleblowing", said="chair_of_trustees"), without("chair_of_governors"))

    assert (way.level, way.told, way.outside, way.passed_up) == ("", (), True, True)


def test_a_level_too_low_for_somebody_added_later_is_never_told_next():
    report = Report("safeguarding", frozenset({"head"}))

    assert routing.levels_after("chair_of_governors", report, WHO) == ("chair_of_trustees",)
    assert routing.levels_after("dsl", report, WHO) == ("chair_of_governors", "chair_of_trustees")


@pytest.mark.parametrize("group", GROUPS)
def test_every_ladder_climbs_and_every_level_has_readers(group):
    heights = [routing._HEIGHT[level] for level in LADDERS[group]]

    assert heights == sorted(heights)
    assert set(LADDERS[group]) | set(routing.last_resort(Report(group))) <= set(VIEWERS)


def test_every_role_of_the_register_has_a_floor():
    assert set(Role.values) <= set(FLOORS)
