"""Making drafts: from a document, from the model policy, or from the edition in force."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people.choices import Role
from lanyard.people.models import School, Trust
from lanyard.policy.actions.common import Actor, need, person_of
from lanyard.policy.actions.copying import copy_content
from lanyard.policy.choices import EditionState
from lanyard.policy.items import own_linked, suggested
from lanyard.policy.lines import Known, carried
from lanyard.policy.model_policy import model_policy
from lanyard.policy.models import (
    Clause,
    ClauseControl,
    Edition,
    GuidanceEdition,
    GuidanceReliedOn,
    LinkedPolicy,
    NotTaken,
    Policy,
    Section,
)
from lanyard.policy.queries.editions import trust_edition_in_force
from lanyard.policy.reading import ReadPolicy
from lanyard.policy.rules import review_day
from lanyard.policy.suggesting import suggested_clause_ids
from lanyard.records.audit import record


@dataclass(frozen=True)
class Source:
    """The file a draft was read from: its name and the SHA-256 of its bytes in hexadecimal."""

    name: str = ""
    sha256: str = ""


@transaction.atomic
def import_document(*, trust: Trust, found: ReadPolicy, source: Source, by: Actor) -> Edition:
    """Make a draft of the trust's policy from a document that has been read.

    Clauses that go on from one of the edition in force keep its line; controls and clause IDs are suggestions until a
    person confirms each clause. It relies on no guidance until somebody says so: `named_in` proposes what it names.
    """
    need(by, "policy:edit-draft", trust)
    edition = _draft_from(trust, found, suggested_clause_ids(found), source, by)
    record("edition:import", by=by, about=edition, place=trust, detail={"clauses": len(found.clauses)})
    return edition


@transaction.atomic
def adopt_model(*, trust: Trust, by: Actor) -> Edition:
    """Make a draft of the trust's policy from the model policy, with the guidance editions that the model relies on."""
    need(by, "policy:edit-draft", trust)
    found, serves = model_policy()
    edition = _draft_from(trust, found, serves, Source(name="Lanyard model policy"), by)
    relied_on = [
        GuidanceReliedOn(edition=edition, guidance=guidance)
        for guidance in GuidanceEdition.objects.select_related("source")
        if guidance.label == guidance.source.model_relies_on
    ]
    GuidanceReliedOn.objects.bulk_create(relied_on)
    record("edition:adopt-model", by=by, about=edition, place=trust, detail={"guidance": len(relied_on)})
    return edition


@transaction.atomic
def start_edition(*, policy: Policy, school: School | None, by: Actor) -> Edition:
    """Make a draft from what is in force: the trust's next edition, or (with a school) a school's variation.

    A variation starts from the trust's newest approved text, and takes over the school's own words where the trust
    still lets schools vary them; those have to be confirmed again.
    """
    place = school or policy.trust
    need(by, "policy:edit-draft", place)
    base = _newest_approved(policy) if school else trust_edition_in_force(policy)
    if base is None:
        raise Refused("The trust has no edition in force yet. Import a document or adopt the model policy first.")
    edition = _new_edition(policy, school, by, title=base.title, label="", based_on=base)
    copy_content(base, edition)
    if school:
        _take_over_own_words(edition, school)
    record("edition:start", by=by, about=edition, place=place, detail={"based_on": base.pk})
    return edition


def _newest_approved(policy: Policy) -> Edition | None:
    rows = Edition.objects.filter(policy=policy, school__isnull=True)
    scheduled = rows.filter(state=EditionState.APPROVED, in_force_from__isnull=False)
    return scheduled.order_by("-in_force_from").first() or trust_edition_in_force(policy)


def _new_edition(policy: Policy, school: School | None, by: Actor, **fields) -> Edition:
    # The policy's row is the lock that keeps two drafts from taking the same number.
    Policy.objects.select_for_update().get(pk=policy.pk)
    rows = Edition.objects.filter(policy=policy, school=school).exclude(state=EditionState.WITHDRAWN)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    fields["label"] = fields.get("label") or str(number)
    return Edition.objects.create(
        policy=policy, school=school, number=number, started_by=person_of(by), started_at=timezone.now(), **fields
    )


