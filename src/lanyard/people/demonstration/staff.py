"""Everybody whom the policy calls staff, and who holds which role; schools differ on purpose."""

from __future__ import annotations

from datetime import date, timedelta

from lanyard.people.choices import Kind, Role
from lanyard.people.demonstration.names import FAMILY, GIVEN, JOBS
from lanyard.people.demonstration.world import World, account
from lanyard.people.models import Cover, Membership, Person, RoleHolding, School, User

# How many of each kind: in a small demonstration, and in a trust for measuring (80 a school).
SMALL = {Kind.LEADER: 4, Kind.TEACHER: 12, Kind.SUPPORT: 14, Kind.GOVERNOR: 7, Kind.CONTRACTOR: 2, Kind.VISITOR: 1,
         Kind.VOLUNTEER: 5}  # fmt: skip
LARGE = {Kind.LEADER: 5, Kind.TEACHER: 26, Kind.SUPPORT: 28, Kind.GOVERNOR: 9, Kind.CONTRACTOR: 4, Kind.VISITOR: 2,
         Kind.VOLUNTEER: 6}  # fmt: skip

# Role -> which kind of person holds it, and which of them (0 is the first of the school).
ROLES = [
    (Role.HEADTEACHER, Kind.LEADER, 0),
    (Role.DSL, Kind.LEADER, 1),
    (Role.LEADERSHIP, Kind.LEADER, 2),
    (Role.LEADERSHIP, Kind.LEADER, 3),
    (Role.DEPUTY_DSL, Kind.TEACHER, 0),
    (Role.LINE_MANAGER, Kind.TEACHER, 1),
    (Role.CHANNEL_OPERATOR, Kind.TEACHER, 2),
    (Role.CHANNEL_OPERATOR, Kind.SUPPORT, 0),
    (Role.MODERATOR, Kind.SUPPORT, 1),
    (Role.IT_LEAD, Kind.SUPPORT, 2),
    (Role.CHAIR_OF_GOVERNORS, Kind.GOVERNOR, 0),
    *((Role.GOVERNOR, Kind.GOVERNOR, n) for n in range(1, 6)),
]
TRUST_ROLES = [
    (Role.EXECUTIVE_HEADTEACHER, "Ruth Hollis", Kind.LEADER, "Executive headteacher"),
    (Role.CHAIR_OF_TRUSTEES, "Colin Drake", Kind.GOVERNOR, "Chair of trustees"),
    (Role.TRUST_ADMINISTRATOR, "Nina Kowalska", Kind.SUPPORT, "Trust administrator"),
    (Role.DATA_PROTECTION_LEAD, "Farah Siddiqui", Kind.SUPPORT, "Data protection lead"),
]
NO_ADDRESS = {Kind.CONTRACTOR, Kind.VISITOR, Kind.VOLUNTEER}


def build(world: World) -> None:
    """Make the trust's officers and each school's staff, with accounts for those who sign in."""
    used: set[str] = set()
    rows: list[Membership] = []
    for role, name, kind, job in TRUST_ROLES:
        person = _person(world, *name.split(), "harbourlight.example.org", used)
        rows.append(
            Membership(person=person, school=world.schools[0], kind=kind, job_title=job, start=date(2019, 9, 1))
        )
        world.holders[role, ""] = person
    for school in world.schools:
        rows += _of_school(world, school, used)
    Person.objects.bulk_create((row.person for row in rows), batch_size=2000)
    Membership.objects.bulk_create(rows, batch_size=2000)
    RoleHolding.objects.bulk_create(_holdings(world, rows), batch_size=2000)
    _covers(world)
    User.objects.bulk_create(
        (account(row.person) for row in rows if row.person.email and row.person.left_on is None), batch_size=2000
    )


def _of_school(world: World, school: School, used: set[str]) -> list[Membership]:
    rows = []
    for kind, count in (LARGE if world.is_large else SMALL).items():
        for n in range(count):
            given, family = world.rng.choice(GIVEN), world.rng.choice(FAMILY)
            person = _person(world, given, family, "" if kind in NO_ADDRESS else school.email_domains[0], used)
            start = world.day_between(date(2018, 9, 1), world.today - timedelta(days=10))
            if n and kind in (Kind.TEACHER, Kind.SUPPORT, Kind.VOLUNTEER) and n == count - 1:
                person.left_on = world.day_between(max(start, world.first_day), world.today - timedelta(days=1))
            job = "Headteacher" if kind == Kind.LEADER and n == 0 else JOBS[kind][n % len(JOBS[kind])]
            rows.append(
                Membership(person=person, school=school, kind=kind, job_title=job, start=start, end=person.left_on)
            )
            world.staff.setdefault(school.slug, []).append(person)
    return rows


def _person(world: World, given: str, family: str, domain: str, used: set[str]) -> Person:
    address = ""
    if domain:
        plain = f"{given}.{family}".lower().replace("ó", "o")
        address = f"{plain}@{domain}"
        n = 2
        while address in used:
            address, n = f"{plain}{n}@{domain}", n + 1
        used.add(address)
    return Person(trust=world.trust, given_name=given, family_name=family, email=address)


def _holdings(world: World, rows: list[Membership]) -> list[RoleHolding]:
    made = [
        RoleHolding(person=world.holders[role, ""], role=role, trust=world.trust, start=date(2019, 9, 1))
        for role, *_ in TRUST_ROLES
    ]
    by_kind: dict[tuple[str, str], list[Membership]] = {}
    for row in rows[len(TRUST_ROLES) :]:
        by_kind.setdefault((row.school.slug, row.kind), []).append(row)
    for n, school in enumerate(world.schools):
        for role, kind, place in ROLES:
            row = by_kind[school.slug, kind][place]
            holding = RoleHolding(
                person=row.person, role=role, trust=world.trust, school=school, start=max(row.start, date(2024, 9, 1))
            )
            if gap := _gap(world, n, role):
                holding.start = min(holding.start, gap - timedelta(days=30))
                holding.end = gap
            else:
                world.holders.setdefault((role, school.slug), row.person)
            made.append(holding)
    return made


def _gap(world: World, n: int, role: str) -> date | None:
    """Where a school has nobody: every third school lost its deputy DSL, every tenth from the fifth its DSL."""
    if role == Role.DEPUTY_DSL and n % 3 == 2:
        return world.today - timedelta(days=23)
    if role == Role.DSL and n % 10 == 4:
        return world.today - timedelta(days=9)
    return None


def _covers(world: World) -> None:
    """The deputy DSL of each school that has one covers for the DSL this week."""
    held = RoleHolding.objects.filter(role=Role.DSL, end__isnull=True).select_related("school")
    Cover.objects.bulk_create(
        Cover(
            holding=holding, person=deputy, reason="On a course", start=world.today, end=world.today + timedelta(days=2)
        )
        for holding in held
        if (deputy := world.holders.get((Role.DEPUTY_DSL, holding.school.slug)))
    )
