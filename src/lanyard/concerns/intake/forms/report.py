"""The screens of a report by adults after the first: what happened, who they are."""

from __future__ import annotations

import copy
from datetime import time, timedelta
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core.choices import ConcernType, Subject
from lanyard.concerns.core.forms.colleagues import which
from lanyard.concerns.core.forms.plain import ACCOUNT, SHORT, STRUCK, FilesField, WordsAlone
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.questions import BY_STAFF, QUESTIONS
from lanyard.concerns.intake.forms.questions import field_for
from lanyard.people.models import Person, School
from lanyard.people.picking import NameWidget
from lanyard.people.queries import find_staff, search_staff
from lanyard.people.rules.routing import SAID
from lanyard.ui.forms import Form
from lanyard.ui.wall_clock import moment_at

BY_NAME, ANONYMOUS = "by_name", "anonymous"
OLDEST_PAPER = timedelta(days=730)


class WhatForm(WordsAlone, Form):
    """What happened: the account, and the questions of the type.

    `colleague` is whom a member of staff named, if it is one person on the register.
    """

    account = forms.CharField(
        label=_("What happened?"),
        help_text=_("In your own words: what you saw or heard, when, and who was there."),
        max_length=ACCOUNT,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    missing: ClassVar[dict[str, str]] = {
        "account": _("Write what happened. A few words are enough"),
        **{key: question.needed for key, question in QUESTIONS.items() if question.needed},
        "about_person": "Select which of them it is",
    }
    marks_optional = False

    def __init__(self, data: Any = None, *, kind: str, route: str, school: School, initial: Any = None) -> None:
        self.kind, self.route, self.school = KINDS[kind], route, school
        self.colleague: Person | None = None
        self.base_fields = self._fields(kind, initial or {} if data is None else data)
        super().__init__(data, initial=initial)
        # What has to be answered comes before the account, all else behind it.
        self.order_fields([*(key for key in self.kind.asks if QUESTIONS[key].needed), "account", "child_words"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(self.namesakes) == 1:
            self.colleague = self.namesakes[0]
        else:
            chosen, people = cleaned.get("about_person"), self.namesakes or self.likely
            self.colleague = next((person for person in people if str(person.pk) == chosen), None)
        return cleaned

    def shown(self) -> list[BoundField]:
        """The fields that are seen at once."""
        return [bound for bound in self.visible_fields() if not _folds(bound) and bound.name != STRUCK]

    def folded(self) -> list[BoundField]:
        """Those that fold away."""
        return [bound for bound in self.visible_fields() if _folds(bound)]

    def is_unfolded(self) -> bool:
        """Whether something in the fold was answered, or is wrong."""
        return any(bound.value() or bound.errors for bound in self.folded())

    def answers(self) -> dict[str, str]:
        """What was answered, of what the type asks."""
        given = {key: str(self.cleaned_data.get(key, "") or "") for key in self.kind.asks}
        if given.get("about") == "unknown":
            given["about"] = Subject.NOBODY
        if self.colleague:
            # They are in the case as themselves.
            given["about_name"] = ""
        return {key: value for key, value in given.items() if value}

    def _fields(self, kind: str, given: Any) -> dict[str, forms.Field]:
        """The account and what the type asks; in the order of the table."""
        group = self.kind.group
        asked = [key for key in self.kind.asks if not QUESTIONS[key].is_childs_alone(kind, group)]
        fields = {**type(self).base_fields, **{key: field_for(key, kind, self.route) for key in asked}}
        fields["account"] = _account(kind, fields["account"])
        if self.route in BY_STAFF and self.kind.is_safeguarding:
            fields["child_words"] = forms.CharField(
                label="The child’s own words", help_text="As exactly as you can remember. Leave empty if none.",
                max_length=ACCOUNT, required=False, widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
        self.namesakes, self.likely = self._colleagues(given) if "about_name" in fields else ([], [])
        if "about_name" in fields and self.route in BY_STAFF:
            fields["about_name"] = copy.copy(fields["about_name"])
            fields["about_name"].widget = NameWidget(school=self.school, chosen="about_person")
        if self.likely or len(self.namesakes) > 1:
            at = list(fields).index("about_name") + 1
            before, after = dict(list(fields.items())[:at]), dict(list(fields.items())[at:])
            fields = {**before, "about_person": which(self.namesakes, self.likely), **after}
        return fields

    def _colleagues(self, given: Any) -> tuple[list[Person], list[Person]]:
        """The colleagues whom a member of staff may mean: those who are called so, or else those who may be."""
        name, about = (str(given.get(key, "")).replace("\0", "").strip() for key in ("about_name", "about"))
        if self.route not in BY_STAFF or about in (Subject.PUPIL, Subject.OUTSIDE) or not 0 < len(name) <= SHORT:
            return [], []
        today = timezone.localdate()
        called = find_staff(name, self.school, today)
        # Whoever has not said that it is a colleague may mean a child of that name.
        return called, [] if called or about not in SAID else search_staff(name, [self.school], today)


def _folds(bound: BoundField) -> bool:
    return bound.name in QUESTIONS and QUESTIONS[bound.name].folded


def _account(kind: str, usual: forms.Field) -> forms.Field:
    field = copy.deepcopy(usual)
    if kind == ConcernType.CONTACT_RECEIVED:
        field.required, field.label, field.help_text = False, "Anything else they should know (optional)", ""
        field.widget.attrs["rows"] = 3
    elif kind == ConcernType.ABOUT_MYSELF:
        field.label, field.help_text = "What do you want to tell leaders?", "In a few words"
    elif kind == ConcernType.IMAGES:
        field.help_text = _("Use words only. Do not describe more of the picture than you need to.")
    return field


class _LastForm(WordsAlone, Form):
    """What the last screens share: files, where the type takes any."""

    marks_optional = False

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        if KINDS[kind].files:
            self.base_fields = {**type(self).base_fields, "files": _files()}
        super().__init__(*args, **kwargs)


def _files() -> forms.Field:
    return FilesField(
        label=_("Pictures or documents that show it"),
        required=False,
        max_length=255,
        help_text=_(
            "Optional. Up to 5 pictures (JPEG, PNG, WebP, HEIC) or PDFs, 10 MB each. Never add a nude or "
            "sexual picture of a child."
        ),
    )


class WhoForm(_LastForm):
    """Who reports: by name, or anonymously."""

    named = forms.ChoiceField(
        label=_("Do you want to give your name?"),
        choices=[(BY_NAME, _("Yes, give my name")), (ANONYMOUS, _("No, report without my name"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Your name"), max_length=SHORT, required=False)
    contact = forms.CharField(
        label=_("How can we reach you?"), help_text=_("An email address or a telephone number"), max_length=SHORT,
        required=False,
    )  # fmt: skip
    relation = forms.CharField(
        label=_("What is your link with the school?"), help_text=_("For example, parent of a child in Year 4"),
        max_length=SHORT, required=False,
    )  # fmt: skip
    missing: ClassVar[dict[str, str]] = {"named": _("Select whether you want to give your name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named"].option_hints = {
            BY_NAME: _("Kept separately from the report. Few people can see it, and each time is recorded."),
            ANONYMOUS: _("You get a code to read our answer and write more."),
        }
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("named") == BY_NAME and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Enter your name, or choose to report without it"))
        return cleaned


class StaffWhoForm(_LastForm):
    """How a signed-in member of staff reports: by name unless they choose otherwise."""

    named = forms.ChoiceField(label=_("Do you want to give your name?"), widget=forms.RadioSelect, initial=BY_NAME)
    missing: ClassVar[dict[str, str]] = {"named": _("Select whether you want to give your name")}

    def __init__(self, *args: Any, full_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("named", BY_NAME)
        self.fields["named"].choices = [(BY_NAME, f"Yes, as {full_name}"), (ANONYMOUS, "No, without my name")]
        self.fields["named"].option_hints = {
            BY_NAME: "Kept separately from the report. You will find our answer under “What I have reported”.",
            ANONYMOUS: "We use your account only to check who should not be told, and don’t keep it. You get a code.",
        }


class PaperWhoForm(_LastForm):
    """Who told it, and when the school had it."""

    received_day = forms.DateField(label="What date did the school receive it?")
    received_time = forms.TimeField(label="At what time?", help_text="Approximate, for example 15:30", required=False)
    name = forms.CharField(
        label="Who reported it?", help_text="Leave empty if they gave no name.", max_length=SHORT, required=False
    )
    contact = forms.CharField(label="How can they be reached?", max_length=SHORT, required=False)
    relation = forms.CharField(label="What is their link with the school?", max_length=SHORT, required=False)
    missing: ClassVar[dict[str, str]] = {"received_day": "Enter the date the school received it"}

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        if kind == ConcernType.ABOUT_MYSELF:
            self.fields["name"].required = True
            self.fields["name"].help_text = ""
            self.fields["name"].error_messages["required"] = "Enter who told you about themselves"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if day := cleaned.get("received_day"):
            try:
                moment = moment_at(day, cleaned.get("received_time") or time(0))
            except forms.ValidationError as problem:
                self.add_error("received_time", problem)
                return cleaned
            if moment > timezone.now():
                late = "received_time" if day == timezone.localdate() else "received_day"
                self.add_error(late, "Enter a time in the past")
            elif moment < timezone.now() - OLDEST_PAPER:
                self.add_error("received_day", "Enter a date within the last two years")
            cleaned["received_at"] = moment
        return cleaned
