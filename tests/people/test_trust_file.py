"""Loading the file that describes a trust."""

from datetime import date, datetime
from pathlib import Path

import pytest
from click import ClickException
from click.testing import CliRunner

from lanyard.kernel.refusals import Refused
from lanyard.people import actions
from lanyard.people.choices import Role
from lanyard.people.commands import trust as trust_command
from lanyard.people.models import (
    Closure,
    Cover,
    DayPeriod,
    DayTimetable,
    Membership,
    Person,
    RoleHolding,
    RoleProposal,
    School,
    Term,
    Trust,
)
from lanyard.people.queries import calendar_of, gaps_of, holders
from lanyard.people.rules.working_time import LONDON, Part
from lanyard.people.trust_file import BadTrustFile, read_trust_file
from lanyard.records.models import AuditEvent
from tests.factories.people import known_as, make_person, make_school, make_trust

EXAMPLES = Path(__file__).parents[2] / "examples"
MODELS = (Trust, School, Term, Closure, DayTimetable, DayPeriod, Person, Membership, RoleHolding, Cover)
ON = date(2026, 11, 24)
SMALL = """
[trust]
slug = "small"
name = "Small Trust"
website = "https://small.example.org/"

[[school]]
slug = "first"
name = "First School"
urn = "900001"
laestab = "999/2001"
email_domains = ["first.example.org"]
year_groups = ["4", "R"]

[[school.term]]
name = "Autumn"
start = 2026-09-01
end = 2026-12-18

[[school.closure]]
kind = "inset"
start = 2026-09-01
end = 2026-09-01

[[school.day]]
valid_from = 2026-09-01
starts = "08:45"
ends = 15:15:00
period = [{ kind = "break", starts = "10:30", ends = "10:45" }]

[[school.channel]]
name = "First School families"
openness = "closed"
url = "https://www.example.org/first"

[[person]]
id = "p1"
given_name = "Ada"
family_name = "Hill"
email = "Ada@first.example.org"
place = [{ school = "first", kind = "leader", job_title = "Headteacher", start = 2020-09-01 }]
role = [{ role = "headteacher", school = "first", start = 2020-09-01 }]

[[person]]
id = "p2"
given_name = "Bea"
family_name = "Lock"
place = [{ school = "first", kind = "teacher", start = 2020-09-01 }]

[[cover]]
role = "headteacher"
school = "first"
holder = "p1"
person = "p2"
start = 2026-11-23
end = 2026-11-27
"""


@pytest.fixture
def load(tmp_path):
    def from_text(text):
        path = tmp_path / "trust.toml"
        path.write_text(text, encoding="utf-8")
        return actions.load_trust(file=read_trust_file(path), by="system:command-line")

    return from_text


def rows():
    return {model.__name__: model.objects.count() for model in MODELS}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["harbour-light", "whinless-down"])
def test_an_example_loads_and_loading_it_again_doubles_nothing(name):
    file = read_trust_file(EXAMPLES / f"{name}.toml")
    actions.load_trust(file=file, by="system:command-line")
    first, ids = rows(), set(Membership.objects.values_list("pk", flat=True))
    actions.load_trust(file=file, by="system:command-line")
    assert rows() == first
    assert set(Membership.objects.values_list("pk", flat=True)) == ids
    assert first["School"] == 3


@pytest.mark.django_db
def test_the_invented_trust_has_everybody_it_needs():
    trust = actions.load_trust(file=read_trust_file(EXAMPLES / "harbour-light.toml"), by="system:command-line")
    for school in trust.schools.all():
        assert gaps_of(school, ON) == []
        for role in Role:
            assert holders(role, school, ON).exists(), (school, role)
        assert calendar_of(school).is_school_day(ON)
        assert calendar_of(school).part_of_day(datetime(2026, 11, 24, 12, 30, tzinfo=LONDON)) == Part.LUNCH
    assert not trust.people.exclude(email="").exclude(email__endswith="example.org").exists()


