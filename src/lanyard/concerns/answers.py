"""The answers of a report in words: each question as the people who deal with it read it, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lanyard.concerns.choices import Device, Place, Subject
from lanyard.ui.words import day_in_words

# In the order in which they are read; the keys are those of `kinds.Kind.asks`.
QUESTIONS: Mapping[str, str] = {
    "danger": "Is somebody in danger now?",
    "child_at_risk": "Could a child be at risk?",
    "child": "Which child",
    "child_class": "Their class",
    "about": "Whom it is about",
    "about_name": "Their name",
    "who_sent": "Who made contact",
    "tell_whom": "Whom the reporter chose to tell",
    "i_answered": "Did the reporter answer?",
    "platform": "App, game or website",
    "link": "Address (not opened by Lanyard)",
    "usernames": "User names",
    "device_holder": "Who has the device",
    "happened_on": "When it happened",
    "place": "Where it happened",
    "device": "On whose device",
    "what_data": "What information",
    "how_many": "How many people it is about",
    "still_there": "Is it still there?",
    "told_in_person": "Told somebody in person",
    "wanted": "What the reporter wants to happen",
}
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "about": dict(Subject.choices),
    "place": dict(Place.choices),
    "device": dict(Device.choices),
    "tell_whom": {
        "line_manager": "Line manager",
        "dsl": "Designated safeguarding lead (DSL)",
        "headteacher": "Headteacher",
    },
}
_YES_OR_NO: Mapping[Any, str] = {True: "Yes", "yes": "Yes", False: "No", "no": "No", "unknown": "Not known"}


def in_words(answers: Mapping[str, Any], services: Mapping[str, str]) -> list[tuple[str, str]]:
    """Question and answer for each answer that says something; a question that is not known is shown by its key.

    `services` has the name of a service for its key; one that isn't in it is shown by its key.
    """
    known = [key for key in QUESTIONS if key in answers] + [key for key in answers if key not in QUESTIONS]
    named = {**answers, "platform": services.get(str(answers.get("platform")), answers.get("platform", ""))}
    rows = [(QUESTIONS.get(key, key.replace("_", " ").capitalize()), _answer(key, named[key])) for key in known]
    return [(question, answer) for question, answer in rows if answer]


def _answer(key: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_answer(key, one) for one in value)
    if isinstance(value, bool | str) and value in _YES_OR_NO:
        return _YES_OR_NO[value]
    if key in _CHOICES:
        return str(_CHOICES[key].get(str(value), value))
    if key == "happened_on":
        return _day(str(value))
    return str(value)


def _day(text: str) -> str:
    try:
        return day_in_words(date.fromisoformat(text[:10]))
    except ValueError:
        return text
