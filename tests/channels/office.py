"""Channels for tests, made through the actions wherever they can be."""

from __future__ import annotations

from datetime import date, timedelta

from lanyard.channels.actions import deciding, operators, proposing, risks, running
from lanyard.channels.actions.proposing import Proposal
from lanyard.channels.models import Channel, Decision, Operator
from lanyard.channels.queries import version_of, with_status
from lanyard.people.models import School, Trust, User
from lanyard.platforms import actions as platforms
from lanyard.platforms.models import Platform
from tests.factories.people import Cast, give_role
from tests.platforms.factories import a_file, a_service
from tests.training.office import make_document, make_edition, make_signature, train

TODAY = date(2026, 11, 24)
IN_A_YEAR = date(2027, 11, 23)


def make_platform(key: str = "chirp", **changes) -> Platform:
    """A service for ages 13 and over."""
    known = Platform.objects.filter(key=key).first()
    if known is None:
        platforms.load(a_file(a_service(key, **changes)))
    return Platform.objects.prefetch_related("ages").get(key=key)


def a_proposal(place: School | Trust, **changes) -> Proposal:
    """What somebody says about a channel, all in order."""
    school = place if isinstance(place, School) else place.schools.first()
    fields = {
        "platform": make_platform(),
        "name": "Old Quay news",
        "openness": "closed",
        "purpose": "community",
        "objectives": "Families see what we do.",
        "outcomes": "Half of the families read it.",
        "audience": "Families",
        "why_this": "They are there already.",
        "other_routes": "The same by email and on paper.",
        "email": f"news@{school.email_domains[0]}",
        "url": "https://chirp.example/old-quay",
    }
    return Proposal(**(fields | changes))


def propose(by: User, place: School | Trust, **changes) -> Channel:
    return proposing.propose(by=by, place=place, proposal=a_proposal(place, **changes))


def again(channel: Channel) -> Channel:
    """The channel as it is stored now."""
    return with_status(Channel.objects.filter(pk=channel.pk)).get()


def complete(channel: Channel, by: User) -> Channel:
    """Score every row of the risk assessment."""
    scores = {"likelihood": 3, "severity": 4, "likelihood_after": 1, "severity_after": 4, "owner": "The office"}
    first, *others = channel.assessment.hazards.all()
    # What the action does for one is the same for each, and takes its time.
    for hazard in others:
        for name, value in scores.items():
            setattr(hazard, name, value)
        hazard.save()
    risks.write_hazard(by=by, channel=channel, hazard=first, **scores)
    return again(channel)


def agree(*, by: User, channel: Channel, **said) -> Channel:
    """Agree the risks as they stand now."""
    return risks.agree(by=by, channel=channel, version=version_of(again(channel)), **said)


def decide(*, by: User, channel: Channel, **said) -> Decision:
    """Decide on the channel as it stands now."""
    return deciding.decide(by=by, channel=channel, version=version_of(again(channel)), **said)


def assessed(cast: Cast, **changes) -> Channel:
    """Proposed by the teacher, agreed by the headteacher."""
    channel = complete(propose(cast.teacher, cast.old_quay, **changes), cast.teacher)
    agree(by=cast.headteacher, channel=channel, review_on=IN_A_YEAR)
    return again(channel)


def approved(cast: Cast, **changes) -> Channel:
    channel = assessed(cast, **changes)
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved")
    return again(channel)


def live(cast: Cast, **changes) -> Channel:
    channel = approved(cast, **changes)
    running.go_live(by=cast.headteacher, channel=channel)
    return again(channel)


def able(cast: Cast, user: User, channel: Channel, *, but: str = "") -> Operator:
    """Somebody who runs the channel and has all that authority needs, but for one document or the training."""
    if not user.person.roles.filter(role="channel_operator").exists():
        give_role(user.person, "channel_operator", cast.old_quay)
    user.person.email = f"{user.pk}@{cast.old_quay.email_domains[0]}"
    user.person.save()
    for key in ("staff_acceptable_use", "channel_acceptable_use", "code_of_conduct_online"):
        document = cast.trust.documents_to_sign.filter(key=key).first()
        if document is None:
            document = make_document(cast.trust, key)
            make_edition(document, TODAY - timedelta(days=30))
        signed = user.person.sign_offs.filter(edition__document=document).exists()
        if key != but and not signed:
            make_signature(user.person, document.editions.get(), TODAY - timedelta(days=3))
    if but != "training" and not user.person.attendances.exists():
        train(user.person, cast.old_quay, TODAY - timedelta(days=60), cast.headteacher.person)
    return operators.add_operator(by=cast.headteacher, channel=channel, person=user.person)
