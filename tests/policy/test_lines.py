from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.lines import Known, carried

SAME = "Staff will not use any personal account to contact children or their families."
REWORDED = "Staff must not use a personal account to contact children or their families."
OTHER = "Governors review this policy every academic year."


def test_a_reworded_clause_goes_on_from_its_own_line_and_a_new_one_from_none():
    assert carried([Known("x", OTHER), Known("y", SAME)], [REWORDED, "Filters are tested every term."]) == ["y", None]


def test_the_same_words_win_over_similar_ones():
    assert carried([Known("x", REWORDED), Known("y", SAME)], [SAME, REWORDED]) == ["y", "x"]


@given(st.lists(st.text("abc ", max_size=8), max_size=6), st.lists(st.text("abc ", max_size=8), max_size=6))
def test_no_line_is_carried_twice(before, texts):
    lines = [line for line in carried([Known(i, t) for i, t in enumerate(before)], texts) if line is not None]
    assert len(lines) == len(set(lines))
