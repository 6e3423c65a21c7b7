"""Changing the clauses of a draft: confirm, edit, move, split, join, add and remove."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.policy import outline
from lanyard.policy.actions.common import Actor, change, need, person_of
from lanyard.policy.choices import ControlState
from lanyard.policy.items import suggested
from lanyard.policy.models import Clause, ClauseControl, Edition, Section
from lanyard.policy.queries.clauses import outline_of
from lanyard.records.audit import record


@dataclass(frozen=True)
class Wording:
    """What a clause says and for whom. Blank text is refused."""

    text: str
    lead: str = ""
    audience: Sequence[str] = field(default=("everyone",))
    clause_ids: Sequence[str] = ()
    about: Sequence[str] | None = None
    school_may_vary: bool = False


@transaction.atomic
def clause_confirm(*, clause: Clause, version: int, by: Actor) -> Clause:
    """A person has read the clause and says that it stands as it should."""
    open_draft(clause.edition, version, by)
    _update(clause, by)
    return recorded("clause:confirm", clause, by)


@transaction.atomic
def section_confirm(*, section: Section, version: int, by: Actor) -> int:
    """The same for all clauses of a section that nobody has confirmed yet; answers how many those were."""
    open_draft(section.edition, version, by)
    waiting = section.clauses.filter(confirmed_at__isnull=True)
    count = waiting.update(confirmed_by=person_of(by), confirmed_at=timezone.now())
    record("section:confirm", by=by, about=section, place=section.edition.place, detail={"clauses": count})
    return count


@transaction.atomic
def clause_edit(*, clause: Clause, wording: Wording, version: int, by: Actor) -> Clause:
    """Give a clause other words, audience or clause IDs; that confirms it too.

    In a school's variation only the words and the audience change, and only where the trust allows it.
    """
    open_draft(clause.edition, version, by)
    fields: dict[str, Any] = {"text": _words(wording.text), "audience": list(wording.audience)}
    if clause.edition.school_id:
        if not clause.school_may_vary:
            raise Refused("The trust keeps these words the same in every school.")
    else:
        fields |= {
            "lead": wording.lead.strip(),
            "clause_ids": list(wording.clause_ids),
            "about": _about(wording),
            "school_may_vary": wording.school_may_vary,
        }
    _update(clause, by, **fields)
    return recorded("clause:edit", clause, by)


@transaction.atomic
def clause_move(*, clause: Clause, to: str | Section, version: int, by: Actor) -> Clause:
    """Move a clause "up" or "down" among its neighbours, or to the end of another section, with what is under it."""
    open_draft(clause.edition, version, by, structure=True)
    nodes = outline_of(clause.edition)
    if isinstance(to, Section):
        if to.edition_id != clause.edition_id:
            raise Refused("That section belongs to another edition.")
        nodes = outline.moved_to_section(nodes, clause.pk, to.number)
    else:
        nodes = outline.moved(nodes, clause.pk, -1 if to == "up" else 1)
    arrange(clause.edition, nodes)
    return recorded("clause:move", clause, by)


@transaction.atomic
def clause_split(*, clause: Clause, parts: Sequence[str], version: int, by: Actor) -> list[Clause]:
    """Split a clause where the parts end. Together they must be the clause's words; the first part keeps its line."""
    open_draft(clause.edition, version, by, structure=True)
    texts = [part.strip() for part in parts if part.strip()]
    if len(texts) < 2:
        raise Refused("Start a new line at each place where the clause should be split.")
    if " ".join(" ".join(texts).split()) != " ".join(clause.text.split()):
        raise Refused("Splitting can't change words. Put the words back, split the clause, then edit the parts.")
    added = [_copy_of(clause, text) for text in texts[1:]]
    nodes = outline.added_after(outline_of(clause.edition), clause.pk, [part.pk for part in added])
    Clause.objects.bulk_create(added)
    links = list(clause.controls.all())
    ClauseControl.objects.bulk_create(_link_copy(link, part) for part in added for link in links)
    Clause.objects.filter(pk=clause.pk).update(text=texts[0], about=None, confirmed_by=None, confirmed_at=None)
    arrange(clause.edition, nodes)
    recorded("clause:split", clause, by)
    return list(clause.edition.clauses.filter(pk__in=[clause.pk, *(part.pk for part in added)]).order_by("order"))


@transaction.atomic
def clause_join(*, clause: Clause, version: int, by: Actor) -> Clause:
    """Join a clause with the next at the same place of the outline: words, audience, clause IDs and controls."""
    open_draft(clause.edition, version, by, structure=True)
    nodes = outline_of(clause.edition)
    following = outline.next_sibling(nodes, clause.pk)
    if following is None:
        raise Refused("No clause follows this one here, so there is nothing to join.")
    other = Clause.objects.get(pk=following)
    # Clauses under the first would come to stand between the two halves of the sentence.
    if len(outline.subtree(nodes, clause.pk)) > 1:
        raise Refused("There are clauses under this one. Remove or move them first.")
    _take_links(clause, other)
    Clause.objects.filter(parent=other).update(parent=clause)
    other.delete()
    Clause.objects.filter(pk=clause.pk).update(
        text=f"{clause.text} {other.text}",
        audience=_both_audiences(clause.audience, other.audience),
        clause_ids=list(dict.fromkeys([*clause.clause_ids, *other.clause_ids])),
        about=None,
        school_may_vary=clause.school_may_vary and other.school_may_vary,
        confirmed_by=None,
        confirmed_at=None,
    )
    arrange(clause.edition, outline.joined(nodes, clause.pk, following))
    return recorded("clause:join", clause, by)


