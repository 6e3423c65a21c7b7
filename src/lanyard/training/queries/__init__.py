"""Who sees which documents and signatures, and the named reads of this room. What is owed comes from `owed` alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from lanyard.people.choices import Kind, Role
from lanyard.people.models import Person, School, Trust, User, current
from lanyard.records.models import Attachment
from lanyard.records.required import required
from lanyard.training.models import Document, DocumentEdition, Draft, Exemption, SignedBy, SignOff
from lanyard.training.owed import Alike, Counts, Owed, document_counts, owed, people_counts, standings
from lanyard.training.rules import State, figure_for_board, late_for_board, still_counts

# Who still has to act comes first.
_ORDER = {State.OVERDUE: 0, State.OWED: 1, State.EXEMPT: 2, State.SIGNED: 3}
OPEN = (State.OWED, State.OVERDUE)
# The clauses that the live policy shows from all documents that keep them, taken together.
MEASURED = ("STA2", "EXP1", "OFF12")


@dataclass(frozen=True)
class SignOffStatus:
    """How one person stands with one document, with what a page shows of both."""

    person: Person
    document: Document
    edition: DocumentEdition
    school_id: UUID
    due: date
    state: State
    # A signature on paper whose scan this school keeps.
    scanned: UUID | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def due_at(self) -> datetime:
        """The end of the last day that is not late."""
        return end_of(self.due)


def end_of(day: date) -> datetime:
    """The last minute of a local day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def visible_to(user: User) -> QuerySet[SignOff]:
    """The user's own signatures, the newest first."""
    return SignOff.objects.filter(person=user.person_id).select_related("edition__document")


def in_force(on: date) -> QuerySet[DocumentEdition]:
    """The edition in force of each document on the day; none of what is withdrawn."""
    newest = DocumentEdition.objects.filter(document=OuterRef("document"), in_force_from__lte=on)
    asked_for = Q(document__withdrawn_from__isnull=True) | Q(document__withdrawn_from__gt=on)
    return DocumentEdition.objects.filter(
        asked_for, pk=Subquery(newest.order_by("-major", "-minor").values("pk")[:1])
    ).select_related("document__trust")


def edition_in_force(document: Document, on: date) -> DocumentEdition | None:
    """The edition of the document in force on the day, if one is."""
    return in_force(on).filter(document=document).first()


def major_from(edition: DocumentEdition) -> date:
    """When the first edition of this major number came in force."""
    same = DocumentEdition.objects.filter(document=edition.document_id, major=edition.major)
    return same.order_by("minor").values_list("in_force_from", flat=True)[0]


def standings_of(person: Person, on: date) -> list[SignOffStatus]:
    """What the person has to do with documents on the day: each once, what is most urgent first."""
    return _once_each(_with_names(owed(on, people=Person.objects.filter(pk=person.pk)), {person.pk: person}))


def still_to_sign(person: Person, on: date) -> list[Owed]:
    """What the person still has to sign, each document once, with the first day on which it is due. One query."""
    first: dict[UUID, Owed] = {}
    for row in sorted(owed(on, people=Person.objects.filter(pk=person.pk)), key=lambda row: row.due):
        if row.state in OPEN:
            first.setdefault(row.document_id, row)
    return list(first.values())


def sign_off_status_of(person: Person, document: Document, on: date) -> SignOffStatus | None:
    """How the person stands with the document; None if it does not apply to them."""
    rows = owed(on, people=Person.objects.filter(pk=person.pk), documents=Document.objects.filter(pk=document.pk))
    return next(iter(_once_each(_with_names(rows, {person.pk: person}))), None)


def signature_of(person: Person, edition: DocumentEdition, on: date) -> SignOff | None:
    """The person's signature that counts on the day, under any edition with the same major number."""
    signed = SignOff.objects.filter(
        person=person, edition__document=edition.document_id, edition__major=edition.major, signed_on__lte=on
    )
    latest = signed.order_by("-signed_on", "-signed_at", "pk").first()
    return latest if latest and still_counts(latest.signed_on, edition.document.renewing, on) else None


def team_of(manager: Person, on: date) -> list[SignOffStatus]:
    """What the people whom this person manages still have to sign; nobody else's."""
    team = Person.objects.filter(current(on, "memberships__"), memberships__line_manager=manager.pk).exclude(
        pk=manager.pk
    )
    return [row for row in _once_each(_with_names(owed(on, people=team))) if row.is_open]


def manages_anybody(manager: Person, on: date) -> bool:
    """Whether somebody has this person as line manager."""
    return manager.manages.filter(current(on)).exists()


def at_school(school: School, document: Document, on: date) -> list[SignOffStatus]:
    """How everybody at the school stands with the document, those who still have to sign first."""
    rows = owed(on, schools=School.objects.filter(pk=school.pk), documents=Document.objects.filter(pk=document.pk))
    return _with_names(rows)


def counts_at(school: School, on: date) -> list[tuple[Document, Counts]]:
    """The figures of each document asked of anybody at the school."""
    return _by_document(school, _alike(school, on))


def counts_of(document: Document, on: date) -> list[tuple[School, Counts]]:
    """The figures of a document at each school of its trust where anybody is asked for it. Two queries."""
    schools = School.objects.filter(trust=document.trust_id)
    counts = document_counts(standings(on, schools=schools, documents=Document.objects.filter(pk=document.pk)))
    return [(school, counts[school.pk, document.pk]) for school in schools if (school.pk, document.pk) in counts]


def _alike(school: School, on: date) -> list[Alike]:
    return standings(on, schools=School.objects.filter(pk=school.pk))


