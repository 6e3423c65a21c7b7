"""The policy's editions and the policies it is read with, by their titles, at the places whose pages the user reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from lanyard.kernel import gate
from lanyard.kernel.search import AT_MOST, Hit
from lanyard.people.models import School, Trust, User
from lanyard.people.queries import own_places
from lanyard.policy.addresses import address
from lanyard.policy.models import Edition, LinkedPolicy
from lanyard.policy.queries.editions import editions_at
from lanyard.policy.queries.linked import standard_list

READS = "policy:read-editions"


def find_editions(user: User, words: list[str]) -> list[Hit]:
    """The editions and the linked policies that have every word in their titles. Two queries."""
    places = _places(user)
    hits = [*_editions(places, user, words), *_linked(places, words)] if places else []
    return hits[: AT_MOST + 1]


def _places(user: User) -> list[School | Trust]:
    """The places whose editions the user reads, trusts first: what is a trust's is found at the trust."""
    places = [place for place in own_places(user, timezone.localdate()) if gate.may(user, READS, place)]
    return sorted(places, key=lambda place: isinstance(place, School))


def _editions(places: list[School | Trust], user: User, words: list[str]) -> Iterator[Hit]:
    has = Q()
    for word in words:
        has &= Q(title__icontains=word) | Q(label__icontains=word)
    rows = reduce(or_, (editions_at(place, user) for place in places)).filter(has)
    for row in rows[: AT_MOST + 1]:
        place = next(place for place in places if _shows(place, row))
        says = f"{row}, {place}: {row.get_state_display().lower()}"
        yield Hit(row.title, says, address(place, "edition", edition=row.pk))


def _shows(place: School | Trust, row: Edition | LinkedPolicy) -> bool:
    """Whether a page of the place lists the edition or linked policy: its own, and at a school also its trust's."""
    trust_id = row.policy.trust_id if isinstance(row, Edition) else row.trust_id
    if row.school_id:
        return place.pk == row.school_id
    return trust_id == (place.trust_id if isinstance(place, School) else place.pk)


def _linked(places: list[School | Trust], words: list[str]) -> Iterator[Hit]:
    schools = [place.pk for place in places if isinstance(place, School)]
    trusts = {place.trust_id if isinstance(place, School) else place.pk for place in places}
    here = Q(school__in=schools) | Q(school__isnull=True, trust__in=trusts)
    rows = list(LinkedPolicy.objects.filter(here).order_by("name", "pk"))
    kept = {row.key for row in rows}
    for row in rows:
        if _has(row.name, words):
            yield _linked_hit(row.name, next(place for place in places if _shows(place, row)))
    for entry in standard_list():
        if entry["key"] not in kept and _has(entry["name"], words):
            yield _linked_hit(entry["name"], places[0])


def _linked_hit(name: str, place: School | Trust) -> Hit:
    return Hit(name, f"Linked policy, {place}", address(place, "linked"))


def _has(name: str, words: Iterable[str]) -> bool:
    return all(word.casefold() in name.casefold() for word in words)
