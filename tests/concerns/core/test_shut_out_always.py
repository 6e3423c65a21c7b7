"""Whatever people do on a case, in whatever order: whoever is shut out has no way to it, and somebody always has."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lanyard.concerns.casework.actions import access, parties, triage
from lanyard.concerns.casework.queries.offers import offers_to
from lanyard.concerns.core.actions.clocks import pass_on_what_is_overdue
from lanyard.concerns.core.choices import SHUT_OUT, ConcernType, PartyRole
from lanyard.concerns.core.models import CaseAction, Concern, Party, Reader, Transfer, key_of
from lanyard.concerns.core.queries.visible import visible_to, ways_to_see
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding, User
from lanyard.records.models import AuditEvent
from tests.concerns.cases import fresh
from tests.concerns.factories import make_concern
from tests.factories.people import give_role

PEOPLE = ("dsl", "deputy_dsl", "headteacher", "chair_of_governors", "chair_of_trustees", "executive_headteacher",
          "line_manager", "teacher")  # fmt: skip
PERSON = st.sampled_from(PEOPLE)
BY = st.integers(0, 7)
GIVEN = st.sampled_from([Role.DSL, Role.DEPUTY_DSL, Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS])
TYPES = st.sampled_from([ConcernType.BULLYING, ConcernType.STAFF_CONDUCT, ConcernType.COMPLAINT])


class OnACase(RuleBasedStateMachine):
    """Everybody tries everything; what is refused is as good as not done."""

    cast = None

    def __init__(self) -> None:
        super().__init__()
        self.concern: Concern | None = None
        self.given: list[RoleHolding] = []
        # What there was when it was last looked at who sees it, and who did.
        self.looked_at: tuple[int, ...] = ()
        self.seers: list[str] = []

    @initialize(kind=TYPES)
    def report(self, kind: str) -> None:
        self.concern = make_concern(self.cast.old_quay, kind)

    def user(self, name: str) -> User:
        """As in a new request: what was read of them before is forgotten."""
        return User.objects.select_related("person").get(pk=getattr(self.cast, name).pk)

    def try_to(self, act, by: int, **fields: object) -> None:
        """One of those who see it does something; nobody else gets past the door (`concern_or_404`)."""
        now = fresh(self.concern)
        with contextlib.suppress(Refused):
            act(by=self.user(self.seers[by % len(self.seers)]), concern=now, version=now.version, **fields)

    @rule(by=BY, who=PERSON, role=st.sampled_from(PartyRole.values))
    def add_to_case(self, by: int, who: str, role: str) -> None:
        person = self.user(who).person
        self.try_to(parties.add, by, role=role, name=person.full_name, person=person)

    @rule(by=BY, role=st.sampled_from(PartyRole.values), data=st.data())
    def change_role(self, by: int, role: str, data) -> None:
        if party := self.some_party(data):
            self.try_to(parties.edit, by, party=party, role=role, name=party.name)

    @rule(by=BY, data=st.data())
    def end_part(self, by: int, data) -> None:
        """Only those who are not shut out: that somebody was is taken back by people, and then they may see it."""
        if (party := self.some_party(data)) and party.role not in SHUT_OUT:
            self.try_to(parties.end, by, party=party, reason="A mistake.")

    @rule(by=BY)
    def step_back(self, by: int) -> None:
        self.try_to(parties.declare_conflict, by, reason="I know them.")

    @rule(by=BY, role=st.sampled_from(sorted(SHUT_OUT)), data=st.data())
    def shut_out_somebody_let_in(self, by: int, role: str, data) -> None:
        """What matters most, and chance alone would seldom try: somebody has a way in, and is then shut out."""
        let_in = list(Reader.objects.filter(concern=self.concern, end__isnull=True).select_related("person"))
        people = [row.person for row in let_in]
        people += [made.to for made in Transfer.objects.filter(concern=self.concern, answered_at__isnull=True)]
        if people:
            person = data.draw(st.sampled_from(people))
            self.try_to(parties.add, by, role=role, name=person.full_name, person=person)

    @rule(by=BY)
    def acknowledge(self, by: int) -> None:
        self.try_to(triage.acknowledge, by)

    @rule(by=BY, who=PERSON)
    def assign(self, by: int, who: str) -> None:
        self.try_to(access.assign, by, person=self.user(who).person)

    @rule(by=BY, who=PERSON)
    def offer(self, by: int, who: str) -> None:
        self.try_to(access.offer_transfer, by, person=self.user(who).person, reason="Please.")

    @rule(by=BY, who=PERSON)
    def consult(self, by: int, who: str) -> None:
        until = timezone.localdate() + timedelta(days=5)
        self.try_to(access.consult, by, person=self.user(who).person, purpose="Advice.", until=until)

    @rule(who=PERSON, takes=st.booleans())
    def answer(self, who: str, takes: bool) -> None:
        """Mostly whoever it was offered to; now and then somebody else tries."""
        for made in Transfer.objects.filter(concern=self.concern, answered_at__isnull=True):
            asked = made.to.user if takes else self.user(who)
            with contextlib.suppress(Refused):
                if takes:
                    access.accept(by=asked, transfer=made)
                else:
                    access.decline(by=asked, transfer=made, answer="No.")

    @rule()
    def silence(self) -> None:
        pass_on_what_is_overdue(timezone.now() + timedelta(days=3))

    @rule(who=PERSON, role=GIVEN)
    def give_a_role(self, who: str, role: str) -> None:
        person = self.user(who).person
        if not RoleHolding.objects.filter(person=person, role=role, end__isnull=True).exists():
            self.given.append(give_role(person, role, self.cast.old_quay))

    def some_party(self, data) -> Party | None:
        rows = list(Party.objects.filter(concern=self.concern, ended_at__isnull=True))
        return data.draw(st.sampled_from(rows)) if rows else None

    @invariant()
    def whoever_is_shut_out_has_no_way_to_it(self) -> None:
        # What is refused changes nothing, and most of what is tried at random is.
        there_is = (AuditEvent.objects.count(), Notice.objects.count(), RoleHolding.objects.count())
        if self.concern is None or there_is == self.looked_at:
            return
        self.looked_at, self.seers = there_is, []
        now = fresh(self.concern)
        rows = Party.objects.filter(concern=now, role__in=SHUT_OUT, ended_at__isnull=True)
        out = set(rows.values_list("person_key", flat=True))
        for name in PEOPLE:
            user = self.user(name)
            seen = visible_to(user).filter(pk=now.pk).exists()
            assert seen == any(part.filter(pk=now.pk).exists() for part in ways_to_see(user))
            if key_of(user.person) in out:
                assert not seen, name
                self.has_nothing_left(user, now)
            if seen:
                self.seers.append(name)
        assert self.seers, "nobody sees it any more"

    def has_nothing_left(self, user: User, now: Concern) -> None:
        today = timezone.localdate()
        assert not offers_to(user).filter(concern=now).exists()
        assert now.assigned_to_id != user.person_id
        assert not Transfer.objects.filter(concern=now, to=user.person, answered_at__isnull=True).exists()
        assert not Reader.objects.filter(concern=now, person=user.person, end__isnull=True).exists()
        assert not Reader.objects.filter(concern=now, person=user.person, end__gte=today).exists()
        assert not CaseAction.objects.filter(concern=now, owner=user.person, done_at__isnull=True).exists()
        notices = Notice.objects.filter(person=user.person, about=f"concern:{now.pk}")
        assert not notices.filter(settled_at__isnull=True).exists()
        assert not notices.filter(url__contains=str(now.pk)).exists()

    def teardown(self) -> None:
        """The next example begins with everybody in the roles they have by their names."""
        RoleHolding.objects.filter(pk__in=[made.pk for made in self.given]).delete()


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_nobody_who_is_shut_out_ever_finds_a_way_and_somebody_always_has_it(cast):
    OnACase.cast = cast
    run_state_machine_as_test(
        OnACase,
        settings=settings(
            max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
