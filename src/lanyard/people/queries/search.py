"""People by part of their names, among those whose entry on the register the user may open."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, Q
from django.utils import timezone

from lanyard.kernel.gate import table
from lanyard.kernel.search import AT_MOST, Hit
from lanyard.people.addresses import address
from lanyard.people.models import Membership, Person, User, current
from lanyard.people.queries.held import own_schools
from lanyard.people.queries.register import visible_to


def find_people(user: User, words: list[str]) -> list[Hit]:
    """Those in whose names each of the words begins a part. Three queries."""
    today = timezone.localdate()
    schools = {school.pk: school for school in own_schools(user, table["people:read-register"].roles, today)}
    here = Membership.objects.filter(current(today), school__in=schools).order_by("kind")
    rows = visible_to(user, today).filter(names_have(words), trust__in={one.trust_id for one in schools.values()})
    people = rows.prefetch_related(Prefetch("memberships", queryset=here, to_attr="here"))[: AT_MOST + 1]
    return [_hit(person, schools) for person in people if person.here]


def names_have(words: Iterable[str]) -> Q:
    """People of whose names some part begins with each of the words, whatever their case."""
    found = Q()
    for word in words:
        # SQLite knows the small letters of English alone.
        spellings = {word.lower(), "".join(map(_small, word)), "".join(map(_small, word.title()))}
        one = Q(pk__in=[])
        for spelling in spellings:
            one |= Q(names__contains=f" {_parts(spelling)}")
        found &= one
    return found


def _small(letter: str) -> str:
    return letter.lower() if letter.isascii() else letter


def _hit(person: Person, schools: dict) -> Hit:
    first = person.here[0]  # type: ignore[attr-defined]  # by the prefetch
    school = schools[first.school_id]
    more = first.get_year_group_display() if first.year_group else first.job_title
    says = ", ".join(filter(None, [first.get_kind_display(), more, school.name]))
    return Hit(str(person), says, address(school, "person", person=person.pk))


def _parts(word: str) -> str:
    return word.replace("-", " ").replace("’", "'").strip()
