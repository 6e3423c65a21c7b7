"""What declarations show of the policy's clauses: in words, at night, and never so that anybody could count them.

As over concerns (decision 13): no reading holds a figure, "none" and "all in time" are the same sentence, and what goes
above the headteacher because of whose it is moves nothing that the school reads.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lanyard.assurance.registry import Scope
from lanyard.assurance.worded import YEAR, Counted, Missed
from lanyard.disclosures.models import Declarer, Disclosure
from lanyard.disclosures.queries import late_conditions, open_conditions
from lanyard.disclosures.rules import HOLDS, PAST, WAITING
from lanyard.people.choices import Role
from lanyard.people.rules.routing import HEAD


def _undecided(scope: Scope) -> Missed:
    # Past its day before today: what was declared today moves nothing.
    since = scope.now - timedelta(days=YEAR)
    rows = _counted(scope).filter(Q(state__in=WAITING) | Q(decided_at__gte=since))
    return _missed(rows, Q(state__in=WAITING, decide_by__lt=scope.on))


def _conditions_missed(scope: Scope) -> Missed:
    asked = Exists(open_conditions().filter(disclosure=OuterRef("pk")))
    rows = _counted(scope).filter(Q(state="not_accepted") | Q(asked))
    late = Q(state="not_accepted", review_on__lt=scope.on) | Q(late_conditions(scope.on))
    return _missed(rows, late)


def _not_renewed(scope: Scope) -> Missed:
    rows = _counted(scope).filter(state__in=HOLDS)
    return _missed(rows, Q(review_on__lt=scope.on))


def _counted(scope: Scope) -> QuerySet[Disclosure]:
    """What the headteacher decides and somebody who is still here declares."""
    here = Declarer.objects.filter(
        Q(person__left_on__isnull=True) | Q(person__left_on__gte=scope.on), disclosure=OuterRef("pk")
    )
    rows = Disclosure.objects.filter(Exists(here), level=HEAD, school__in=scope.schools.order_by().values("pk"))
    return rows.exclude(state__in=PAST).order_by()


def _missed(rows: QuerySet[Disclosure], missed: Q) -> dict[UUID, tuple[int, int]]:
    found = rows.values_list("school").annotate(missed=Count("pk", filter=missed), of=Count("pk"))
    return {school: (late, of) for school, late, of in found}


TABLE = (
    # COM4: declared on the disclosure document and discussed with the Headteacher.
    Counted(
        "Staff declarations are decided on in time",
        "Staff declarations are decided on in time, with few exceptions",
        "Staff declarations often wait too long for a decision",
        "Decide on the declarations that are waiting",
        Role.HEADTEACHER,
        id="disclosures.decided",
        clauses=("COM4",),
        checks="Online contact with children and families that staff declare is discussed with the Headteacher and "
        "decided on within ten working days.",
        missed=_undecided,
        page="disclosures:register",
    ),
    # COM4: exceptions hold on their conditions.
    Counted(
        "Conditions on online contact are met by their due date",
        "Conditions on online contact are met by their due date, with few exceptions",
        "Many conditions on online contact are overdue",
        "See which conditions are overdue, and ask for them",
        Role.HEADTEACHER,
        id="disclosures.conditions",
        clauses=("COM4",),
        checks="Conditions on accepted online contact are met by their due date, and contact that was not accepted "
        "has ended by its due date.",
        missed=_conditions_missed,
        page="disclosures:register",
    ),
    # COM2: no children or families as friends, but for what COM4 accepts; renewed every year.
    Counted(
        "Staff declarations are renewed every year",
        "Staff declarations are renewed every year, with few exceptions",
        "Many staff declarations were not renewed within a year",
        "Ask the staff concerned to renew their declarations",
        Role.HEADTEACHER,
        id="disclosures.renewed",
        clauses=("COM2", "COM4"),
        checks="Staff declare again every year any children or families among their online contacts. Contacts that "
        "nobody declared are not measured.",
        missed=_not_renewed,
        page="disclosures:register",
    ),
)
for row in TABLE:
    row.register()
