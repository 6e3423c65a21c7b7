from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.differences import TOKEN, Placed, compare, words

WORDS = st.lists(
    st.sampled_from(["staff", "must", "not", "post", "children's", ",", "online", "a", "1.2"]), max_size=25
)
TEXT = WORDS.map(" ".join)


def before_of(pieces):
    return "".join(piece.text for piece in pieces if piece.kind != "ins")


def after_of(pieces):
    return "".join(piece.text for piece in pieces if piece.kind != "del")


@given(TEXT | st.text(max_size=60), TEXT | st.text(max_size=60))
def test_applying_the_difference_to_the_old_words_gives_the_new_ones(before, after):
    pieces = words(before, after)
    assert before_of(pieces) == before
    assert after_of(pieces) == after
    assert all(piece.text for piece in pieces)


@given(TEXT | st.text(max_size=60))
def test_words_that_did_not_change_are_not_marked(text):
    assert all(piece.kind == "same" for piece in words(text, text))


@given(WORDS, WORDS.filter(bool), WORDS)
def test_only_the_words_that_came_in_one_place_are_marked(before, came, after):
    old = " ".join([*before, *after])
    new = " ".join([*before, *came, *after])
    pieces = words(old, new)
    assert not [piece for piece in pieces if piece.kind == "del"]
    marked = "".join(piece.text for piece in pieces if piece.kind == "ins")
    assert len(TOKEN.findall(new)) - len(TOKEN.findall(old)) == len(TOKEN.findall(marked))


def test_a_replaced_word_is_one_change_and_its_neighbours_stay():
    pieces = words("Staff must sign it yearly.", "Staff must sign it termly.")
    assert [(p.kind, p.text) for p in pieces] == [
        ("same", "Staff must sign it "),
        ("del", "yearly"),
        ("ins", "termly"),
        ("same", "."),
    ]


def test_changed_words_with_only_a_space_between_them_are_shown_as_one_change():
    kinds = [piece.kind for piece in words("the old rule holds", "the new law holds")]
    assert kinds == ["same", "del", "ins", "same"]


def placed(number, text, line=None, section="Staff use"):
    return Placed(line or uuid4(), number, section, text)


def test_a_clause_that_is_only_renumbered_is_no_change():
    first, second = placed("1.1", "One."), placed("1.2", "Two.")
    new = [placed("1.1", "New."), placed("1.2", "One.", first.line), placed("1.3", "Two.", second.line)]
    changes = compare([first, second], new)
    assert [(change.kind, change.after) for change in changes] == [("added", "1.1")]


def test_removed_clauses_stand_where_they_were():
    kept, gone, last = placed("1.1", "One."), placed("1.2", "Two."), placed("1.3", "Three.")
    changes = compare([kept, gone, last], [kept, placed("1.2", "Three, changed.", last.line)])
    assert [(c.kind, c.before, c.after) for c in changes] == [("removed", "1.2", ""), ("changed", "1.3", "1.2")]


def test_a_clause_out_of_order_is_moved_and_those_it_passed_are_not():
    one, two, three = placed("1.1", "One."), placed("1.2", "Two."), placed("1.3", "Three.")
    changes = compare([one, two, three], [three, one, two])
    assert [(c.kind, c.line) for c in changes] == [("moved", three.line)]


def test_a_clause_in_another_section_is_moved_and_may_be_changed_too():
    one = placed("1.1", "One.", section="Staff use")
    two = placed("2.1", "Two.", section="Reputation")
    moved = placed("2.1", "One, now longer.", one.line, section="Reputation")
    stays = placed("1.1", "Other.", section="Staff use")
    changes = compare([one, two], [stays, moved, placed("2.2", "Two.", two.line, section="Reputation")])
    assert [(c.kind, c.moved) for c in changes if c.line == one.line] == [("changed", True)]


def test_a_renamed_section_moves_nothing():
    one = placed("1.1", "One.", section="Staff use")
    assert compare([one], [placed("1.1", "One.", one.line, section="Use by staff")]) == []


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_every_line_is_reported_at_most_once_and_added_and_removed_ones_always(order, gone, new):
    old = [Placed(i, str(i), "A", f"text {i}") for i in range(8) if i not in new]
    now = [Placed(i, str(i), "A", f"text {i}") for i in order if i not in gone]
    changes = compare(old, now)
    lines = [change.line for change in changes]
    assert len(lines) == len(set(lines))
    assert {c.line for c in changes if c.kind == "removed"} == gone - new
    assert {c.line for c in changes if c.kind == "added"} == new - gone
