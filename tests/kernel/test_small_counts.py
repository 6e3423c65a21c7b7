"""Counts for those who see counts only: no hidden number can be worked out from a page."""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lanyard.kernel.small_counts import (
    HIDDEN_UNDER,
    UNKNOWN,
    Span,
    at_least,
    is_withheld,
    possible,
    shown,
)


def words(tables) -> dict[str, list[str]]:
    return {name: [span.words for span in row] for name, row in shown(tables).items()}


def test_counts_under_five_are_hidden_and_none_is_not():
    assert words({"a": [3, 0, 40]}) == {"a": ["Fewer than 5", "0", "40"]}


def test_a_count_that_a_neighbour_gives_away_hides_another_with_it():
    """The second table tells that there are 43."""
    assert words({"a": [3, 12, 28], "b": [20, 23]}) == {"a": ["Fewer than 5", "5 or more", "28"], "b": ["20", "23"]}


def test_where_hiding_more_cells_is_not_enough_the_table_goes():
    found = shown({"a": [1, 5], "b": [6]})

    assert is_withheld(found["a"]) and found["a"][0].words == "Not shown"
    assert not is_withheld(found["b"])


def test_nothing_to_count_is_nothing_to_hide():
    assert words({"a": [0, 0], "b": []}) == {"a": ["0", "0"], "b": []}


@pytest.mark.parametrize("count", [1, 4])
def test_a_sum_of_what_is_shown_says_no_more_than_it(count):
    assert at_least(shown({"a": [count, 9]})["a"]) == 10


COUNTS = st.integers(0, 14)


@st.composite
def pages(draw):
    """Tables that count the same concerns in different ways."""
    first = draw(st.lists(COUNTS, min_size=1, max_size=6))
    tables = {"0": first}
    for n in range(1, draw(st.integers(1, 4))):
        left, row = sum(first), []
        for _ in range(draw(st.integers(0, 5))):
            row.append(draw(st.integers(0, left)))
            left -= row[-1]
        tables[str(n)] = [*row, left]
    return tables


@settings(max_examples=200)
@given(pages())
@example({"0": [4], "1": [1, 1, 1, 1]})
@example({"0": [4, 4, 4, 4], "1": [16]})
@example({"0": [1, 5], "1": [3, 3]})
def test_every_hidden_count_could_be_at_least_two_numbers(tables):
    found = shown(tables)
    known = possible(found)
    for name, row in tables.items():
        for place, count in enumerate(row):
            cell, could = found[name][place], known[name][place]
            assert cell.least <= count <= cell.most
            assert could.least <= count <= could.most
            assert cell.is_exact or could.most > could.least
            assert not (cell.is_exact and 0 < count < HIDDEN_UNDER)


SMALL_PAGES = st.integers(0, 7).flatmap(
    lambda total: st.lists(
        st.integers(0, total).map(lambda one: [one, total - one]), min_size=1, max_size=2
    ).map(lambda rows: {str(n): row for n, row in enumerate(rows)})
)  # fmt: skip


@settings(max_examples=150)
@given(SMALL_PAGES)
def test_what_could_be_worked_out_is_what_trying_every_number_finds(tables):
    """`possible` against trying every page there could be."""
    found = shown(tables)
    most = 12
    pages_with_sum: dict[int, list[dict[str, tuple]]] = {}
    for total in range(most + 1):
        choices = [
            [c for c in itertools.product(range(total + 1), repeat=len(row)) if sum(c) == total and fits(c, row)]
            for row in found.values()
        ]
        pages_with_sum[total] = [dict(zip(found, each, strict=True)) for each in itertools.product(*choices)]
    every = [page for some in pages_with_sum.values() for page in some]
    known = possible(found)
    for name, row in found.items():
        for place, span in enumerate(row):
            tried = {page[name][place] for page in every}
            assert min(tried) == known[name][place].least
            assert max(tried) == min(known[name][place].most, max(tried))
            assert span.is_exact or len(tried) > 1


def fits(counts, row: list[Span]) -> bool:
    return all(span.least <= count <= span.most for count, span in zip(counts, row, strict=True))


def test_a_page_of_which_nothing_may_be_shown_shows_nothing():
    found = shown({"0": [4], "1": [1, 1, 1, 1]})

    assert all(span == UNKNOWN or span.least == 1 for row in found.values() for span in row)
