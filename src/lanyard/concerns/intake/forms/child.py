"""The two screens of the children's page, in a child's words. `tools/readability.py` measures them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core.choices import ConcernType, Route, Subject
from lanyard.concerns.core.forms.plain import ACCOUNT, SHORT, WordsAlone
from lanyard.concerns.core.kinds import CHILD_WORDS, KINDS
from lanyard.concerns.intake.forms.questions import field_for
from lanyard.concerns.intake.rules.asking import ON_CALL
from lanyard.people.rules import routing
from lanyard.ui.forms import Form

# Who may be shown to a child, in their words: with their name, and who stands in for them without it.
CHILDS_READERS = {
    routing.HEAD: (_("the head teacher"), _("The person doing the head teacher’s job now")),
    routing.DSL: (_("who keeps children safe"), _("The person who keeps children safe now")),
    routing.DEPUTY: (_("who helps to keep children safe"), _("The person who helps keep children safe now")),
    routing.CHAIR: (_("who checks how the school is run"), _("The person who checks how the school is run now")),
    routing.TRUSTEES: (
        _("who checks how all our schools are run"),
        _("The person who checks how all our schools are run now"),
    ),
    routing.EXECUTIVE: (_("the head of all our schools"), _("The person who is the head of all our schools now")),
    routing.DATA: (_("who looks after what we know about you"), _("The person who looks after what we know about you")),
    routing.LINE_MANAGER: ("", ""),
    ON_CALL: ("", _("The person we ring when school is shut")),
    "": (_("a grown-up at school"), _("A grown-up at school")),
}
CHILDS_ASK = (
    _("Is it about one of these grown-ups?"),
    _("Tick the box. Then they cannot read it. No one will tell them."),
)


class ChildAboutForm(Form):
    """What it is about."""

    type = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(str(kind), _(words)) for kind, words in CHILD_WORDS],
        widget=forms.RadioSelect,
    )
    missing: ClassVar[dict[str, str]] = {"type": _("Pick one. If you are not sure, pick the last one.")}


class ChildWhatForm(WordsAlone, Form):
    """What happened. Words or a name are enough."""

    account = forms.CharField(
        label=_("What happened?"), help_text=_("Use your own words. Spelling does not matter."), max_length=ACCOUNT,
        required=False, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": _("That is a lot of words. Please make it shorter.")},
    )  # fmt: skip
    danger = forms.BooleanField(label=_("I am not safe right now"), required=False)
    name = forms.CharField(
        label=_("Your name"), help_text=_("You do not have to say."), max_length=SHORT, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    child_class = forms.CharField(
        label=_("Your class"), help_text=_("You do not have to say."), max_length=SHORT, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    marks_optional = False
    colleague = None
    EMPTY = _("Tell us what happened, or tell us your name. Then we can help.")

    def __init__(self, data: Any = None, *, kind: str, initial: Any = None) -> None:
        self.kind = KINDS[kind]
        if kind == ConcernType.STAFF_CONDUCT:
            more = {key: field_for(key, kind, Route.CHILD) for key in ("about", "about_name")}
            self.base_fields = {**more, **type(self).base_fields}
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("account") and not cleaned.get("name"):
            self.add_error("account", self.EMPTY)
        return cleaned

    def answers(self) -> dict[str, str]:
        """What was answered, of what the type asks."""
        given = {key: str(self.cleaned_data.get(key, "") or "") for key in self.kind.asks}
        # Not asked with every type; it always makes things quicker.
        given["danger"] = "yes" if self.cleaned_data.get("danger") else ""
        if given.get("about") == "unknown":
            given["about"] = Subject.NOBODY
        return {key: value for key, value in given.items() if value}
