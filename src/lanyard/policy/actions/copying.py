"""Copying an edition's content into a new draft, line by line."""

from __future__ import annotations

from lanyard.policy.models import Clause, ClauseControl, Edition, GuidanceReliedOn, Section


def copy_content(base: Edition, edition: Edition) -> None:
    """Copy sections, clauses (with their lines and confirmations), control links and guidance into a new edition."""
    sections = {old.pk: Section(edition=edition, number=old.number, title=old.title) for old in base.sections.all()}
    Section.objects.bulk_create(sections.values())
    clauses: dict = {}
    for old in base.clauses.order_by("order"):
        clauses[old.pk] = Clause(
            edition=edition,
            section=sections[old.section_id],
            parent=clauses.get(old.parent_id),
            line=old.line,
            order=old.order,
            number=old.number,
            text=old.text,
            lead=old.lead,
            audience=old.audience,
            clause_ids=old.clause_ids,
            about=old.about,
            school_may_vary=old.school_may_vary,
            confirmed_by_id=old.confirmed_by_id,
            confirmed_at=old.confirmed_at,
        )
    Clause.objects.bulk_create(clauses.values())
    ClauseControl.objects.bulk_create(
        ClauseControl(
            clause=clauses[old.clause_id],
            control_id=old.control_id,
            score=old.score,
            state=old.state,
            by_id=old.by_id,
            at=old.at,
        )
        for old in ClauseControl.objects.filter(clause__edition=base)
    )
    GuidanceReliedOn.objects.bulk_create(
        GuidanceReliedOn(edition=edition, guidance_id=pk) for pk in base.guidance.values_list("guidance", flat=True)
    )
