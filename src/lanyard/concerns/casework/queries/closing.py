"""How a concern stands before a decision or its closing: what is recorded and what is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from lanyard.concerns.casework.rules.closing import Readiness
from lanyard.concerns.core.choices import ActionKind, ClockKind, ParentContact, PartyRole, Place
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import CaseAction, Clock, Concern, Debrief, Lesson, ParentTold, Party
from lanyard.people.models import FamilyLink, Person
from lanyard.people.queries import family_of
from lanyard.records.fields import blind_index

CHILDREN = (PartyRole.CHILD, PartyRole.OTHER_CHILD)


def readiness_of(concern: Concern) -> Readiness:
    """The same from the database. Five queries, none of which opens anything."""
    return made_of(
        concern,
        children=Party.objects.filter(concern=concern, role__in=CHILDREN, ended_at__isnull=True).defer("name", "note"),
        actions=CaseAction.objects.filter(concern=concern).only("kind", "party_id", "done_at", "concern_id"),
        told=ParentTold.objects.filter(concern=concern).only("contact", "party_id", "concern_id"),
        clocks=Clock.objects.filter(concern=concern, met_at__isnull=True, stopped_at__isnull=True),
        debrief=Debrief.objects.filter(concern=concern).only("at", "concern_id").first(),
    )


def made_of(
    concern: Concern,
    *,
    children: Iterable[Party],
    actions: Iterable[CaseAction],
    told: Iterable[ParentTold],
    clocks: Iterable[Clock],
    debrief: Debrief | None,
) -> Readiness:
    """How the concern stands, from rows that were read already; `told` in the order in which it was written.

    Internet access that is taken away comes back by itself, so that it keeps nothing open. A debrief counts when it was
    held, or left out, since the outcome that stands now.
    """
    actions, kinds = list(actions), {clock.kind for clock in clocks}
    newest = {row.party_id: row.contact for row in told}
    return Readiness(
        group=str(KINDS[concern.type].group),
        children=[str(party.pk) for party in children],
        with_action={str(action.party_id) for action in actions if action.party_id},
        parents_answered={str(pk) for pk, contact in newest.items() if contact != ParentContact.NOT_YET},
        threshold=concern.threshold,
        ground=concern.ground,
        off_site=concern.place == Place.OFF_SITE,
        lado_open=ClockKind.LADO in kinds,
        regulator_asked=ClockKind.REGULATOR in KINDS[concern.type].clocks,
        regulator_open=ClockKind.REGULATOR in kinds,
        debriefed=debrief is not None and (concern.decided_at is None or debrief.at >= concern.decided_at),
        open_actions=sum(action.done_at is None and action.kind != ActionKind.INTERNET for action in actions),
        risk=concern.risk,
        place=concern.place,
        deals=concern.assigned_to_id is not None,
        why_no_child=bool(concern.report.why_no_child),
        about_child_open=concern.asks_about_child,
    )


def children_of(concern: Concern) -> QuerySet[Party]:
    """The children in the case now."""
    return Party.objects.filter(concern=concern, role__in=CHILDREN, ended_at__isnull=True)


def family_in(child: Party, on: date) -> list[FamilyLink]:
    """The adults of a child's family, for a child who is linked to the register; those who must not be contacted
    first."""
    person = Person.objects.filter(pk=child.person).first() if child.person else None
    adults = family_of(person, on)[0] if person else []
    return sorted(adults, key=lambda link: not link.must_not_be_contacted)


def debrief_of(concern: Concern) -> Debrief | None:
    """The debrief of the case, if there is one."""
    return Debrief.objects.filter(concern=concern).first()


def lessons_of(concern: Concern) -> list[Lesson]:
    """The lessons of the case, for those who see the case: from here to them, never back."""
    return list(Lesson.objects.filter(concern_key=lessons_key(concern)).select_related("owner"))


def lessons_key(concern: Concern) -> str:
    """By which the lessons of a case are found from the case."""
    return blind_index(str(concern.pk), "concerns.lesson")
