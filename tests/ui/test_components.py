"""The template tags: what each says, shows and leaves out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator

from lanyard.kernel.rules import Need
from tests.ui.pages import draw, text

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("kept", "Kept"),
        ("needs_attention", "Needs attention"),
        ("not_kept", "Not kept"),
        ("in_progress", "In progress"),
        ("attested", "Stated"),
        ("not_in_use", "Not in use"),
        ("not_measured", "Not yet measured"),
    ],
)
def test_a_status_is_a_word_an_icon_and_a_colour(status: str, word: str) -> None:
    page = draw("{% status_tag status %}", status=status)

    assert text(page) == word
    assert page.svg["aria-hidden"] == "true"
    assert f"ly-status--{status.replace('_', '-')}" in page.span["class"]


def test_in_a_grid_a_status_is_short_and_leaves_the_colour_to_the_cell() -> None:
    page = draw("""<p class="ly-status--{{ status|status_css }}">{% status_tag status short=True %}</p>""",
                status="needs_attention")  # fmt: skip

    assert text(page) == "attention"
    assert page.p["class"] == ["ly-status--needs-attention"]
    assert "ly-status--needs-attention" not in page.span["class"]


def test_an_unknown_status_is_not_shown_as_anything() -> None:
    with pytest.raises(KeyError):
        draw("{% status_tag 'fine' %}")


@pytest.mark.parametrize(("done", "total", "width"), [(2, 3, "66.7"), (0, 0, "0.0"), (5, 4, "100.0")])
def test_a_meter_says_its_numbers_and_stays_within_its_track(done: int, total: int, width: str) -> None:
    page = draw("{% meter done total 'kept' %}", done=done, total=total)

    assert page.svg["aria-label"] == f"{done} of {total}"
    assert page.select_one(".ly-meter__done")["width"] == width


def test_the_bar_gives_its_numbers_in_words_and_leaves_out_what_counts_nothing() -> None:
    page = draw("{% stacked_bar counts %}", counts=[("kept", 44), ("needs_attention", 1), ("not_kept", 0)])

    assert [text(item) for item in page.find_all("li")] == ["44 kept", "1 needs attention"]
    assert sum(float(piece["width"]) for piece in page.find_all("rect")) == pytest.approx(100, abs=0.05)


def test_the_bar_says_nought_of_what_has_to_be_said() -> None:
    page = draw("{% stacked_bar counts also='kept in_progress' %}", counts=[("kept", 44), ("not_kept", 1)])

    assert [text(item) for item in page.find_all("li")] == ["44 kept", "1 not kept", "0 in progress"]


def test_nothing_counted_draws_no_bar() -> None:
    assert text(draw("{% stacked_bar counts %}", counts=[("kept", 0)])) == ""


def test_pages_keep_the_rest_of_the_address() -> None:
    page = draw("{% pages page_obj %}", path="/people/?kind=staff&page=3", page_obj=Paginator(range(500), 20).page(3))

    assert page.find("a", rel="next")["href"] == "?kind=staff&page=4"
    assert text(page.find("a", attrs={"aria-current": "page"})) == "3"
    assert text(page.find(class_="govuk-pagination__item--ellipsis")) == "⋯"


def test_a_single_page_needs_no_links() -> None:
    assert text(draw("{% pages page_obj %}", page_obj=Paginator(range(5), 20).page(1))) == ""


def test_chips_are_links_that_work_without_scripts() -> None:
    items = [{"label": "All 61", "url": "?", "here": True}, {"label": "Not kept 3", "url": "?status=not_kept"}]
    page = draw("{% chips items 'Which clauses' target='#clauses' %}", items=items)

    first, second = page.find_all("a")
    assert page.nav["aria-label"] == "Which clauses"
    assert first["aria-current"] == "true"
    assert "aria-current" not in second.attrs
    assert second["href"] == second["hx-get"] == "?status=not_kept"


def test_a_list_of_facts_says_when_a_value_is_missing_but_shows_a_nought() -> None:
    page = draw("{% summary_list rows %}", rows=[("Members", 0), ("Approved by", None), ("Web address", "")])

    assert [text(value) for value in page.find_all("dd")] == ["0", "Not given", "Not given"]


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches() -> None:
    page = draw("{% scroll_region 'Schools side by side' %}<table></table>{% endscroll_region %}")

    region = page.find(attrs={"role": "region"})
    assert (region["aria-label"], region["tabindex"]) == ("Schools side by side", "0")
    assert region.table is not None


def test_what_somebody_wrote_is_never_taken_for_markup() -> None:
    page = draw(
        "{% scroll_region name %}{{ name }}{% endscroll_region %}{% summary_list rows %}",
        name="<script>alert(1)</script>", rows=[("<b>", "<i>")],
    )  # fmt: skip

    assert page.find("script") is page.find("b") is page.find("i") is None


@pytest.mark.parametrize(("value", "said"), [(None, ""), (date(2026, 11, 24), "Tuesday 24 November 2026")])
def test_a_day_that_is_not_known_says_nothing(value: date | None, said: str) -> None:
    assert text(draw("{{ value|day }}", value=value)) == said


@pytest.mark.parametrize(("day", "urgent"), [(23, True), (24, True), (25, False)])
def test_what_is_due_today_or_before_stands_out(now: datetime, day: int, urgent: bool) -> None:
    need = Need("Decide", "", "/x/", "Concern", due=datetime(2026, 11, day, 16, 20, tzinfo=LONDON))
    page = draw("{% include 'ui/components/need.html' %}", need=need)

    assert bool(page.select(".ly-need__due--now")) is urgent


def test_what_is_due_on_no_day_says_since_when_it_has_waited(now: datetime) -> None:
    need = Need("Decide", "", "/x/", "Concern", since=now - timedelta(days=1))
    page = draw("{% include 'ui/components/need.html' %}", need=need)

    assert text(page.select_one(".ly-need__due")) == "Since yesterday"
    assert not page.select(".ly-need__due--now")
