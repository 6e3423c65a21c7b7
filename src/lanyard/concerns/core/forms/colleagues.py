"""Asking which colleague a member of staff means."""

from __future__ import annotations

from django import forms

from lanyard.people.models import Person

NONE_OF_THEM = "none"
SEVERAL = "Several people have this name. Which of them is it?"
LIKELY = "Is it one of these colleagues?"


def which(called: list[Person], likely: list[Person]) -> forms.Field:
    """The question, with a button for each of those who are called so, or else of those who may be meant."""
    people = called or likely
    choices = [(str(person.pk), f"{person.full_name}, {person.email or 'no email address'}") for person in people]
    return forms.ChoiceField(
        label=SEVERAL if called else LIKELY,
        choices=[*choices, (NONE_OF_THEM, "I don’t know, or none of them")],
        widget=forms.RadioSelect,
    )
