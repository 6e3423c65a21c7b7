"""The questions of a report: for each key of `kinds.Kind.asks` what is asked, and how. An answer to anything else is
dropped. Only the account is ever needed: who is worried writes what they know.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django import forms

from lanyard.concerns.choices import ConcernType, Device, Place, Route, Subject
from lanyard.concerns.forms.plain import LONG, SHORT
from lanyard.platforms import queries as platforms

YES_NO = (("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know"))
BY_STAFF = (Route.STAFF, Route.PAPER)
# Whom a concern about an adult can be about, and one that may be about a child.
_ADULTS = (Subject.STAFF, Subject.SAFEGUARDING, Subject.HEADTEACHER, Subject.GOVERNOR, Subject.CHAIR_OF_GOVERNORS,
           Subject.TRUST, Subject.CHAIR_OF_TRUSTEES, Subject.NOBODY)  # fmt: skip
_ANYBODY = (Subject.PUPIL, Subject.OUTSIDE, *_ADULTS)
_CHILDS_GROWN_UPS = (
    (Subject.STAFF, "A teacher or another grown-up"),
    (Subject.HEADTEACHER, "The head teacher"),
    (Subject.NOBODY, "I do not know"),
)
ABOUT_ADULTS = (ConcernType.STAFF_CONDUCT, ConcernType.WHISTLEBLOWING)
TELL_WHOM = (
    ("line_manager", "My line manager"),
    ("dsl", "The designated safeguarding lead (DSL)"),
    ("headteacher", "The Headteacher"),
)
# Shown folded up, to keep the screen short on a phone.
FOLDED = frozenset({"platform", "link", "usernames", "happened_on", "place", "device"})


@cache
def field_for(key: str, kind: str, route: str) -> forms.Field:
    """The field that asks a question of a type, in words that fit who is asked. A form takes a copy of it."""
    return _FIELDS[key](kind, route)


def _text(label: str, hint: str = "", *, most: int = SHORT, rows: int = 0, needed: bool = False) -> Callable:
    def make(kind: str, route: str) -> forms.Field:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
        return forms.CharField(label=label, help_text=hint, max_length=most, widget=widget, required=needed)

    return make


def _choice(label: str, choices: object, hint: str = "", *, needed: bool = False) -> Callable:
    def make(kind: str, route: str) -> forms.Field:
        options = [(value, text) for value, text in choices if value]
        return forms.ChoiceField(
            label=label, help_text=hint, choices=options, widget=forms.RadioSelect, required=needed
        )

    return make


def _about(kind: str, route: str) -> forms.Field:
    if route == Route.CHILD:
        choices = [(str(value or "unknown"), text) for value, text in _CHILDS_GROWN_UPS]
        return forms.ChoiceField(label="Who is it?", choices=choices, widget=forms.RadioSelect, required=False)
    people = _ADULTS if kind in ABOUT_ADULTS else _ANYBODY
    return forms.ChoiceField(
        label="Whom is it about?",
        # Nobody in particular is an answer too, and not the same as none.
        choices=[(str(subject or "unknown"), subject.label) for subject in people],
        widget=forms.RadioSelect,
        required=False,
        help_text="Whoever it is about never sees it: it goes to somebody above them.",
    )


def _about_name(kind: str, route: str) -> forms.Field:
    label, hint = "Their name, if you know it", ""
    if route in BY_STAFF:
        hint = "For a colleague: their full name or their email address at work"
    elif route == Route.CHILD:
        label = "What is their name?"
    return _text(label, hint)(kind, route)


def _platform(kind: str, route: str) -> forms.Field:
    return forms.ChoiceField(
        label="Which app, game or website?",
        choices=_platforms,
        required=False,
    )


def _platforms() -> list[tuple[str, str]]:
    return [("", "Not known, or not in this list"), *platforms.names()]


def _told(kind: str, route: str) -> forms.Field:
    if route in BY_STAFF:
        hint = "Whom, and at what time. A child at risk: tell the DSL in person first, then write it down here."
        return _text("Did you tell the DSL in person?", hint)(kind, route)
    return _text("Have you told somebody at the school?", "Whom, and when")(kind, route)


_FIELDS: dict[str, Callable[[str, str], forms.Field]] = {
    "danger": _choice("Is somebody in danger now?", YES_NO, "If so, ring 999 first."),
    "child_at_risk": _choice("Could a child be at risk?", YES_NO),
    "child": _text("Which child is it about?", "Their name, or what you know of them"),
    "child_class": _text("Their class or year"),
    "about": _about,
    "about_name": _about_name,
    "tell_whom": _choice("Whom do you want to tell?", TELL_WHOM, needed=True),
    "who_sent": _text("Who contacted you?", needed=True),
    "i_answered": _choice("Did you answer?", YES_NO[:2]),
    "platform": _platform,
    "link": _text("Web address", "Copy it from your browser. Nobody opens it without need.", most=LONG),
    "usernames": _text("User names", "Of the accounts that were used"),
    "device_holder": _text("Whose device is it on, and who has that device now?"),
    "happened_on": _text("When did it happen?", "For example, yesterday after school"),
    "place": _choice("Where did it happen?", Place.choices),
    "device": _choice("On whose device?", Device.choices),
    "what_data": _text("What information is it?", "For example, names and addresses of a class", most=LONG, rows=3),
    "how_many": _text("How many people is it about?", "A guess will do"),
    "still_there": _choice("Can it still be seen or used?", YES_NO),
    "told_in_person": _told,
    "wanted": _text("What would put it right?", most=LONG, rows=3),
}  # fmt: skip
ALL = tuple(_FIELDS)
