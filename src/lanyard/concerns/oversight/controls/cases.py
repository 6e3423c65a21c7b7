"""Whether cases hold what they have to when they are decided or closed: EXP5, CHI2, CHI8, CHI9, BRE2, BRE6."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lanyard.assurance.controls.policy import AGENCIES
from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope
from lanyard.assurance.worded import Counted, Missed
from lanyard.concerns.core.choices import ActionKind, ConcernType, ParentContact, PartyRole, Place, State, Threshold
from lanyard.concerns.core.models import Advice, CaseAction, Concern, Debrief, Lesson, ParentTold, Party
from lanyard.concerns.oversight.controls.counting import at_risk, counted, end_of_week, of_type, since
from lanyard.people.choices import Role
from lanyard.policy.queries.records import agencies

CHILDREN = (PartyRole.CHILD, PartyRole.OTHER_CHILD)
# Internet access is taken away for a time: longer than this is worth a second look (days).
LONG = 90
# The details of agencies are looked at once a term (days).
TERM = 120


def _not_debriefed(scope: Scope) -> Missed:
    rows = Concern.objects.filter(
        counted(), state=State.CLOSED, closed_at__gte=since(scope), closed_at__lt=end_of_week(scope)
    )
    missed = _missing(scope, rows, ~Q(Exists(Debrief.objects.filter(concern=OuterRef("pk")))))
    lessons = (
        Lesson.objects.filter(school__in=scope.schools.order_by().values("pk"), due__lt=scope.on)
        .filter(Q(done_at__isnull=True) | Q(done_at__gte=since(scope)))
        .order_by()
        .values_list("school")
        .annotate(late=Count("pk", filter=Q(done_at__isnull=True)), of=Count("pk"))
    )
    for school, late, of in lessons:
        before = missed.get(school, (0, 0))
        missed[school] = (before[0] + late, before[1] + of)
    return missed


def _advice_not_asked(scope: Scope) -> Missed:
    rows = Concern.objects.filter(
        of_type(ConcernType.STAFF_CONDUCT, ConcernType.ABOUT_MYSELF), threshold=Threshold.MAY_MEET,
        decided_at__gte=since(scope), decided_at__lt=end_of_week(scope),
    )  # fmt: skip
    return _missing(scope, rows, ~Q(Exists(Advice.objects.filter(concern=OuterRef("pk")))))


def _with_agencies(scope: Scope, found: dict[UUID, Reading]) -> dict[UUID, Reading]:
    """The readings, changed where no agency to ask was checked this term."""
    if any(row.checked + timedelta(days=TERM) >= scope.on for row in agencies(scope.on)):
        return found
    ask = Attention("Check the details of the agencies to ask", "", Role.TRUST_ADMINISTRATOR.label, **AGENCIES)
    return {pk: _unchecked(reading, ask) for pk, reading in found.items()}


def _unchecked(reading: Reading, ask: Attention) -> Reading:
    if reading.status is Status.NOT_KEPT:
        return Reading(reading.status, reading.says, attention=(*reading.attention, ask))
    return Reading(Status.NEEDS_ATTENTION, "The agencies to ask were not checked this term", attention=(ask,))


def _removals_without_a_reason(scope: Scope) -> Missed:
    rows = CaseAction.objects.filter(
        counted("concern__"), kind=ActionKind.INTERNET, until__gte=since(scope).date(),
        added_at__lt=end_of_week(scope), concern__school__in=scope.schools.order_by().values("pk"),
    )  # fmt: skip
    missed: dict[UUID, tuple[int, int]] = {}
    # Reasons are sealed, so whether they are there is seen by opening them: these are few.
    for row in rows.order_by().select_related("concern").only("says", "appeal", "start", "until", "concern__school"):
        bad = not row.says.strip() or not row.appeal.strip() or (row.until - row.start).days > LONG
        before = missed.get(row.concern.school_id, (0, 0))
        missed[row.concern.school_id] = (before[0] + bad, before[1] + 1)
    return missed


def _decided(scope: Scope, missing: str) -> dict[UUID, tuple[int, int]]:
    """How many decisions on a child’s safety lack something, of how many."""
    rows = scope.once("concerns.decided", lambda: _decisions(scope))
    return {row["school"]: (row[missing], row["of"]) for row in rows}


def _decisions(scope: Scope) -> list[dict]:
    """What decisions lack on which somebody decided in the year, before today. One query for all controls here."""
    done = CaseAction.objects.filter(party=OuterRef("pk"))
    late = CaseAction.objects.filter(concern=OuterRef("pk"), done_at__isnull=True, due__lt=scope.on)
    told = ParentTold.objects.filter(party=OuterRef("pk")).exclude(contact=ParentContact.NOT_YET)
    children = Party.objects.filter(concern=OuterRef("pk"), role__in=CHILDREN, ended_at__isnull=True)
    rows = Concern.objects.filter(
        counted(groups=("safeguarding",)) | at_risk(), state__in=(State.DECIDED, State.CLOSED),
        decided_at__gte=since(scope), decided_at__lt=end_of_week(scope),
        school__in=scope.schools.order_by().values("pk"),
    ).order_by()  # fmt: skip
    return list(
        rows.values("school").annotate(
            of=Count("pk"),
            groundless=Count("pk", filter=Q(place="") | Q(place__in=(Place.OFF_SITE, Place.BOTH), ground="")),
            undone=Count("pk", filter=Exists(children.exclude(Exists(done))) | Exists(late)),
            untold=Count("pk", filter=Exists(children.exclude(Exists(told)))),
        )
    )


def _missing(scope: Scope, rows: QuerySet[Concern], missing: Q) -> dict[UUID, tuple[int, int]]:
    rows = rows.filter(school__in=scope.schools.order_by().values("pk"))
    found = rows.order_by().values_list("school").annotate(missed=Count("pk", filter=missing), of=Count("pk"))
    return {school: (missed, of) for school, missed, of in found}


TABLE = (
    # CHI2: what happens out of school is for parents, unless it harms a child or the school.
    Counted(
        "Decisions say where it happened, and on what ground the school acts",
        "Decisions say where it happened and on what ground the school acts, with few exceptions",
        "Many decisions don’t say where it happened, or on what ground the school acts",
        "Record where it happened and on what ground the school acts",
        Role.DSL,
        id="concerns.ground-recorded",
        clauses=("CHI2",),
        checks="Decisions on what happened to children say where it happened, and on what ground the school acts, or"
        " does not, on what happened away from school.",
        missed=partial(_decided, missing="groundless"),
    ),
    # CHI8: sanctions and pastoral support as appropriate, for each child.
    Counted(
        "For each child something is done, or it says why not, and it is carried out",
        "For each child something is done and carried out, with few exceptions",
        "For many children it is not recorded what is done, or it is not carried out",
        "Record what is done for each child, and that it was done",
        Role.DSL,
        id="concerns.action-for-each-child",
        clauses=("CHI8",),
        checks="For each child affected or involved something was done, or it says why not; and it was carried out.",
        missed=partial(_decided, missing="undone"),
    ),
    # CHI9: shared with parents as appropriate, underage use above all.
    Counted(
        "Parents are told, or it says why not",
        "Parents are told, or it says why not, with few exceptions",
        "For many children it is not recorded whether parents were told",
        "Record that parents were told, or why not",
        Role.DSL,
        id="concerns.parents-told",
        clauses=("CHI9",),
        checks="Parents of each child affected or involved were told, or it says why telling them was not safe or "
        "right.",
        missed=partial(_decided, missing="untold"),
    ),
    # BRE2: leaders look back, and what they learn is carried out. Lessons name no case and no person.
    Counted(
        "Closed cases are looked back on, and lessons are carried out",
        "Closed cases are looked back on and lessons carried out, with few exceptions",
        "Many closed cases were not looked back on, or lessons are not carried out",
        "Carry out the lessons that are due; look back on what was closed",
        Role.HEADTEACHER,
        id="concerns.debriefed",
        clauses=("BRE2",),
        checks="Each closed case has a debrief, or a reason for none, and the lessons that came of them were carried"
        " out by their day.",
        missed=_not_debriefed,
    ),
    # BRE6: who is unsure asks. That details of agencies are not older than a year is another control’s.
    Counted(
        "Outside advice is asked where it has to be, and the agencies were checked this term",
        "Outside advice is asked where it has to be, with few exceptions",
        "Outside advice was often not asked, or not recorded, where it has to be",
        "Record the advice that was asked, and what was answered",
        Role.DSL,
        holders=(Role.HEADTEACHER,),
        id="concerns.advice-asked",
        clauses=("BRE6",),
        checks="Where a concern about staff may meet the harm threshold, advice was asked and is on record; and the "
        "agencies to ask were checked this term.",
        missed=_advice_not_asked,
        then=_with_agencies,
    ),
    # EXP5: removal of internet facilities is for a time. That excessive use was looked for is read elsewhere.
    Counted(
        "Internet access is only taken away with a reason, a last day and a way to appeal",
        "Internet access is taken away with a reason, a last day and a way to appeal, with few exceptions",
        "Internet access was often taken away without a reason or a way to appeal, or for very long",
        "Give each removal its reason and its way to appeal, or end it",
        Role.HEADTEACHER,
        id="concerns.internet-removals",
        clauses=("EXP5",),
        checks="Wherever internet access was taken away it says why, until when and how to appeal; it ended by itself.",
        missed=_removals_without_a_reason,
    ),
)
for row in TABLE:
    row.register()
