"""People for tests: small functions that make one row each, and the fixed cast that all tests share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from lanyard.people.choices import ClosureKind, Kind, KindGroup, PeriodKind, Role, YearGroup
from lanyard.people.models import (
    Closure,
    Cover,
    DayPeriod,
    DayTimetable,
    FamilyLink,
    Membership,
    Person,
    RoleHolding,
    School,
    SourceId,
    Term,
    Trust,
    User,
)

# Everything starts on this day unless a test says otherwise: long before any day that tests freeze.
START = date(2024, 9, 1)
JUNIOR_YEARS = [YearGroup.Y3, YearGroup.Y4, YearGroup.Y5, YearGroup.Y6]
PRIMARY_YEARS = [YearGroup.RECEPTION, YearGroup.Y1, YearGroup.Y2, *JUNIOR_YEARS]


def slug_of(name: str) -> str:
    return name.lower().replace(" ", "-")


def make_trust(name: str = "Harbour Light Trust", **fields) -> Trust:
    return Trust.objects.create(name=name, slug=fields.pop("slug", slug_of(name)), **fields)


def make_school(trust: Trust, name: str = "Old Quay Juniors", **fields) -> School:
    slug = fields.pop("slug", slug_of(name))
    defaults = {
        "year_groups": PRIMARY_YEARS,
        "email_domains": [f"{slug}.example.org"],
        "website": f"https://{slug}.example.org/",
    }
    return School.objects.create(trust=trust, name=name, slug=slug, **(defaults | fields))


def make_person(trust: Trust, name: str = "Robin Reed", **fields) -> Person:
    """A person on the register; `name` is "Given Family". Without `email` they have no address."""
    given, _, family = name.partition(" ")
    source_id = fields.pop("source_id", "")
    person = Person.objects.create(trust=trust, given_name=given, family_name=family or "Reed", **fields)
    if source_id:
        SourceId.objects.create(trust=trust, person=person, group=KindGroup.STAFF, value=source_id)
    return person


def known_as(value: str) -> Person:
    """The one person who has this id, whatever source it is of."""
    return Person.objects.filter(source_ids__value=value).distinct().get()


def make_user(person: Person, email: str = "") -> User:
    """An account for somebody on the register, at their own address."""
    email = email or person.email or f"{person.given_name}.{person.family_name}@example.org".lower()
    return User.objects.create_user(email, person=person)


def make_membership(person: Person, school: School, kind: str = Kind.TEACHER, **fields) -> Membership:
    return Membership.objects.create(person=person, school=school, kind=kind, **({"start": START} | fields))


def make_pupil(school: School, name: str = "Ash Reed", year: str = YearGroup.Y5, **fields) -> Person:
    """A pupil of a year group; `fields` are the person's."""
    person = make_person(school.trust, name, **fields)
    make_membership(person, school, Kind.PUPIL, year_group=year, class_name=f"{year}A")
    return person


def make_staff(school: School, name: str = "Robin Reed", kind: str = Kind.TEACHER, **fields) -> User:
    """Somebody who works at a school, with an account; `fields` are the person's."""
    person = make_person(school.trust, name, **fields)
    make_membership(person, school, kind)
    return make_user(person)


def give_role(person: Person, role: str, place: School | Trust, **fields) -> RoleHolding:
    """Make the person hold the role at a school, or at a trust for all its schools."""
    school = place if isinstance(place, School) else None
    trust = place.trust if school else place
    return RoleHolding.objects.create(
        person=person, role=role, trust=trust, school=school, **({"start": START} | fields)
    )


def make_cover(holding: RoleHolding, person: Person, start: date, end: date) -> Cover:
    return Cover.objects.create(holding=holding, person=person, start=start, end=end)


def make_family(child: Person, adult: Person, relationship: str = "Mother", **fields) -> FamilyLink:
    defaults = {"start": START, "parental_responsibility": True}
    return FamilyLink.objects.create(child=child, adult=adult, relationship=relationship, **(defaults | fields))


