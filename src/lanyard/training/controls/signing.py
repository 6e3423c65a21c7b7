"""What signing shows of the policy's clauses, for every school in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import DOCUMENT, Attention, Item, Reading, Status, worst
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Role
from lanyard.policy.items import known, of_kind
from lanyard.training.models import Document, DocumentEdition
from lanyard.training.owed import Alike, Counts, document_counts, next_due, people_counts, standings
from lanyard.training.queries import in_force
from lanyard.training.queries.points import CODE, OF_THE_CODE, points_of, said
from lanyard.training.rules import too_many_late

_PUBLISHER = Role.TRUST_ADMINISTRATOR.label
EXEMPT = "; {apart} exempt"
# The clause IDs whose documents are read together, the trust's own among them.
TOGETHER = {"STA2", "EXP1"}
# Signing, and whatever changes who is asked.
MOVED_BY = (
    "sign-off:sign",
    "sign-off:enter-paper",
    "sign-off:exempt",
    "document:publish-edition",
    "document:change",
    "document:withdraw",
    "roster:apply",
    "role:appoint",
    "role:end",
    "cover:add",
    "cover:end",
    "cover:undo-end",
    "trust:load",
)


@control(
    id="training.signed",
    clauses=("STA2",),
    checks="Everybody to whom the code of conduct and the acceptable use policy apply has signed the edition in force.",
    owner=Role.HEADTEACHER,
    moved_by=MOVED_BY,
)
def signed(scope: Scope) -> dict[UUID, Reading]:
    """STA2: safe conduct is outlined for all staff, and acknowledged by every person it applies to."""
    return _with_documents(scope, "STA2")


@control(
    id="training.expectations-acknowledged",
    clauses=("EXP1",),
    checks="Everybody who is asked to has acknowledged how we treat each other online.",
    owner=Role.HEADTEACHER,
    moved_by=MOVED_BY,
)
def expectations_acknowledged(scope: Scope) -> dict[UUID, Reading]:
    """EXP1: kindness, respect and dignity online, acknowledged by staff."""
    return _with_documents(scope, "EXP1")


@control(
    id="training.operators-signed",
    clauses=("OFF12",),
    checks="Everybody who runs an official channel has signed the social media acceptable use policy; for each duty of "
    "theirs, somebody has read that it asks for it.",
    owner=Role.HEADTEACHER,
    moved_by=(*MOVED_BY, "document:confirm-points"),
)
def operators_signed(scope: Scope) -> dict[UUID, Reading]:
    """OFF12: those running a channel have signed the social media AUP. Not in use at a school without operators."""
    documents = {pk: one for pk, one in _keeping("OFF12").items() if not one.is_own}
    signing = _readings(scope, documents, nobody="Nobody runs an official channel")
    return _with_points(scope, signing, documents, [one.key for one in of_kind("operator")], count_all=False)


@control(
    id="training.code-signed",
    clauses=("REP4", "COM1", "OFF11", "BRE5"),
    checks="Somebody has read that the code of conduct in force asks for this, point by point: use of social media "
    "that fits the role and the law, no contact with children or their families from personal accounts, a separate "
    "professional account for following the school’s channels, and knowing the complaints and whistleblowing "
    "procedures; and everybody to whom it applies has signed it.",
    owner=Role.HEADTEACHER,
    moved_by=(*MOVED_BY, "document:confirm-points"),
)
def code_signed(scope: Scope) -> dict[UUID, Reading]:
    """REP4, COM1, OFF11, BRE5: as far as acknowledging the code goes. That staff act on it is not measured here."""
    codes = {code.pk: code for code in Document.objects.filter(key=CODE)}
    signing = _readings(scope, codes, says="{figure} people have signed the code of conduct")
    return _with_points(scope, signing, codes, list(OF_THE_CODE), count_all=True)


def _with_documents(scope: Scope, clause: str) -> dict[UUID, Reading]:
    """How people stand with all documents that keep a clause together, with an item for each of them."""
    scope = together(scope)
    documents = _keeping(clause)
    asked = {(school, document) for school, document in _counts(scope)}
    found = _readings(scope, documents)
    for pk, slug, _ in schools_of(scope):
        here = [one for one in documents.values() if (pk, one.pk) in asked]
        items = (Item(DOCUMENT + one.key, one.title, of_document(scope, pk, slug, one)) for one in here)
        found[pk] = replace(found[pk], items=tuple(items))
    return found


def of_document(scope: Scope, school: UUID, slug: str, document: Document) -> Reading:
    """How people of a school stand with one document. Not in use where nobody is asked for it."""
    counts = _counts(scope).get((school, document.pk))
    if counts is None or not counts.asked:
        return _nobody_asked("", counts)
    due = next_due([row for row in _standings(scope) if row.school_id == school], {document.pk}).get(school)
    late = [(document, counts.overdue)] if counts.overdue else []
    reading = _reading(slug, "Signed by {figure}", counts, late, due)
    # Beside it stands how people are with all documents together: one figure could be taken from the other.
    return replace(reading, counts="words")


def together(scope: Scope) -> Scope:
    """The scope with something to share what is asked once, where it is read alone."""
    return scope if scope.shared is not None else replace(scope, shared={})


def schools_of(scope: Scope) -> list[tuple[UUID, str, UUID]]:
    """Each school of the scope with its short name and its trust."""
    return scope.once("training.schools", lambda: list(scope.schools.values_list("pk", "slug", "trust")))


def _standings(scope: Scope) -> list[Alike]:
    return scope.once("training.standings", lambda: standings(scope.on, schools=scope.schools))


def _counts(scope: Scope) -> dict[tuple[UUID, UUID], Counts]:
    return scope.once("training.counts", lambda: document_counts(_standings(scope)))


def _keeping(clause: str) -> dict[UUID, Document]:
    return {document.pk: document for document in Document.objects.all() if clause in document.keeps}


def _readings(
    scope: Scope, documents: dict[UUID, Document], *, says: str = "{figure} people have signed", nobody: str = ""
) -> dict[UUID, Reading]:
    """One reading a school, from all the documents together."""
    alike = _standings(scope)
    late: dict[UUID, list[tuple[Document, int]]] = defaultdict(list)
    for (school, key), counts in document_counts(alike).items():
        if counts.overdue and key in documents:
            late[school].append((documents[key], counts.overdue))
    people, due = people_counts(alike, documents), next_due(alike, documents)
    published = Document.objects.filter(pk__in=documents, editions__in_force_from__lte=scope.on)
    trusts = set(published.values_list("trust", flat=True))
    readings = {}
    for pk, slug, trust in schools_of(scope):
        counts = people.get(pk)
        if trust not in trusts:
            readings[pk] = _nothing_in_force(slug)
        elif counts is None or not counts.asked:
            readings[pk] = _nobody_asked(nobody, counts)
        else:
            readings[pk] = _reading(slug, says, counts, late[pk], due.get(pk))
    return readings


def _reading(slug: str, says: str, people: Counts, late: list[tuple[Document, int]], due: date | None) -> Reading:
    """Kept when everybody has signed; in progress while nobody is late and somebody still has time; needing attention
    when at most one in ten is late, otherwise not kept. Those exempt are counted apart.
    """
    attention = tuple(
        Attention(
            f"Remind {{n}} to sign: {document.title}",
            reverse("training:at-school", kwargs={"school": slug, "document": document.pk}),
            Role.HEADTEACHER.label,
            n=count,
            cause=f"sign:{document.pk}",
            missing=f"{{n}} late to sign: {document.title}",
        )
        for document, count in sorted(late, key=lambda pair: pair[0].title)
    )
    status = Status.KEPT
    if people.overdue:
        is_worse = too_many_late(people.overdue, people.asked)
        status = Status.NOT_KEPT if is_worse else Status.NEEDS_ATTENTION
    elif due:
        status, says = Status.IN_PROGRESS, f"{{total}} asked, due {due.day} {due:%B}; {{done}} signed"
    if people.exempt:
        says += EXEMPT
    return Reading(status, says, people.signed, people.asked, "people", attention, people.exempt or None)


def _with_points(
    scope: Scope, signing: dict[UUID, Reading], documents: dict[UUID, Document], keys: list[str], *, count_all: bool
) -> dict[UUID, Reading]:
    """The readings of signing, with what each point of the wording adds: signing it shows no more than it says.

    With `count_all`, the whole is as good as the worst point.
    """
    editions = [one for one in in_force(scope.on).filter(document__in=documents) if one.document_id in documents]
    answers = said(editions)
    by_trust: dict[UUID, list[DocumentEdition]] = defaultdict(list)
    for one in editions:
        by_trust[one.document.trust_id].append(one)
    found = {}
    for pk, trust in scope.schools.values_list("pk", "trust"):
        whole, wordings = signing[pk], by_trust[trust]
        if whole.status is Status.NOT_IN_USE or not wordings:
            found[pk] = whole
            continue
        items = tuple(_point(key, whole, wordings, answers) for key in keys)
        if count_all:
            worse = [item.reading for item in items if item.reading.status is worst([i.reading.status for i in items])]
            if worse[0].status is not whole.status:
                whole = replace(whole, status=worse[0].status, attention=(*worse[0].attention, *whole.attention))
        found[pk] = replace(whole, items=items)
    return found


def _point(
    key: str, whole: Reading, wordings: list[DocumentEdition], answers: Mapping[UUID, Mapping[str, bool]]
) -> Item:
    """What signing shows of one point: no more than that somebody signed a wording that makes it."""
    asked = [(one, says) for one in wordings if (says := points_of(one.document).get(key))]
    if not asked:
        name = known()[key].name if key in known() else key
        return Item(key, name, whole)
    edition, says = asked[0]
    given = [answers[one.pk].get(key) for one, _ in asked]
    if True in given:
        return Item(key, says, replace(whole, says=f"{whole.says}; it {says}"))
    url = reverse(
        "training:points",
        kwargs={"trust": edition.document.trust.slug, "document": edition.document_id, "edition": edition.pk},
    )
    if None in given:
        title = edition.document.title
        ask = Attention(
            f"Confirm what the wording says: {title}", url, _PUBLISHER,
            cause=f"wording:{edition.document_id}", missing=f"Nobody has confirmed what the wording says: {title}",
        )  # fmt: skip
        reading = Reading(
            Status.NOT_MEASURED, f"Nobody has confirmed that the wording in force {says}", attention=(ask,)
        )
    else:
        ask = Attention(f"Publish a wording that {says}", url, _PUBLISHER)
        reading = Reading(Status.NOT_KEPT, f"The wording in force does not say this: it {says}", attention=(ask,))
    return Item(key, says, replace(reading, status=worst([reading.status, whole.status])))


def _nothing_in_force(slug: str) -> Reading:
    page = reverse("training:counts", kwargs={"school": slug})
    ask = Attention(
        "Publish the document that people are to sign", page, Role.TRUST_ADMINISTRATOR.label,
        cause="documents:none", missing="No document for people to sign is in force",
    )  # fmt: skip
    return Reading(Status.NOT_KEPT, "No document for people to sign is in force", attention=(ask,))


def _nobody_asked(nobody: str, counts: Counts | None) -> Reading:
    says = nobody or "Nobody at this school is asked to sign"
    if counts and counts.exempt:
        return Reading(Status.NOT_IN_USE, "Everyone it is for is exempt" + EXEMPT, apart=counts.exempt)
    return Reading(Status.NOT_IN_USE, says)
