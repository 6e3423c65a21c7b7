"""Who sees which declaration: those who made it, those whose role decides it, and the DSL for staff. Nobody else.

Rank opens nothing: a declaration of the headteacher's is not at the headteacher's level, and a DSL doesn't read what a
DSL, or whoever stands in for one, declares, except their own.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import DateField, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from lanyard.disclosures.choices import State
from lanyard.disclosures.models import Condition, Declarer, Disclosure
from lanyard.disclosures.rules import HOLDS, PAST, WAITING
from lanyard.people.models import Cover, Person, RoleHolding, User, current
from lanyard.people.queries import roles_of
from lanyard.people.queries.levels import held_by, holds
from lanyard.people.rules.routing import DSL, HEAD

SHOWN = ("waiting", "late", "current", "past")
_MOST_ON_A_PAGE = 50
# What a list doesn't open.
SEALED = ("other_name", "handle", "since", "how_known", "why", "contact", "reason")


def own(user: User) -> QuerySet[Disclosure]:
    """What the user declared, alone or together with somebody; what came last on top."""
    return Disclosure.objects.filter(_declared_by(user.person)).select_related("school", "trust", "decided_by")


def visible_to(user: User, on: date | None = None) -> QuerySet[Disclosure]:
    """What others declared and the user may read by a role: whoever decides, and the DSL of the school."""
    if not user.is_authenticated:
        return Disclosure.objects.none()
    day = on or timezone.localdate()
    rows = Disclosure.objects.filter(held_by(user, day) | _read_as_dsl(user, day))
    return rows.exclude(_declared_by(user.person)).select_related("school", "trust", "decided_by")


def to_decide(user: User, on: date) -> QuerySet[Disclosure]:
    """What waits for this user's decision, what is due first on top."""
    rows = Disclosure.objects.filter(held_by(user, on), state__in=WAITING).exclude(_declared_by(user.person))
    return rows.defer(*SEALED).select_related("school").order_by("decide_by", "id")


def may_decide(user: User, disclosure: Disclosure, on: date) -> bool:
    """Whether the user decides on it: by a role at its level, and never on what they declare themselves."""
    return holds(user, disclosure, on) and not is_declarer(user.person, disclosure)


def is_declarer(person: Person, disclosure: Disclosure) -> bool:
    """Whether the person is one of those who declare it."""
    return Declarer.objects.filter(disclosure=disclosure, person=person).exists()


def register(user: User, show: str, on: date) -> QuerySet[Disclosure]:
    """What the user may read, as a list: waiting, late, current or past. Nothing sealed is opened."""
    rows = visible_to(user, on).defer(*SEALED).prefetch_related(_with_people("declarers"))
    if show == "waiting":
        return rows.filter(state__in=WAITING).order_by("decide_by", "id")
    if show == "late":
        return rows.filter(is_late(on)).order_by(
            F("decide_by").asc(nulls_last=True), F("review_on").asc(nulls_last=True), "id"
        )
    if show == "past":
        return rows.filter(state__in=PAST).order_by(F("ended_at").desc(nulls_last=True), "id")
    return rows.filter(state__in=(*HOLDS, State.NOT_ACCEPTED)).order_by(F("review_on").asc(nulls_last=True), "id")


def is_late(on: date) -> Q:
    """A decision, a renewal, the end of a contact or a condition that is past its day."""
    return Q(decide_by__lt=on) | Q(review_on__lt=on, state__in=(*HOLDS, State.NOT_ACCEPTED)) | Q(late_conditions(on))


def late_conditions(on: date) -> Exists:
    """For a filter on declarations: that a condition is past its day."""
    return Exists(open_conditions().filter(disclosure=OuterRef("pk"), due__lt=on))


def open_conditions() -> QuerySet[Condition]:
    """The conditions that are still asked for."""
    return Condition.objects.filter(met_at__isnull=True, ended_at__isnull=True).exclude(disclosure__state__in=PAST)


def whole(rows: QuerySet[Disclosure], pk: UUID) -> Disclosure | None:
    """One of the rows with all that belongs to it, or None."""
    parts = ("conditions__met_by", "discussions__by", "renewals__by")
    return rows.prefetch_related(_with_people("declarers"), *parts).filter(pk=pk).first()


def asks_of(user: User, ahead: date) -> QuerySet[Disclosure]:
    """What the user declared and has to look at by the day `ahead`: a renewal, a condition, the end of a contact.

    `next_due` is the nearest day of its conditions, None where none has one.
    """
    rows = _with_next_due(Disclosure.objects.filter(_declared_by(user.person)).exclude(state__in=PAST))
    review = Q(state__in=(*HOLDS, State.NOT_ACCEPTED), review_on__lte=ahead)
    return rows.filter(review | Q(next_due__lte=ahead)).defer(*SEALED).select_related("school")


def asked_of_and_to_decide(user: User, on: date, ahead: date) -> tuple[list[Disclosure], list[Disclosure]]:
    """`asks_of` and `to_decide` in one query, for a page that shows the first few of each."""
    both = asks_of(user, ahead).order_by().values("pk").union(to_decide(user, on).order_by().values("pk"), all=True)
    rows = _with_next_due(Disclosure.objects.filter(pk__in=both)).annotate(is_own=_declared_by(user.person))
    found = rows.defer(*SEALED).select_related("school").order_by("-is_own", "decide_by", "id")[:_MOST_ON_A_PAGE]
    own: list[Disclosure] = [row for row in found if row.is_own]
    return own, [row for row in found if not row.is_own]


def _with_next_due(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    condition = Q(conditions__met_at__isnull=True, conditions__ended_at__isnull=True)
    return rows.annotate(next_due=Min("conditions__due", filter=condition, output_field=DateField()))


def declarers_of(disclosure: Disclosure) -> list[Person]:
    """Those who declare it, the first one first."""
    return [row.person for row in disclosure.declarers.select_related("person")]


def _with_people(name: str) -> Prefetch:
    return Prefetch(name, queryset=Declarer.objects.select_related("person"))


def _declared_by(person: Person) -> Exists:
    return Exists(Declarer.objects.filter(disclosure=OuterRef("pk"), person=person))


def _read_as_dsl(user: User, on: date) -> Q:
    """What is decided by the headteacher at the schools of which the user is DSL, none of a DSL's own in it."""
    schools = {held.school_id for held in roles_of(user, on) if held.role == DSL and held.school_id}
    if not schools:
        return Q(pk__in=[])
    at = RoleHolding.objects.filter(current(on), role=DSL, school=OuterRef("disclosure__school"))
    covers = Cover.objects.filter(
        current(on), current(on, "holding__"), holding__role=DSL, holding__school=OuterRef("disclosure__school")
    )
    is_dsl = Exists(at.filter(person=OuterRef("person"))) | Exists(covers.filter(person=OuterRef("person")))
    of_a_dsl = Exists(Declarer.objects.filter(is_dsl, disclosure=OuterRef("pk")))
    return Q(school__in=schools, level=HEAD) & ~Q(of_a_dsl)