@pytest.mark.django_db
def test_the_real_trust_names_nobody():
    trust = actions.load_trust(file=read_trust_file(EXAMPLES / "whinless-down.toml"), by="system:command-line")
    assert not trust.people.exists()
    assert [(s.name, [c["name"] for c in s.listed_channels]) for s in trust.schools.all()] == [
        ("Priory Fields School", ["Priory Fields School"]),
        ("St Martin's School, Dover", ["St Martin's School, Dover"]),
        ("Vale View", ["Friends of Vale View"]),
    ]


@pytest.mark.django_db
def test_everything_in_the_file_is_on_the_register(load):
    trust = load(SMALL)
    school = School.objects.get(slug="first")
    assert (school.trust, school.laestab, school.year_groups) == (trust, "9992001", ["R", "4"])
    ada = known_as("p1")
    assert ada.email == "ada@first.example.org"
    assert list(holders(Role.HEADTEACHER, school, ON).order_by("given_name")) == [
        ada,
        known_as("p2"),
    ]
    assert AuditEvent.objects.get(event="trust:load").actor == "system:command-line"


@pytest.mark.django_db
def test_a_changed_file_brings_up_to_date(load, now):
    load(SMALL)
    load(
        SMALL.replace('First School"\nurn', 'First Primary"\nurn')
        .replace("Ada", "Adah")
        .replace("2026-12-18", "2026-12-17")
        .replace(
            'kind = "inset"\nstart = 2026-09-01\nend = 2026-09-01',
            'kind = "inset"\nstart = 2026-09-02\nend = 2026-09-02',
        )
        .replace("end = 2026-11-27", "end = 2026-11-30")
    )
    assert School.objects.get().name == "First Primary"
    assert known_as("p1").given_name == "Adah"
    assert Term.objects.get().end == date(2026, 12, 17)
    assert Closure.objects.get().start == date(2026, 9, 2)
    # A longer cover of a DSL is more access: it waits.
    assert Cover.objects.get().end == date(2026, 11, 27)
    waits = RoleProposal.objects.get()
    assert (waits.start, waits.end, waits.state) == (date(2026, 11, 28), date(2026, 11, 30), "pending")


@pytest.mark.django_db
def test_what_goes_on_is_brought_up_to_date_before_what_has_ended(load):
    trust, ada = load(SMALL), known_as("p1")
    began, ended, again = date(2020, 9, 1), date(2021, 8, 31), date(2022, 9, 1)
    school = School.objects.get()
    Membership.objects.filter(person=ada).update(start=again)
    Membership.objects.create(person=ada, school=school, kind="leader", start=began, end=ended)
    RoleHolding.objects.filter(person=ada).update(start=again)
    RoleHolding.objects.create(person=ada, trust=trust, school=school, role=Role.HEADTEACHER, start=began, end=ended)
    load(SMALL)
    assert set(Membership.objects.filter(person=ada).values_list("start", "end")) == {(began, None), (began, ended)}
    assert set(ada.roles.values_list("start", "end")) == {(again, None), (began, ended)}
    assert not RoleProposal.objects.exists()


@pytest.mark.django_db
def test_years_before_the_first_listed_term_stay(load):
    load(SMALL)
    Term.objects.create(school=School.objects.get(), name="Old", start=date(2025, 9, 1), end=date(2025, 12, 19))
    load(SMALL)
    assert Term.objects.count() == 2


