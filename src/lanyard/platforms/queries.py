"""Reading the catalogue. All of it is public, so there is nothing here to hide from anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Min, Q, QuerySet, TextField
from django.db.models.aggregates import Count
from django.db.models.functions import Cast

from lanyard.kernel.queries import for_seconds
from lanyard.people.choices import Kind
from lanyard.people.models import Membership, School, current
from lanyard.platforms import rules
from lanyard.platforms.choices import AgeStatus, DomainMatch, DomainUse, PlatformKind
from lanyard.platforms.models import MinimumAge, Platform, PlatformDomain

# Shorter beginnings are those of too many domains to mean one.
_TELLING = 3


def names() -> list[tuple[str, str]]:
    """The key and the name of each service, in the order of the names: for a form's list. May be some seconds old."""
    return for_seconds("platforms.names", lambda: list(Platform.objects.values_list("key", "name")))


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """The name of each of these services, by its key; a key that the catalogue doesn't know names nothing."""
    return dict(Platform.objects.filter(key__in=set(keys)).values_list("key", "name"))


def platforms(kind: str = "", text: str = "") -> QuerySet[Platform]:
    """The services in the order of their names, with their ages: all, or those of a kind, or those known by the text.

    The text may be part of a name or of who runs it, or the beginning of a domain ("twitter").
    """
    found = Platform.objects.prefetch_related("ages")
    if kind:
        # No lookup into a JSON list is the same on both databases; a kind in quotes is in no other kind.
        found = found.alias(written=Cast("kinds", TextField())).filter(written__contains=f'"{kind}"')
    if text:
        named = Q(name__icontains=text) | Q(operator__icontains=text)
        if len(text) >= _TELLING:
            named |= Q(pk__in=PlatformDomain.objects.filter(name__istartswith=text).values("platform"))
        found = found.filter(named)
    return found


def platform(key: str) -> Platform | None:
    """One service with its ages and domains; None if the catalogue doesn't know it."""
    return Platform.objects.prefetch_related("ages", "domains").filter(key=key).first()


class HostFound(NamedTuple):
    """Whose a host is. Without `is_visit` a request to it doesn't show that anybody went to the service."""

    platform: Platform
    domain: PlatformDomain
    is_visit: bool


def platform_for_host(host: str) -> HostFound | None:
    """The service that a host belongs to, by its most exact domain; None if no service is known. Two queries.

    Takes a host as logs have it (capitals, port, dot at the end, punycode or not); see `rules.host_of` for addresses.
    """
    name = rules.host_name(host)
    if name is None:
        return None
    hits = PlatformDomain.objects.filter(
        Q(name=name) | Q(match=DomainMatch.SUFFIX, name__in=rules.names_above(name))
    ).select_related("platform")
    domain = max(hits.prefetch_related("platform__ages"), key=lambda hit: len(hit.name), default=None)
    return HostFound(domain.platform, domain, domain.use == DomainUse.VISIT) if domain else None


class CatalogueStanding(NamedTuple):
    """How complete and how fresh the catalogue is (AIM6). The days are None while it is empty."""

    known: int
    oldest_check: date | None
    newest_check: date | None
    with_verified_age: int
    kinds_covered: int
    kinds_in_all: int


def catalogue_standing(on: date, country: str = "GB") -> CatalogueStanding:
    """How the catalogue stands on a day; a verified age counts where it is in force on that day. Three queries."""
    counts = Platform.objects.aggregate(known=Count("pk"), oldest_check=Min("checked"), newest_check=Max("checked"))
    verified = MinimumAge.objects.filter(
        Q(in_force_until__isnull=True) | Q(in_force_until__gte=on),
        status=AgeStatus.IN_FORCE,
        in_force_from__lte=on,
        verified=True,
        country=country,
    )
    kinds = {kind for row in Platform.objects.values_list("kinds", flat=True) for kind in row}
    return CatalogueStanding(
        **counts,
        with_verified_age=verified.values("platform").distinct().count(),
        kinds_covered=len(kinds),
        kinds_in_all=len(PlatformKind),
    )


class UnderAge(NamedTuple):
    """The pupils whom a service's minimum age keeps out on a day, and those whose day of birth is not known (CHI4)."""

    minimum: int
    too_young: int
    unknown: int

    @property
    def keeps_out(self) -> bool:
        return bool(self.too_young or self.unknown)


def under_age(platform: Platform, schools: QuerySet[School], year_groups: Iterable[str], on: date) -> UnderAge | None:
    """How many pupils of these year groups may not have an account of their own on the day; None if no age is known.

    By days of birth: a year group says only roughly how old a child is. One query, and one for the ages.
    """
    age = platform.minimum_age(on)
    if age is None:
        return None
    pupils = Membership.objects.filter(
        current(on), school__in=schools.order_by().values("pk"), kind=Kind.PUPIL, year_group__in=list(year_groups)
    )
    young = Count("person", filter=Q(person__date_of_birth__gt=rules.born_by(on, age.age)), distinct=True)
    unknown = Count("person", filter=Q(person__date_of_birth__isnull=True), distinct=True)
    return UnderAge(age.age, **pupils.aggregate(too_young=young, unknown=unknown))
