"""Which concerns the controls count, and from when to when."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lanyard.assurance.registry import Scope
from lanyard.assurance.worded import YEAR
from lanyard.concerns.core.choices import SHUT_OUT
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Party
from lanyard.concerns.core.rules import answers
from lanyard.concerns.core.rules.closed_weeks import counted_until
from lanyard.concerns.oversight.rules.evidence import COUNTED
from lanyard.people.rules.routing import DSL


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
