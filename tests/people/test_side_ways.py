"""One account, with all the identities it makes, never comes by a role that reads concerns or sealed log-ins."""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lanyard.channels.permissions import table
from lanyard.concerns.core.permissions import HOLDERS
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people import actions
from lanyard.people.actions.accounts import account_for
from lanyard.people.choices import Kind, Role
from lanyard.people.models import Cover, Membership, Person, RoleHolding, RoleProposal, User
from lanyard.people.queries import roles_of
from lanyard.people.queries.rosters import known_for
from lanyard.people.queries.routing import register_of
from lanyard.people.roster import read_roster
from lanyard.people.rules import APPOINTS, CONFIRMED_BY
from lanyard.people.rules.routing import LINE_MANAGER, VIEWERS
from lanyard.people.trust_file import read_trust_file
from tests.conftest import NOW
from tests.factories.people import give_role, make_cast, make_cover, make_membership, make_person, make_staff
from tests.people.rosters import csv_of

ON = NOW.date()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_each_role_that_reads_or_decides_needs_a_second_persons_word():
    """The table of rules can't drift from those who read: the routing of concerns, and who opens sealed log-ins."""
    reads = {role for roles in VIEWERS.values() for role in roles} | set(HOLDERS) | {LINE_MANAGER}
    opens = table["channels:open-log-in"].roles
    declared = table["disclosures:read"].roles
    decides = {role for by in CONFIRMED_BY.values() for role in (*by.first, *by.otherwise)} | set(APPOINTS)
    assert reads | opens | declared | decides == set(CONFIRMED_BY)


def test_nobody_confirms_their_own_role_and_each_has_somebody_to_fall_back_on():
    for role, by in CONFIRMED_BY.items():
        assert role not in (*by.first, *by.otherwise)
        assert len({*by.first, *by.otherwise}) >= 3


def appoint(cast, who, role, by, place=None):
    return actions.appoint(person=who, role=role, place=place or cast.old_quay, by=by, start=ON, on=ON)


def imported(cast, **row):
    """Somebody whom the trust administrator brings in by a roster."""
    facts = {"id": "new", "given_name": "Fay", "family_name": "Kaye", "kind": "governor", "school": "Old Quay Juniors"}
    how = {"by": cast.trust_administrator, "on": ON}
    roster = read_roster(csv_of(facts | row), "x.csv", known_for(cast.old_quay, ON))
    upload = actions.roster_preview(roster=roster, place=cast.old_quay, whole=False, **how)
    actions.roster_apply(upload=upload, leavers_confirmed=True, **how)
    return Person.objects.get(source_ids__value=(facts | row)["id"])


def reads(person):
    user = User.objects.filter(person=person).first() or account_for(person.email, ON)
    return {held.role for held in roles_of(User.objects.get(pk=user.pk), ON)} & set(CONFIRMED_BY) if user else set()


@pytest.mark.parametrize(
    "role", sorted(set(CONFIRMED_BY) - {"executive_headteacher", "chair_of_trustees", "trust_administrator"})
)
def test_an_administrator_imports_somebody_and_appoints_them_which_gives_nothing(cast, client_for, role):
    fay = imported(cast, email="fay@example.org")
    url = reverse("people:appoint", args=[cast.old_quay.slug])
    client_for(cast.trust_administrator).post(url, {"role": role, "person": "fay@example.org", "start": "24/11/2026"})
    assert not RoleHolding.objects.filter(person=fay).exists()
    assert reads(fay) == set()
    proposal = RoleProposal.objects.get(person=fay)
    for user in (cast.trust_administrator, account_for("fay@example.org", ON), cast.teacher, cast.stranger):
        with pytest.raises(Refused):
            actions.confirm(proposal=proposal, by=user, on=ON)
    told = set(Notice.objects.values_list("person", flat=True))
    assert {cast.headteacher.person_id, cast.chair_of_governors.person_id} <= told


@pytest.mark.parametrize("place", ["saltmarsh", "trust"])
def test_a_role_at_another_school_or_at_the_trust_gives_nothing(cast, place):
    fay = imported(cast, email="fay@example.org")
    make_membership(fay, cast.saltmarsh, Kind.GOVERNOR)
    role = Role.CHAIR_OF_TRUSTEES if place == "trust" else Role.CHAIR_OF_GOVERNORS
    appoint(cast, fay, role, cast.trust_administrator, getattr(cast, place))
    assert reads(fay) == set()


