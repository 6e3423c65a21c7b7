"""How a reading of concerns is worded: three sentences a control, and one thing to do that leads to the queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.concerns.core.choices import SHUT_OUT
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Party
from lanyard.concerns.core.rules import answers
from lanyard.concerns.core.rules.closed_weeks import counted_until
from lanyard.concerns.oversight.rules.evidence import A_FEW, COUNTED, KEPT, YEAR, how_many
from lanyard.people.choices import Role
from lanyard.people.queries import roles_filled
from lanyard.people.rules.routing import DSL

STANDS_IN = {Role.DSL: (Role.DEPUTY_DSL,)}


@dataclass(frozen=True)
class Words:
    """What a control says when a clause is kept (none, or all in time), when a little is missing, and when a lot is;
    and what is to be done then, by whom. `holders` are the roles that such things come to, where not `who` alone."""

    kept: str
    a_few: str
    many: str
    to_do: str
    who: Role
    holders: tuple[str, ...] = ()


Missed = Mapping[UUID, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Counted(Words):
    """A control that counts, at each school, how much was missed of how much. `who` answers for it.

    `then` changes the readings by what else has to be so.
    """

    id: str
    clauses: tuple[str, ...]
    checks: str
    missed: Callable[[Scope], Missed]
    then: Callable[[Scope, dict[UUID, Reading]], dict[UUID, Reading]] | None = None

    def read(self, scope: Scope) -> dict[UUID, Reading]:
        """One reading a school."""
        found = readings(scope, self, self.missed(scope))
        return self.then(scope, found) if self.then else found

    def register(self) -> None:
        """Hang it into the registry of controls."""
        control(id=self.id, clauses=self.clauses, checks=self.checks, owner=self.who)(self.read)


def readings(scope: Scope, words: Words, missed: Missed) -> dict[UUID, Reading]:
    """One reading a school, from how many were missed of how many.

    Where nobody holds the role that such things come to, nothing can have been kept. This says nothing of cases: it
    hangs on the roles alone.
    """
    found = {}
    filled = scope.once("people.roles-filled", lambda: roles_filled(scope.schools, scope.on))
    holders = {words.who, *words.holders, *STANDS_IN.get(words.who, ())}
    for pk in scope.schools.values_list("pk", flat=True):
        amount = how_many(*missed.get(pk, (0, 0)))
        ask = (Attention(words.to_do, queue(), words.who.label),)
        if amount == KEPT and not holders & filled[pk]:
            found[pk] = Reading(Status.NOT_IN_USE, f"Nothing to measure: this school has no {words.who.label}")
        elif amount == KEPT:
            found[pk] = Reading(Status.KEPT, words.kept)
        elif amount == A_FEW:
            found[pk] = Reading(Status.NEEDS_ATTENTION, words.a_few, attention=ask)
        else:
            found[pk] = Reading(Status.NOT_KEPT, words.many, attention=ask)
    return found


def queue() -> str:
    """The address of everybody's own queue."""
    try:
        return reverse("concerns:queue")
    except NoReverseMatch:
        return ""


def counted(prefix: str = "", groups: tuple[str, ...] = tuple(COUNTED)) -> Q:
    """The concerns of these groups that came to where their type usually is held."""
    return of_type(*(kind.type for kind in KINDS.values() if kind.group in groups), prefix=prefix)


def of_type(*types: str, prefix: str = "") -> Q:
    """The concerns of these types that came to where their type usually is held, wherever they went later."""
    by_levels: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in types:
        by_levels[COUNTED[KINDS[one].group]].append(one)
    found = Q(pk__in=[])
    for levels, those in by_levels.items():
        found |= Q(**{f"{prefix}counted_at__in": levels, f"{prefix}type__in": those})
    return found


def at_risk(prefix: str = "") -> Q:
    """The concerns of other types of which it was said that a child could be at risk: the DSL holds them from then on.

    Those that came to the DSL or a deputy at once, and those that the DSL holds since somebody said so, where nobody is
    shut out of them: what is kept from somebody moves no figure.
    """
    those = [kind.type for kind in KINDS.values() if answers.line_of(str(kind.group), answers.YES) != str(kind.group)]
    shut_out = Party.objects.filter(concern=OuterRef(f"{prefix}pk"), role__in=SHUT_OUT, ended_at__isnull=True).exclude(
        person_key=""
    )
    came = Q(**{f"{prefix}counted_at__in": COUNTED[answers.SAFEGUARDING]})
    later = counted(prefix) & Q(**{f"{prefix}level": DSL}) & ~Exists(shut_out)
    return Q(**{f"{prefix}child_at_risk": answers.YES, f"{prefix}type__in": those}) & (came | later)


def since(scope: Scope) -> datetime:
    """The start of the time that evidence looks back on."""
    return end_of_week(scope) - timedelta(days=YEAR)


def start_of_day(scope: Scope) -> datetime:
    """The first moment of the day that is read: looks that nobody had a right to are told the next night."""
    return timezone.make_aware(datetime.combine(scope.on, time(0)))


def end_of_week(scope: Scope) -> datetime:
    """The end of the last week that is over: what came in, was done or ran out after it counts from next Monday."""
    return timezone.make_aware(datetime.combine(counted_until(scope.on), time(0)))