@pytest.mark.django_db
def test_nobody_is_removed_and_no_role_ended_because_the_file_lacks_them(load):
    load(SMALL)
    load(SMALL[: SMALL.index("[[person]]")])
    assert RoleHolding.objects.get().end is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('urn = "900001"', "urn = 900001", "[[school]] 1 (“first”), key “urn”: it must be text in quotes."),
        ('urn = "900001"', 'urn = "9001"', "key “urn”: it must be 6 digits in quotes."),
        ('urn = "900001"', 'urm = "9001"', "[[school]] 1 (“first”), key “urm”: there is no such key here."),
        ('slug = "small"', "", "[trust], key “slug”: it is missing."),
        ('slug = "small"', 'slug = "Small Trust"', "key “slug”: use small letters, figures and hyphens only."),
        ('["4", "R"]', '["4", "X"]', "key “year_groups”: “X” is not one of N, R, 1"),
        ("https://small", "ftp://small", "[trust], key “website”: it must be a web address"),
        ("end = 2026-12-18", "end = 2026-08-18", "[[term]] 1 (“Autumn”), key “end”: it is before “start”."),
        ("end = 2026-12-18", 'end = "soon"', "key “end”: it must be a day such as 2026-09-01, without quotes."),
        ("end = 2026-12-18", "end = 2026-12-18T10:00:00", "must be a day such as 2026-09-01, without a time."),
        ('kind = "inset"', 'kind = "party"', "[[closure]] 1, key “kind”: “party” is not one of"),
        ('ends = "10:45"', 'ends = "10:15"', "[[period]] 1, key “ends”: it is not after “starts”."),
        ('ends = "10:45"', 'ends = "16:15"', "[[day]] 1, key “period”: the break at 10:30 is outside the day"),
        ('starts = "08:45"', 'starts = "early"', "key “starts”: it must be a time such as"),
        ('openness = "closed"', 'openness = "ajar"', "[[channel]] 1 (“First School families”), key “openness”"),
        ("Ada@first.example.org", "Ada at first", "[[person]] 1 (“p1”), key “email”: it is not an email address."),
        ('kind = "teacher"', 'kind = "pupil"', "key “kind”: “pupil” is not one of"),
        ('id = "p2"', 'id = "p1"', "[[person]], key “id”: “p1” is there twice."),
        ('role = "headteacher", school', 'role = "boss", school', "[[role]] 1, key “role”: “boss” is not one of"),
        (
            'role = "headteacher", school',
            'role = "chair_of_trustees", school',
            "is held at the trust, not at a school.",
        ),
        ('role = "headteacher", school = "first"', 'role = "headteacher"', "is held at one school: name it."),
        ('holder = "p1"', 'holder = "p9"', "[[cover]] 1, key “holder”: “p9” is not one of p1, p2."),
        ('holder = "p1"', 'holder = "p2"', "key “holder”: “p2” does not hold this role there."),
        ("[[cover]]", "[[covers]]", "key “covers”: there is no such key here."),
        ("[trust]", "[trust", "it is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_file_table_and_key(tmp_path, old, new, says):
    path = tmp_path / "trust.toml"
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadTrustFile, match=r"^[^\n]+\.$") as wrong:
        read_trust_file(path)
    assert says in str(wrong.value)
    assert str(wrong.value).startswith(str(path))


def test_overlapping_terms_are_told(tmp_path):
    path = tmp_path / "trust.toml"
    more = '[[school.term]]\nname = "Spring"\nstart = 2026-12-18\nend = 2027-03-25\n\n[[school.closure]]'
    path.write_text(SMALL.replace("[[school.closure]]", more, 1), encoding="utf-8")
    with pytest.raises(BadTrustFile, match="the one from 2026-12-18 begins before the one from 2026-09-01 ends"):
        read_trust_file(path)


@pytest.mark.django_db
def test_a_school_of_another_trust_is_not_taken_over_and_nothing_is_changed(load):
    make_school(make_trust("Elsewhere"), "First")
    with pytest.raises(Refused, match="belongs to another trust"):
        load(SMALL)


@pytest.mark.django_db
def test_an_address_of_somebody_else_is_refused_in_words(load):
    trust = load(SMALL)
    make_person(trust, "Cy Dent", email="cy@first.example.org", source_id="other")
    with pytest.raises(Refused, match="email address of person “p1”"):
        load(SMALL.replace("Ada@first", "Cy@first"))


@pytest.mark.django_db
def test_the_command_says_what_it_did_or_one_line_about_what_is_wrong(tmp_path):
    done = CliRunner().invoke(trust_command, ["load", str(EXAMPLES / "whinless-down.toml")])
    assert done.output == "Whinless Down Academy Trust: 3 schools, 0 people on the register.\n"
    refused = CliRunner().invoke(trust_command, ["load", str(tmp_path / "none.toml")], standalone_mode=False)
    assert isinstance(refused.exception, ClickException)
    assert refused.exception.message == f"{tmp_path}/none.toml: it can't be read (No such file or directory)."
