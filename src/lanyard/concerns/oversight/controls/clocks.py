"""Whether concerns were answered in time: EXP7, STA4, REP5, REP6, COM3, CHI7, BRE3."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, Value, When

from lanyard.assurance.readings import Reading
from lanyard.assurance.registry import Scope, control
from lanyard.assurance.worded import Words, readings
from lanyard.concerns.core.choices import ClockKind, ConcernType
from lanyard.concerns.core.kinds import KINDS, Group
from lanyard.concerns.core.models import Clock
from lanyard.concerns.oversight.controls.counting import at_risk, counted, end_of_week, since
from lanyard.concerns.oversight.rules.evidence import COUNTED
from lanyard.people.choices import Role

# Stands for the type of a concern that is a safeguarding concern since somebody said that a child could be at risk.
AT_RISK = "at_risk"
COUNTED_TYPES = tuple(kind.type for kind in KINDS.values() if kind.group in COUNTED)
SAFEGUARDING_TYPES = (AT_RISK, *(kind.type for kind in KINDS.values() if kind.group is Group.SAFEGUARDING))


@dataclass(frozen=True, kw_only=True)
class InTime(Words):
    """A control: these clocks, in concerns of these types, were met before they ran out. `who` answers for it."""

    id: str
    clause: str
    checks: str
    types: tuple[str, ...]
    clocks: tuple[str, ...]

    def read(self, scope: Scope) -> dict[UUID, Reading]:
        """How many of its clocks ran out before they were met, of all that had to be met by now."""
        missed: dict[UUID, tuple[int, int]] = {}
        for school, kept_for, kind, late, of in scope.once("concerns.clocks", lambda: _ran_out(scope)):
            if kept_for in self.types and kind in self.clocks:
                before = missed.get(school, (0, 0))
                missed[school] = (before[0] + late, before[1] + of)
        return readings(scope, self, missed)


IN_TIME = (
    # A concern never goes to whom it is about: routing sees to that.
    InTime(
        "Concerns about staff are acknowledged in time, and the LADO is told in time",
        "Concerns about staff are acknowledged in time with few exceptions",
        "Concerns about staff are often acknowledged, or passed to the LADO, too late",
        "Acknowledge what waits; see who stands in when you are away",
        Role.HEADTEACHER,
        id="concerns.staff-in-time",
        clause="EXP7",
        checks="Concerns about how staff behave online were acknowledged in time by the Headteacher, and the LADO was "
        "told in time where the harm threshold may be met. What goes to the chairs is not part of this.",
        types=(ConcernType.STAFF_CONDUCT,),
        clocks=(ClockKind.ACKNOWLEDGE, ClockKind.LADO),
    ),
    InTime(
        "Complaints are acknowledged and answered within the time promised",
        "Complaints are answered within the time promised with few exceptions",
        "Complaints are often answered later than promised",
        "Answer the complaints that wait",
        Role.HEADTEACHER,
        id="concerns.complaints-in-time",
        clause="STA4",
        checks="Complaints were acknowledged and answered within the time promised.",
        types=(ConcernType.COMPLAINT,),
        clocks=(ClockKind.COMPLAINT_ACKNOWLEDGE, ClockKind.COMPLAINT_ANSWER, ClockKind.COMPLAINT_REVIEW),
    ),
    # UK GDPR, article 33, calendar hours. Screening of drafts is read elsewhere.
    InTime(
        "Possible data breaches are decided on within 72 hours",
        "Possible data breaches are decided on within 72 hours with few exceptions",
        "Possible data breaches are often decided on after more than 72 hours",
        "Decide whether to tell the regulator, and record why",
        Role.DATA_PROTECTION_LEAD,
        id="concerns.breaches-in-time",
        clause="REP5",
        checks="Each possible breach of personal data was decided on before the regulator’s 72 hours were over.",
        types=(ConcernType.DATA_BREACH,),
        clocks=(ClockKind.REGULATOR,),
    ),
    InTime(
        "Staff who tell leaders about themselves have a first answer in time",
        "Staff who tell leaders about themselves have a first answer in time with few exceptions",
        "Staff who tell leaders about themselves often wait too long for an answer",
        "Answer those who told you something about themselves",
        Role.HEADTEACHER,
        id="concerns.self-reports-in-time",
        clause="REP6",
        checks="Staff who told leaders about themselves had a first answer in time.",
        types=(ConcernType.ABOUT_MYSELF,),
        clocks=(ClockKind.ACKNOWLEDGE,),
    ),
    InTime(
        "Reports of contact on a personal account are answered in time",
        "Reports of contact on a personal account are answered in time with few exceptions",
        "Reports of contact on a personal account often wait too long for an answer",
        "Answer the reports of contact that wait",
        Role.DSL,
        holders=(Role.HEADTEACHER, Role.LINE_MANAGER),
        id="concerns.contact-in-time",
        clause="COM3",
        checks="Reports of contact on a personal account were answered in time by the leader whom the reporter chose.",
        types=(ConcernType.CONTACT_RECEIVED,),
        clocks=(ClockKind.ACKNOWLEDGE,),
    ),
    # Within minutes of school hours; who does not answer is passed over by the clock.
    InTime(
        "The DSL or a deputy acknowledges safeguarding concerns in time",
        "The DSL or a deputy acknowledges safeguarding concerns in time with few exceptions",
        "Safeguarding concerns often wait too long for the DSL or a deputy",
        "Acknowledge what waits; see that somebody always stands in",
        Role.DSL,
        id="concerns.safeguarding-in-time",
        clause="CHI7",
        checks="The DSL or a deputy acknowledged in time what puts a child at risk, whatever its type.",
        types=SAFEGUARDING_TYPES,
        clocks=(ClockKind.ACKNOWLEDGE,),
    ),
    InTime(
        "Those who report something hear in time what happens next",
        "Those who report something hear in time what happens next, with few exceptions",
        "Those who report something often wait too long to hear what happens next",
        "Update the reporters, including those who gave no name",
        Role.HEADTEACHER,
        id="concerns.updates-in-time",
        clause="BRE3",
        checks="Those who reported something, without a name too, heard in time how it stands.",
        types=COUNTED_TYPES,
        clocks=(ClockKind.UPDATE,),
    ),
)


def _ran_out(scope: Scope) -> list[tuple[UUID, str, str, int, int]]:
    """School, type of concern, kind of clock, how many were late, of how many. One query for all controls here.

    For the first answer, what is a safeguarding concern by what was said since has a type of its own: `AT_RISK`.
    """
    ended = F("due_at")
    by_answer = at_risk("concern__") & Q(kind=ClockKind.ACKNOWLEDGE)
    late = Q(met_at__gt=ended) | Q(met_at__isnull=True) & (Q(stopped_at__isnull=True) | Q(stopped_at__gt=ended))
    # No clock starts in a concern that is closed, so those closed before the year are not looked into.
    in_year = Q(concern__closed_at__isnull=True) | Q(concern__closed_at__gte=since(scope))
    rows = Clock.objects.filter(
        counted("concern__") | by_answer, in_year, concern__school__in=scope.schools.order_by().values("pk"),
        concern__entered_at__lt=end_of_week(scope), started_at__gte=since(scope), due_at__lt=end_of_week(scope),
    ).order_by()  # fmt: skip
    return list(
        rows.annotate(
            kept_for=Case(When(by_answer, then=Value(AT_RISK)), default="concern__type", output_field=CharField())
        )
        .values_list("concern__school", "kept_for", "kind")
        .annotate(late=Count("kind", filter=late), of=Count("kind"))
    )


for row in IN_TIME:
    control(id=row.id, clauses=(row.clause,), checks=row.checks, owner=row.who)(row.read)
