"""What a reporter is shown and asked before a report is sent: who will read it, and who of them should not.

What is shown depends on the school, the type and the answers that are chosen from a list, and on nothing that is typed:
nobody can find out by typing a name who is on the register, or what was made of the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lanyard.concerns.core.choices import Route
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.queries.everybody import on_call_at
from lanyard.concerns.core.report_input import Struck
from lanyard.concerns.core.rules import answers
from lanyard.concerns.intake.rules.asking import ON_CALL, PUBLIC, Shown, kept_out_by, readers
from lanyard.people.models import Person, RoleHolding, School
from lanyard.people.queries.routing import Register, register_of
from lanyard.people.rules import routing
from lanyard.records.fields import blind_index

# By role alone somebody is shown who holds no public role, or stands in for somebody who does.
_ALONE = (*PUBLIC, routing.DATA, routing.LINE_MANAGER, ON_CALL)
_LENGTH = 32
# No page has as many boxes.
_MOST = 200


@dataclass(frozen=True)
class Line:
    """One of the readers as the page shows them. `name` is "" for who is shown by role alone."""

    value: str
    role: str
    name: str


@dataclass
class Asking:
    """What the last screen asks. `given` is what was written so far; `person` the reporter, if they are signed in."""

    school: School
    kind: str
    route: str
    given: Mapping[str, str]
    person: Person | None = None

    @cached_property
    def struck(self) -> Struck:
        """Whom the ticked boxes mean, as the register knows them now."""
        return self._ticked[0]

    @cached_property
    def unknown(self) -> bool:
        """Whether a box is ticked that means nobody: the page must be looked at again."""
        return self._ticked[1]

    @cached_property
    def reads(self) -> list[Line]:
        """Who will read it, those whose box is ticked left out."""
        report = routing.Report(
            group=answers.line_of(self._group, self._effect.child_at_risk),
            said=self._effect.said,
            conflicted=kept_out_by(
                [one.pk for one in self.struck.people], self.struck.roles, self._register.graph, self._on_call
            ),
            tell_whom=self._effect.tell_whom,
            reporter=self.person.pk if self.person else None,
        )
        quick = answers.is_quick(self._group, self._effect.child_at_risk) and ON_CALL not in self.struck.roles
        return [self._line(one) for one in readers(report, self._group, self._register.graph, quick=quick)]

    @cached_property
    def lines(self) -> list[Line]:
        """A box for each: who will read it, and who would but for the tick."""
        ticked = [Line(value_of(self.school, one.pk), self._role_of(one), str(one)) for one in self.struck.people]
        ticked += [Line(value_of(self.school, role), role, "") for role in self.struck.roles]
        return [*ticked, *self.reads]

    @cached_property
    def nobody(self) -> bool:
        """Whether nobody inside is left to read it, but who may be told out of hours."""
        return all(one.role == ON_CALL for one in self.reads)

    @cached_property
    def brought_in(self) -> list[Line]:
        """Who will read it because of the ticks and has not been shown yet."""
        return [one for one in self.reads if one.value not in self._shown] if self.struck else []

    @property
    def must_be_seen(self) -> bool:
        """Whether the screen comes again before anything is sent: somebody new would read it, or nobody at all."""
        return bool(self.brought_in) or (bool(self.struck) and self.nobody and _NOBODY not in self._shown)

    @property
    def shown(self) -> str:
        """Everybody shown so far and now, as the page carries it."""
        now = [one.value for one in self.lines] + ([_NOBODY] if self.nobody else [])
        return " ".join(dict.fromkeys([*sorted(self._shown), *now]))

    @cached_property
    def _ticked(self) -> tuple[Struck, bool]:
        values = values_in([self.given.get("struck", "")])
        return struck_by(self.school, values) if values else (Struck(), False)

    @cached_property
    def _shown(self) -> frozenset[str]:
        return frozenset(values_in([self.given.get("shown", "")]))

    @cached_property
    def _register(self) -> Register:
        return register_of(self.school, timezone.localdate(), reporter=self.person)

    @cached_property
    def _on_call(self) -> frozenset[UUID]:
        return on_call_at(self.school, timezone.localdate()) if ON_CALL in self.struck.roles else frozenset()

    @property
    def _group(self) -> str:
        return str(KINDS[self.kind].group)

    @cached_property
    def _effect(self) -> answers.Effect:
        asks = {*KINDS[self.kind].asks, "danger", "child_at_risk"}
        given = {key: value for key, value in self.given.items() if key in asks}
        return answers.read(given, from_child=self.route == Route.CHILD)

    def _line(self, one: Shown[UUID]) -> Line:
        if one.id is None:
            return Line(value_of(self.school, one.role), one.role, "")
        return Line(value_of(self.school, one.id), one.role, str(self._register.people[one.id]))

    def _role_of(self, person: Person) -> str:
        """The public role that they hold, or held when they were shown."""
        held = [role for role in PUBLIC if person.pk in self._register.graph.holders.get(role, ())]
        return (held or [self.struck.held.get(person.pk, "")])[0]


def struck_by(school: School, values: Iterable[str]) -> tuple[Struck, bool]:
    """Whom these boxes mean, and whether one of them means nobody. Two queries.

    Whoever has held a public role is found by their box, also when they hold none any more: they were shown.
    """
    wanted = set(values)
    roles = tuple(role for role in _ALONE if value_of(school, role) in wanted)
    at = Q(school=school) | Q(school__isnull=True, trust_id=school.trust_id)
    rows = RoleHolding.objects.filter(at, role__in=PUBLIC).order_by("start", "pk").values_list("person", "role")
    held = {person: role for person, role in rows if value_of(school, person) in wanted}
    people = tuple(Person.objects.filter(pk__in=held).order_by("pk")) if held else ()
    known = {value_of(school, role) for role in roles} | {value_of(school, person.pk) for person in people}
    return Struck(people, roles, held), bool(wanted - known)


def value_of(school: School, one: UUID | str) -> str:
    """The value of somebody's box on the pages of a school: a keyed digest of their id, or of a role."""
    return blind_index(f"{school.pk}.{one}", "concerns.struck")[:_LENGTH]


def values_in(sent: Iterable[str]) -> list[str]:
    """The values that a page sent, several of which may stand in one field."""
    found = list(dict.fromkeys(value[: _LENGTH + 1] for text in sent for value in str(text).split()))
    # What is left out is told of as something unknown.
    return found if len(found) <= _MOST else [*found[:_MOST], "more"]


# Carried among the values: the page has said that nobody inside is left.
_NOBODY = "nobody"
