"""What stands out is the worst by severity and size, in whatever order things are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.assurance.readings import SEVERITY, Attention, Reading, Status
from lanyard.assurance.rules.standing_out import Trouble, size_of, stands_out, worst_first

SOME = st.builds(
    Trouble,
    st.sampled_from([Status.NOT_KEPT, Status.NEEDS_ATTENTION]),
    st.integers(1, 40),
    st.integers(0, 100),
    st.text(max_size=4),
)


@given(st.lists(SOME, min_size=1))
def test_nothing_is_worse_than_what_stands_out(found):
    chosen = stands_out(found)
    for one in found:
        assert SEVERITY.index(one.status) <= SEVERITY.index(chosen.status)
        if one.status == chosen.status:
            assert one.size <= chosen.size


@given(st.lists(SOME, min_size=1).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_it_does_not_hang_on_what_was_found_first(pair):
    found, mixed = pair
    assert stands_out(found) == stands_out(mixed)


def test_of_two_alike_the_larger_share_stands_out_and_of_none_nothing_does():
    few, many = (Trouble(Status.NOT_KEPT, 6, of, str(of)) for of in (8, 80))
    assert stands_out([many, few]) == few
    assert stands_out([]) is None


COUNTS = st.none() | st.dictionaries(st.sampled_from(list(Status)), st.integers(0, 70))


@given(st.lists(st.tuples(COUNTS, st.text(max_size=3)), min_size=2))
def test_the_school_that_comes_first_has_most_not_kept(schools):
    ordered = [counts for counts, name in sorted(schools, key=lambda one: worst_first(*one))]
    read = [counts.get(Status.NOT_KEPT, 0) for counts in ordered if counts is not None]
    assert read == sorted(read, reverse=True)
    assert [counts is None for counts in ordered] == sorted(counts is None for counts in ordered)


@pytest.mark.parametrize(
    ("done", "total", "counts", "exact", "hidden"),
    [
        (38, 41, "people", 3, 1),
        (30, 41, "people", 11, 11),
        (2, 41, "people", 39, 36),
        (1, 3, "people", 2, 1),
        (1, 3, "channels", 2, 2),
        (30, 41, "words", 11, 1),
        (10, 41, "words", 31, 20),
        (41, 41, "people", 1, 1),
    ],
)
def test_the_size_of_trouble_tells_no_more_than_its_sentence(done, total, counts, exact, hidden):
    counts = "things" if counts == "channels" else counts
    reading = Reading(Status.NOT_KEPT, "{figure}", done, total, counts)
    assert (size_of(reading, counts_only=False), size_of(reading, counts_only=True)) == (exact, hidden)


def test_where_nothing_is_counted_the_things_to_do_are():
    reading = Reading(Status.NOT_KEPT, "x", attention=(Attention("a"), Attention("b")))
    assert size_of(reading, counts_only=True) == 2
    assert size_of(Reading(Status.NOT_KEPT, "x"), counts_only=False) == 1


@given(st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.integers(0, of), st.just(of))))
def test_two_figures_that_read_alike_have_the_same_size(pair):
    one, other, of = pair
    for counts in ("people", "words"):
        readings = [Reading(Status.NOT_KEPT, "{figure}", done, of, counts) for done in (one, other)]
        said = {reading.shown(counts_only=True).says for reading in readings}
        assert len(said) > 1 or len({size_of(reading, counts_only=True) for reading in readings}) == 1
