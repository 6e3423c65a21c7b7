"""Pure decisions about signing: names, dates, reminders, and what a school's figures are worth."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

from lanyard.kernel.small_counts import HIDDEN_UNDER, hidden_figure, how_many_in_words
from lanyard.kernel.years import a_year_after, academic_year, months_later

# From this share of people being late on, a document counts as not kept at a school.
MOST_LATE = 0.10
# The text has to be shown no longer than this before it is signed.
SHOWN_FOR = timedelta(hours=24)


class State(StrEnum):
    """How a person stands with a document on a day."""

    SIGNED = "signed"
    EXEMPT = "exempt"
    OWED = "owed"
    OVERDUE = "overdue"


class Rung(IntEnum):
    """The reminders for one signature, in order. The last two are also told to somebody else."""

    ASKED = 0
    WEEK_BEFORE = 1
    DUE = 2
    WEEK_LATE = 3
    TWO_WEEKS_LATE = 4


class Training(StrEnum):
    """How a person stands on a day with a course that their role asks for."""

    IN_DATE = "in_date"
    SOON = "soon"
    LAPSED = "lapsed"
    NEVER = "never"


# So long before it lapses somebody is asked to take part again, and asked once more (days).
AGAIN_BEFORE, LAST_CALL = 30, 7


def good_until(held_on: date, months: int) -> date:
    """The last day on which who took part that day is in date: the one before the same day so many months later."""
    return months_later(held_on, months) - timedelta(days=1)


@dataclass(frozen=True)
class Renewing:
    """When a document is asked again: "never", "school_year" (from 1 September) or "months" after each signature.

    Nobody is asked again before `not_before`, where that was decided later than they signed.
    """

    how: str
    months: int | None = None
    not_before: date | None = None


def renewed_on(signed_on: date, renewing: Renewing) -> date | None:
    """The day from which somebody who signed is asked again, although the wording is the same; None for never."""
    if renewing.how == "school_year":
        again = academic_year(signed_on).last_day + timedelta(days=1)
    elif renewing.how == "months" and renewing.months:
        again = months_later(signed_on, renewing.months)
    else:
        return None
    return max(again, renewing.not_before or again)


def still_counts(signed_on: date, renewing: Renewing, on: date) -> bool:
    """Whether a signature made on a day is good on another, as far as renewal goes."""
    again = renewed_on(signed_on, renewing)
    return signed_on <= on and (again is None or on < again)


@dataclass(frozen=True, order=True)
class Asked:
    """One kind of person or one role that a document is asked of, at a school or (None) at all, and since when.

    `since` is None for whoever was meant when it was published.
    """

    kind: str
    role: str
    school: UUID | None
    since: date | None = field(default=None, compare=False)


def audience_of(
    before: Iterable[Asked], who: Collection[tuple[str, str]], schools: Collection[UUID], on: date, *, published: bool
) -> list[Asked]:
    """The rows of an audience after somebody changed it on a day: these kinds and roles, at these schools, or at all.

    Whoever was meant before keeps their time. Whoever is new, once it is published, is asked from that day on. Where it
    is asked at all schools now, those that had it before stay beside, so that nobody there gets more time.
    """
    rows = {(row.kind, row.role, row.school): row for row in before if (row.kind, row.role) in set(who)}
    found = []
    for kind, role in sorted(who):
        everywhere = rows.get((kind, role, None))
        if schools:
            for school in schools:
                known = rows.get((kind, role, school)) or everywhere
                since = known.since if known else on if published else None
                found.append(Asked(kind, role, school, since))
        elif everywhere:
            found += [row for row in rows.values() if (row.kind, row.role) == (kind, role)]
        else:
            earlier = [row for row in rows.values() if (row.kind, row.role) == (kind, role)] if published else []
            found += [*earlier, Asked(kind, role, None, on if published else None)]
    return found


def training_state(until: date | None, on: date) -> Training:
    """How somebody stands whose training is good until a day; None: who never took part."""
    if until is None:
        return Training.NEVER
    if until < on:
        return Training.LAPSED
    return Training.SOON if until - timedelta(days=AGAIN_BEFORE) <= on else Training.IN_DATE


def call_reached(until: date | None, on: date) -> str:
    """The last reminder that the training calls for on a day: "" none, else "never", "again", "last" or "lapsed"."""
    state = training_state(until, on)
    if state is Training.SOON and until is not None:
        return "last" if until - timedelta(days=LAST_CALL) <= on else "again"
    return "" if state is Training.IN_DATE else str(state)


def wording_hash(text: str) -> str:
    """What stands for an exact wording: the SHA-256 of its UTF-8 bytes, as hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def folded(name: str) -> str:
    """A name without what people type differently: case, accents, apostrophes, hyphens and spare spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"['’‘`´.]", "", plain.casefold())).split())


def name_matches(typed: str, given: str, family: str, preferred: str = "") -> bool:
    """Whether a typed name is the person's: given or preferred name, then family name. An empty name never is."""
    wanted = {folded(f"{first} {family}") for first in (given, preferred) if first}
    return folded(typed) in wanted - {""}


