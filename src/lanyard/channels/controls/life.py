"""Whether live channels are approved, risk assessed and protected (OFF2, OFF3, OFF4, EXP6)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.channels.choices import Purpose, State
from lanyard.channels.controls.common import MOVED_BY, One, is_live, readings_of
from lanyard.channels.rules import PROTECTED_FOR
from lanyard.people.choices import Role
from lanyard.ui.words import how_many


@control(
    id="channels.approved",
    clauses=("OFF2",),
    checks="Every live channel has an approval from the executive headteacher less than a year old, with no "
    "overdue conditions.",
    owner=Role.EXECUTIVE_HEADTEACHER,
    moved_by=MOVED_BY,
)
def approved(scope: Scope) -> dict[UUID, Reading]:
    """OFF2: not kept with one live channel whose approval ran out, or with a condition past its day; attention where
    one runs out soon."""

    def fails(one: One) -> Iterable[tuple[Status, Attention]]:
        if not one.standing.has_approval:
            says = "live without a current approval"
            yield Status.NOT_KEPT, one.ask(says, Role.EXECUTIVE_HEADTEACHER)
        elif one.overdue:
            conditions = "a condition" if one.overdue == 1 else f"{one.overdue} conditions"
            yield Status.NOT_KEPT, one.ask(f"{conditions} of its approval overdue", Role.HEADTEACHER)
        elif one.standing.needs_renewal:
            says = f"renew the approval by {one.standing.approved_until:%-d %B %Y}"
            yield Status.NEEDS_ATTENTION, one.ask(says, Role.EXECUTIVE_HEADTEACHER)

    return readings_of(scope, is_live, fails, "live channels have a current approval", "No channel is live")


def _unassessed(one: One) -> Iterable[tuple[Status, Attention]]:
    if not one.standing.has_assessment:
        yield (
            Status.NOT_KEPT,
            one.ask(
                "live without a risk assessment in date",
                Role.HEADTEACHER,
                cause="channels:assessment",
                missing="Live channels have no risk assessment in date",
            ),
        )


@control(
    id="channels.risk-assessed",
    clauses=("OFF2",),
    checks="Every live channel has a risk assessment that was agreed and is in date.",
    owner=Role.HEADTEACHER,
    moved_by=MOVED_BY,
)
def risk_assessed(scope: Scope) -> dict[UUID, Reading]:
    """OFF2: not kept with one live channel whose risk assessment is not agreed or past its review."""
    return readings_of(
        scope, is_live, _unassessed, "live channels have a risk assessment in date", "No channel is live"
    )


@control(
    id="channels.remote-learning",
    clauses=("EXP6",),
    checks="No social media service is used for remote learning before the Headteacher has decided on its risk "
    "assessment.",
    owner=Role.HEADTEACHER,
    moved_by=MOVED_BY,
)
def remote_learning(scope: Scope) -> dict[UUID, Reading]:
    """EXP6: not kept with one live remote-learning channel without it; attention where one waits for the decision."""

    def fails(one: One) -> Iterable[tuple[Status, Attention]]:
        if one.in_use:
            yield from _unassessed(one)
        elif not one.standing.has_assessment:
            yield Status.NEEDS_ATTENTION, one.ask("waiting for the Headteacher’s decision", Role.HEADTEACHER)

    def remote(one: One) -> bool:
        return one.channel.purpose == Purpose.REMOTE and one.channel.state not in (State.CLOSED, State.REFUSED)

    says = "remote-learning channels have a risk assessment the Headteacher has decided on"
    return readings_of(scope, remote, fails, says, "No social media service is used for remote learning")


@control(
    id="channels.protected",
    clauses=("OFF3", "OFF4"),
    checks="The security of each live channel was checked within a year, every point was in order, it is a "
    "separate account, and the school’s website links to it.",
    owner=Role.IT_LEAD,
    moved_by=(*MOVED_BY, "channel:check", "channel:check-link"),
)
def protected(scope: Scope) -> dict[UUID, Reading]:
    """OFF3, OFF4: not kept where nobody looked or a point fails; attention where the website has no link."""

    def fails(one: One) -> Iterable[tuple[Status, Attention]]:
        if one.check is None or one.check.on + PROTECTED_FOR < scope.on:
            yield Status.NOT_KEPT, one.ask("check its security", Role.IT_LEAD)
        elif one.check.failing:
            says = f"fix {how_many(len(one.check.failing), 'point')} of its security"
            yield Status.NOT_KEPT, one.ask(says, Role.IT_LEAD)
        if one.linked is False:
            yield Status.NEEDS_ATTENTION, one.ask("the website does not link to it", Role.IT_LEAD)

    return readings_of(scope, is_live, fails, "live channels are secure and linked", "No channel is live")