def _by_document(school: School, rows: list[Alike]) -> list[tuple[Document, Counts]]:
    counts = document_counts(rows)
    documents = Document.objects.filter(trust=school.trust_id)
    return [(document, counts[school.pk, document.pk]) for document in documents if (school.pk, document.pk) in counts]


def counts_for_board(school: School, on: date) -> list[tuple[Document, str, str]]:
    """Each document asked of anybody at the school: how many have signed and are late, for those who see counts only.

    Nothing here can be taken from what the live policy shows them to give a count under five.
    """
    alike = _alike(school, on)
    counts = _by_document(school, alike)
    together: dict[str, tuple[int, int]] = {}
    for clause in MEASURED:
        keeping = {document.pk for document, _ in counts if clause in document.keeps}
        for found in people_counts(alike, keeping).values():
            together[clause] = (found.signed, found.asked)
    rows = []
    for document, own in counts:
        beside = [figure for clause, figure in together.items() if clause in document.keeps]
        rows.append((document, figure_for_board(own.signed, own.asked, beside), late_for_board(own.overdue)))
    return rows


def with_scans(rows: Iterable[SignOffStatus], school: School) -> list[SignOffStatus]:
    """The standings with the latest signature on paper of each person whose scan the school keeps. One query."""
    rows = list(rows)
    if not rows:
        return []
    people = {row.person.pk for row in rows}
    scans = _scans_at(school, rows[0].document).filter(person__in=people).order_by("signed_at", "pk")
    found = dict(scans.values_list("person", "pk"))
    return [replace(row, scanned=found.get(row.person.pk)) for row in rows]


def original_of(wording: DocumentEdition | Draft) -> Attachment | None:
    """The file that the wording of an edition or a draft was read from, if it came as one."""
    return Attachment.objects.filter(pk=wording.original).first() if wording.original else None


def original_for(person: Person, document: Document, edition: UUID, on: date) -> Attachment | None:
    """The same for somebody who is asked to sign the edition, or has signed it; None for anybody else."""
    found = DocumentEdition.objects.filter(pk=edition, document=document).first()
    if found is None:
        return None
    standing = sign_off_status_of(person, document, on)
    is_asked = standing is not None and standing.edition.pk == found.pk
    if not is_asked and not SignOff.objects.filter(person=person, edition=found).exists():
        return None
    return original_of(found)


def scan_at(school: School, document: Document, sign_off: UUID) -> Attachment:
    """The scan of a signature on paper that the school keeps. Raises SignOff.DoesNotExist for any other."""
    return Attachment.objects.get(pk=required(_scans_at(school, document).get(pk=sign_off).scan))


def _scans_at(school: School, document: Document) -> QuerySet[SignOff]:
    kept_here = Attachment.objects.filter(school_id=school.pk)
    return SignOff.objects.filter(route=SignedBy.PAPER, edition__document=document, scan__in=kept_here.values("pk"))


def own_scan(signed: SignOff) -> Attachment | None:
    """The scan of a signature on paper if it was taken for this one alone: a sheet may show what others signed."""
    if signed.scan is None:
        return None
    own = {"about_kind": SignOff._meta.label_lower, "about_id": str(signed.pk)}
    return Attachment.objects.filter(pk=signed.scan, **own).first()


def exemptions_at(school: School, document: Document, on: date) -> QuerySet[Exemption]:
    """The exemptions in force of people at the school."""
    return (
        Exemption.objects.filter(current(on), document=document)
        .filter(Q(person__memberships__school=school) | Q(person__roles__school=school))
        .select_related("person", "by")
        .distinct()
    )


def documents_of(trust: Trust) -> QuerySet[Document]:
    """The trust's documents."""
    return Document.objects.filter(trust=trust)


def audience_says(document: Document) -> list[str]:
    """Whom a document is for, one entry for each kind of people and each role, then at which schools."""
    rows = list(document.audience.select_related("school"))
    kinds = [label for value, label in Kind.choices if any(row.kind == value for row in rows)]
    roles = [label for value, label in Role.choices if any(row.role == value for row in rows)]
    everywhere = any(row.school is None for row in rows)
    schools = sorted({row.school.name for row in rows if row.school})
    return [*kinds, *roles, *([] if everywhere or not schools else [f"only at {', '.join(schools)}"])]


def _with_names(rows: Iterable[Owed], people: dict[UUID, Person] | None = None) -> list[SignOffStatus]:
    rows = list(rows)
    people = people or Person.objects.in_bulk({row.person_id for row in rows})
    editions = DocumentEdition.objects.select_related("document").in_bulk({row.edition_id for row in rows})
    standings = [
        SignOffStatus(
            people[row.person_id],
            editions[row.edition_id].document,
            editions[row.edition_id],
            row.school_id,
            row.due,
            row.state,
        )
        for row in rows
    ]
    return sorted(standings, key=_urgency)


def _urgency(row: SignOffStatus) -> tuple:
    return (
        _ORDER[row.state],
        row.due,
        row.document.title,
        row.person.family_name,
        row.person.given_name,
        row.person.pk,
    )


def _once_each(rows: Iterable[SignOffStatus]) -> list[SignOffStatus]:
    """Each person and document once: asked at several schools, it is due when the first of them asks for it."""
    first: dict[tuple[UUID, UUID], SignOffStatus] = {}
    for row in rows:
        first.setdefault((row.person.pk, row.document.pk), row)
    return list(first.values())


def with_drafts(documents: QuerySet[Document]) -> QuerySet[Document]:
    """The documents with whether a draft of each is being written."""
    return documents.annotate(has_draft=Exists(Draft.objects.filter(document=OuterRef("pk"))))


def draft_of(document: Document) -> Draft | None:
    """The draft of the next edition, if there is one."""
    return Draft.objects.filter(document=document).first()
