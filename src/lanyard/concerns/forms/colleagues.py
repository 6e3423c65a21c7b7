"""Asking which colleague a member of staff means."""

from __future__ import annotations

from django import forms

from lanyard.people.models import Person

NONE_OF_THEM = "none"
SEVERAL = "Several people have this name. Which of them is it?"
LIKELY = "Is it one of these colleagues?"


def which(people: list[Person], asks: str) -> forms.Field:
    """The question, with a button for each, and one for none of them."""
    choices = [(str(person.pk), f"{person.full_name}, {person.email or 'no email address'}") for person in people]
    return forms.ChoiceField(
        label=asks,
        choices=[*choices, (NONE_OF_THEM, "I don’t know, or none of them")],
        widget=forms.RadioSelect,
    )
