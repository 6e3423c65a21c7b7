"""Draws a form's fields in the markup of the GOV.UK Design System, whichever form they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

# The first that fits wins, so the narrower kind comes before the wider one.
_LOOKS: tuple[tuple[type[forms.Widget], str, dict[str, Any]], ...] = (
    (forms.Textarea, "govuk-textarea", {"rows": 5}),
    (forms.Select, "govuk-select", {}),
    (forms.FileInput, "govuk-file-upload", {}),
    (forms.DateInput, "govuk-input govuk-input--width-10", {"autocomplete": "off"}),
    (forms.TimeInput, "govuk-input govuk-input--width-5", {"autocomplete": "off"}),
    (forms.NumberInput, "govuk-input govuk-input--width-5", {}),
    (forms.EmailInput, "govuk-input", {"spellcheck": "false"}),
    (forms.Widget, "govuk-input", {}),
)
_FREE = (forms.TextInput, forms.Textarea)
_ERROR_LOOKS = {"govuk-textarea", "govuk-select", "govuk-file-upload", "govuk-input"}


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox of a group."""

    label: str
    hint: str
    attrs: dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; `anchor` is the id of the input to mend, empty when no single one is wrong."""

    text: str
    anchor: str


def render_field(bound: BoundField, *, heading: bool = False, size: str = "") -> SafeString:
    """The field with its label (or legend), hint and error; a hidden field is its input alone."""
    if bound.is_hidden:
        return bound.as_widget()
    context = {
        "field": bound,
        "label": _label(bound),
        "heading": heading,
        "size": size,
        "hint_id": f"{bound.auto_id}-hint",
        "error_id": f"{bound.auto_id}-error",
        "choose_again": _chosen(bound),
        "described_by": _described_by(bound),
    }
    widget = bound.field.widget
    if is_group(widget):
        context |= {"kind": _group_kind(widget), "options": options_of(bound)}
        return render_to_string("ui/forms/group.html", context)
    if isinstance(widget, forms.CheckboxInput):
        context["widget"] = bound.as_widget(attrs={"class": "govuk-checkboxes__input", **_aria(bound)})
        return render_to_string("ui/forms/checkbox.html", context)
    context["widget"] = bound.as_widget(attrs=_attrs(bound))
    return render_to_string("ui/forms/field.html", context)


def is_group(widget: forms.Widget) -> bool:
    """Whether the widget is a set of radio buttons or checkboxes under one question."""
    return isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


def options_of(bound: BoundField) -> list[Option]:
    """The radio buttons or checkboxes of the field, without an empty choice where an answer is required."""
    hints = getattr(bound.field, "option_hints", {})
    kind = _group_kind(bound.field.widget)
    shown = [o for o in bound.subwidgets if str(o.data["value"]) or not bound.field.required]
    return [Option(str(o.data["label"]), str(hints.get(o.data["value"], "")), _option_attrs(o, kind)) for o in shown]


def problems_of(form: forms.BaseForm | forms.BaseFormSet) -> Iterator[Problem]:
    """Everything that is wrong with the form, in the order of its fields."""
    if isinstance(form, forms.BaseFormSet):
        yield from (Problem(str(text), "") for text in form.non_form_errors())
        for one in form.forms:
            yield from problems_of(one)
        return
    yield from (Problem(str(text), "") for text in form.non_field_errors())
    for bound in form:
        yield from (Problem(str(text), anchor_of(bound)) for text in bound.errors)


def anchor_of(bound: BoundField) -> str:
    """The id of the field's first input, to which an error links."""
    if bound.is_hidden:
        return ""
    if is_group(bound.field.widget):
        options = options_of(bound)
        return options[0].attrs["id"] if options else ""
    return bound.id_for_label


def _label(bound: BoundField) -> str:
    """The label, saying "(optional)" where an answer may be left out and the form tells such fields apart."""
    optional = getattr(bound.form, "marks_optional", False) and not bound.field.required
    label = str(bound.label)
    if optional and not isinstance(bound.field.widget, forms.CheckboxInput) and "(optional)" not in label:
        return gettext("%(label)s (optional)") % {"label": label}
    return label


def _described_by(bound: BoundField) -> str:
    ids = [
        bound.help_text and f"{bound.auto_id}-hint",
        _chosen(bound) and f"{bound.auto_id}-again",
        bound.errors and f"{bound.auto_id}-error",
    ]
    return " ".join(each for each in ids if each)


def _chosen(bound: BoundField) -> list[str]:
    """The names of files that were chosen and that a page can't carry: they have to be chosen again."""
    if not isinstance(bound.field, forms.FileField) or not bound.form.is_bound:
        return []
    files = bound.form.files
    held = files.getlist(bound.html_name) if hasattr(files, "getlist") else [files.get(bound.html_name)]
    return [upload.name for upload in held if upload]


def _aria(bound: BoundField) -> dict[str, str]:
    described_by = _described_by(bound)
    return {"aria-describedby": described_by} if described_by else {}


def _attrs(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    css, usual = next((css, attrs) for kind, css, attrs in _LOOKS if isinstance(widget, kind))
    classes = [css, widget.attrs.get("class", "")]
    if bound.errors:
        classes += [f"{each}--error" for each in css.split() if each in _ERROR_LOOKS]
    given = {name: value for name, value in usual.items() if name not in widget.attrs or name == "rows"}
    if "rows" in given and widget.attrs.get("rows") not in (None, "10"):
        # Ten is what Django gives every text area; a form that asks for another height gets it.
        del given["rows"]
    # A placeholder looks like an answer and goes away when it is needed; hints say it instead.
    given["placeholder"] = False
    if type(widget) in _FREE:
        # Whatever language somebody writes in, it runs its own way.
        given["dir"] = "auto"
    return given | {"class": " ".join(filter(None, classes))} | _aria(bound)


def _group_kind(widget: forms.Widget) -> str:
    # To Django a set of checkboxes is a kind of set of radio buttons, so they are told apart in this order.
    return "checkboxes" if isinstance(widget, forms.CheckboxSelectMultiple) else "radios"


def _option_attrs(option: BoundWidget, kind: str) -> dict[str, Any]:
    data = option.data
    # The error is told by the fieldset; aria-invalid is not for a single radio button.
    attrs = {name: value for name, value in data["attrs"].items() if value is not False and name != "aria-invalid"}
    return attrs | {
        "class": f"govuk-{kind}__input",
        "type": data["type"],
        "name": data["name"],
        "value": str(data["value"]),
    }
