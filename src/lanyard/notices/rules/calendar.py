"""What is due to somebody, as a calendar reads it (RFC 5545). It says that something is due and when, never what.

A calendar is kept by others, shown on locked screens and shared with colleagues: no word of an item leaves Lanyard.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from lanyard.people.rules.working_time import on_wall_clock

# What each kind of item is called. A kind that is not here is called OTHER.
WORDS = {
    "Channel": "An official account",
    "Concern": "A concern",
    "Declaration": "A declaration",
    "Lesson": "A lesson",
    "Notices": "Notices",
    "Policy": "The policy",
    "Sign": "A document to sign",
    "Training": "Training",
}
OTHER = "Something in Lanyard"
SAYS = "Sign in to Lanyard to see what it is."
# Programs ask this often, where they do as they are told.
AGAIN = timedelta(hours=1)
# From this time on, a deadline is the day's.
END_OF_DAY = time(23, 0)


@dataclass(frozen=True)
class Due:
    """One item: `mark` is the same for as long as it is the same item, `due` is timezone-aware."""

    mark: str
    kind: str
    url: str
    due: datetime


def file(items: Iterable[Due], base: str, now: datetime) -> bytes:
    """Returns the calendar of these items. `base` is where Lanyard is: every link leads there, and asks to sign in."""
    made = Calendar()
    made.add("prodid", "-//Lanyard//What is due//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Lanyard: what is due")
    made.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", AGAIN)
    marks: set[str] = set()
    for item in items:
        # Two items that lead to one page are two events.
        mark = f"{item.mark}-{sum(one.startswith(item.mark) for one in marks)}"
        marks.add(mark)
        made.add_component(_event(item, mark, base, now))
    return made.to_ical()


def _event(item: Due, mark: str, base: str, now: datetime) -> Event:
    what, due, today = WORDS.get(item.kind, OTHER), on_wall_clock(item.due), on_wall_clock(now).date()
    event = Event()
    event.add("uid", f"{mark}@{urlsplit(base).hostname}")
    event.add("dtstamp", now)
    if due.date() < today:
        # Where it is seen: a calendar is opened at today.
        event.add("summary", f"{what}: step overdue")
        event.add("dtstart", today)
    elif due.time() >= END_OF_DAY:
        event.add("summary", f"{what}: step due")
        event.add("dtstart", due.date())
    else:
        event.add("summary", f"{what}: step due by {due:%H:%M}")
        event.add("dtstart", item.due)
    event.add("description", SAYS)
    event.add("url", f"{base}{urlsplit(item.url).path}")
    event.add("class", "PRIVATE")
    # Nobody is shown as busy because something is due.
    event.add("transp", "TRANSPARENT")
    return event
