"""The first screen of a report by adults: what it is about."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core.choices import ConcernType
from lanyard.concerns.core.kinds import KINDS, Group, offered
from lanyard.ui.forms import Form
from lanyard.ui.widgets import Option, options_of

# A few words under each type.
SAYS = {
    ConcernType.CONTENT: _("Videos, posts or messages that frighten, upset or harm"),
    ConcernType.CONTACT: _("A stranger, an adult pretending to be someone else, pressure to meet or send something"),
    ConcernType.CONDUCT: _("What a child posts, sends or shares"),
    ConcernType.COMMERCE: _("Lost money, tricks, betting, adverts not meant for children"),
    ConcernType.UNDERAGE: _("Younger than the app, game or website allows"),
    ConcernType.BULLYING: _("Nasty messages, being left out, rumours, threats"),
    ConcernType.IMAGES: _("Do not send us the picture: the next page says what to do"),
    ConcernType.RADICALISATION: _("Hatred, violence or extremism that draws a child in"),
    ConcernType.STAFF_CONDUCT: _("Including volunteers, governors and contractors, at work or outside it"),
    ConcernType.CONTACT_RECEIVED: _("Choose who to tell: it takes two taps"),
    ConcernType.ABOUT_MYSELF: _("Something you posted, or something online about you"),
    ConcernType.FAKE_ACCOUNT: _("Including a page that uses the school’s name or badge"),
    ConcernType.DATA_BREACH: _("Names, photos or messages the wrong people have seen"),
    ConcernType.COMPLAINT: _("About how the school or its staff use social media"),
    ConcernType.DATA_COMPLAINT: _("How information or pictures of you or your child are used"),
    ConcernType.WHISTLEBLOWING: _("If you work or help here. It bypasses the leaders it may be about"),
    ConcernType.OTHER: _("Anything that doesn’t fit above"),
}
_TITLES = {
    Group.SAFEGUARDING: _("A child online"),
    Group.STAFF: _("Staff and everyone who helps at the school"),
    Group.DATA: _("The school, its accounts and its information"),
    Group.OTHER: _("Anything else"),
}
_GOES_WITH = {
    Group.CONTACT: Group.STAFF,
    Group.MYSELF: Group.STAFF,
    Group.WHISTLEBLOWING: Group.STAFF,
    Group.COMPLAINT: Group.DATA,
}


class AboutForm(Form):
    """What it is about."""

    type = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)
    missing: ClassVar[dict[str, str]] = {"type": _("Select what it is about")}

    def __init__(self, *args: Any, route: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [(str(kind.type), _(kind.type.label)) for kind in offered(route)]
        self.fields["type"].option_hints = {str(key): text for key, text in SAYS.items()}

    def groups(self) -> list[tuple[str, list[Option]]]:
        """The types under their headings."""
        options = {option.attrs["value"]: option for option in options_of(self["type"])}
        found: dict[str, list[Option]] = {title: [] for title in _TITLES.values()}
        for value, option in options.items():
            found[_heading(value)].append(option)
        return [(title, rows) for title, rows in found.items() if rows]


def _heading(value: str) -> str:
    if value == ConcernType.FAKE_ACCOUNT:
        return _TITLES[Group.DATA]
    group = KINDS[value].group
    return _TITLES[_GOES_WITH.get(group, group)]
