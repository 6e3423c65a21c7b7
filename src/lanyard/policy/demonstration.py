"""The demonstration's policy: an edition that was replaced, the one in force, linked policies and review triggers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lanyard.kernel.years import AcademicYear, academic_year
from lanyard.people.choices import Role
from lanyard.people.demonstration import World
from lanyard.people.models import School
from lanyard.policy.actions import adopt_model, load_data
from lanyard.policy.choices import EditionState, TriggerKind
from lanyard.policy.models import Clause, Edition, LinkedPolicy, Policy, ReviewTrigger
from lanyard.policy.queries.linked import standard_list

BY = "system:demonstration"
# How some clauses read before the last review: (the number of the clause that changed, what it said).
BEFORE = {
    "1.2": "This policy is looked at again every year.",
    "4.1": "Staff think before they post.",
    "8.1": "Children do not use social media in lessons.",
}


def build(world: World) -> None:
    """Add three editions, one for each school year, linked policies of every standing, and triggers open and closed."""
    load_data(by=BY)
    this_year = academic_year(world.today)
    for year in (this_year.start - 2, this_year.start - 1):
        replaced = _edition(world, AcademicYear(year).first_day + timedelta(days=8), f"Autumn {year}")
        for number, text in BEFORE.items():
            Clause.objects.filter(edition=replaced, number=number).update(text=text)
    starts = min(this_year.first_day + timedelta(days=2), world.today)
    current = _edition(world, starts, f"Autumn {starts.year}")
    for n, school in enumerate(world.schools):
        _linked(world, school, n)
    _triggers(world, current.policy)


def _edition(world: World, first_day: date, label: str) -> Edition:
    """An edition drafted from the model, approved by governors the week before, and in force from its first day."""
    edition = adopt_model(trust=world.trust, by=BY)
    leader, chair = world.holders[Role.EXECUTIVE_HEADTEACHER, ""], world.holders[Role.CHAIR_OF_TRUSTEES, ""]
    drafted, met = _at(first_day - timedelta(days=21)), _at(first_day - timedelta(days=7))
    edition.clauses.update(confirmed_by=leader, confirmed_at=drafted)
    Edition.objects.filter(policy=edition.policy, state=EditionState.IN_FORCE).update(
        state=EditionState.REPLACED, in_force_until=first_day - timedelta(days=1)
    )
    Edition.objects.filter(pk=edition.pk).update(
        label=label,
        state=EditionState.IN_FORCE,
        started_by=leader,
        started_at=drafted,
        submitted_by=leader,
        submitted_at=drafted,
        approved_by=chair,
        approved_at=met,
        meeting_on=met.date(),
        put_in_force_by=leader,
        put_in_force_at=_at(first_day),
        in_force_from=first_day,
        review_due=date(first_day.year + 1, 9, 1),
    )
    edition.refresh_from_db()
    return edition


def _linked(world: World, school: School, n: int) -> None:
    """Each school keeps its own list: one school has a policy missing, another one overdue."""
    rows = []
    for place, entry in enumerate(standard_list()):
        if n % 5 == 2 and place == 4:
            continue
        late = n % 3 == 1 and place == 1
        review = world.today + timedelta(days=-40 if late else 60 + 25 * place)
        rows.append(
            LinkedPolicy(
                trust=world.trust,
                school=school,
                key=entry["key"],
                name=entry["name"],
                owner=entry["owner"],
                edition=f"Autumn {world.first_day.year}",
                review_date=review,
            )
        )
    LinkedPolicy.objects.bulk_create(rows)


def _triggers(world: World, policy: Policy) -> None:
    opened = _at(world.today - timedelta(days=16))
    closed = _at(world.first_day + timedelta(days=120))
    rows = [
        ReviewTrigger(
            policy=policy,
            kind=TriggerKind.LESSON,
            about="demonstration:lesson",
            says="Families asked where to find the list of official accounts.",
            opened_at=closed - timedelta(days=30),
            closed_at=closed,
            closed_how="The list is named in section 7 of the next edition.",
        )
    ]
    for school in world.schools[2::4]:
        rows.append(
            ReviewTrigger(
                policy=policy,
                school=school,
                kind=TriggerKind.INFRASTRUCTURE,
                about="demonstration:tablets",
                says="New tablets for Years 5 and 6 go home at weekends: does the policy cover them?",
                opened_at=opened,
            )
        )
    ReviewTrigger.objects.bulk_create(rows)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16, 0)))