def _draft_from(
    trust: Trust, found: ReadPolicy, serves: Mapping[str, Sequence[str]], source: Source, by: Actor
) -> Edition:
    policy, _ = Policy.objects.get_or_create(
        trust=trust, key=Policy.SOCIAL_MEDIA, defaults={"title": _title(found), "owner": _owner(found.owner)}
    )
    base = trust_edition_in_force(policy)
    edition = _new_edition(
        policy,
        None,
        by,
        title=_title(found),
        label=(found.edition or "")[:100],
        based_on=base,
        source_name=source.name[:200],
        source_sha256=source.sha256,
        review_due=review_day(found.review),
        to_check=list(found.warnings),
    )
    _write_clauses(edition, base, found, serves)
    return edition


def _title(found: ReadPolicy) -> str:
    """The document's title; one in capitals throughout is written like any other."""
    return (found.title.capitalize() if found.title.isupper() else found.title)[:200]


def _owner(name: str | None) -> str:
    """The role a document names as its owner, or the executive headteacher."""
    words = (name or "").lower()
    return next((role.value for role in Role if role.label.lower() == words), Role.EXECUTIVE_HEADTEACHER)


def _write_clauses(
    edition: Edition, base: Edition | None, found: ReadPolicy, serves: Mapping[str, Sequence[str]]
) -> None:
    names = {clause.key.partition(".")[0]: clause.section for clause in found.clauses}
    sections = {
        key: Section(edition=edition, number=number, title=title[:200])
        for number, (key, title) in enumerate(names.items(), start=1)
    }
    Section.objects.bulk_create(sections.values())
    before = [Known(*row) for row in base.clauses.order_by("order").values_list("line", "text")] if base else []
    lines = carried(before, [clause.text for clause in found.clauses])
    clauses: dict[str, Clause] = {}
    own = own_linked(LinkedPolicy.objects.filter(trust=edition.policy.trust_id).values_list("key", "name"))
    for order, (read, line) in enumerate(zip(found.clauses, lines, strict=True), start=1):
        clauses[read.key] = Clause(
            edition=edition,
            section=sections[read.key.partition(".")[0]],
            parent=clauses.get(read.parent or ""),
            line=line or uuid.uuid4(),
            order=order,
            number=read.key,
            text=read.text,
            lead=read.lead,
            audience=list(read.audience),
            clause_ids=list(serves.get(read.key, ())),
            about=suggested(read.text, [*serves.get(read.key, ()), *serves.get(read.parent or "", ())], own),
        )
    Clause.objects.bulk_create(clauses.values())
    NotTaken.objects.bulk_create(
        NotTaken(
            edition=edition, order=order, where=one.where[:100], text=one.text, why=one.why[:200],
            after=clauses.get(one.after),
        )
        for order, one in enumerate(found.not_taken, start=1)
    )  # fmt: skip
    ClauseControl.objects.bulk_create(
        ClauseControl(clause=clauses[read.key], control_id=one.id, score=one.score)
        for read in found.clauses
        for one in read.controls
    )


def _take_over_own_words(edition: Edition, school: School) -> None:
    """The school's words of its current variation, wherever it has its own and the trust still lets it."""
    of_school = Edition.objects.filter(policy=edition.policy, school=school)
    current = of_school.filter(state=EditionState.IN_FORCE).first()
    current = current or of_school.filter(state=EditionState.REPLACED).first()
    if current is None or current.based_on is None:
        return
    trusts = dict(current.based_on.clauses.values_list("line", "text"))
    own = {
        line: text for line, text in current.clauses.values_list("line", "text") if trusts.get(line, text) != text
    }  # fmt: skip
    changed = [clause for clause in edition.clauses.filter(school_may_vary=True) if clause.line in own]
    for clause in changed:
        clause.text, clause.confirmed_by, clause.confirmed_at = own[clause.line], None, None
    Clause.objects.bulk_update(changed, ["text", "confirmed_by", "confirmed_at"])
