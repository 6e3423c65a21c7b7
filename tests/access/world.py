"""The demonstration trust, a stranger's trust, and one person for every role: made once for all tests of access."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lanyard.concerns.core.choices import ConcernType, PartyRole
from lanyard.kernel.gate import table
from lanyard.people.choices import TRUST_ROLES, Kind, Role
from lanyard.people.models import Membership, School, Trust, User
from lanyard.platforms import actions as platforms
from lanyard.platforms import catalogue
from lanyard.policy.actions import adopt_model, open_trigger, start_edition
from lanyard.policy.choices import TriggerKind
from lanyard.project.demonstration import build_demonstration
from lanyard.training.models import Document, DocumentEdition
from tests.concerns.cases import add_entry, add_party
from tests.concerns.factories import make_concern
from tests.conftest import NOW
from tests.disclosures.factories import declare
from tests.factories.people import (
    give_role,
    make_calendar,
    make_membership,
    make_person,
    make_school,
    make_trust,
    make_user,
)
from tests.records.samples import png

# What the table calls these people; employed people are "staff" to it.
GROUPS = {"staff": Kind.TEACHER, "parent": Kind.PARENT, "pupil": Kind.PUPIL}


@dataclass(frozen=True)
class Somebody:
    """A person with one role or of one group, at one school or (school is None) at the whole trust."""

    role: str
    school: School | None
    user: User = field(repr=False)

    def reaches(self, place: School | Trust) -> bool:
        """Whether the role counts at the place, as docs and table say: own school; trust roles everywhere in it."""
        if self.school is not None:
            return self.school == place
        trust = place.trust if isinstance(place, School) else place
        return trust == self.user.person.trust

    def client(self) -> Client:
        """Signed in, second step done."""
        client = Client()
        client.force_login(self.user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(self.user.pk)
        session.save()
        return client


@dataclass
class Access:
    """Places and people."""

    trust: Trust
    school: School
    neighbour: School
    other_trust: Trust
    other_school: School
    everybody: list[Somebody]

    def places(self, kwarg: str) -> Iterator[tuple[str, School | Trust]]:
        """The places that an address with this placeholder can name: (how it stands to the people, place)."""
        if kwarg == "school":
            yield from (("own", self.school), ("neighbour", self.neighbour), ("other trust", self.other_school))
        else:
            yield from (("own", self.trust), ("other trust", self.other_trust))


def make_access() -> Access:
    """Everything, in a few seconds."""
    platforms.load(catalogue.read_file(catalogue.SHIPPED))
    built = build_demonstration(schools=2, today=NOW.date())
    school, neighbour = built.schools
    _policy_work(built.trust, school)
    other_trust = make_trust("Stranger Trust")
    other_school = make_school(other_trust, "Stranger School")
    _strangers_work(other_trust, other_school)
    everybody = [_with_role(role, school) for role in Role if role not in TRUST_ROLES]
    everybody += [_with_role(role, built.trust) for role in Role]
    everybody += [_of_group(group, kind, school) for group, kind in GROUPS.items()]
    staff = next(somebody for somebody in everybody if somebody.role == "staff")
    Membership.objects.filter(school=neighbour, kind=Kind.TEACHER).update(line_manager=staff.user.person)
    _concern(school, next(one.user for one in everybody if one.role == Role.HEADTEACHER))
    # By whoever the pages of one's own are tried with.
    declare(next(one.user for one in everybody if one.role in table["disclosures:declare"].roles), school)
    return Access(built.trust, school, neighbour, other_trust, other_school, everybody)


def _policy_work(trust: Trust, school: School) -> None:
    """A draft and a question that waits, at the trust and at the school."""
    draft = adopt_model(trust=trust, by="system:test")
    start_edition(policy=draft.policy, school=school, by="system:test")
    for at in (None, school):
        open_trigger(
            policy=draft.policy, school=at, kind=TriggerKind.LESSON, says="Something was learnt.", by="system:test"
        )


def _strangers_work(trust: Trust, school: School) -> None:
    """What another trust has, to be asked for at the wrong place."""
    draft = adopt_model(trust=trust, by="system:test")
    says = "Something was learnt elsewhere."
    open_trigger(policy=draft.policy, school=None, kind=TriggerKind.LESSON, says=says, by="system:test")
    somebody = make_person(trust, "Stella Frost")
    make_membership(somebody, school)
    give_role(somebody, Role.DSL, school)
    declare(make_user(somebody), school)
    make_calendar(school)
    document = Document.objects.create(trust=trust, key="theirs", title="Theirs")
    DocumentEdition(
        document=document, major=1, minor=0, text="Theirs.", sha256="0" * 64, in_force_from=NOW.date(), published_at=NOW
    ).append()


def _concern(school: School, head: User) -> None:
    """A concern that a headteacher deals with, with somebody and something in it."""
    upload = SimpleUploadedFile("note.png", png(), "image/png")
    concern = make_concern(school, ConcernType.OTHER, files=(upload,))
    add_party(concern, head, PartyRole.WITNESS, name="Moll Flint")
    add_entry(concern, head)


def _with_role(role: str, place: School | Trust) -> Somebody:
    school = place if isinstance(place, School) else None
    trust = place.trust if school else place
    where = "school" if school else "trust"
    person = make_person(trust, f"Only {role}", email=f"{role}@{where}.example.org")
    give_role(person, role, place)
    return Somebody(role, school, make_user(person))


def _of_group(group: str, kind: str, school: School) -> Somebody:
    person = make_person(school.trust, f"Only {group}", email=f"{group}@school.example.org")
    make_membership(person, school, kind, year_group="5" if kind == Kind.PUPIL else "")
    return Somebody(group, school, make_user(person))
