"""Whose account opens: the register alone decides."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lanyard.people.choices import Kind
from lanyard.people.models import Cover, Membership, Person, RoleHolding, User, current, still_here
from lanyard.people.queries import roles_of


def who_may_sign_in(on: date) -> QuerySet[Person]:
    """Everybody who works, governs, helps or has a child at a school that day, or holds a role; no pupils.

    And nobody whom the information system marks as not enabled.
    """
    here = Membership.objects.filter(current(on), person=OuterRef("pk")).exclude(kind=Kind.PUPIL)
    holding = RoleHolding.objects.filter(current(on), person=OuterRef("pk"))
    covering = Cover.objects.filter(current(on), current(on, "holding__"), person=OuterRef("pk"))
    return Person.objects.filter(still_here(on), signs_in=True, merged_into=None).filter(
        Exists(here) | Exists(holding) | Exists(covering)
    )


def may_sign_in(user: User, on: date) -> bool:
    """Whether this account opens that day: not closed, its person has not left and is something somewhere."""
    return user.person.signs_in and bool(roles_of(user, on))
