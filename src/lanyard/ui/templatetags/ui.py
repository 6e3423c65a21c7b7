"""Components that templates share; every template has them without loading anything.

How each looks and when to use it: docs/design-system.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop as N_

from lanyard.kernel import forgery
from lanyard.kernel.languages import is_english
from lanyard.ui import local_words, tables, telephone, widgets, words

register = template.Library()

_COPY_CODE = N_("Copy the code")


@dataclass(frozen=True)
class StatusLook:
    """How a status is shown: its word, the word after a number ("9 need attention"), its icon, its CSS name."""

    word: str
    counted: str
    icon: str
    css: str


STATUSES = {
    "kept": StatusLook("Kept", "kept", "tick", "kept"),
    "needs_attention": StatusLook("Needs attention", "need attention", "exclamation", "needs-attention"),
    "not_kept": StatusLook("Not kept", "not kept", "cross", "not-kept"),
    "in_progress": StatusLook("In progress", "in progress", "clock", "in-progress"),
    "attested": StatusLook("Stated", "stated", "pen", "attested"),
    "not_in_use": StatusLook("Not in use", "not in use", "empty", "not-in-use"),
    "not_measured": StatusLook("Not yet measured", "not yet measured", "dash", "not-measured"),
}
# The measures of a small line over time.
WIDE, HIGH = 120, 44
SHORT_WORDS = {"needs_attention": "attention", "not_measured": "not measured"}


@register.inclusion_tag("ui/components/status_tag.html")
def status_tag(status: str, *, short: bool = False) -> dict[str, Any]:
    """The status as icon, word and colour; `short` is for the cells of a grid, which carry the colour themselves."""
    look = STATUSES[str(status)]
    word = SHORT_WORDS.get(str(status), look.word.lower()) if short else look.word
    return {"look": look, "word": word, "short": short}


@register.inclusion_tag("ui/components/copy.html")
def copy(source: str, label: str = _COPY_CODE) -> dict[str, str]:
    """A button that copies the text of the element with this id; it is there only where scripts can copy."""
    return {"source": source, "label": label}


@register.filter
def status_css(status: str) -> str:
    """The CSS name of a status, as in `ly-status--{{ status|status_css }}`."""
    return STATUSES[str(status)].css


@register.inclusion_tag("ui/components/meter.html")
def meter(done: int, total: int, status: str) -> dict[str, Any]:
    """A thin bar: how much of the total is done, in the colour of the status."""
    share = 100 * min(done, total) / total if total else 0
    return {"share": f"{share:.1f}", "done": done, "total": total, "look": STATUSES[str(status)]}


@register.inclusion_tag("ui/components/stacked_bar.html")
def stacked_bar(counts: Iterable[tuple[str, int]], *, also: str = "") -> dict[str, Any]:
    """One bar for all clauses by status, with its numbers in words below. Statuses that count nothing are left out, but
    for those named in `also` ("in_progress not_kept"), whose nought is said."""
    given = {str(status): number for status, number in counts}
    # In the order given; what is said though it counts nothing comes last.
    named = [key for key, number in given.items() if number]
    present = [(STATUSES[key], given[key]) for key in named]
    noughts = [STATUSES[key] for key in also.split() if key not in named]
    total = sum(number for _, number in present)
    pieces, start = [], 0.0
    for look, number in present:
        width = 100 * number / total
        says = "needs attention" if number == 1 and look.css == "needs-attention" else look.counted
        pieces.append({"look": look, "number": number, "says": says, "x": f"{start:.2f}", "width": f"{width:.2f}"})
        start += width
    return {"pieces": pieces, "total": total, "noughts": noughts}


@register.inclusion_tag("ui/components/line.html")
def line(points: Iterable[tuple[date, tuple[int, int] | None]], name: str) -> dict[str, Any]:
    """A small line over time: on each day how many of how many, or None where nothing is known, which leaves a gap.

    The figures stand in a table beside it: for those who don't see it it says the first and the last.
    """
    given = list(points)
    across = WIDE / max(1, len(given) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for place, (_, figure) in enumerate(given):
        if figure is None:
            runs.append([])
        else:
            runs[-1].append((place * across, HIGH * (1 - figure[0] / figure[1]) if figure[1] else HIGH))
    known = [(on, figure) for on, figure in given if figure]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    return {
        "runs": [" ".join(f"{x:.1f},{y:.1f}" for x, y in run) for run in runs if len(run) > 1],
        "dots": [(f"{x:.1f}", f"{y:.1f}") for run in runs if run for x, y in run[-1:]],
        "name": name,
        "ends": [(on, done, of) for on, (done, of) in ends],
        "wide": WIDE,
        "high": HIGH,
    }


@register.inclusion_tag("ui/components/status_strip.html")
def status_strip(stretches: Iterable[Any], since: date, until: date) -> dict[str, Any]:
    """A strip of the days from one to another in the colours of their statuses, with how many days each had in words.

    Each stretch has `first_day`, `last_day` and `status`; days that none covers were not read and stay grey.
    """
    total = (until - since).days + 1
    pieces, sums = [], Counter[StatusLook]()
    for one in stretches:
        look, days = STATUSES[str(one.status)], (one.last_day - one.first_day).days + 1
        sums[look] += days
        x = 100 * (one.first_day - since).days / total
        pieces.append({"look": look, "x": f"{x:.2f}", "width": f"{100 * days / total:.2f}"})
    unread = total - sum(sums.values())
    return {"pieces": pieces, "sums": sums.most_common(), "unread": unread, "since": since, "until": until}


@register.simple_tag(takes_context=True, name="csrf_token")
def form_token(context: template.Context) -> SafeString:
    """What each form carries that does something in somebody's name: Django's token, and for whom the page was made."""
    given, request = context.get("csrf_token"), context.get("request")
    hidden = [("csrfmiddlewaretoken", given)] if given and given != "NOTPROVIDED" else []
    if request is not None and getattr(request, "user", None) is not None and request.user.is_authenticated:
        hidden.append((forgery.TYPED_BY, forgery.typed_by(request.user)))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden)


@register.simple_tag
def field(bound: BoundField, *, label: str = "", hint: str = "", heading: bool = False, size: str = "") -> SafeString:
    """A form's field with label, hint and error.

    `label` and `hint` stand in for those of a form that isn't ours. `heading` makes the label the page's h1; `size` is
    s, m or l.
    """
    bound.label, bound.help_text = label or bound.label, hint or bound.help_text
    return widgets.render_field(bound, heading=heading, size="l" if heading and not size else size)


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """Every field of the form, the hidden ones too, each as `field` shows it."""
    return render_to_string("ui/forms/fields.html", {"form": form})


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """What is wrong, at the top of the page, each line a link to its field. Shows nothing when nothing is wrong."""
    return {"problems": [problem for form in forms for problem in widgets.problems_of(form)]}


@register.inclusion_tag("ui/components/pages.html", takes_context=True)
def pages(context: template.Context, page_obj: Page) -> dict[str, Any]:
    """Links to the other pages of a list, keeping the rest of the address. Shows nothing for a single page."""
    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    gap = page_obj.paginator.ELLIPSIS
    return {
        "page": page_obj,
        "numbers": [None if number == gap else number for number in numbers],
        "request": context["request"],
    }


@register.inclusion_tag("ui/components/chips.html")
def chips(items: Iterable[dict[str, Any]], name: str, *, target: str = "") -> dict[str, Any]:
    """Ways to narrow a list, each a link: items with label, url and here. `name` says what they choose.

    `target`, such as "#clauses", is the element that holds the chips and the list: with JavaScript only that part of
    the page is drawn anew.
    """
    return {"items": items, "name": name, "target": target}


@register.inclusion_tag("ui/components/summary_list.html")
def summary_list(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Facts about one thing: (what, its value) each. A value of None or "" is shown as "Not given"."""
    return {"rows": rows}


