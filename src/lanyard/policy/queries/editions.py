"""Which edition holds where and when, and which editions a place may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from lanyard.kernel import gate
from lanyard.people.models import School, Trust, User
from lanyard.policy.choices import EditionState
from lanyard.policy.models import Edition, Policy

HELD = (EditionState.IN_FORCE, EditionState.REPLACED)


def policy_of(trust: Trust) -> Policy | None:
    """The trust's social media policy, if it has one."""
    return Policy.objects.select_related("trust").filter(trust=trust, key=Policy.SOCIAL_MEDIA).first()


def schools_open_on(on: date) -> QuerySet[School]:
    """The schools that are open on the day, by trust and name."""
    return (
        School.objects.filter(Q(closed__isnull=True) | Q(closed__gte=on), Q(opened__isnull=True) | Q(opened__lte=on))
        .select_related("trust")
        .order_by("trust__name", "name")
    )


def edition_in_force(school: School, on: date) -> Edition | None:
    """The edition that held at the school on the day: its own variation, or else the trust's. One query."""
    return editions_in_force([school], on).get(school.pk)


def editions_in_force(schools: QuerySet[School] | Iterable[School], on: date) -> dict[UUID, Edition]:
    """By school id the edition that held there on the day; schools without one are left out. Two queries at most.

    `schools` is a queryset of `School`, or schools already read.
    """
    trust_of = _trusts(schools)
    wanted = Q(school__isnull=True) | Q(school__in=list(trust_of) if not isinstance(schools, QuerySet) else schools)
    rows = (
        held_on(on)
        .filter(wanted, policy__trust__in=set(trust_of.values()), policy__key=Policy.SOCIAL_MEDIA)
        .select_related("policy", "school")
    )
    by_trust: dict[UUID, Edition] = {}
    by_school: dict[UUID, Edition] = {}
    for row in rows:
        if row.school_id:
            by_school[row.school_id] = row
        else:
            by_trust[row.policy.trust_id] = row
    found = {pk: by_school.get(pk) or by_trust.get(trust_id) for pk, trust_id in trust_of.items()}
    return {pk: edition for pk, edition in found.items() if edition is not None}


def _trusts(schools: QuerySet[School] | Iterable[School]) -> dict[UUID, UUID]:
    if isinstance(schools, QuerySet):
        return dict(schools.values_list("pk", "trust_id"))
    return {school.pk: school.trust_id for school in schools}


def held_on(on: date) -> QuerySet[Edition]:
    """The editions that held on the day, anywhere."""
    return Edition.objects.filter(
        Q(in_force_until__isnull=True) | Q(in_force_until__gte=on), state__in=HELD, in_force_from__lte=on
    )


def trust_edition_in_force(policy: Policy) -> Edition | None:
    """The trust's own text that is in force now."""
    return Edition.objects.filter(policy=policy, school__isnull=True, state=EditionState.IN_FORCE).first()


def editions_at(place: School | Trust, user: User) -> QuerySet[Edition]:
    """The editions of a place that this user may see, newest first.

    A trust's page shows the trust's own; a school's page its variations and the trust's text. Whoever works on drafts
    or decides on them sees everything of the place; others see what is or was in force.
    """
    here = Q(school__isnull=True, policy__trust=place)
    if isinstance(place, School):
        here = Q(school=place) | Q(school__isnull=True, policy__trust_id=place.trust_id)
    rows = Edition.objects.filter(here, policy__key=Policy.SOCIAL_MEDIA).select_related(
        "policy__trust", "school__trust"
    )
    if not sees_drafts(user, place):
        rows = rows.filter(state__in=HELD)
    elif isinstance(place, School):
        # A trust's draft is its own until the trust approves it: schools prepare variations of what is approved.
        rows = rows.filter(Q(school=place) | Q(state__in=[*HELD, EditionState.APPROVED]))
    return rows.order_by(F("school").asc(nulls_first=True), "-number")


def sees_drafts(user: User, place: School | Trust) -> bool:
    """Whether the user takes part in making editions here."""
    return any(gate.may(user, key, place) for key in ("policy:edit-draft", "policy:approve", "policy:put-in-force"))


def edition_here(place: School | Trust, user: User, edition: UUID) -> Edition:
    """One edition of the place that this user may see. Raises Edition.DoesNotExist."""
    return (
        editions_at(place, user).select_related("based_on", "submitted_by", "approved_by", "started_by").get(pk=edition)
    )


def due_to_start(on: date) -> QuerySet[Edition]:
    """Approved editions whose first day has come, the trust's texts before variations of them."""
    return (
        Edition.objects.filter(state=EditionState.APPROVED, in_force_from__lte=on)
        .select_related("policy__trust", "school__trust")
        .order_by("in_force_from", F("school").asc(nulls_first=True), "pk")
    )


def waiting_editions(trusts: Iterable[UUID]) -> QuerySet[Edition]:
    """The editions of these trusts that wait for somebody: for approval, for a first day, or sent back."""
    waits = (
        Q(state=EditionState.WITH_LEADERSHIP)
        | Q(state=EditionState.APPROVED, in_force_from__isnull=True)
        | (Q(state=EditionState.DRAFT) & ~Q(sent_back_says=""))
    )
    return Edition.objects.filter(waits, policy__trust__in=list(trusts)).select_related(
        "policy__trust", "school__trust"
    )
