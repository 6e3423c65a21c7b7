"""Finding one person by what somebody knows of them: an exact name or email address. There is no list to browse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from lanyard.concerns.core.queries.everybody import everybody_at
from lanyard.people import naming
from lanyard.people.models import Membership, Person, RoleHolding, School, current, still_here
from lanyard.people.queries.register import names_begin

_MOST = 20


@dataclass(frozen=True)
class Match:
    """Somebody on the register, with a word on what they are at the school, to tell namesakes apart."""

    person: Person
    is_: str

    @property
    def label(self) -> str:
        return f"{self.person.full_name} ({self.is_})"


def on_register(text: str, school: School, on: date) -> list[Match]:
    """Everybody at the school, or with a role at its trust, who has this name or address; at most twenty.

    Where nobody is called so, those whose names begin with what was typed. Who works there is found by whatever may
    mean them ("Mrs Marsh", "the head"): nobody who is meant must be missed.
    """
    here = Membership.objects.filter(current(on), person=OuterRef("pk"), school=school)
    holding = RoleHolding.objects.filter(current(on), person=OuterRef("pk"), trust_id=school.trust_id, school=None)
    rows = Membership.objects.filter(current(on), school=school).order_by("kind")
    known = (
        Person.objects.filter(Exists(here) | Exists(holding))
        .filter(still_here(on))
        .prefetch_related(Prefetch("memberships", queryset=rows, to_attr="here"))
    )
    people = list(known.filter(_called(text))[:_MOST])
    if not people:
        people = list(known.filter(names_begin(text)).order_by("family_name", "given_name", "pk")[:_MOST])
    found = {person.pk: Match(person, _what(person.here)) for person in people}
    everybody = everybody_at(school, on)
    for one in naming.meant_in_field(text, everybody.names):
        if one.how is not naming.How.LIKELY or one.id in everybody.acting:
            found.setdefault(one.id, Match(everybody.people[one.id], "works here, or for the trust"))
    return list(found.values())[:_MOST]


def _called(text: str) -> Q:
    if "@" in text:
        return Q(email__iexact=text.strip())
    words = text.split()
    found = Q(pk__in=[])
    # Given and family names may both be of several words.
    for place in range(1, len(words)):
        given, family = " ".join(words[:place]), " ".join(words[place:])
        found |= (Q(given_name__iexact=given) | Q(preferred_name__iexact=given)) & Q(family_name__iexact=family)
    return found


def _what(here: Iterable[Membership]) -> str:
    said = []
    for row in here:
        year = f", {row.get_year_group_display()}" if row.year_group else ""
        said.append(f"{row.get_kind_display()}{year}")
    return "; ".join(said) or "holds a role at the trust"
