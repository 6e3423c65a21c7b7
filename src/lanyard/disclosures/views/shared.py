"""What both sides of a declaration share: its facts in words, and buttons that act on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr

from lanyard.concerns.actions.common import Stale
from lanyard.concerns.rules.states import Refused
from lanyard.disclosures.models import Disclosure
from lanyard.platforms.queries import names_of
from lanyard.ui.forms import Form
from lanyard.ui.words import day_in_words


def facts(disclosure: Disclosure) -> list[tuple[str, Any]]:
    """What was declared, for a summary."""
    service = names_of([disclosure.platform]).get(disclosure.platform, "Another, or several")
    since = disclosure.since if len(disclosure.since) == 4 else day_in_words(date.fromisoformat(disclosure.since))
    rows = [
        ("Declared by", ", ".join(str(row.person) for row in disclosure.declarers.all())),
        ("School", str(disclosure.school)),
        ("Other person", f"{disclosure.other_name} ({disclosure.get_other_kind_display().lower()})"),
        ("Service", service),
        ("Known since", since),
        ("How", linebreaksbr(disclosure.how_known)),
        ("Why it is hard to avoid", linebreaksbr(disclosure.why)),
        ("Contact today", linebreaksbr(disclosure.contact)),
    ]
    return [*rows, ("Their account", disclosure.handle)] if disclosure.handle else rows


def parts(disclosure: Disclosure) -> dict[str, Any]:
    """What a page of one declaration shows, whoever reads it."""
    conditions = list(disclosure.conditions.all())
    return {
        "disclosure": disclosure,
        "facts": facts(disclosure),
        "standing": [row for row in conditions if row.ended_at is None],
        "replaced": [row for row in conditions if row.ended_at],
    }


def press(request: HttpRequest, act: Callable[..., Any], done: str, **what: Any) -> None:
    """Do what a button stands for; what is refused is said on the next page."""
    try:
        act(by=request.user, **what)
        messages.success(request, done)
    except Refused as problem:
        messages.error(request, str(problem))


def version_of(request: HttpRequest) -> int:
    """The version that the page with the button showed; 0, which nothing has, where it sent none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def say(form: Form, problem: Refused, disclosure: Disclosure | None = None) -> None:
    """Put what was refused on the form. Sent again, it is about the declaration as it is now."""
    form.add_error(problem.field if problem.field in form.fields else None, str(problem))
    if isinstance(problem, Stale) and disclosure is not None:
        form.data = form.data.copy()
        form.data["version"] = Disclosure.objects.values_list("version", flat=True).get(pk=disclosure.pk)
