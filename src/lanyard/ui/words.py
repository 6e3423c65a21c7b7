"""Numbers and dates as people say them. Pure: the present moment is an argument."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

_UP_TO_NINE = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# Due at the very end of a day, or at midnight, means "that day", with no hour to tell.
END_OF_DAY = time(23, 59)


def in_words(number: int) -> str:
    """A count: words up to nine ("no", "four"), figures beyond ("61", "1,204")."""
    if 0 <= number < len(_UP_TO_NINE):
        return _UP_TO_NINE[number]
    return f"{number:,}"


def how_many(number: int, one: str, many: str = "") -> str:
    """A count with its word: "1 person", "2 people"; without a word for many it is the one with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day_in_words(on: date, *, year: bool = True) -> str:
    """A day, as in "Tuesday 24 November 2026"."""
    words = f"{on:%A} {on.day} {on:%B}"
    return f"{words} {on.year}" if year else words


def moment_in_words(when: datetime, now: datetime) -> str:
    """A moment: "16:20 today", "16:20 yesterday", "16:20 on Tuesday 24 November 2026"; both in the same time zone."""
    near = _near(when.date(), now.date())
    return f"{when:%H:%M} {near}" if near else f"{when:%H:%M} on {day_in_words(when.date())}"


def due_in_words(due: datetime, now: datetime) -> str:
    """When something is due: "Due today by 16:20", "Due Friday 27 November", "Was due on 3 November"."""
    near = _near(due.date(), now.date())
    by = f" by {due:%H:%M}" if near and not _is_all_day(due) else ""
    said = f"{near or _short_day(due.date(), now.date())}{by}"
    passed = due < now if by else due.date() < now.date()
    if not passed:
        return f"Due {said}"
    return f"Was due {said}" if near else f"Was due on {said}"


def due_briefly(due: datetime, now: datetime) -> str:
    """The same in few words, for a list on a phone: "Today by 16:20", "Friday", "4 December", "Was due Friday 14:37",
    "10 days late"."""
    all_day = _is_all_day(due)
    late = (now.date() - due.date()).days
    if late > 6:
        return f"{late} days late"
    if late > 0 or (due < now and not all_day):
        return f"Was due {_brief_day(due, now)}{'' if all_day else f' {due:%H:%M}'}"
    day = _brief_day(due, now)
    near = _near(due.date(), now.date())
    return f"{day[:1].upper()}{day[1:]}{f' by {due:%H:%M}' if near and not all_day else ''}"


def since_briefly(since: datetime, now: datetime) -> str:
    """From when something has waited: "Since yesterday", "Since Friday", "Since 3 September"."""
    return f"Since {_brief_day(since, now)}"


def _brief_day(when: datetime, now: datetime) -> str:
    """Within six days the weekday is enough."""
    near = _near(when.date(), now.date())
    if near or abs((when.date() - now.date()).days) < 7:
        return near or f"{when:%A}"
    return _short_day(when.date(), now.date())


def _is_all_day(due: datetime) -> bool:
    return due.time().replace(second=0, microsecond=0) in (time(0), END_OF_DAY)


def what_first(urgent: int, overdue: int, this_week: int, greeting: str) -> tuple[str, str]:
    """The first page's heading, and what follows it: "Two things can’t wait.", "One more is overdue. Five more this
    week."."""
    said: list[str] = []
    for number, says in ((urgent, "can’t wait"), (overdue, "overdue"), (this_week, "this week")):
        if number:
            what = "more" if said else "thing" if number == 1 else "things"
            verb = " " if says != "overdue" else " is " if number == 1 else " are "
            said.append(f"{in_words(number).capitalize()} {what}{verb}{says}.")
    first, *rest = said or [f"{greeting}. Nothing needs you this week."]
    return first, " ".join(rest)


def greeting(now: datetime) -> str:
    """How a colleague greets at this time of the day."""
    if now.hour < 12:
        return "Good morning"
    return "Good afternoon" if now.hour < 17 else "Good evening"


def _near(on: date, today: date) -> str:
    names = {
        today - timedelta(days=1): "yesterday",
        today: "today",
        today + timedelta(days=1): "tomorrow",
    }
    return names.get(on, "")


def _short_day(on: date, today: date) -> str:
    """Within a week the weekday helps; in another year the year does."""
    words = f"{on.day} {on:%B}"
    if abs((on - today).days) < 7:
        words = f"{on:%A} {words}"
    return words if on.year == today.year else f"{words} {on.year}"
