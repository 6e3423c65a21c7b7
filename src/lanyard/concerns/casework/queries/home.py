"""What of the concerns stands on the first page of somebody: those that press, and those on offer to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from lanyard.concerns.casework.queries.offers import offers_to
from lanyard.concerns.core.choices import AtRisk, Risk, State
from lanyard.concerns.core.models import IN_DANGER, NOT_WAITING, Concern
from lanyard.concerns.core.queries.visible import ways_to_see
from lanyard.people.models import Person, School, User
from lanyard.people.queries import roles_of

# So many stand on the first page by themselves; children at risk come before all others.
MOST = 10
_FEW_SCHOOLS = 8
_AT_RISK = Q(rank=IN_DANGER) | Q(child_at_risk=AtRisk.YES) | Q(risk__in=(Risk.HIGH, Risk.DANGER))


class Waiting(Protocol):
    """A concern as the first page shows it: metadata alone."""

    pk: UUID
    ref: str
    type: str
    state: str
    year_group: str
    risk: str
    child_at_risk: str
    in_danger: bool
    threshold: str
    has_news: bool
    received_at: datetime
    due_at: datetime | None
    assigned_to: Person | None
    assigned_to_id: UUID | None
    school: School
    is_safeguarding: bool
    is_offered: bool
    offered_at: datetime | None

    def get_type_display(self) -> str:
        """Its type in words."""


def waiting_for(user: User, now: datetime, at_most: int) -> list[Waiting]:
    """What is on offer to the user, and what they may see that is new, past its time, theirs, or has news from its
    reporter: children at risk first, then in the order of the queue. One query.

    Each part of what they may see gives its first rows, of a few schools walked in the order of its index. A part for
    each of a hundred schools would take longer to put together than to answer.
    """
    presses = Q(state=State.NEW) | Q(due_at__lt=now) | Q(assigned_to=user.person_id) | Q(has_news=True)
    waits = presses & Q(rank__lt=NOT_WAITING)
    day = timezone.localdate(now)
    offers = offers_to(user)
    offer = offers.filter(concern=OuterRef("pk")).order_by("offered_at")
    own = _keys(Concern.objects.filter(pk__in=offers.values("concern")))
    few = len({held.school_id for held in roles_of(user, day)}) <= _FEW_SCHOOLS
    firsts = _firsts(ways_to_see(user, day, by_school=few), waits, at_most)
    # The few children at risk are looked for in all schools at once: no index has them in order.
    at_risk = _firsts(ways_to_see(user, day, by_school=False), waits & _AT_RISK, at_most)
    keys = own.union(*(_keys(Concern.objects.filter(pk__in=keys)) for keys in (firsts, at_risk)))
    rows = Concern.objects.filter(pk__in=keys).select_related("school", "assigned_to")
    found: Any = rows.annotate(
        is_offered=Exists(offer),
        offered_at=Subquery(offer.values("offered_at")[:1]),
        at_risk=Case(When(_AT_RISK, then=Value(0)), default=Value(1), output_field=IntegerField()),
    ).order_by("at_risk", "-is_offered", "rank", "queue_due", "pk")[:at_most]
    return list(found)


def _firsts(visible: list[QuerySet[Concern]], which: Q, at_most: int) -> QuerySet:
    """The first rows of each part. Each kind is put together apart: a database takes only so many parts at once."""
    firsts = [part.filter(which).order_by("rank", "queue_due", "pk").values("pk")[:at_most] for part in visible]
    return Concern.objects.none().values("pk").union(*(_keys(Concern.objects.filter(pk__in=one)) for one in firsts))


def _keys(rows: QuerySet[Concern]) -> QuerySet:
    return rows.order_by().values("pk")
