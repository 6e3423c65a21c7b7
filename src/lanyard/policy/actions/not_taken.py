"""Making a clause of what reading a document left out."""

from __future__ import annotations

import uuid

from django.db import transaction

from lanyard.kernel.refusals import Refused
from lanyard.policy import outline
from lanyard.policy.actions.clauses import arrange, open_draft, recorded
from lanyard.policy.actions.common import Actor
from lanyard.policy.models import Clause, Edition, NotTaken, Section
from lanyard.policy.queries.clauses import outline_of
from lanyard.policy.reading import audience_of


@transaction.atomic
def clause_from_not_taken(*, row: NotTaken, version: int, by: Actor) -> Clause:
    """Make a clause of words that were not taken: after the clause that stood before them, else first of all.

    Nobody has confirmed it yet. Refused for a picture, and for words that are a clause already.
    """
    edition = row.edition
    open_draft(edition, version, by, structure=True)
    row = NotTaken.objects.select_for_update(of=("self",)).select_related("after").get(pk=row.pk)
    if row.clause_id:
        raise Refused("This has already been made into a clause.")
    if not row.text:
        raise Refused("This is a picture. Type its words in as a clause.")
    section = _section(edition, row)
    clause = Clause.objects.create(
        edition=edition, section=section, line=uuid.uuid4(), order=0, number="", text=row.text,
        audience=list(audience_of(row.text, "", [section.title, edition.title])),
    )  # fmt: skip
    nodes = [node for node in outline_of(edition) if node.key != clause.pk]
    arrange(edition, _placed(nodes, row, clause, section))
    NotTaken.objects.filter(pk=row.pk).update(clause=clause)
    return recorded("clause:add", clause, by)


def _section(edition: Edition, row: NotTaken) -> Section:
    if row.after:
        return row.after.section
    return edition.sections.first() or Section.objects.create(edition=edition, number=1, title=edition.title[:200])


def _placed(
    nodes: list[outline.Node[uuid.UUID]], row: NotTaken, clause: Clause, section: Section
) -> list[outline.Node[uuid.UUID]]:
    """The outline with the new clause at the first level, after the whole clause that stood before it."""
    if row.after_id is None:
        return [outline.Node(clause.pk, section.number), *nodes]
    above, key = {node.key: node.parent for node in nodes}, row.after_id
    while (parent := above.get(key)) is not None:
        key = parent
    return outline.added_after(nodes, key, [clause.pk])
