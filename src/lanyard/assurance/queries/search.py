"""Clauses by their words or number, in the editions in force at the schools where the user reads the policy."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from lanyard.kernel.gate import table
from lanyard.kernel.search import AT_MOST, Hit
from lanyard.people.models import School, User
from lanyard.people.queries import own_schools
from lanyard.policy.models import Clause
from lanyard.policy.queries import editions_in_force

_LETTERS = 120


def find_clauses(user: User, words: list[str]) -> list[Hit]:
    """The clauses that have every word, each once for each edition, at the first school that goes by it. At most four
    queries, however many schools there are."""
    today = timezone.localdate()
    schools = own_schools(user, table["assurance:read-live"].roles, today)
    at = _first_schools(schools, editions_in_force(schools, today)) if schools else {}
    rows = Clause.objects.filter(_has(words), edition__in=at).select_related("section")
    return [_hit(row, at[row.edition_id]) for row in rows.order_by("edition", "order")[: AT_MOST + 1]]


def _first_schools(schools: Iterable[School], editions: dict) -> dict[UUID, School]:
    at: dict[UUID, School] = {}
    for school in schools:
        if school.pk in editions:
            at.setdefault(editions[school.pk].pk, school)
    return at


def _has(words: list[str]) -> Q:
    found = Q()
    for word in words:
        found &= Q(text__icontains=word) | Q(number__iexact=word) | Q(section__title__icontains=word)
    return found


def _hit(row: Clause, school: School) -> Hit:
    title = f"{row.number} {Truncator(row.text).chars(_LETTERS)}".strip()
    url = reverse("assurance:clause", kwargs={"school": school.slug, "clause": row.pk})
    return Hit(title, f"{row.section.title}, {school}", url)
