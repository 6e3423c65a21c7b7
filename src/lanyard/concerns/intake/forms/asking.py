"""The last question of every report: whether it is about one of those who will read it, or one of them should not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core.choices import Route
from lanyard.concerns.core.forms.plain import STRUCK
from lanyard.concerns.intake.forms.child import CHILDS_ASK, CHILDS_READERS
from lanyard.concerns.intake.queries.asking import Asking, Line, values_in
from lanyard.concerns.intake.rules.asking import ON_CALL
from lanyard.kernel.languages import is_english
from lanyard.people.choices import Role
from lanyard.people.rules import routing
from lanyard.ui.forms import Form

_ASK = _("Is it about one of these people, or should one of them not read it?")
_HINT = _("Tick anyone who should not read it. They will never see the report or be told that you ticked them.")
CHANGED = _("The people who will read this have changed since you opened the page. Check them, then press Send.")
_ALONE = {
    routing.DATA: _("The data protection lead"),
    routing.LINE_MANAGER: _("Your line manager"),
    ON_CALL: _("The person on call when the school is closed"),
}


class Boxes(forms.CheckboxSelectMultiple):
    """Checkboxes whose values may also come together in one field, as they are carried over other screens."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return values_in([given] if isinstance(given, str) else given)


class StruckField(forms.MultipleChoiceField):
    """Whom the boxes mean is looked up on the register, not in the page: they hold also when somebody else reads it
    now than when the page was opened."""

    widget = Boxes

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        super().__init__(choices=self._boxes, required=False)
        is_childs = asking.route == Route.CHILD
        self.label, self.help_text = CHILDS_ASK if is_childs else (_ASK, _HINT)

    def prepare_value(self, value: Any) -> Any:
        return values_in([value]) if isinstance(value, str) else value

    def validate(self, value: Any) -> None:
        if self.asking.unknown:
            raise forms.ValidationError(CHANGED)

    def _boxes(self) -> list[tuple[str, str]]:
        return [(one.value, said_of(one, self.asking.route)) for one in self.asking.lines]


def ask(form: Form, asking: Asking) -> Form:
    """Add the question to the last screen."""
    form.fields[STRUCK] = StruckField(asking)
    return form


def said_of(one: Line, route: str) -> str:
    """One of the readers in words: name and role, or the role alone."""
    if route == Route.CHILD:
        role, stands_in = CHILDS_READERS[one.role]
        return f"{one.name}, {role}" if one.name else str(stands_in)
    if one.name:
        return f"{one.name}, {gettext(Role(one.role).label)}" if one.role else one.name
    if one.role in _ALONE:
        return str(_ALONE[one.role])
    label = Role(one.role).label
    role = _in_a_sentence(label) if is_english() else gettext(label)
    return gettext("The person covering for the %(role)s") % {"role": role}


def sentence_of(readers: list[str], *, is_chosen: bool) -> str:
    """Who will read it, in one sentence; while the reporter has not chosen among them, that one of them will."""
    if not readers:
        return ""
    away = _AWAY if len(readers) > 1 or not is_chosen else _ONE_AWAY
    if not is_english():
        # A row of names is put together alike in every language; a sentence round it is not.
        said = gettext("These people will read it: %(readers)s.") % {"readers": "; ".join(readers)}
        return f"{said} {away}"
    if not is_chosen:
        return f"The person you choose above will read this: {_listed(readers, 'or')}. {away}"
    return f"{_listed(readers, 'and')}, will read this. {away}"


_AWAY = _("If one of them is away, the person covering for them will read it.")
_ONE_AWAY = _("If they are away, the person covering for them will read it.")


def _listed(readers: list[str], word: str) -> str:
    """Several readers in a row; each has a comma of its own."""
    *others, last = readers
    if not others:
        return last
    joined = "; ".join([others[0], *(_mid(one) for one in others[1:])])
    return f"{joined}{'; ' if len(others) > 1 else ', '}{word} {_mid(last)}"


def _mid(reader: str) -> str:
    return reader[:1].lower() + reader[1:] if reader in _ALONE.values() else reader


def _in_a_sentence(label: str) -> str:
    return label if label == "Headteacher" or label[1:2].isupper() else label[:1].lower() + label[1:]
