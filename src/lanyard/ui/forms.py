"""Forms in the markup of the GOV.UK Design System, from one place.

Every room's forms derive from `Form` or `ModelForm`. What they add to Django's: each required field says what to do
("Enter the account's name", "Select who can post") instead of "This field is required", browsers don't stop a form
before our own words can, and optional fields are marked. A form gives its own words in `missing`:

    class Apply(Form):
        name = forms.CharField(label="Name of the account")
        missing = {"name": "Enter the account's name"}

A day is a single text box that reads what people write in the UK. A browser's own date input throws away what it can't
read, and an error must keep what was typed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString

from lanyard.ui import widgets

DAY_FORMATS = (
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d %m %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%Y-%m-%d",
)


class OneLook(BoundField):
    """Draws itself by the one field template, also where a template says `{{ form }}`."""

    def as_field_group(self) -> SafeString:
        return widgets.render_field(self)


class Renderer(DjangoTemplates):
    """Django's own inputs inside our labels, hints and errors."""

    form_template_name = "ui/forms/form.html"
    bound_field_class = OneLook


class _OurWords:
    """What `Form` and `ModelForm` share."""

    # A browser's own messages are in its language and vanish; ours stay beside the field.
    use_required_attribute = False
    marks_optional = True
    missing: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in self.missing:
                field.error_messages["required"] = self.missing[name]
            elif field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = ask_for(str(field.label or name.replace("_", " ")), field)
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = "Select one of the choices in the list"
            if isinstance(field, forms.DateField):
                _read_days_as_written(field)


class Form(_OurWords, forms.Form):
    """The base of all forms that write."""


class ModelForm(_OurWords, forms.ModelForm):
    """The base of all forms that are drawn from a model."""


class FilterForm(Form):
    """Narrows a list, sent by GET: nothing in it has to be answered, so nothing is marked optional."""

    marks_optional = False


def ask_for(label: str, field: forms.Field) -> str:
    """What to do about an empty field: "Enter the name" or "Select a role"; a label that asks is quoted."""
    verb = "Select" if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField)) else "Enter"
    if isinstance(field, forms.FileField):
        verb = "Choose"
    if label.endswith("?"):
        return f"Answer the question “{label}”"
    # A capital that begins an ordinary word goes; abbreviations (DSL) and single letters stay.
    starts_plain = label[:1].isupper() and label[1:2].islower()
    return f"{verb} {label[:1].lower() + label[1:] if starts_plain else label}"


def _read_days_as_written(field: forms.DateField) -> None:
    """Read 24/11/2026, 24.11.26, 24 November 2026 and 24 Nov 2026; also 2026-11-24, as links and browsers send it."""
    field.input_formats = DAY_FORMATS
    field.widget.format = DAY_FORMATS[0]
    field.error_messages["invalid"] = "Enter a real date, such as 24/11/2026"
    field.help_text = field.help_text or "For example, 24/11/2026"
