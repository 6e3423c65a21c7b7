"""Days and moments on a translated page, in its language. On English pages `ui.words` says them.

No weekday, and the day before the hour wherever a language wants it so: what the words stand after ("by", "until")
would change a weekday in most of these languages.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# Translators: in the form that follows a day of the month.
_MONTHS = (
    lambda: pgettext("after a day", "January"),
    lambda: pgettext("after a day", "February"),
    lambda: pgettext("after a day", "March"),
    lambda: pgettext("after a day", "April"),
    lambda: pgettext("after a day", "May"),
    lambda: pgettext("after a day", "June"),
    lambda: pgettext("after a day", "July"),
    lambda: pgettext("after a day", "August"),
    lambda: pgettext("after a day", "September"),
    lambda: pgettext("after a day", "October"),
    lambda: pgettext("after a day", "November"),
    lambda: pgettext("after a day", "December"),
)


def day(on: date) -> str:
    """A day, as in "24 listopada 2026"."""
    return _("%(day)s %(month)s %(year)s") % {"day": on.day, "month": _MONTHS[on.month - 1](), "year": on.year}


def moment(when: datetime, now: datetime) -> str:
    """A moment, near ones by their name; both in the same time zone."""
    clock, days = f"{when:%H:%M}", (when.date() - now.date()) / timedelta(days=1)
    if days == 0:
        return _("%(time)s today") % {"time": clock}
    if days == 1:
        return _("%(time)s tomorrow") % {"time": clock}
    if days == -1:
        return _("%(time)s yesterday") % {"time": clock}
    return _("%(time)s on %(day)s") % {"time": clock, "day": day(when.date())}