# First and last days of the terms of 2025-26 and 2026-27.
TERMS = [
    ("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19)),
    ("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
    ("Summer 2026", date(2026, 4, 13), date(2026, 7, 21)),
    ("Autumn 2026", date(2026, 9, 1), date(2026, 12, 18)),
    ("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
    ("Summer 2027", date(2027, 4, 12), date(2027, 7, 22)),
]
CLOSURES = [
    (ClosureKind.INSET, date(2025, 9, 1), date(2025, 9, 1)),
    (ClosureKind.HALF_TERM, date(2025, 10, 27), date(2025, 10, 31)),
    (ClosureKind.INSET, date(2026, 9, 1), date(2026, 9, 1)),
    (ClosureKind.HALF_TERM, date(2026, 10, 26), date(2026, 10, 30)),
    (ClosureKind.INSET, date(2026, 11, 27), date(2026, 11, 27)),
]


def make_calendar(school: School) -> None:
    """Two years of terms with some closures; the day is 8:45 to 15:15, break 10:30-10:45, lunch 12:00-13:00."""
    Term.objects.bulk_create(Term(school=school, name=name, start=start, end=end) for name, start, end in TERMS)
    Closure.objects.bulk_create(
        Closure(school=school, kind=kind, start=start, end=end) for kind, start, end in CLOSURES
    )
    day = DayTimetable.objects.create(
        school=school, valid_from=TERMS[0][1], day_starts=time(8, 45), day_ends=time(15, 15)
    )
    DayPeriod.objects.create(timetable=day, kind=PeriodKind.BREAK, starts=time(10, 30), ends=time(10, 45))
    DayPeriod.objects.create(timetable=day, kind=PeriodKind.LUNCH, starts=time(12, 0), ends=time(13, 0))


@dataclass(frozen=True)
class Cast:
    """Who is who. Everybody is a `User`, except those said to have no account, who are `Person` rows.

    All are of Harbour Light Trust. Those named after a role hold it at Old Quay Juniors; the executive headteacher, the
    chair of trustees and the trust administrator hold theirs at the trust.
    """

    trust: Trust
    old_quay: School
    saltmarsh: School
    other_trust: Trust
    other_school: School

    executive_headteacher: User
    headteacher: User
    dsl: User
    deputy_dsl: User
    leadership: User
    line_manager: User
    governor: User
    chair_of_governors: User
    chair_of_trustees: User
    channel_operator: User
    moderator: User
    it_lead: User
    data_protection_lead: User
    trust_administrator: User
    # A class teacher at Old Quay with no role; managed by the line manager.
    teacher: User
    # Parent of two pupils at Old Quay, with parental responsibility for both.
    parent: User
    # A Year 6 pupil (in 2026-27) at Old Quay with an account; of another family.
    pupil: User
    # Headteacher at Saltmarsh, nothing at Old Quay.
    saltmarsh_headteacher: User
    # Headteacher at the other trust's school, nothing at Harbour Light Trust.
    stranger: User

    # The parent's children: Year 5 and Year 3. No accounts.
    elder_child: Person
    younger_child: Person
    # No account.
    volunteer: Person

    @property
    def children(self) -> tuple[Person, Person]:
        return (self.elder_child, self.younger_child)


# (attribute, name, kind). Who holds a role is named after it.
_PEOPLE = [
    ("executive_headteacher", "Ruth Hollis", Kind.LEADER),
    ("headteacher", "Helen Marsh", Kind.LEADER),
    ("dsl", "Daniel Okafor", Kind.LEADER),
    ("deputy_dsl", "Priya Nair", Kind.TEACHER),
    ("leadership", "Tom Ashby", Kind.LEADER),
    ("line_manager", "Judith Kerr", Kind.TEACHER),
    ("governor", "Gareth Pugh", Kind.GOVERNOR),
    ("chair_of_governors", "Amina Yusuf", Kind.GOVERNOR),
    ("chair_of_trustees", "Colin Drake", Kind.GOVERNOR),
    ("channel_operator", "Sofia Rossi", Kind.TEACHER),
    ("moderator", "Megan Price", Kind.SUPPORT),
    ("it_lead", "Ian Fletcher", Kind.SUPPORT),
    ("data_protection_lead", "Farah Siddiqui", Kind.SUPPORT),
    ("trust_administrator", "Nina Kowalska", Kind.SUPPORT),
    ("teacher", "Tara Lindqvist", Kind.TEACHER),
    ("parent", "Paula Winter", Kind.PARENT),
    ("pupil", "Jamie Brook", Kind.PUPIL),
    ("saltmarsh_headteacher", "Simon Gale", Kind.LEADER),
    ("stranger", "Stella Frost", Kind.LEADER),
    ("elder_child", "Ella Winter", Kind.PUPIL),
    ("younger_child", "Noah Winter", Kind.PUPIL),
    ("volunteer", "Victor Lane", Kind.VOLUNTEER),
]
_NO_ACCOUNT = {"elder_child", "younger_child", "volunteer"}
_AT_TRUST = {"executive_headteacher", "chair_of_trustees", "trust_administrator"}
_BORN = {
    "pupil": (date(2016, 2, 11), YearGroup.Y6),
    "elder_child": (date(2016, 11, 3), YearGroup.Y5),
    "younger_child": (date(2019, 4, 20), YearGroup.Y3),
}


def make_cast() -> Cast:
    """Make everybody, in a dozen queries."""
    trust = make_trust()
    old_quay = make_school(trust, year_groups=JUNIOR_YEARS)
    saltmarsh = make_school(trust, "Saltmarsh Primary")
    other_trust = make_trust("Far Field Trust")
    other_school = make_school(other_trust, "Far Field Primary")
    at = {"saltmarsh_headteacher": saltmarsh, "stranger": other_school}
    persons = {}
    for key, name, _kind in _PEOPLE:
        given, family = name.split()
        persons[key] = Person(
            trust=at.get(key, old_quay).trust,
            given_name=given,
            family_name=family,
            email="" if key in _NO_ACCOUNT else f"{given}.{family}@example.org".lower(),
            date_of_birth=_BORN[key][0] if key in _BORN else None,
        )
    Person.objects.bulk_create(persons.values())
    users = {key: _account(person) for key, person in persons.items() if key not in _NO_ACCOUNT}
    User.objects.bulk_create(users.values())
    Membership.objects.bulk_create(
        _cast_membership(key, kind, persons, at.get(key, old_quay)) for key, _, kind in _PEOPLE
    )
    RoleHolding.objects.bulk_create(
        [_holding(persons[role], role, trust, None if role in _AT_TRUST else old_quay) for role in Role.values]
        + [
            _holding(persons["saltmarsh_headteacher"], Role.HEADTEACHER, trust, saltmarsh),
            _holding(persons["stranger"], Role.HEADTEACHER, other_trust, other_school),
        ]
    )
    FamilyLink.objects.bulk_create(
        FamilyLink(
            child=persons[child],
            adult=persons["parent"],
            relationship="Mother",
            parental_responsibility=True,
            start=START,
        )
        for child in ("elder_child", "younger_child")
    )
    return Cast(
        trust=trust,
        old_quay=old_quay,
        saltmarsh=saltmarsh,
        other_trust=other_trust,
        other_school=other_school,
        **users,
        **{key: persons[key] for key in _NO_ACCOUNT},
    )


def _account(person: Person) -> User:
    user = User(email=person.email, person=person)
    user.set_unusable_password()
    return user


def _cast_membership(key: str, kind: str, persons: dict[str, Person], school: School) -> Membership:
    year = _BORN[key][1] if key in _BORN else ""
    return Membership(
        person=persons[key],
        school=school,
        kind=kind,
        year_group=year,
        class_name=f"{year}A" if year else "",
        line_manager=persons["line_manager"] if key == "teacher" else None,
        start=START,
    )


def _holding(person: Person, role: str, trust: Trust, school: School | None) -> RoleHolding:
    return RoleHolding(person=person, role=role, trust=trust, school=school, start=START)
