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
from django.utils.translation import gettext_lazy as _

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

# The years in which anything here can happen; birthdays of the oldest among it.
FIRST_YEAR, LAST_YEAR = 1900, 2199

# Words with which a label can follow "Enter" or "Select" as it is.
NEEDS_NO_ARTICLE = frozenset(
    "a an any at how if my our the their this what when where whether which who whom whose why your".split()
)
# What is said instead of Django's own words: the kind of field, its code for the problem, our words; translated are
# those that forms for families and visitors can say.
MESSAGES: tuple[tuple[type[forms.Field], str, str], ...] = (
    (forms.EmailField, "invalid", _("Enter an email address in full, such as name@example.org")),
    (forms.URLField, "invalid", "Enter a web address in full, such as https://www.example.org"),
    (forms.IntegerField, "invalid", "Enter a whole number"),
    (forms.DecimalField, "invalid", "Enter a number"),
    (forms.TimeField, "invalid", "Enter a time, such as 08:45 or 15:30"),
    (forms.DateField, "invalid", "Enter a real date, such as 24/11/2026"),
    (forms.CharField, "max_length", _("Use %(limit_value)d characters or fewer: there are %(show_value)d")),
    (forms.CharField, "min_length", "Use %(limit_value)d characters or more: there are %(show_value)d"),
    (forms.IntegerField, "min_value", "Enter %(limit_value)s or more"),
    (forms.IntegerField, "max_value", "Enter %(limit_value)s or less"),
    (forms.ChoiceField, "invalid_choice", _("Select one of the choices in the list")),
    (forms.ModelChoiceField, "invalid_choice", _("Select one of the choices in the list")),
    (forms.FileField, "empty", _("The file is empty. Choose another")),
    (forms.ImageField, "invalid_image", "The file is not a picture that can be read. Choose another"),
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
            label = str(field.label or name.replace("_", " "))
            _say(field, "required", self.missing.get(name, ask_for(label, field)))
            for kind, code, words in MESSAGES:
                if isinstance(field, kind):
                    _say(field, code, words)
            if isinstance(field, forms.DateField):
                _read_days_as_written(field)
            if isinstance(field.widget, forms.NumberInput):
                # A browser's own number input throws away what isn't a number.
                field.widget.input_type = "text"
                field.widget.attrs.setdefault("inputmode", "numeric")


class Form(_OurWords, forms.Form):
    """The base of all forms that write."""


class ModelForm(_OurWords, forms.ModelForm):
    """The base of all forms that are drawn from a model."""


class FilterForm(Form):
    """Narrows a list, sent by GET: nothing in it has to be answered, so nothing is marked optional."""

    marks_optional = False


def ask_for(label: str, field: forms.Field) -> str:
    """What to do about an empty field: "Enter the name", "Select who can post"; a label that asks is quoted."""
    if label.endswith("?"):
        return f"Answer the question “{label}”"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to continue"
    # A capital that begins an ordinary word goes; abbreviations (DSL) and single letters stay.
    starts_plain = label[:1].isupper() and label[1:2].islower()
    what = label[:1].lower() + label[1:] if starts_plain else label
    article = "" if what.partition(" ")[0] in NEEDS_NO_ARTICLE else "the "
    return f"{_verb(field)} {article}{what}"


def _verb(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return "Choose"
    return "Select" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "Enter"


def _say(field: forms.Field, code: str, words: str) -> None:
    """Give the field our words for a problem, unless whoever made the field gave it theirs."""
    said = field.error_messages.get(code)
    kinds = (kind for kind in type(field).__mro__ if issubclass(kind, forms.Field))
    # By identity: to compare Django's words, each would be translated first, for every field of every form.
    if said is None or any(said is kind.default_error_messages.get(code) for kind in kinds):
        field.error_messages[code] = words


def _read_days_as_written(field: forms.DateField) -> None:
    """Read 24/11/2026, 24.11.26, 24 November 2026 and 24 Nov 2026; also 2026-11-24, as links and browsers send it.

    A day that nobody means is refused: next to the first and the last that can be written no other can be reckoned.
    """
    field.validators = [*field.validators, _near_now]
    field.input_formats = DAY_FORMATS
    field.widget.format = DAY_FORMATS[0]
    field.help_text = field.help_text or "For example, 24/11/2026"


def _near_now(day: object) -> None:
    if not FIRST_YEAR <= getattr(day, "year", FIRST_YEAR) <= LAST_YEAR:
        raise forms.ValidationError(f"Enter a date from {FIRST_YEAR} to {LAST_YEAR}", code="far")
