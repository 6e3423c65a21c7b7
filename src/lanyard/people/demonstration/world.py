"""What each room's demonstration data is built on."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from lanyard.kernel.years import AcademicYear, academic_year
from lanyard.people.models import Person, School, SourceId, Trust, User

# A trust of this many schools and more is for measuring: all schools are alike and large.
LARGE = 50


@dataclass
class World:
    """The demonstration trust while it is built: rooms add to it in the order of the house.

    `rng` is seeded by the number of schools, so the same call makes the same trust. History is two whole
    academic years and the one that `today` is in.
    """

    number_of_schools: int
    today: date
    rng: random.Random
    trust: Trust = field(init=False)
    schools: list[School] = field(default_factory=list)
    staff: dict[str, list[Person]] = field(default_factory=dict)
    holders: dict[tuple[str, str], Person] = field(default_factory=dict)
    # Ids of the information system, of people who are not stored yet.
    ids: list[SourceId] = field(default_factory=list)

    @property
    def first_day(self) -> date:
        """The first day of the history."""
        return AcademicYear(academic_year(self.today).start - 2).first_day

    @property
    def is_large(self) -> bool:
        return self.number_of_schools >= LARGE

    def holder(self, role: str, school: School) -> Person | None:
        """Who holds the role at the school or at the trust; None where the demonstration leaves a gap."""
        return self.holders.get((role, school.slug)) or self.holders.get((role, ""))

    def day_between(self, first: date, last: date) -> date:
        """Some day from `first` to `last`."""
        return first + timedelta(days=self.rng.randint(0, max((last - first).days, 0)))


def account(person: Person) -> User:
    """An account for the person, not yet stored."""
    user = User(email=person.email, person=person)
    user.set_unusable_password()
    return user
