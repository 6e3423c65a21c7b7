"""Whether leaders can get into each account in an emergency, and what follows an opening (OFF6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.channels.controls.common import MOVED_BY, One, is_live, readings_of
from lanyard.channels.models import Channel
from lanyard.channels.queries.sealed import log_ins_of
from lanyard.people.choices import Role

DRILL_EVERY = timedelta(days=365)


@control(
    id="channels.log-ins",
    clauses=("OFF6",),
    checks="The log-in of every live channel is sealed for emergencies, its password is changed after each "
    "opening, and it was tested within a year.",
    owner=Role.HEADTEACHER,
    moved_by=(*MOVED_BY, "channel:seal-log-in", "channel:open-log-in"),
)
def log_ins(scope: Scope) -> dict[UUID, Reading]:
    """OFF6: not kept with a live channel whose log-in is not sealed, or whose password was not changed in time;
    attention while a password is to be changed, and where nobody opened it for a year."""
    schools = scope.schools.order_by()
    here = Q(school__in=schools.values("pk")) | Q(school__isnull=True, trust__in=schools.values("trust"))
    stood = log_ins_of(Channel.objects.filter(here), scope.now)

    def fails(one: One) -> Iterable[tuple[Status, Attention]]:
        pk = one.channel.pk
        if pk not in stood.sealed:
            yield Status.NOT_KEPT, one.ask("seal its log-in", Role.HEADTEACHER)
            return
        if change_by := stood.change_by.get(pk):
            late = change_by < scope.on
            says = f"its log-in was opened: the password was to be changed by {change_by:%-d %B %Y}"
            yield Status.NOT_KEPT if late else Status.NEEDS_ATTENTION, one.ask(says, Role.HEADTEACHER)
        if pk not in stood.opened or stood.opened[pk] + DRILL_EVERY < scope.now:
            yield Status.NEEDS_ATTENTION, one.ask("test its log-in, as a drill", Role.HEADTEACHER)

    return readings_of(scope, is_live, fails, "live channels have a sealed log-in in order", "No channel is live")
