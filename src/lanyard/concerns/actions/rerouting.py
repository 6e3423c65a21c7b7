"""Concerns that nobody inside could hold go to whoever can, once there is somebody (EXP7, CHI7)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.actions.clocks import as_routed
from lanyard.concerns.actions.common import note
from lanyard.concerns.choices import PartyRole, State
from lanyard.concerns.messages import NeedsYou, about, page_of
from lanyard.concerns.models import Concern, Party, key_of
from lanyard.concerns.rules import routing
from lanyard.notices.actions import tell
from lanyard.people.models import Person

BY = "system:rerouting"
_AT_ONCE = 200


def route_what_nobody_holds() -> int:
    """Send each open concern without a level to the first who can hold it today; answers how many found somebody."""
    rows = Concern.objects.filter(level="").exclude(state=State.CLOSED).values_list("pk", flat=True)
    return sum(_route(pk) for pk in list(rows[:_AT_ONCE]))


@transaction.atomic
def _route(pk: UUID) -> bool:
    concern = Concern.objects.select_related("school", "report").get(pk=pk)
    register, report = as_routed(concern)
    way = routing.route(report, register.graph)
    done = way.level and Concern.objects.filter(pk=pk, level="", version=concern.version).update(
        level=way.level, passed_up=True, version=concern.version + 1
    )
    if not done:
        return False
    _shut_out(concern, register.those(way.shut_out - report.subjects - report.conflicted))
    tell(NeedsYou(url=page_of(pk), about=about(pk)), register.those(way.told), by=BY)
    note("concern:reroute", concern, BY, level=way.level)
    return True


def _shut_out(concern: Concern, people: list[Person]) -> None:
    """Who has come to hold the role that the reporter named may be meant as much as who held it then."""
    Party.objects.bulk_create(
        Party(
            concern=concern, role=PartyRole.CONFLICT, name=person.full_name, person=str(person.pk),
            person_key=key_of(person), added_at=timezone.now(),
        )
        for person in people
    )  # fmt: skip
