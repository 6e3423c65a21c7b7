"""A role that could harm others begins with a second person's word: proposed by one, confirmed by another (AIM5)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people import register_moves, telling
from lanyard.people.actions.sessions import end_sessions
from lanyard.people.choices import Role
from lanyard.people.models import Cover, Person, RoleHolding, RoleProposal, School, Trust, User, WitnessedStep
from lanyard.people.power_models import ProposalState
from lanyard.people.queries import is_staff_at, power, roles_at
from lanyard.people.rules import may_appoint
from lanyard.people.telling import News
from lanyard.records import audit
from lanyard.records.required import required

audit.words.update(
    {
        "role:propose": "Proposed someone for a role; it is waiting to be confirmed",
        "role:confirm": "Confirmed a role",
        "role:refuse": "Refused to confirm a role",
        "role:withdraw": "Withdrew a proposal for a role",
        "second-step:void": "Asked for a new second step because of a new role",
    }
)

By = User | str


def propose(
    *,
    person: Person,
    role: str,
    place: School | Trust,
    by: By,
    start: date,
    end: date | None = None,
    holding: RoleHolding | None = None,
    reason: str = "",
) -> RoleProposal:
    """Note that somebody shall get a role, or stand in for its holder, and tell whoever confirms. Raises `Refused`.

    Called by the actions that give roles, in their transaction, once they have checked everything else.
    """
    school = place if isinstance(place, School) else None
    trust = place.trust if isinstance(place, School) else place
    # One at a time: the same proposal twice would begin twice.
    Trust.objects.select_for_update().get(pk=trust.pk)
    same = {"person": person, "role": role, "trust": trust, "school": school, "holding": holding}
    if RoleProposal.objects.filter(state=ProposalState.PENDING, **same).exists():
        raise Refused(f"{person} has already been proposed for this and is waiting to be confirmed.", "person")
    proposal = RoleProposal.objects.create(
        **same,
        start=start,
        end=end,
        reason=reason,
        proposed_by=by.person if isinstance(by, User) else None,
        proposed_at=timezone.now(),
    )
    audit.record("role:propose", by=by, about=proposal, place=place, detail=_detail(proposal))
    _tell(
        proposal,
        by,
        "Someone has been proposed for a role",
        "It starts only when a second leader confirms it. See who, and who can confirm it.",
    )
    return proposal


@transaction.atomic
def confirm(*, proposal: RoleProposal, by: User, on: date) -> RoleProposal:
    """Let the role or the cover begin, on the word of a second person. Raises `Refused`."""
    proposal = _pending(proposal.pk)
    if by.person_id not in {one.pk for _, one in power.confirmers(proposal, on)}:
        raise Refused("Someone else must confirm this: a leader who is independent of the person who proposed it.")
    return _begin(proposal, by, on)


@transaction.atomic
def confirm_at_the_computer(*, proposal: RoleProposal, on: date) -> RoleProposal:
    """Let it begin on the word of whoever runs Lanyard, where nobody is left who may confirm it. Raises `Refused`."""
    proposal = _pending(proposal.pk)
    if found := power.confirmers(proposal, on):
        raise Refused(power.waits_for(found))
    return _begin(proposal, "system:command-line", on)


def _begin(proposal: RoleProposal, by: By, on: date) -> RoleProposal:
    place = power.place_of(proposal)
    if not is_staff_at(proposal.person, place, on):
        raise Refused(f"{proposal.person} no longer works, governs or helps here.")
    start = max(proposal.start, on)
    if proposal.end and proposal.end < start:
        raise Refused("Its last day has passed. Refuse it and propose it again.")
    made = _make(proposal, start, by)
    _decide(proposal, ProposalState.CONFIRMED, by)
    detail = {**_detail(proposal), "start": start, "proposed_by": proposal.proposed_by_id}
    audit.record("role:confirm", by=by, about=made, place=place, detail=detail)
    register_moves.moved([proposal.person_id])
    ask_for_witness(proposal.person, by=by)
    telling.settle(about(proposal))
    _tell(proposal, by, "Someone’s role was confirmed", "It reads sensitive records. See who has it, and since when.")
    return proposal


def _make(proposal: RoleProposal, start: date, by: By) -> RoleHolding | Cover:
    person, holding = proposal.person, proposal.holding
    if holding:
        if holding.end and holding.end < (proposal.end or start):
            raise Refused("The role they would cover has ended, or ends before the cover does.")
        return Cover.objects.create(
            holding=holding, person=person, reason=proposal.reason, start=start, end=required(proposal.end)
        )
    same = {"person": person, "role": proposal.role, "trust": proposal.trust, "school": proposal.school}
    if RoleHolding.objects.filter(end=None, **same).exists():
        raise Refused(f"{person} already holds this role.")
    proposal.begun = RoleHolding.objects.create(**same, start=start, end=proposal.end)
    proposal.save(update_fields=["begun"])
    return proposal.begun


@transaction.atomic
def refuse(*, proposal: RoleProposal, by: User, on: date) -> RoleProposal:
    """Say no: whoever may confirm it may refuse it, and so may the person themselves. Raises `Refused`."""
    proposal = _pending(proposal.pk)
    may = {one.pk for _, one in power.confirmers(proposal, on)} | {proposal.person_id}
    if by.person_id not in may:
        raise Refused("Only the person, or someone who can confirm this, can refuse it.")
    return _close(proposal, ProposalState.REFUSED, "role:refuse", by)


@transaction.atomic
def withdraw(*, proposal: RoleProposal, by: User, on: date) -> RoleProposal:
    """Take a proposal back: whoever made it, or another who may appoint to the role. Raises `Refused`."""
    proposal = _pending(proposal.pk)
    if by.person_id != proposal.proposed_by_id and not may_appoint(
        roles_at(by, power.place_of(proposal), on), proposal.role
    ):
        raise Refused("Only the person who proposed it, or someone else who can give the role, can withdraw it.")
    return _close(proposal, ProposalState.WITHDRAWN, "role:withdraw", by)


def _close(proposal: RoleProposal, state: ProposalState, event: str, by: User) -> RoleProposal:
    _decide(proposal, state, by)
    audit.record(event, by=by, about=proposal, place=power.place_of(proposal), detail=_detail(proposal))
    telling.settle(about(proposal))
    _tell(proposal, by, f"A proposal for a role was {state.value}", "The role did not start.")
    return proposal


def ask_for_witness(person: Person, *, by: By) -> None:
    """Void second steps that nobody has witnessed: with a role that reads sensitive records they are not enough.

    Somebody may have set theirs up while the account was still of little interest, or in another's name.
    """
    user = User.objects.filter(person=person).first()
    if user is None or WitnessedStep.objects.filter(person=person, done_at__isnull=False).exists():
        return
    found = Authenticator.objects.filter(user=user)
    if found.exists():
        found.delete()
        end_sessions([person.pk])
        audit.record("second-step:void", by=by, about=user, place=audit.PlaceIds(person.trust_id, None))


def _decide(proposal: RoleProposal, state: ProposalState, by: By) -> None:
    proposal.state, proposal.decided_at = state, timezone.now()
    proposal.decided_by = by.person if isinstance(by, User) else None
    proposal.save(update_fields=["state", "decided_by", "decided_at"])


def _pending(pk: UUID) -> RoleProposal:
    related = ("person", "school__trust", "trust", "proposed_by", "holding")
    proposal = RoleProposal.objects.select_for_update(of=("self",)).select_related(*related).get(pk=pk)
    if proposal.state != ProposalState.PENDING:
        raise Refused("This has already been decided.")
    return proposal


def _detail(proposal: RoleProposal) -> dict[str, object]:
    return {
        "role": proposal.role,
        "person": proposal.person_id,
        "start": proposal.start,
        "cover": proposal.holding_id,
    }


def _tell(proposal: RoleProposal, by: By, title: str, says: str) -> None:
    """Tell the person, whoever confirms, the level above, the headteacher and the chair; not whoever did it."""
    today, place = timezone.localdate(), power.place_of(proposal)
    people = {one.pk: one for one in power.leaders_of(proposal.role, place, today)}
    people |= {one.pk: one for _, one in power.confirmers(proposal, today)}
    people |= {one.pk: one for one in (proposal.person, proposal.proposed_by) if one}
    if isinstance(by, User):
        people.pop(by.person_id, None)
    news = News(
        title=f"{title}: {Role(proposal.role).label}, {place}",
        says=says,
        url=reverse("people:proposal", args=[proposal.pk]),
        about=about(proposal) if proposal.state == ProposalState.PENDING else "",
        school_id=proposal.school_id,
    )
    telling.tell(news, people.values(), by)


def about(proposal: RoleProposal) -> str:
    """What notices of a proposal are closed by."""
    return f"role-proposal:{proposal.pk}"