def asked_on(started: date, major_from: date) -> date:
    """When a person was first asked: when they came, or when the major edition came in force, whichever is later."""
    return max(started, major_from)


def due_on(asked: date, days_to_sign: int) -> date:
    """The last day on which a signature is not late."""
    return asked + timedelta(days=days_to_sign)


def longest_exemption(start: date) -> date:
    """The last day that an exemption may last to: the same day a year later, or the day before if there is none."""
    return a_year_after(start)


def rung_reached(asked: date, due: date, on: date) -> Rung | None:
    """The last reminder that a signature still missing on this day calls for; None before it is asked for.

    A week before it is due is left out where there is less than a week to sign.
    """
    ladder = {
        Rung.ASKED: asked,
        Rung.WEEK_BEFORE: due - timedelta(days=7),
        Rung.DUE: due,
        Rung.WEEK_LATE: due + timedelta(days=7),
        Rung.TWO_WEEKS_LATE: due + timedelta(days=14),
    }
    if ladder[Rung.WEEK_BEFORE] <= asked:
        del ladder[Rung.WEEK_BEFORE]
    return max((rung for rung, day in ladder.items() if asked <= on and day <= on), default=None)


def next_number(existing: Iterable[tuple[int, int]], *, is_major: bool) -> tuple[int, int]:
    """The number of the edition that follows these; the first one is 1.0."""
    last = max(existing, default=None)
    if last is None:
        return (1, 0)
    return (last[0] + 1, 0) if is_major else (last[0], last[1] + 1)


def figure_for_board(signed: int, asked: int, beside: Iterable[tuple[int, int]]) -> str:
    """How many have signed, for those who see counts only: in the words of the live policy.

    `beside` are the figures (signed, asked) that the live policy gives of the same people and more documents. Where one
    of them less this one is a count under five, words alone stand here: nobody may take one page from the other.
    """
    if not any(_gives_away((signed, asked), other) for other in beside):
        return hidden_figure(signed, asked)[0]
    return how_many_in_words(signed, asked)


def _gives_away(one: tuple[int, int], other: tuple[int, int]) -> bool:
    pairs = [*zip(one, other, strict=True), (one[1] - one[0], other[1] - other[0])]
    return any(0 < abs(mine - theirs) < HIDDEN_UNDER for mine, theirs in pairs)


def late_for_board(late: int) -> str:
    """How many are late, for those who see counts only; no number, which could be taken from another."""
    if late == 0:
        return "nobody"
    return f"fewer than {HIDDEN_UNDER}" if late < HIDDEN_UNDER else f"{HIDDEN_UNDER} or more"


def too_many_late(late: int, asked: int) -> bool:
    """Whether so many are late that signing a document can't be called kept (STA2): more than one in ten."""
    return late > asked * MOST_LATE