@transaction.atomic
def clause_add(*, section: Section, wording: Wording, version: int, by: Actor) -> Clause:
    """Add a clause at the end of a section."""
    edition = section.edition
    open_draft(edition, version, by, structure=True)
    clause = Clause(
        edition=edition,
        section=section,
        order=0,
        number="",
        text=_words(wording.text),
        lead=wording.lead.strip(),
        audience=list(wording.audience),
        clause_ids=list(wording.clause_ids),
        about=_about(wording),
        school_may_vary=wording.school_may_vary,
        confirmed_by=person_of(by),
        confirmed_at=timezone.now(),
    )
    nodes = outline.added_to_section(outline_of(edition), section.number, clause.pk)
    clause.save(force_insert=True)
    arrange(edition, nodes)
    return recorded("clause:add", clause, by)


@transaction.atomic
def clause_remove(*, clause: Clause, version: int, by: Actor) -> None:
    """Take a clause out of a draft. Earlier editions keep it."""
    open_draft(clause.edition, version, by, structure=True)
    nodes = outline.without(outline_of(clause.edition), clause.pk)
    record("clause:remove", by=by, about=clause, place=clause.edition.place, detail={"line": clause.line})
    Clause.objects.filter(pk=clause.pk).delete()
    arrange(clause.edition, nodes)


def open_draft(edition: Edition, version: int, by: Actor, *, structure: bool = False) -> None:
    """Begin a change of a draft by somebody who may; `structure` is more than words, which no variation may change."""
    need(by, "policy:edit-draft", edition.place)
    if structure and edition.school_id:
        raise Refused("A school's variation keeps the trust's clauses in the trust's order; only words can differ.")
    change(edition, version)


def _words(text: str) -> str:
    words = re.sub(r"\s+", " ", text).strip()
    if not words:
        raise Refused("Enter what the clause says.")
    return words


def _update(clause: Clause, by: Actor, **fields: Any) -> None:
    Clause.objects.filter(pk=clause.pk).update(**fields, confirmed_by=person_of(by), confirmed_at=timezone.now())


def recorded(event: str, clause: Clause, by: Actor) -> Clause:
    """Record what was done to a clause; answers it as it stands now."""
    edition = clause.edition
    clause.refresh_from_db()
    clause.edition = edition
    record(event, by=by, about=clause, place=edition.place, detail={"edition": edition.pk, "line": clause.line})
    return clause


def arrange(edition: Edition, nodes: Sequence[outline.Node[uuid.UUID]]) -> None:
    """Write the order, sections, nesting and numbers that the outline says."""
    numbers = outline.numbers(nodes)
    sections = {section.number: section.pk for section in edition.sections.all()}
    rows = {row.pk: row for row in edition.clauses.all()}
    changed = []
    for order, node in enumerate(nodes, start=1):
        row = rows[node.key]
        place = (order, numbers[node.key], sections[node.section], node.parent)
        if (row.order, row.number, row.section_id, row.parent_id) != place:
            row.order, row.number, row.section_id, row.parent_id = place
            changed.append(row)
    Clause.objects.bulk_update(changed, ["order", "number", "section", "parent"], batch_size=100)


def _about(wording: Wording) -> list[str]:
    """What a person chose, or else what the words say."""
    return list(suggested(wording.text, wording.clause_ids) if wording.about is None else wording.about)


def _copy_of(clause: Clause, text: str) -> Clause:
    return Clause(
        edition=clause.edition,
        section_id=clause.section_id,
        parent_id=clause.parent_id,
        line=uuid.uuid4(),
        order=clause.order,
        number="",
        text=text,
        lead=clause.lead,
        audience=clause.audience,
        clause_ids=clause.clause_ids,
        school_may_vary=clause.school_may_vary,
    )


def _link_copy(link: ClauseControl, clause: Clause) -> ClauseControl:
    return ClauseControl(
        clause=clause, control_id=link.control_id, score=link.score, state=link.state, by_id=link.by_id, at=link.at
    )


STRENGTH: list[str] = [ControlState.REJECTED, ControlState.SUGGESTED, ControlState.CONFIRMED]


def _take_links(clause: Clause, other: Clause) -> None:
    """Give the clause the other's control links; where both have one, what a person confirmed wins."""
    own = {link.control_id: link for link in clause.controls.all()}
    for link in other.controls.all():
        mine = own.get(link.control_id)
        if mine is None:
            ClauseControl.objects.filter(pk=link.pk).update(clause=clause)
        elif STRENGTH.index(link.state) > STRENGTH.index(mine.state):
            ClauseControl.objects.filter(pk=mine.pk).update(state=link.state, by=link.by_id, at=link.at)


def _both_audiences(one: Sequence[str], other: Sequence[str]) -> list[str]:
    both = list(dict.fromkeys([*one, *other]))
    return ["everyone"] if "everyone" in both else both
