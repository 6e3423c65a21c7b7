import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.kernel.refusals import Refused
from lanyard.policy import outline
from lanyard.policy.outline import Node

# 1.1 a, 1.2 b (1.2.1 c, 1.2.2 d), 1.3 e, 2.1 f
NODES = [Node("a", 1), Node("b", 1), Node("c", 1, "b"), Node("d", 1, "b"), Node("e", 1), Node("f", 2)]


def keys(nodes):
    return "".join(node.key for node in nodes)


def test_numbers_follow_section_place_and_nesting():
    assert outline.numbers(NODES) == {"a": "1.1", "b": "1.2", "c": "1.2.1", "d": "1.2.2", "e": "1.3", "f": "2.1"}


def test_moving_takes_what_is_nested_along():
    assert keys(outline.moved(NODES, "b", -1)) == "bcdaef"
    assert keys(outline.moved(NODES, "b", 1)) == "aebcdf"
    assert keys(outline.moved(NODES, "a", 1)) == "bcdaef"
    assert keys(outline.moved(NODES, "d", -1)) == "abdcef"


@pytest.mark.parametrize(("key", "step"), [("a", -1), ("e", 1), ("c", -1), ("f", 1)])
def test_the_first_does_not_move_up_nor_the_last_down(key, step):
    with pytest.raises(Refused, match="already the"):
        outline.moved(NODES, key, step)


def test_a_clause_goes_to_the_end_of_another_section():
    nodes = outline.moved_to_section(NODES, "b", 2)
    assert keys(nodes) == "aefbcd"
    assert outline.numbers(nodes) == {"a": "1.1", "e": "1.2", "f": "2.1", "b": "2.2", "c": "2.2.1", "d": "2.2.2"}


def test_a_nested_clause_stands_by_itself_in_the_other_section():
    assert outline.numbers(outline.moved_to_section(NODES, "c", 2))["c"] == "2.2"


def test_a_clause_with_clauses_under_it_is_not_taken_away():
    with pytest.raises(Refused, match="clauses under this one"):
        outline.without(NODES, "b")
    assert keys(outline.without(NODES, "d")) == "abcef"


def test_new_clauses_come_after_what_is_nested_under_the_first():
    assert keys(outline.added_after(NODES, "b", ["x", "y"])) == "abcdxyef"
    assert keys(outline.added_to_section(NODES, 1, "x")) == "abcdexf"


def test_joining_takes_the_nested_clauses_over():
    assert outline.next_sibling(NODES, "a") == "b"
    assert outline.next_sibling(NODES, "e") is None
    numbers = outline.numbers(outline.joined(NODES, "a", "b"))
    assert numbers == {"a": "1.1", "c": "1.1.1", "d": "1.1.2", "e": "1.2", "f": "2.1"}


MOVES = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["up", "down", 1, 2])), max_size=12)


@given(MOVES)
def test_whatever_is_moved_no_clause_is_lost_and_numbers_stay_in_order(moves):
    nodes = list(NODES)
    for key, to in moves:
        try:
            if isinstance(to, int):
                nodes = outline.moved_to_section(nodes, key, to)
            else:
                nodes = outline.moved(nodes, key, -1 if to == "up" else 1)
        except Refused:
            continue
    numbers = outline.numbers(nodes)
    assert set(numbers) == set("abcdef")
    in_order = [tuple(map(int, numbers[node.key].split("."))) for node in nodes]
    assert in_order == sorted(set(in_order))
