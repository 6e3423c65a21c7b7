"""Pupils in their year groups, their parents and carers, and who must not be contacted."""

from __future__ import annotations

from datetime import date, timedelta

from stdnum.gb.upn import calc_check_digit

from lanyard.kernel.years import academic_year
from lanyard.people.choices import Kind, KindGroup, YearGroup
from lanyard.people.demonstration.names import FAMILY, GIVEN
from lanyard.people.demonstration.world import World, account
from lanyard.people.models import FamilyLink, Membership, Person, School, SourceId, User

PUPILS_SMALL, PUPILS_LARGE = 120, 600
CLASSES = "ABC"


def build(world: World) -> None:
    """Make pupils and parents school by school; some parents sign in."""
    serial = 0
    for n, school in enumerate(world.schools):
        people, members, links, accounts = [], [], [], []
        family: list[Person] = []
        for place in range(PUPILS_LARGE if world.is_large else PUPILS_SMALL):
            serial += 1
            pupil, membership = _pupil(world, school, n, place, serial=serial)
            # A third of the pupils are brothers and sisters of the one before.
            if not family or world.rng.random() > 0.33:
                family = _parents(world, school, pupil.family_name, serial)
                people += family
                members += [
                    Membership(person=p, school=school, kind=Kind.PARENT, start=membership.start) for p in family
                ]
                accounts += [account(p) for p in family[:1] if place < 12]
            pupil.family_name = family[0].family_name
            people.append(pupil)
            members.append(membership)
            links += _links(world, pupil, family, membership.start)
        Person.objects.bulk_create(people, batch_size=2000)
        Membership.objects.bulk_create(members, batch_size=2000)
        FamilyLink.objects.bulk_create(links, batch_size=2000)
        SourceId.objects.bulk_create(world.ids, batch_size=2000)
        world.ids.clear()
        User.objects.bulk_create(accounts, batch_size=2000)


def _pupil(world: World, school: School, n: int, place: int, *, serial: int) -> tuple[Person, Membership]:
    year = academic_year(world.today).start
    group = school.year_groups[place % len(school.year_groups)]
    starts_at = list(YearGroup).index(YearGroup(group)) + 3
    born = date(year - starts_at - 1, 9, 1) + timedelta(days=world.rng.randint(0, 364))
    body = f"999{2001 + n:04d}{(year - starts_at + 4) % 100:02d}{serial % 1000:03d}"
    pupil = Person(
        trust=world.trust,
        given_name=world.rng.choice(GIVEN),
        family_name=world.rng.choice(FAMILY),
        date_of_birth=born,
        upn=calc_check_digit(body) + body,
    )
    world.ids.append(SourceId(trust=world.trust, person=pupil, group=KindGroup.PUPIL, value=f"P{serial:06d}"))
    letter = CLASSES[place // len(school.year_groups) % len(CLASSES)]
    membership = Membership(
        person=pupil, school=school, kind=Kind.PUPIL, year_group=group, class_name=f"{group}{letter}",
        start=max(date(year - 1, 9, 1), date(born.year + 3, 9, 1)),
    )  # fmt: skip
    return pupil, membership


def _parents(world: World, school: School, name: str, serial: int) -> list[Person]:
    made = [
        Person(
            trust=world.trust,
            given_name=world.rng.choice(GIVEN),
            family_name=name if k == 0 else world.rng.choice([name, world.rng.choice(FAMILY)]),
            email=f"family{serial}{'ab'[k]}@parents.example.org",
        )
        for k in range(1 if world.rng.random() < 0.3 else 2)
    ]
    for k, person in enumerate(made):
        value = f"C{serial:06d}{'ab'[k]}"
        world.ids.append(SourceId(trust=world.trust, person=person, group=KindGroup.PARENT, value=value))
    return made


def _links(world: World, pupil: Person, family: list[Person], start: date) -> list[FamilyLink]:
    return [
        FamilyLink(
            child=pupil,
            adult=adult,
            relationship=("Mother", "Father")[k],
            parental_responsibility=k == 0 or world.rng.random() < 0.9,
            must_not_be_contacted=k == 1 and world.rng.random() < 0.02,
            start=start,
        )
        for k, adult in enumerate(family)
    ]
