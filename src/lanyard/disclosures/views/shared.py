"""What both sides of a declaration share: its facts in words, and buttons that act on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.defaultfilters import linebreaksbr

from lanyard.disclosures.models import Disclosure
from lanyard.platforms.queries import names_of
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