def test_a_cover_that_somebody_else_enters_gives_nothing(cast):
    fay = imported(cast, email="fay@example.org")
    holding = RoleHolding.objects.get(role=Role.CHAIR_OF_GOVERNORS, school=cast.old_quay)
    made = actions.add_cover(
        holding=holding, person=fay, by=cast.trust_administrator, start=ON, end=ON + timedelta(days=5), on=ON
    )
    assert isinstance(made, RoleProposal)
    assert reads(fay) == set()
    actions.confirm(proposal=made, by=cast.chair_of_trustees, on=ON)
    assert reads(fay) == {Role.CHAIR_OF_GOVERNORS}


def test_a_holder_names_their_own_cover_who_begins_at_once_and_leaders_are_told(cast):
    holding = RoleHolding.objects.get(role=Role.DSL, school=cast.old_quay)
    how = {"start": ON, "end": ON + timedelta(days=5), "on": ON}
    actions.add_cover(holding=holding, person=cast.teacher.person, by=cast.dsl, **how)
    assert reads(cast.teacher.person) == {Role.DSL}
    assert cast.headteacher.person_id in set(Notice.objects.values_list("person", flat=True))


def test_whoever_fills_the_register_names_no_cover_alone(cast):
    give_role(cast.trust_administrator.person, Role.DSL, cast.old_quay)
    fay = imported(cast, email="fay@example.org")
    holding = RoleHolding.objects.get(person=cast.trust_administrator.person, role=Role.DSL)
    by = User.objects.get(pk=cast.trust_administrator.pk)
    actions.add_cover(holding=holding, person=fay, by=by, start=ON, end=ON, on=ON)
    assert reads(fay) == set()


def test_whoever_stands_in_confirms_nothing(cast):
    make_cover(RoleHolding.objects.get(role=Role.HEADTEACHER, school=cast.old_quay), cast.teacher.person, ON, ON)
    proposal = appoint(cast, cast.moderator.person, Role.LEADERSHIP, cast.trust_administrator)
    with pytest.raises(Refused):
        actions.confirm(proposal=proposal, by=cast.teacher, on=ON)


def test_a_second_record_of_whoever_proposed_it_confirms_nothing(cast):
    again = make_staff(cast.old_quay, "Nina Kowalska", email="n.k@example.org")
    give_role(again.person, Role.CHAIR_OF_TRUSTEES, cast.trust)
    proposal = appoint(cast, cast.teacher.person, Role.EXECUTIVE_HEADTEACHER, cast.trust_administrator, cast.trust)
    with pytest.raises(Refused):
        actions.confirm(proposal=proposal, by=again, on=ON)


def test_who_owes_their_own_role_to_the_proposer_confirms_nothing_for_a_month(cast):
    first = appoint(cast, cast.teacher.person, Role.HEADTEACHER, cast.trust_administrator)
    actions.confirm(proposal=first, by=cast.chair_of_governors, on=ON)
    second = appoint(cast, cast.moderator.person, Role.DSL, cast.trust_administrator)
    with pytest.raises(Refused):
        actions.confirm(proposal=second, by=User.objects.get(pk=cast.teacher.pk), on=ON)
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        later = (NOW + timedelta(days=31)).date()
        actions.confirm(proposal=second, by=User.objects.get(pk=cast.teacher.pk), on=later)


def test_a_small_school_with_only_a_head_waits_for_the_next_and_says_for_whom(cast, client_for):
    RoleHolding.objects.exclude(role__in=(Role.HEADTEACHER, Role.TRUST_ADMINISTRATOR, Role.CHAIR_OF_TRUSTEES)).delete()
    proposal = appoint(cast, cast.teacher.person, Role.DEPUTY_DSL, cast.headteacher)
    page = client_for(cast.headteacher).get(reverse("people:proposal", args=[proposal.pk])).content.decode()
    assert "Waiting for Colin Drake, Chair of trustees." in page
    assert "Confirm only" not in page
    actions.confirm(proposal=proposal, by=cast.chair_of_trustees, on=ON)
    assert reads(cast.teacher.person) == {Role.DEPUTY_DSL}


