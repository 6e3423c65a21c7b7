"""Whether concerns were answered in time: EXP7, STA4, REP5, REP6, COM3, CHI7, BRE3."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, Value, When

from lanyard.assurance.readings import Reading
from lanyard.assurance.registry import Scope, control
from lanyard.concerns.core.choices import ClockKind, ConcernType
from lanyard.concerns.core.kinds import KINDS, Group
from lanyard.concerns.core.models import Clock
from lanyard.concerns.oversight.controls.wording import Words, at_risk, counted, end_of_week, readings, since
from lanyard.concerns.oversight.rules.evidence import COUNTED
from lanyard.people.choices import Role

# Stands for the type of a concern that is a safeguarding concern since somebody said that a child could be at risk.
AT_RISK = "at_risk"
COUNTED_TYPES = [kind.type for kind in KINDS.values() if kind.group in COUNTED]


@control(
    id="concerns.staff-in-time",
    clauses=("EXP7",),
    checks="Concerns about how staff behave online were acknowledged in time by the Headteacher, and the LADO was told "
    "in time where the harm threshold may be met. What goes to the chairs is not part of this.",
    owner=Role.HEADTEACHER,
)
def staff_in_time(scope: Scope) -> dict[UUID, Reading]:
    """EXP7: allegations are handled in time. A concern never goes to whom it is about: routing sees to that."""
    words = Words(
        "Concerns about staff are acknowledged in time, and the LADO is told in time",
        "Concerns about staff are acknowledged in time with few exceptions",
        "Concerns about staff are often acknowledged, or passed to the LADO, too late",
        "Acknowledge what waits; see who stands in when you are away",
        Role.HEADTEACHER,
    )
    return _in_time(scope, words, [ConcernType.STAFF_CONDUCT], [ClockKind.ACKNOWLEDGE, ClockKind.LADO])


@control(
    id="concerns.complaints-in-time",
    clauses=("STA4",),
    checks="Complaints were acknowledged and answered within the time promised.",
    owner=Role.HEADTEACHER,
)
def complaints_in_time(scope: Scope) -> dict[UUID, Reading]:
    """STA4: a complaint is taken seriously and has a recorded answer."""
    words = Words(
        "Complaints are acknowledged and answered within the time promised",
        "Complaints are answered within the time promised with few exceptions",
        "Complaints are often answered later than promised",
        "Answer the complaints that wait",
        Role.HEADTEACHER,
    )
    stages = [ClockKind.COMPLAINT_ACKNOWLEDGE, ClockKind.COMPLAINT_ANSWER, ClockKind.COMPLAINT_REVIEW]
    return _in_time(scope, words, [ConcernType.COMPLAINT], stages)


@control(
    id="concerns.breaches-in-time",
    clauses=("REP5",),
    checks="Each possible breach of personal data was decided on before the regulator’s 72 hours were over.",
    owner=Role.DATA_PROTECTION_LEAD,
)
def breaches_in_time(scope: Scope) -> dict[UUID, Reading]:
    """REP5: UK GDPR, article 33, calendar hours. Screening of drafts is read elsewhere."""
    words = Words(
        "Possible data breaches are decided on within 72 hours",
        "Possible data breaches are decided on within 72 hours with few exceptions",
        "Possible data breaches are often decided on after more than 72 hours",
        "Decide whether to tell the regulator, and record why",
        Role.DATA_PROTECTION_LEAD,
    )
    return _in_time(scope, words, [ConcernType.DATA_BREACH], [ClockKind.REGULATOR])


@control(
    id="concerns.self-reports-in-time",
    clauses=("REP6",),
    checks="Staff who told leaders about themselves had a first answer in time.",
    owner=Role.HEADTEACHER,
)
def self_reports_in_time(scope: Scope) -> dict[UUID, Reading]:
    """REP6: who tells leaders at once is answered at once."""
    words = Words(
        "Staff who tell leaders about themselves have a first answer in time",
        "Staff who tell leaders about themselves have a first answer in time with few exceptions",
        "Staff who tell leaders about themselves often wait too long for an answer",
        "Answer those who told you something about themselves",
        Role.HEADTEACHER,
    )
    return _in_time(scope, words, [ConcernType.ABOUT_MYSELF], [ClockKind.ACKNOWLEDGE])


@control(
    id="concerns.contact-in-time",
    clauses=("COM3",),
    checks="Reports of contact on a personal account were answered in time by the leader whom the reporter chose.",
    owner=Role.DSL,
)
def contact_in_time(scope: Scope) -> dict[UUID, Reading]:
    """COM3: reported to the line manager, the DSL or the Headteacher, and answered."""
    words = Words(
        "Reports of contact on a personal account are answered in time",
        "Reports of contact on a personal account are answered in time with few exceptions",
        "Reports of contact on a personal account often wait too long for an answer",
        "Answer the reports of contact that wait",
        Role.DSL,
        holders=(Role.HEADTEACHER, Role.LINE_MANAGER),
    )
    return _in_time(scope, words, [ConcernType.CONTACT_RECEIVED], [ClockKind.ACKNOWLEDGE])


@control(
    id="concerns.safeguarding-in-time",
    clauses=("CHI7",),
    checks="The DSL or a deputy acknowledged in time what puts a child at risk, whatever its type.",
    owner=Role.DSL,
)
def safeguarding_in_time(scope: Scope) -> dict[UUID, Reading]:
    """CHI7: within minutes of school hours; who does not answer is passed over by the clock."""
    words = Words(
        "The DSL or a deputy acknowledges safeguarding concerns in time",
        "The DSL or a deputy acknowledges safeguarding concerns in time with few exceptions",
        "Safeguarding concerns often wait too long for the DSL or a deputy",
        "Acknowledge what waits; see that somebody always stands in",
        Role.DSL,
    )
    types = [AT_RISK, *(kind.type for kind in KINDS.values() if kind.group is Group.SAFEGUARDING)]
    return _in_time(scope, words, types, [ClockKind.ACKNOWLEDGE])


@control(
    id="concerns.updates-in-time",
    clauses=("BRE3",),
    checks="Those who reported something, without a name too, heard in time how it stands.",
    owner=Role.HEADTEACHER,
)
def updates_in_time(scope: Scope) -> dict[UUID, Reading]:
    """BRE3: people involved hear what happens next."""
    words = Words(
        "Those who report something hear in time what happens next",
        "Those who report something hear in time what happens next, with few exceptions",
        "Those who report something often wait too long to hear what happens next",
        "Update the reporters, including those who gave no name",
        Role.HEADTEACHER,
    )
    return _in_time(scope, words, COUNTED_TYPES, [ClockKind.UPDATE])


def _in_time(scope: Scope, words: Words, types: Collection[str], kinds: Collection[str]) -> dict[UUID, Reading]:
    """How many of these clocks ran out before they were met, of all that had to be met by now."""
    missed: dict[UUID, tuple[int, int]] = {}
    for school, kept_for, kind, late, of in scope.once("concerns.clocks", lambda: _ran_out(scope)):
        if kept_for in types and kind in kinds:
            before = missed.get(school, (0, 0))
            missed[school] = (before[0] + late, before[1] + of)
    return readings(scope, words, missed)


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
