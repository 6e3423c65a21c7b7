"""What every form of this room does with what people type: bounded, and words alone."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core.questions import LONG, SHORT

__all__ = ["ACCOUNT", "LONG", "MESSAGE", "SHORT", "STRUCK", "FilesField", "SeveralFiles", "WordsAlone", "is_picture"]

# The field that every last screen has (`forms.asking`).
STRUCK = "struck"
# Characters: the account of what happened, and a message; LONG and SHORT are for answers.
ACCOUNT, MESSAGE = 20_000, 5_000

PASTED_PICTURE = _("This looks like a picture pasted as text. Take it out and describe it in words.")
NO_FILES = _(
    "You can’t send pictures or files here, and we have not kept this one. Remove it and tell us in words "
    "what it shows."
)

# A picture or a film inside an address, or written out as text: how such files begin, and how long such text runs on.
_INSIDE = re.compile(r"data:\s*(?:image|video|audio|application)/|;\s*base64\s*,", re.IGNORECASE)
_BEGINS = re.compile(r"(?:/9j/|iVBORw0KGgo|R0lGOD|UklGR|JVBERi0|AAAA[A-Za-z0-9+/]{2,6}ZnR5c)[A-Za-z0-9+/=\s]{40,}")
_RUNS_ON = re.compile(r"[A-Za-z0-9+/_=-]{400,}")
_LINES = re.compile(r"(?:[A-Za-z0-9+/]{60,80}\s+){4,}")


def is_picture(text: str) -> bool:
    """Whether the text is, or holds, a file written out as text. A child's long "nooooo" is not."""
    if _INSIDE.search(text) or _BEGINS.search(text):
        return True
    return any(_is_mixed(found[0]) for pattern in (_RUNS_ON, _LINES) for found in pattern.finditer(text))


def _is_mixed(run: str) -> bool:
    kinds = (str.islower, str.isupper, str.isdigit)
    return len(set(run)) > 20 and all(any(kind(sign) for sign in run) for kind in kinds)


class WordsAlone(forms.Form):
    """Adds to a form that no text in it may be a picture."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and is_picture(value):
                self.add_error(name if not self.fields[name].widget.is_hidden else None, PASTED_PICTURE)
        return self.cleaned_data


class SeveralFiles(forms.FileInput):
    """A file input that takes more than one."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to so many files; what they are is checked when they are stored (`records.attachments`)."""

    most = 5
    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > self.most:
            raise forms.ValidationError(_("Choose at most %(most)s files.") % {"most": self.most})
        return [super(FilesField, self).clean(one, initial) for one in given]
