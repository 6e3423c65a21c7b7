"""The answers of a report in words: each question as the people who deal with it read it, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lanyard.concerns.core.questions import QUESTIONS, Question
from lanyard.ui.words import day_in_words

# What files of other schools may hold for yes and no.
_YES_OR_NO: Mapping[Any, str] = {True: "Yes", "yes": "Yes", False: "No", "no": "No", "unknown": "Not known"}


def in_words(answers: Mapping[str, Any], services: Mapping[str, str]) -> list[tuple[str, str]]:
    """Question and answer for each answer that says something; a question that is not known is shown by its key.

    `services` has the name of a service for its key; one that isn't in it is shown by its key.
    """
    known = [key for key in QUESTIONS if key in answers] + [key for key in answers if key not in QUESTIONS]
    rows = [(_says(key), _answer(QUESTIONS.get(key), answers[key], services)) for key in known]
    return [(question, answer) for question, answer in rows if answer]


def _says(key: str) -> str:
    return QUESTIONS[key].says if key in QUESTIONS else key.replace("_", " ").capitalize()


def _answer(question: Question | None, value: Any, services: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_answer(question, one, services) for one in value)
    if value is None:
        return ""
    if question and question.service:
        return services.get(str(value), str(value))
    if question and (said := question.said(str(value))):
        return said
    if isinstance(value, bool | str) and value in _YES_OR_NO:
        return _YES_OR_NO[value]
    return _day(str(value)) if question and question.key == "happened_on" else str(value)


def _day(text: str) -> str:
    try:
        return day_in_words(date.fromisoformat(text[:10]))
    except ValueError:
        return text
