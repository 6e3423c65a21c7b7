"""Declarations for tests, made the way people make them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from lanyard.disclosures.actions import deciding, declaring
from lanyard.disclosures.actions.declaring import Said
from lanyard.disclosures.models import Disclosure
from lanyard.people.models import Person, School, User

A_YEAR_ON = date(2027, 11, 24)
WORDS = {
    "platform": "whatsapp",
    "other_kind": "parent",
    "other_name": "Jo Penrose",
    "since": "2015",
    "how_known": "My sister, whose son is in Year 4.",
    "why": "The family plans in one group.",
    "contact": "A few messages a week, in the group.",
    "handle": "",
}


def said(**fields: str) -> Said:
    return Said(**(WORDS | fields))


def declare(by: User, school: School, *, together_with: Person | None = None, **fields: str) -> Disclosure:
    return declaring.declare(by=by, school=school, said=said(**fields), sent_once=uuid4(), together_with=together_with)


def fresh(disclosure: Disclosure) -> Disclosure:
    return Disclosure.objects.get(pk=disclosure.pk)


def decide(by: User, disclosure: Disclosure, decision: str = "accepted", **fields: Any) -> Disclosure:
    now = fresh(disclosure)
    if decision == "conditions":
        fields.setdefault("conditions", [("Leave the group of Year 5.", date(2026, 12, 1))])
    review = fields.pop("review_on", A_YEAR_ON)
    return deciding.decide(
        by=by, disclosure=now, version=now.version, decision=decision, reason="We talked.", review_on=review, **fields
    )


def act(action: Any, by: User, disclosure: Disclosure, **fields: Any) -> Disclosure:
    """Any action that takes the version: with the one that stands."""
    now = fresh(disclosure)
    return action(by=by, disclosure=now, version=now.version, **fields)
