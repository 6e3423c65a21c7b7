"""Proposing a channel, changing the proposal, and minimum ages (OFF2, OFF5, CHI4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from lanyard.channels import rules
from lanyard.channels.actions.common import ask_to_agree, held, note, step
from lanyard.channels.choices import Purpose, State
from lanyard.channels.hazards import library
from lanyard.channels.models import Assessment, Channel, Hazard
from lanyard.kernel import gate
from lanyard.kernel.refusals import Refused
from lanyard.people.models import School, Trust, User
from lanyard.platforms.models import Platform
from lanyard.platforms.queries import under_age
from lanyard.records.audit import record


@dataclass(frozen=True)
class Proposal:
    """What a member of staff says about the channel that they propose."""

    platform: Platform
    name: str
    openness: str
    purpose: str
    objectives: str
    outcomes: str
    audience: str
    why_this: str
    other_routes: str
    email: str
    url: str = ""
    year_groups: tuple[str, ...] = ()
    why_other_email: str = ""
    run_by: str = ""
    answerable_for: str = ""

    def fields(self) -> dict:
        """As the columns of `Channel`."""
        given = {name: getattr(self, name) for name in asdict(self)}
        return {**given, "year_groups": list(self.year_groups), "platform": self.platform}


def propose(*, by: User, place: School | Trust, proposal: Proposal) -> Channel:
    """Propose a channel for a school or a whole trust, with a risk assessment to fill in.

    Naming a service for pupils who are under its minimum age is refused, and the attempt is on record (CHI4). Raises
    `Refused` with the field.
    """
    if not gate.may(by, "channels:propose", place):
        raise Refused("You don’t have permission to do this.")
    _check_pupils(by, place, proposal.platform, proposal.year_groups)
    with transaction.atomic():
        fields = _checked(place, proposal)
        school = place if isinstance(place, School) else None
        channel = Channel.objects.create(
            trust=place.trust if isinstance(place, School) else place,
            school=school,
            proposer=by.person,
            proposed_on=timezone.localdate(),
            **fields,
        )
        _begin_assessment(channel)
        ask_to_agree(channel, by)
        note("propose", channel, by, platform=channel.platform.key, purpose=channel.purpose)
    return channel


def change_proposal(*, by: User, channel: Channel, proposal: Proposal) -> Channel:
    """Change what was proposed, as long as it is not approved; its risks are agreed again. Raises `Refused`."""
    _check_pupils(by, channel.place, proposal.platform, proposal.year_groups)
    with transaction.atomic():
        channel = held(channel)
        if channel.proposer_id != by.person_id:
            raise Refused("Only the person who proposed it can change it.")
        name = step(channel, "change")
        for field, value in _checked(channel.place, proposal).items():
            setattr(channel, field, value)
        was = channel.state
        channel.state = rules.after(name, channel.state)
        channel.save()
        Assessment.objects.filter(channel=channel).update(agreed_by=None, agreed_on=None, review_on=None)
        if was != State.PROPOSED:
            ask_to_agree(channel, by)
        note("change", channel, by)
    return channel


def _checked(place: School | Trust, proposal: Proposal) -> dict:
    """The proposal as columns, if it may be so (OFF5, EXP6). Raises `Refused` with the field."""
    ours = rules.domain_is_ours(proposal.email, domains_of(place))
    if not ours and not proposal.why_other_email:
        raise Refused("This is not a school address. Use one, or say below why you can’t", "email")
    if proposal.purpose == Purpose.REMOTE and not isinstance(place, School):
        raise Refused("Propose remote learning for one school: its Headteacher decides on the risks", "purpose")
    if proposal.purpose == Purpose.PARENTS and not (proposal.run_by and proposal.answerable_for):
        field = "answerable_for" if proposal.run_by else "run_by"
        raise Refused("Say who runs it and what the school is responsible for", field)
    return {**proposal.fields(), "email_is_ours": ours}


def domains_of(place: School | Trust) -> list[str]:
    """The domains of the addresses that the school, or all schools of the trust, provide."""
    schools = [place] if isinstance(place, School) else place.schools.all()
    return [domain for school in schools for domain in school.email_domains]


def _check_pupils(by: User, place: School | Trust, platform: Platform, year_groups: Collection[str]) -> None:
    """Raises `Refused` where pupils are to use a service that they are too young for; that they were is recorded."""
    schools = School.objects.filter(pk=place.pk) if isinstance(place, School) else place.schools.all()
    found = under_age(platform, schools, year_groups, timezone.localdate()) if year_groups else None
    if found is None or not found.keeps_out:
        return
    with transaction.atomic():
        detail = {"platform": platform.key, "minimum": found.minimum}
        record("platform-age:block", by=by, about=platform, place=place, detail=detail)
    if found.too_young:
        says = f"{platform} is for ages {found.minimum} and over. Some of these pupils are younger"
    else:
        says = (
            f"{platform} is for ages {found.minimum} and over. "
            "Some of these pupils have no date of birth on the register"
        )
    raise Refused(says, "year_groups")


def _begin_assessment(channel: Channel) -> None:
    assessment = Assessment.objects.create(channel=channel)
    for position, entry in enumerate(library()):
        Hazard.objects.create(
            assessment=assessment,
            title=entry["title"],
            who=entry["who"],
            existing=entry["measures"],
            position=position,
        )


def check_pupils_again(*, by: User, channel: Channel) -> None:
    """The same before a channel opens: children may have come since. Raises `Refused`."""
    _check_pupils(by, channel.place, channel.platform, channel.year_groups)


def may_change(channel: Channel, by: User) -> bool:
    """Whether this person may change the proposal now."""
    return channel.proposer_id == by.person_id and channel.state in (State.PROPOSED, State.ASSESSED, State.REFUSED)
