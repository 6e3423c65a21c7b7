from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lanyard.assurance.readings import (
    Attention,
    Item,
    Reading,
    Status,
    attention_from_json,
    few,
    have,
    hidden_figure,
    hidden_have,
    items_from_json,
    of_section,
    worst,
)

NUMBERS = st.integers(min_value=0, max_value=300)


def signed(done, total, *, counts="people"):
    return Reading(Status.NEEDS_ATTENTION, "{figure} staff have signed", done, total, counts)


def test_a_leader_reads_the_exact_figure():
    assert signed(38, 41).shown(counts_only=False).says == "38 of 41 staff have signed"


def test_a_governor_never_reads_how_few_are_missing():
    shown = signed(38, 41).shown(counts_only=True)
    assert shown.says == "All but fewer than 5 of 41 staff have signed"
    assert (shown.done, shown.total) == (None, None)


def test_a_governor_reads_large_counts_as_they_are():
    assert signed(20, 41).shown(counts_only=True).says == "20 of 41 staff have signed"


def test_counts_of_things_are_not_hidden():
    assert signed(2, 3, counts="things").shown(counts_only=True).figure == "2 of 3"


def test_a_small_count_in_what_needs_doing_is_hidden_too():
    reading = Reading(Status.NOT_KEPT, "x", attention=(Attention("{n} staff are overdue", n=3),))
    assert reading.shown(counts_only=True).attention[0].says == "Fewer than 5 staff are overdue"


@given(st.integers(0, 300), NUMBERS)
def test_no_hidden_figure_lets_a_count_under_five_be_worked_out(done, total):
    done = min(done, total)
    text, exact = hidden_figure(done, total)
    small = 0 < total < 5 or 0 < done < 5 or 0 < total - done < 5
    assert (hidden_have(done, total) == have(done)) is not small
    assert exact is not small
    if small:
        assert f"{done} of {total}" not in text


@given(NUMBERS)
def test_few_says_a_number_only_when_it_is_nought_or_five_and_more(n):
    assert (few(n) == str(n)) is (n == 0 or n >= 5)


def test_the_worst_reading_decides():
    assert worst([Status.KEPT, Status.NOT_KEPT, Status.NEEDS_ATTENTION]) == Status.NOT_KEPT


def test_nothing_read_is_not_yet_measured():
    assert worst([]) == Status.NOT_MEASURED


def test_an_attested_reading_beside_a_measured_one_never_counts_as_measured():
    assert worst([Status.KEPT, Status.ATTESTED]) == Status.ATTESTED


@given(st.lists(st.sampled_from(list(Status))))
def test_what_is_not_in_use_changes_nothing_beside_anything_else(statuses):
    assert worst([*statuses, Status.NOT_IN_USE]) == (worst(statuses) if statuses else Status.NOT_IN_USE)
    assert of_section([*statuses, Status.NOT_IN_USE]) == (of_section(statuses) if statuses else Status.NOT_IN_USE)


def test_what_is_in_progress_is_neither_kept_nor_in_trouble():
    assert worst([Status.KEPT, Status.ATTESTED, Status.IN_PROGRESS]) == Status.IN_PROGRESS
    assert worst([Status.IN_PROGRESS, Status.NOT_MEASURED]) == Status.NOT_MEASURED
    assert of_section([Status.KEPT, Status.KEPT, Status.IN_PROGRESS]) == Status.IN_PROGRESS


@given(st.lists(st.sampled_from(list(Status)), min_size=1))
def test_a_section_with_trouble_is_never_called_kept(statuses):
    section = of_section(statuses)
    trouble = {Status.NOT_KEPT, Status.NEEDS_ATTENTION} & set(statuses)
    assert (section in (Status.NOT_KEPT, Status.NEEDS_ATTENTION)) is bool(trouble)


def test_a_section_of_which_little_is_known_is_not_called_kept():
    assert of_section([Status.KEPT, Status.NOT_MEASURED, Status.NOT_MEASURED]) == Status.NOT_MEASURED


def test_attention_survives_being_kept_as_data():
    items = (Attention("Name a DSL", url="/x/", who="Headteacher", due=date(2026, 11, 24), n=None),)
    assert attention_from_json(Reading(Status.NOT_KEPT, "x", attention=items).to_json()) == items


def test_items_survive_being_kept_as_data():
    item = Item(
        "linked:gdpr", "Data protection", Reading(Status.NOT_KEPT, "Missing", attention=(Attention("Write it"),))
    )
    assert items_from_json(Reading(Status.NOT_KEPT, "x", items=(item,)).items_to_json()) == (item,)


def test_a_clause_reads_only_the_items_that_it_is_about():
    bad = Item("a", "A", Reading(Status.NOT_KEPT, "A is missing", attention=(Attention("Write A"),)))
    good, fine = (Item(key, key, Reading(Status.KEPT, f"{key} is there")) for key in "bc")
    whole = Reading(Status.NOT_KEPT, "2 of 3 are there", items=(bad, good, fine))
    assert whole.about(()) == whole
    assert whole.about({"unknown"}) == whole
    assert whole.about({"b"}) == good.reading
    both = whole.about({"a", "b"})
    assert (both.status, both.says, both.figure, len(both.attention)) == (Status.NOT_KEPT, "A is missing", "1 of 2", 1)
    assert whole.about({"b", "c"}).status == Status.KEPT


def test_no_link_leads_to_a_page_that_is_shut_to_the_reader():
    item = Attention("Name a DSL", url="/roles/")
    assert item.shown(counts_only=False, opens=lambda url: False).url == ""
    assert item.shown(counts_only=False, opens=lambda url: True).url == "/roles/"
