"""Everything about one concern that its page shows, in few questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils import timezone

from lanyard.concerns.core.answers import in_words
from lanyard.concerns.core.choices import DEALS_WITH, ConcernType, PartyRole, ReaderKind
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import CaseAction, Clock, Concern, Entry, Link, Reader, Transfer
from lanyard.concerns.core.queries.beside import Beside, rows_of
from lanyard.concerns.core.queries.running_clocks import clock_in_words, clocks_of
from lanyard.concerns.core.queries.unlinked import unlinked
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.core.rules.clocks import ACKNOWLEDGING
from lanyard.kernel import gate
from lanyard.people.choices import YearGroup
from lanyard.people.models import User
from lanyard.people.queries.levels import holds
from lanyard.platforms.queries import names_of
from lanyard.records.attachments import Attachment


def opened(user: User, pk: UUID) -> Concern | None:
    """The concern with what stands beside it, if the user may see it. One query."""
    rows = visible_to(user).select_related("school", "report", "debrief", "assigned_to")
    return (
        rows.filter(pk=pk)
        .annotate(
            **{
                "beside_clocks": Beside(clocks_of(pk), "kind", "due_at", "passed_on"),
                "beside_readers": Beside(_readers(pk), "id", "person_id", "kind", "purpose", "end", "who"),
                "beside_files": Beside(
                    shown_files(pk), "id", "name", "content_type", "size", "stored_at", "is_original", "original_id"
                ),
                "beside_links": Beside(links_of(user, pk), "id", "why", "other_pk", "other_ref", "other_type"),
                "beside_offers": Beside(_offers(pk), "id", "to_id", "offered_at", "who"),
            }
        )
        .first()
    )


def case_context(concern: Concern, user: User) -> dict[str, Any]:
    """What the page of a concern from `opened` shows, apart from what is done on it and its messages. Three queries."""
    kind = KINDS[concern.type]
    readers = rows_of(Reader, concern.beside_readers)
    parties = list(concern.parties.select_related("added_by"))
    handles = _handles(concern, user, readers)
    clocks = [clock_in_words(clock) for clock in rows_of(Clock, concern.beside_clocks)]
    services = names_of({concern.platform, str(concern.report.answers.get("platform", ""))})
    return {
        "kind": kind,
        "may_handle": handles,
        "may_see_looks": gate.may(user, "concerns:looks", concern.school),
        "clocks": clocks,
        "stops": [clock for clock in clocks if clock.code in ACKNOWLEDGING.meets],
        "go_on": [clock for clock in clocks if clock.code not in ACKNOWLEDGING.meets],
        "answers": in_words(concern.report.answers, services),
        "service": services.get(concern.platform, concern.platform),
        "parties": [party for party in parties if not party.ended_at],
        "possible": [party for party in parties if party.role == PartyRole.POSSIBLE and not party.ended_at],
        "unlinked": unlinked(concern, parties),
        "parties_before": [party for party in parties if party.ended_at],
        "readers": [row for row in readers if row.kind != ReaderKind.ASSIGNED],
        "files": rows_of(Attachment, concern.beside_files),
        "links": rows_of(Link, concern.beside_links),
        "offer": next(iter(rows_of(Transfer, concern.beside_offers)), None),
        **_chronology(concern),
        "year_group": dict(YearGroup.choices).get(concern.year_group, ""),
        "is_images": concern.type == ConcernType.IMAGES,
        "about_staff": kind.group in ("staff", "myself") or _is_about_staff(concern),
        "next_steps": next_steps(concern, handles=handles),
    }


# From here on a chronology shows its newest entries alone, and the others when they are asked for.
_LONG, _NEWEST = 15, 10


def _chronology(concern: Concern) -> dict[str, list[Entry]]:
    """The entries in two parts: those that are shown at once, and the earlier ones of a long chronology."""
    entries = list(entries_of(concern))
    first = len(entries) - _NEWEST if len(entries) >= _LONG else 0
    return {"entries": entries[first:], "earlier": entries[:first]}


def entries_of(concern: Concern) -> QuerySet[Entry]:
    """The chronology in the order in which things happened, each entry with how often it was changed."""
    return (
        concern.entries.select_related("by")
        .annotate(changes=Count("edits"))
        .order_by("happened_at", "entered_at", "id")
    )


def files_of(pk: UUID) -> QuerySet[Attachment]:
    """The files of a concern that its readers open: clean copies, and what came from another school."""
    return _all_files(pk).filter(is_original=False)


def originals_of(pk: UUID) -> QuerySet[Attachment]:
    """The files as reporters sent them: each opens for a reason."""
    return _all_files(pk).filter(is_original=True)


def shown_files(pk: UUID) -> QuerySet[Attachment]:
    """What the page lists: the files that readers open, and originals of which no clean copy could be made."""
    copied = Exists(Attachment.objects.filter(original=OuterRef("pk")))
    return _all_files(pk).filter(Q(is_original=False) | ~copied)


def _all_files(pk: UUID) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(about_kind=Concern._meta.label_lower, about_id=str(pk))
    return rows.order_by("stored_at", "pk")


@dataclass(frozen=True)
class Step:
    """Something that a concern waits for: what, and the part of the page or the page where it is done."""

    says: str
    anchor: str = ""
    page: str = ""


def next_steps(concern: Concern, *, handles: bool) -> list[Step]:
    """What comes next, as far as it can be told from the concern itself.

    Acknowledging has a button of its own; what is missing for an outcome comes from `response`.
    """
    if not handles or concern.state in ("new", "closed"):
        return []
    steps = []
    if concern.state == "decided":
        # What is missing then stands in the list of what has to be there before it is closed.
        return [Step("Read what the reporter wrote and reply", anchor="messages")] if concern.has_news else []
    if concern.asks_about_child:
        steps.append(Step("Say whether a child could be at risk", page="concerns:judge"))
    if not concern.risk:
        steps.append(Step("Assess the risk and say where it happened", page="concerns:judge"))
    if concern.assigned_to_id is None:
        steps.append(Step("Choose who will deal with it", page="concerns:assign"))
    if concern.has_news:
        steps.append(Step("Read what the reporter wrote and reply", anchor="messages"))
    return steps


def _handles(concern: Concern, user: User, readers: list[Reader]) -> bool:
    """As `actions.common.may_handle`, of somebody who sees the concern, from what was read already."""
    by_name = any(row.person_id == user.person_id and row.kind in DEALS_WITH for row in readers)
    return by_name or holds(user, concern, timezone.localdate())


def _is_about_staff(concern: Concern) -> bool:
    about = str(concern.report.answers.get("about", ""))
    return about in ("staff", "safeguarding", "headteacher", "trust")


def _readers(pk: UUID) -> QuerySet[Reader]:
    """Who may read it by name today. A row of somebody who is shut out opens nothing, and is not shown."""
    today = timezone.localdate()
    rows = Reader.objects.filter(Q(end__isnull=True) | Q(end__gte=today), concern=pk, start__lte=today)
    return rows.annotate(who=name_at("person")).order_by("added_at")


def _offers(pk: UUID) -> QuerySet[Transfer]:
    return Transfer.objects.filter(concern=pk, answered_at__isnull=True).annotate(who=name_at("to"))


def links_of(user: User, pk: UUID) -> QuerySet[Link]:
    """The links to concerns that the user sees too; nothing of the others, not even that they are there."""
    other = Case(When(one=pk, then=F("other")), default=F("one"))
    rows = Link.objects.filter(Q(one=pk) | Q(other=pk)).annotate(other_pk=other)
    seen = rows.filter(Exists(visible_to(user).filter(pk=OuterRef("other_pk"))))
    return seen.annotate(**{f"other_{name}": _either(pk, name) for name in ("ref", "type")})


def _either(pk: UUID, name: str) -> Case:
    return Case(When(one=pk, then=F(f"other__{name}")), default=F(f"one__{name}"))


def name_at(path: str) -> Concat:
    """The name that people call somebody by."""
    given = Coalesce(NullIf(f"{path}__preferred_name", Value("")), f"{path}__given_name")
    return Concat(given, Value(" "), f"{path}__family_name")


def action_for(user: User, pk: str) -> CaseAction | None:
    """Something to be done in a case that the user sees, with its concern."""
    rows = CaseAction.objects.filter(pk=pk, concern__in=visible_to(user).order_by().values("pk"))
    return rows.select_related("concern__school", "concern__trust").first()
