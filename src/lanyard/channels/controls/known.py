"""Whether channels are registered, listed and told of (OFF1, OFF5, OFF8)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.channels.choices import Audience, Event, State
from lanyard.channels.controls.common import MOVED_BY, One, all_of, is_live, readings_of
from lanyard.channels.rules import LISTED_FOR, not_in
from lanyard.people.choices import Role


@control(
    id="channels.school-address",
    clauses=("OFF5",),
    checks="Every channel is registered with a school email address, or an approved exception.",
    owner=Role.IT_LEAD,
    moved_by=MOVED_BY,
)
def school_address(scope: Scope) -> dict[UUID, Reading]:
    """OFF5: an exception needs attention while its approval lasts; without one it is not kept."""

    def fails(one: One) -> Iterable[tuple[Status, Attention]]:
        if not one.channel.email_is_ours:
            status = Status.NEEDS_ATTENTION if one.standing.has_approval else Status.NOT_KEPT
            yield status, one.ask("registered with an address that is not the school’s", Role.IT_LEAD)

    return readings_of(
        scope, is_live, fails, "live channels are registered with a school address", "No channel is live"
    )


@control(
    id="channels.told",
    clauses=("OFF8",),
    checks="Parents and children were told about every channel that opened or closed, and it is recorded how.",
    owner=Role.HEADTEACHER,
    moved_by=(*MOVED_BY, "channel:tell-more", "channel:tell-families"),
)
def told(scope: Scope) -> dict[UUID, Reading]:
    """OFF8: not kept where parents were not told; attention where it is not on record that pupils were."""

    def used(one: One) -> bool:
        return one.channel.live_since is not None

    def fails(one: One) -> Iterable[tuple[Status, Attention]]:
        event = Event.CLOSED if one.channel.state == State.CLOSED else Event.OPENED
        if (event, Audience.PARENTS) not in one.told:
            yield Status.NOT_KEPT, one.ask("tell parents about it", Role.HEADTEACHER)
        if (event, Audience.PUPILS) not in one.told:
            yield Status.NEEDS_ATTENTION, one.ask("tell pupils about it", Role.HEADTEACHER)

    return readings_of(scope, used, fails, "channels were announced", "No channel has opened yet")


@control(
    id="channels.listed",
    clauses=("OFF1",),
    checks="The public register has every account in the trust’s file, and each was checked this term.",
    owner=Role.HEADTEACHER,
    moved_by=(*MOVED_BY, "channel:check", "channel:set-address", "trust:load"),
)
def listed(scope: Scope) -> dict[UUID, Reading]:
    """OFF1: not kept where the trust's file names an account that the register does not know."""

    def fails(one: One) -> Iterable[tuple[Status, Attention]]:
        if one.check is None or one.check.on + LISTED_FOR < scope.on:
            yield Status.NEEDS_ATTENTION, one.ask("check it this term", Role.HEADTEACHER)

    readings = readings_of(scope, is_live, fails, "live channels were checked this term", "No channel is live")
    ones = all_of(scope)
    for school, slug, named in scope.schools.values_list("pk", "slug", "listed_channels"):
        missing = [each["name"] for each in not_in(named, (one.channel.name for one in ones[school]))]
        if missing:
            url = reverse("channels:propose", kwargs={"school": slug})
            asks = tuple(Attention(f"“{name}” is not in the register", url, Role.HEADTEACHER.label) for name in missing)
            readings[school] = Reading(
                Status.NOT_KEPT, "Accounts in the trust’s file are not in the register", attention=asks
            )
    return readings
