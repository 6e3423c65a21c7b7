"""Low-level concerns about the same person, side by side: alone each is small (KCSIE: reviewed for patterns)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from lanyard.concerns.core.choices import PartyRole, Threshold
from lanyard.concerns.core.models import Concern, Party
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.people.models import User

# Of so many, the newest, a pattern is looked for.
MOST = 300


@dataclass
class Pattern:
    """One person, by the name in the newest of the cases, and the low-level concerns about them, newest first."""

    name: str
    concerns: list[Concern] = field(default_factory=list)

    @property
    def newest(self) -> datetime:
        return self.concerns[0].received_at


@dataclass(frozen=True)
class Patterns:
    """Everybody with two or more, then those with one; and how many concerns name nobody on the register."""

    several: list[Pattern]
    single: list[Pattern]
    unlinked: int
    all_shown: bool


def patterns(user: User) -> Patterns:
    """The low-level concerns that the user may see, by the person they are about. Two queries beside their roles.

    A person who is shut out of a concern sees nothing of it here either. Only the names of those people are opened.
    """
    rows = visible_to(user).filter(threshold=Threshold.LOW_LEVEL).order_by("-received_at", "pk")
    concerns = list(rows.select_related("school")[: MOST + 1])
    parties = Party.objects.filter(
        concern__in=[concern.pk for concern in concerns[:MOST]], role=PartyRole.SUBJECT, ended_at__isnull=True
    ).exclude(person_key="")
    about: dict[object, list[Party]] = defaultdict(list)
    for party in parties.defer("note", "person"):
        about[party.concern_id].append(party)
    found: dict[str, Pattern] = {}
    unlinked = 0
    for concern in concerns[:MOST]:
        unlinked += not about[concern.pk]
        for party in about[concern.pk]:
            if party.person_key not in found:
                found[party.person_key] = Pattern(party.name)
            found[party.person_key].concerns.append(concern)
    everybody = sorted(found.values(), key=lambda one: (-len(one.concerns), -one.newest.timestamp()))
    return Patterns(
        [one for one in everybody if len(one.concerns) > 1],
        [one for one in everybody if len(one.concerns) == 1],
        unlinked,
        len(concerns) <= MOST,
    )
