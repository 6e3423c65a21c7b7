"""Picking a colleague from a list that narrows while one types.

Somebody types part of a name. While they do, whoever works at the place and is called so stands below as a list to
choose from; without JavaScript it stands there once the form was sent. Who is meant is sent as an id; a name typed out,
or an email address, is enough by itself where it is one person's alone. No name is ever in an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from lanyard.people.addresses import address
from lanyard.people.models import Person, School, Trust
from lanyard.people.queries import find_staff, is_staff_at, search_staff, suspending
from lanyard.people.queries.register import people_with

LONGEST = 250
HINT = "Type part of the name, then choose from the list. You can also enter a full name or an email address."
NOBODY = "Nobody who works here has this name or email address. Try part of the name."
SEVERAL = "Select who it is: more than one person fits"
ONE = "Select who it is, or enter another name"


@dataclass(frozen=True)
class Picked:
    """What was sent: what somebody typed, and the id of whom they chose from the list ("" for nobody)."""

    text: str = ""
    chosen: str = ""

    def __str__(self) -> str:
        return self.text


class PersonWidget(forms.TextInput):
    """The box to type into, and the list below it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})
        self.people: Sequence[Person] = ()
        self.address = ""

    def chosen_in(self, name: str) -> str:
        """The name under which the id of whom they chose is sent."""
        return f"{name}-chosen"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        return Picked(str(data.get(name, "")), str(data.get(self.chosen_in(name), "")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and self.chosen_in(name) not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = dict(attrs or {})
        if self.address:
            attrs |= {"data-pick": self.address, "data-pick-name": self.chosen_in(name)}
        chosen = value.chosen if isinstance(value, Picked) else ""
        text = value.text if isinstance(value, Picked) else str(value or "")
        context = {
            "box": super().render(name, text, attrs, renderer),
            **listed(self.chosen_in(name), self.people, chosen),
        }
        return render_to_string("people/picking.html", context)


class NameWidget(PersonWidget):
    """The same for a name that need not be anybody's here: what is typed is the answer, and the list only helps.

    `chosen` is the name under which the id is sent; `school` is whose staff are listed.
    """

    def __init__(self, *, school: School, chosen: str) -> None:
        super().__init__()
        self.address, self._chosen_in = _address(school), chosen

    def chosen_in(self, name: str) -> str:
        return self._chosen_in

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class PersonField(forms.Field):
    """A colleague at a place; its value is the person. `at` says where, and on which day."""

    widget = PersonWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": HINT, **options})
        self.place: School | Trust | None = None
        self.near: tuple[School | Trust, ...] = ()
        self.on: date | None = None

    def at(self, place: School | Trust, on: date | None = None, near: Iterable[School | Trust] | None = None) -> None:
        """Who can be picked: staff of the place. `near` are the places whose staff are listed, where not all are."""
        self.place, self.on, self.near = place, on, tuple(near) if near is not None else (place,)
        if isinstance(place, School):
            self.widget.address = _address(place)

    def clean(self, value: Picked | None) -> Person | None:
        value = value or Picked()
        text, chosen = value.text.replace("\0", "").strip()[:LONGEST], value.chosen
        if not text and not chosen:
            self.validate(None)
            return None
        on = self.on or timezone.localdate()
        people = self.listed(text, on)
        if found := self._chosen(text, chosen, people, on):
            self.widget.people = people
            return found
        exact = self.exact(text, on)
        if len(exact) == 1:
            return exact[0]
        self.widget.people = people or exact
        if not self.widget.people:
            raise ValidationError(NOBODY)
        raise ValidationError(SEVERAL if len(self.widget.people) > 1 else ONE)

    def listed(self, text: str, on: date) -> Sequence[Person]:
        """Who is listed for what was typed."""
        return search_staff(text, self.near, on)

    def exact(self, text: str, on: date) -> Sequence[Person]:
        """Who has this whole name or address."""
        return find_staff(text, self.place, on)

    def is_one(self, person: Person, on: date) -> bool:
        """Whether somebody is among those who can be picked."""
        return any(is_staff_at(person, place, on) for place in self.near)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(str(data or ""))

    def _chosen(self, text: str, chosen: str, people: Sequence[Person], on: date) -> Person | None:
        """Whom the id means, if what is typed still says so: who typed another name since has chosen nobody."""
        if text or not chosen:
            return next((person for person in people if str(person.pk) == chosen), None)
        try:
            person = people_with([chosen]).first()
        except ValidationError:
            return None
        return person if person and self.is_one(person, on) else None


class AnybodyField(PersonField):
    """The same for anybody who is something at a place, or holds a role there: pupils, families and suspended people
    too. For those alone who may suspend access."""

    def at(self, place: School | Trust, on: date | None = None, near: Iterable[School | Trust] | None = None) -> None:
        super().at(place, on, near)
        self.widget.address = address(place, "anybody")

    def listed(self, text: str, on: date) -> Sequence[Person]:
        return suspending.search(text, self.place, on)

    def exact(self, text: str, on: date) -> Sequence[Person]:
        return suspending.find(text, self.place, on)

    def is_one(self, person: Person, on: date) -> bool:
        return suspending.people_of(self.place, on).filter(pk=person.pk).exists()


def listed(name: str, people: Iterable[Person], chosen: str = "") -> dict[str, Any]:
    """What the template of the list shows; the id of whom they choose is sent under the name."""
    return {"name": name, "people": people, "chosen": chosen}


def _address(school: School) -> str:
    return reverse("people:colleagues", kwargs={"school": school.slug})
