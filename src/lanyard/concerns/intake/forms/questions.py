"""The fields that ask the questions of a report (`concerns.questions`). An answer to anything else is dropped. Only the
account is ever needed: who is worried writes what they know.
"""

from __future__ import annotations

from functools import cache

from django import forms
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core.questions import QUESTIONS, Question
from lanyard.platforms import queries as platforms


@cache
def field_for(key: str, kind: str, route: str) -> forms.Field:
    """The field that asks a question of a type, in words that fit who is asked. A form takes a copy of it."""
    question = QUESTIONS[key]
    words = question.words(kind, route)
    given = {"label": _(words.label), "help_text": words.hint and _(words.hint), "required": bool(question.needed)}
    if question.service:
        return forms.ChoiceField(choices=_platforms, **given)
    if words.choices:
        return forms.ChoiceField(
            choices=[(value, _(text)) for value, text in words.choices], widget=forms.RadioSelect, **given
        )
    return forms.CharField(max_length=question.most, widget=_widget(question), **given)


def _widget(question: Question) -> forms.Widget:
    if question.rows:
        return forms.Textarea(attrs={"rows": question.rows})
    return forms.TextInput(attrs={"autocomplete": "off"})


def _platforms() -> list[tuple[str, str]]:
    return [("", _("Not known, or not in this list")), *platforms.names()]