def test_where_nobody_is_left_only_the_computer_it_runs_on_confirms(cast):
    RoleHolding.objects.exclude(role=Role.TRUST_ADMINISTRATOR).delete()
    proposal = appoint(cast, cast.teacher.person, Role.HEADTEACHER, cast.trust_administrator)
    actions.confirm_at_the_computer(proposal=proposal, on=ON)
    assert reads(cast.teacher.person) == {Role.HEADTEACHER}
    other = appoint(cast, cast.moderator.person, Role.DSL, cast.trust_administrator)
    give_role(cast.chair_of_trustees.person, Role.CHAIR_OF_TRUSTEES, cast.trust)
    with pytest.raises(Refused, match="Waiting for"):
        actions.confirm_at_the_computer(proposal=other, on=ON)


def test_refusing_and_withdrawing_end_it(cast):
    first = appoint(cast, cast.teacher.person, Role.DSL, cast.trust_administrator)
    with pytest.raises(Refused):
        actions.refuse(proposal=first, by=cast.moderator, on=ON)
    actions.refuse(proposal=first, by=cast.teacher, on=ON)
    with pytest.raises(Refused, match="already been decided"):
        actions.confirm(proposal=first, by=cast.headteacher, on=ON)
    second = appoint(cast, cast.teacher.person, Role.DSL, cast.trust_administrator)
    actions.withdraw(proposal=second, by=cast.trust_administrator, on=ON)
    assert reads(cast.teacher.person) == set()


TRUST = """
[trust]
slug = "harbour-light-trust"
name = "Harbour Light Trust"
[[school]]
slug = "old-quay-juniors"
name = "Old Quay Juniors"
[[person]]
id = "fay"
given_name = "Fay"
family_name = "Kaye"
email = "fay@example.org"
place = [{ school = "old-quay-juniors", kind = "governor", start = 2026-09-01 }]
role = [{ role = "chair_of_governors", school = "old-quay-juniors", start = 2026-09-01 }]
"""


def loaded(tmp_path, text):
    path = tmp_path / "trust.toml"
    path.write_text(text, encoding="utf-8")
    return actions.load_trust(file=read_trust_file(path), by="system:command-line")


def test_the_file_of_a_trust_that_has_leaders_only_proposes(cast, tmp_path):
    for _ in range(2):
        loaded(tmp_path, TRUST)
    fay = Person.objects.get(source_ids__value="fay")
    assert reads(fay) == set()
    assert RoleProposal.objects.filter(person=fay).count() == 1
    actions.confirm(proposal=RoleProposal.objects.get(), by=cast.chair_of_trustees, on=ON)
    assert reads(fay) == {Role.CHAIR_OF_GOVERNORS}
    loaded(tmp_path, TRUST)
    assert RoleProposal.objects.count() == 1


def test_the_first_file_of_a_trust_names_its_leaders_who_begin_at_once(db, tmp_path):
    loaded(tmp_path, TRUST)
    assert reads(Person.objects.get(source_ids__value="fay")) == {Role.CHAIR_OF_GOVERNORS}


@pytest.mark.parametrize("by", ["pages", "file"])
def test_a_role_that_has_ended_is_not_opened_again_by_a_file_or_a_later_last_day(cast, tmp_path, by):
    loaded(tmp_path, TRUST)
    actions.confirm(proposal=RoleProposal.objects.get(), by=cast.chair_of_trustees, on=ON)
    holding = RoleHolding.objects.get(person__source_ids__value="fay")
    actions.end_role(holding=holding, by=cast.trust_administrator, at_once=True, on=ON)
    if by == "file":
        loaded(tmp_path, TRUST)
    else:
        with pytest.raises(Refused, match="propose it again"):
            actions.end_role(holding=holding, by=cast.trust_administrator, end=ON + timedelta(days=99), on=ON)
    assert reads(Person.objects.get(source_ids__value="fay")) == set()


def test_a_line_in_a_roster_makes_nobody_a_line_manager_who_is_told(cast):
    fay = imported(cast, email="fay@example.org")
    Membership.objects.filter(person=cast.teacher.person).update(line_manager=fay)
    graph = register_of(cast.old_quay, ON, reporter=cast.teacher.person).graph
    assert graph.managers[cast.teacher.person_id] == []


