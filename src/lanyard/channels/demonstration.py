"""The demonstration's channels: one of each state, an approval that ran out, an operator whose authority lapsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lanyard.channels import sealing
from lanyard.channels.hazards import library
from lanyard.channels.models import (
    Assessment,
    Channel,
    Condition,
    Decision,
    Hazard,
    LinkCheck,
    Opening,
    Operator,
    ProtectionCheck,
    SealedLogIn,
    Told,
)
from lanyard.channels.rules import last_day_of_approval
from lanyard.people.choices import Role
from lanyard.people.demonstration import World
from lanyard.people.models import Person, RoleHolding, School
from lanyard.people.rules.working_time import add_working_days
from lanyard.platforms.models import Platform


@dataclass(frozen=True)
class Story:
    """A channel of the demonstration: how far it is, and how many days ago it was approved."""

    name: str
    state: str
    platform: str = "facebook"
    purpose: str = "community"
    approved: int | None = None
    failing: list[str] | None = None
    linked: bool | None = None
    pupils_told: bool = True
    overdue: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def is_agreed(self) -> bool:
        return self.state not in ("proposed",)


FRIENDS = {
    "run_by": "The committee of the Friends, elected each September.",
    "answerable_for": "The school’s name and logo. Not what members write.",
}
ASKED = "Everybody who joins is known to a member of the committee."
STORIES = (
    Story("{school} families", "live", approved=120, failing=[], linked=True),
    Story("{school} on the field", "live", "instagram", approved=420, failing=["comments"], linked=False),
    Story(
        "Friends of {school}",
        "live",
        purpose="parents",
        approved=200,
        failing=[],
        linked=True,
        overdue=ASKED,
        more=FRIENDS,
    ),
    Story("{school} lessons at home", "proposed", "youtube", "remote"),
    Story("{school} summer fair", "assessed", "instagram", "event"),
    Story("{school} class blogs", "approved", "facebook", "class", approved=5),
    Story("{school} news", "paused", "x", approved=90, failing=[], linked=True),
    Story("{school} short clips", "refused", "tiktok"),
    Story("{school} nativity", "closed", "facebook", "event", approved=350, failing=[], pupils_told=False),
)


def build(world: World) -> None:
    """Add the channels: all of them at the first school, some at the others; four a school for measuring."""
    platforms = {row.key: row for row in Platform.objects.all()}
    if not {story.platform for story in STORIES} <= platforms.keys():
        return
    chosen = [
        STORIES[:4] if world.is_large else STORIES if n == 0 else STORIES[n % 3 :: 3] for n in range(len(world.schools))
    ]
    for school, stories in zip(world.schools, chosen, strict=True):
        runners = _runners(school, world.today)
        for story in stories:
            _tell(world, school, story, platforms[story.platform], runners)


def _runners(school: School, on: date) -> list[Person]:
    held = RoleHolding.objects.filter(school=school, role=Role.CHANNEL_OPERATOR).select_related("person")
    return [row.person for row in held.order_by("start", "person__family_name", "pk")]


def _tell(world: World, school: School, story: Story, platform: Platform, runners: list[Person]) -> None:
    head = world.holder(Role.HEADTEACHER, school)
    leads = world.holder(Role.EXECUTIVE_HEADTEACHER, school)
    proposer = next(person for person in world.staff[school.slug] if person not in (head, leads) and person.email)
    since = world.today - timedelta(days=(story.approved or 0) + 10)
    used = story.state in ("live", "paused", "closed")
    slug = story.name.format(school=school.slug).replace(" ", "-").lower()
    channel = Channel.objects.create(
        trust=world.trust,
        school=school,
        platform=platform,
        name=story.name.format(school=school.name)[:100],
        url=f"https://social.example.org/{slug}" if story.approved is not None else "",
        openness="closed" if story.purpose in ("class", "parents") else "open",
        purpose=story.purpose,
        objectives="Families see what their children learn and what comes next.",
        outcomes="Most families know of events a week before. Fewer telephone calls ask for dates.",
        audience="Families of the school",
        why_this="Most families use it already, and they asked for it.",
        other_routes="Everything also goes out by email and hangs at the gate.",
        email=f"office@{school.email_domains[0]}",
        proposer=proposer,
        proposed_on=since,
        state=story.state,
        live_since=since + timedelta(days=12) if used else None,
        closed_on=world.today - timedelta(days=20) if story.state == "closed" else None,
        **story.more,
    )
    _assess(channel, story, head, since, world.today)
    _decide(channel, story, leads, world.today)
    if used:
        _run(channel, story, head, runners, world.today)


def _assess(channel: Channel, story: Story, head: Person | None, since: date, today: date) -> None:
    agreed_on = since + timedelta(days=5) if story.is_agreed else None
    signed = head if story.is_agreed else None
    agreed_on = agreed_on if signed else None
    assessment = Assessment.objects.create(
        channel=channel,
        agreed_by=signed,
        agreed_on=agreed_on,
        review_on=last_day_of_approval(agreed_on) if agreed_on else None,
    )
    for position, entry in enumerate(library()):
        # What is proposed is half done: nothing is scored but what somebody has scored.
        scores = {} if not story.is_agreed and position > 3 else _SCORES
        Hazard.objects.create(
            assessment=assessment,
            title=entry["title"],
            who=entry["who"],
            existing=entry["measures"],
            position=position,
            **scores,
        )


_SCORES = {"owner": "The office", "likelihood": 3, "severity": 4, "likelihood_after": 1, "severity_after": 4}


def _decide(channel: Channel, story: Story, leads: Person | None, today: date) -> None:
    if leads is None or (story.approved is None and story.state != "refused"):
        return
    day = today - timedelta(days=story.approved or 3)
    refused = story.state == "refused"
    made = Decision.objects.create(
        channel=channel,
        number=1,
        verdict="refused" if refused else "approved",
        by=leads,
        at=timezone.make_aware(datetime.combine(day, time(10))),
        conditions="Our families are not there." if refused else "Two people look at each post.",
        until=None if refused else last_day_of_approval(day),
    )
    if story.overdue:
        Condition.objects.create(decision=made, says=story.overdue, due=today - timedelta(days=9))


def _run(channel: Channel, story: Story, head: Person | None, runners: list[Person], today: date) -> None:
    for event in ("opened", "closed") if story.state == "closed" else ("opened",):
        day = channel.live_since if event == "opened" else channel.closed_on
        told = {"channel": channel, "event": event, "on": day, "by": head}
        Told.objects.create(audience="parents", route="notice", reached=180, not_reached=6, **told)
        if story.pupils_told:
            Told.objects.create(audience="pupils", route="assembly", **told)
    if head and story.failing is not None:
        ProtectionCheck.objects.create(
            channel=channel, by=head, on=today - timedelta(days=30), url=channel.url, failing=story.failing
        )
    if story.linked is not None:
        LinkCheck.objects.create(channel=channel, at=timezone.now(), found=story.linked)
    if story.linked:
        _seal(channel, story, head, runners, today)
    for number, person in enumerate(runners):
        suspended = today - timedelta(days=4) if story.purpose == "parents" and number == 0 else None
        Operator.objects.create(channel=channel, person=person, start=channel.live_since, suspended_on=suspended)


def _seal(channel: Channel, story: Story, head: Person | None, runners: list[Person], today: date) -> None:
    """Its log-in, which opens nothing; a drill last term, or an opening whose new password is still awaited."""
    sealed_at = timezone.make_aware(datetime.combine(channel.live_since, time(11)))
    by = runners[0] if runners else head
    log_in = SealedLogIn(channel=channel, sealed_at=sealed_at, sealed_by=by, password_changed_at=sealed_at)
    invented = {
        "user_name": f"office-{channel.platform.key}",
        "password": f"invented-{channel.pk.hex[:8]}",
        "one_time_secret": "JBSWY3DPEHPK3PXP",
        "recovery_email": channel.email,
    }
    sealing.seal(log_in, invented)
    log_in.save()
    if head is None or story.state != "live":
        return
    awaited = story.purpose == "parents"
    day = today - timedelta(days=1 if awaited else 60)
    at = timezone.make_aware(datetime.combine(day, time(21, 5)))
    Opening.objects.create(
        channel=channel,
        why="emergency" if awaited else "drill",
        reason="Somebody else posts on the page." if awaited else "The yearly drill.",
        asked_by=head,
        asked_at=at,
        opened_at=at,
        until=at + timedelta(minutes=5),
        change_by=add_working_days(day, 1),
        changed_at=None if awaited else at + timedelta(hours=18),
    )
