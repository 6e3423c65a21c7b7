"""A day and a time as the clock on the wall shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django import forms
from django.utils import timezone


def moment_at(day: date, clock: time) -> datetime:
    """The moment at which the clock shows this. In the hour that comes twice in October it is the first.

    Raises a `ValidationError` with words for the person who typed it for the hour that is missing in March.
    """
    moment = timezone.make_aware(datetime.combine(day, clock))
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise forms.ValidationError(
            f"There was no {clock:%H:%M} on that day: the clocks went forward. Enter {back:%H:%M} if you mean that"
        )
    return moment