def test_leaders_hear_that_a_chair_is_called_otherwise_now(cast):
    imported(cast, given_name="Amina", family_name="Yusuf", email="amina.yusuf@example.org")
    assert not Notice.objects.exists()
    imported(cast, given_name="Amina", family_name="Yusuf-Hart", email="amina.yusuf@example.org")
    assert cast.chair_of_trustees.person_id in set(Notice.objects.values_list("person", flat=True))


class OneAccount(TestCase):
    """Whatever one account does, with everybody it has made or can sign in as, opens nothing more to them."""

    STEPS = st.lists(
        st.tuples(
            st.sampled_from(["appoint", "cover", "confirm", "address", "end", "suspend", "wait"]),
            st.integers(0, 30),
            st.integers(0, 30),
            st.integers(0, 30),
        ),
        max_size=12,
    )

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(["trust_administrator", "headteacher", "executive_headteacher"]), STEPS)
    def test_no_sequence_of_one_accounts_acts_opens_more(self, attacker, steps):
        with time_machine.travel(NOW, tick=False) as clock:
            cast = make_cast()
            play = Play(cast, getattr(cast, attacker), clock)
            for step in steps:
                play.act(*step)
            play.check()


class Play:
    """One account with the two identities that it has made, and what they try."""

    def __init__(self, cast, attacker, clock):
        self.cast, self.clock, self.attacker = cast, clock, attacker
        self.mine = [
            make_person(cast.trust, name, email=f"{name[:3].lower()}@example.org") for name in ("Fay Kaye", "Guy Low")
        ]
        for person in self.mine:
            make_membership(person, cast.old_quay, Kind.GOVERNOR)
        self.before = {held.role for held in roles_of(attacker, ON)}

    def act(self, what, one, two, three):
        doers = [user for person in [self.attacker.person, *self.mine] if (user := account_for(person.email, self.on))]
        if not doers:
            return
        by = User.objects.get(pk=doers[one % len(doers)].pk)
        person = [*self.mine, self.attacker.person][two % 3]
        with suppress(Refused):
            getattr(self, what)(by, person, three)

    @property
    def on(self):
        return timezone.localdate()

    def appoint(self, by, person, n):
        role = sorted(Role.values)[n % len(Role.values)]
        place = (
            self.cast.trust if role in ("executive_headteacher", "chair_of_trustees", "trust_administrator") else None
        )
        actions.appoint(person=person, role=role, place=place or self.cast.old_quay, by=by, start=self.on, on=self.on)

    def cover(self, by, person, n):
        rows = list(RoleHolding.objects.order_by("role", "pk"))
        end = self.on + timedelta(days=9)
        actions.add_cover(holding=rows[n % len(rows)], person=person, by=by, start=self.on, end=end, on=self.on)

    def confirm(self, by, person, n):
        rows = list(RoleProposal.objects.filter(state="pending").order_by("role", "pk"))
        if rows:
            actions.confirm(proposal=rows[n % len(rows)], by=by, on=self.on)

    def address(self, by, person, n):
        actions.change_address(person=person, email=f"other{n}@example.org", by=by, now=timezone.now())

    def end(self, by, person, n):
        rows = list(RoleHolding.objects.filter(end=None).exclude(person=self.attacker.person).order_by("role", "pk"))
        if rows:
            actions.end_role(holding=rows[n % len(rows)], by=by, at_once=True, on=self.on)

    def suspend(self, by, person, n):
        rows = list(RoleHolding.objects.order_by("role", "pk"))
        victim = rows[n % len(rows)].person
        actions.suspend(person=victim, place=self.cast.old_quay, reason="x", by=by, now=timezone.now())

    def wait(self, by, person, n):
        self.clock.shift(timedelta(days=1 + n % 3))
        actions.make_due_addresses(now=timezone.now())

    def check(self):
        """A role of theirs is one that the attacker has and let them stand in for, and no more."""
        for person in self.mine:
            held = RoleHolding.objects.filter(person=person, role__in=CONFIRMED_BY)
            assert not held.exists(), held.values()
            covers = Cover.objects.filter(person=person, holding__role__in=CONFIRMED_BY)
            assert not covers.exclude(holding__person=self.attacker.person).exists(), covers.values()
        mine = RoleHolding.objects.filter(person=self.attacker.person, role__in=CONFIRMED_BY)
        assert set(mine.values_list("role", flat=True)) <= self.before
