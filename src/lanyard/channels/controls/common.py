"""What the controls of this room are read from, asked for once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope
from lanyard.channels.choices import Route, State
from lanyard.channels.models import Channel, LinkCheck, ProtectionCheck, Told
from lanyard.channels.queries import late_conditions, status_of, with_status
from lanyard.channels.rules import ChannelStatus
from lanyard.people.choices import Role

MOVED_BY = (
    "channel:propose", "channel:change", "channel:write-hazard", "channel:strike-hazard", "channel:agree-risks",
    "channel:decide", "channel:meet-condition", "channel:undo-condition", "channel:undo-pause", "channel:go-live",
    "channel:pause", "channel:close", "channel:set-address", "channel:decide-address",
)  # fmt: skip


@dataclass
class One:
    """A channel as controls look at it at one school; None in `check` and `linked` means that nobody looked."""

    channel: Channel
    standing: ChannelStatus
    check: ProtectionCheck | None = None
    linked: bool | None = None
    listed_on: str = ""
    told: set[tuple[str, str]] = field(default_factory=set)
    overdue: int = 0

    @property
    def in_use(self) -> bool:
        return self.channel.state == State.LIVE

    def ask(self, says: str, role: str, *, cause: str = "", missing: str = "") -> Attention:
        """What needs doing about it, by whom. It leads to the school's list: not everybody may open each channel.

        `cause` and `missing` are for what several controls find alike.
        """
        says = f"“{self.channel.name}”: {says}"
        return Attention(says, self.listed_on, Role(role).label, cause=cause, missing=missing)


def all_of(scope: Scope) -> dict[UUID, list[One]]:
    """The channels that speak for each school, those of its whole trust among them. Five queries, for all controls."""
    return scope.once("channels.all", lambda: _read(scope))


def _read(scope: Scope) -> dict[UUID, list[One]]:
    schools = scope.schools.order_by()
    here = Q(school__in=schools.values("pk")) | Q(school__isnull=True, trust__in=schools.values("trust"))
    rows = with_status(Channel.objects.filter(here))
    ones = {row.pk: One(row, status_of(row, scope.on)) for row in rows}
    of = {"channel__in": Channel.objects.filter(here).order_by().values("pk")}
    for check in ProtectionCheck.objects.filter(**of, on__lte=scope.on, url=F("channel__url")).order_by("on"):
        ones[check.channel_id].check = check
    for channel, found in LinkCheck.objects.filter(**of).values_list("channel", "found"):
        ones[channel].linked = found
    for told in Told.objects.filter(**of).exclude(route=Route.NOTICE, reached__isnull=True):
        one = ones[told.channel_id]
        one.told.add((told.event, told.audience))
    late = late_conditions(scope.on).filter(decision__channel__in=of["channel__in"])
    for channel in late.order_by().values_list("decision__channel", flat=True):
        ones[channel].overdue += 1
    by_place: dict[UUID, list[One]] = defaultdict(list)
    for one in ones.values():
        by_place[one.channel.school_id or one.channel.trust_id].append(one)
    found = {}
    for school, trust, slug in schools.values_list("pk", "trust", "slug"):
        url = reverse("channels:of-school", kwargs={"school": slug})
        found[school] = [replace(one, listed_on=url) for one in by_place[school] + by_place[trust]]
    return found


Fails = Callable[[One], Iterable[tuple[Status, Attention]]]


def readings_of(scope: Scope, which: Callable[[One], bool], fails: Fails, says: str, none: str) -> dict[UUID, Reading]:
    """One reading a school: how many of its channels are as they should be, and what each of the others lacks."""
    readings = {}
    for school, ones in all_of(scope).items():
        chosen = [one for one in ones if which(one)]
        found = [(one, list(fails(one))) for one in chosen]
        trouble = [item for _, items in found for item in items]
        status = Status.NEEDS_ATTENTION if trouble else Status.KEPT
        if any(each is Status.NOT_KEPT for each, _ in trouble):
            status = Status.NOT_KEPT
        good = sum(not items for _, items in found)
        if not chosen:
            readings[school] = Reading(Status.NOT_IN_USE, none)
        else:
            readings[school] = Reading(
                status, f"{{figure}} {says}", good, len(chosen), attention=tuple(ask for _, ask in trouble)
            )
    return readings


def is_live(one: One) -> bool:
    """Whether the channel is in use."""
    return one.in_use
