"""Which posters a school has printed, and whether what hangs on its walls is still right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lanyard.concerns.core.choices import Audience
from lanyard.concerns.core.models import Poster
from lanyard.concerns.oversight.posters import Facts, facts_of
from lanyard.people.models import School


@dataclass(frozen=True)
class PosterState:
    """The poster of one audience: what it says today, the last that was printed, and why it has to be printed anew."""

    audience: Audience
    facts: Facts
    last: Poster | None
    why_anew: str

    @property
    def in_date(self) -> bool:
        return self.last is not None and not self.why_anew


def poster_states(school: School, on: date) -> list[PosterState]:
    """How the posters of each audience stand on the day. Four queries."""
    facts = facts_of(school, on)
    newest: dict[str, Poster] = {}
    for poster in Poster.objects.filter(school=school).order_by("audience", "-made_at").select_related("by"):
        newest.setdefault(poster.audience, poster)
    return [_standing(audience, facts[audience], newest.get(audience), on) for audience in Audience]


def _standing(audience: Audience, facts: Facts, last: Poster | None, on: date) -> PosterState:
    why = ""
    if last is not None and last.says != facts.digest:
        why = "Something on it has changed: the school’s name, the address, a number, or who to go to."
    elif last is not None and last.until < on:
        why = "It was for last academic year."
    return PosterState(audience, facts, last, why)