@register.simple_block_tag
def scroll_region(content: SafeString, name: str, *, tall: bool = False) -> SafeString:
    """Around a wide table: on a narrow screen it scrolls by itself, also by keyboard. `name` says what it holds.

    A `tall` one is no higher than the window, so that the heads of its columns stay in sight.
    """
    return render_to_string("ui/components/scroll_region.html", {"content": content, "name": name, "tall": tall})


@register.simple_block_tag(takes_context=True)
def csv_table(context: template.Context, content: SafeString, name: str, what: str = "") -> SafeString:
    """Around a table: adds the link that downloads it as a CSV file, and gives the table to the file.

    `name` tells it from other tables of the page and names the file; `what` says which it is where there are several.
    """
    request = context["request"]
    if tables.asked_for(request) == name:
        request.csv_table = content
    url = tables.address_of(request, name)
    return render_to_string("ui/components/csv_table.html", {"content": content, "url": url, "what": what})


@register.filter
def day(value: date | datetime | None) -> str:
    """A day, as in "Tuesday 24 November 2026"; nothing for None."""
    if value is None:
        return ""
    on = _local(value).date() if isinstance(value, datetime) else value
    if tables.for_a_file.get():
        return on.isoformat()
    return words.day_in_words(on) if is_english() else local_words.day(on)


@register.filter
def moment(value: date | datetime | None) -> str:
    """A moment, as in "16:20 today"; a date that has no time is said as a day; nothing for None."""
    if not isinstance(value, datetime):
        return day(value)
    if tables.for_a_file.get():
        return f"{_local(value):%Y-%m-%d %H:%M}"
    say = words.moment_in_words if is_english() else local_words.moment
    return say(_local(value), timezone.localtime())


@register.filter
def due(value: datetime | None) -> str:
    """When something is due, as in "Due today by 16:20"; nothing for None."""
    if tables.for_a_file.get():
        return moment(value)
    return words.due_in_words(_local(value), timezone.localtime()) if value else ""


@register.filter
def due_briefly(value: datetime) -> str:
    """When something is due in few words, as in "Today by 16:20" or "10 days late"."""
    return words.due_briefly(_local(value), timezone.localtime())


@register.filter
def since(value: datetime) -> str:
    """From when something has waited, as in "Since Friday"."""
    return words.since_briefly(_local(value), timezone.localtime())


@register.filter
def is_today(value: datetime | None) -> bool:
    """Whether a moment is on this day, or has passed."""
    return value is not None and _local(value).date() <= timezone.localdate()


@register.filter
def tel(value: str | None) -> SafeString:
    """The text with every telephone number in it as a link that rings it; nothing for None."""
    return telephone.with_links(str(value or ""))


@register.filter
def in_words(number: int) -> str:
    """A count in words up to nine, in figures beyond."""
    return words.in_words(number)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value)
