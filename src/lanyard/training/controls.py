"""What signing shows of the policy's clauses, for every school in one query."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Role
from lanyard.training.courses import OFFICIAL_CHANNELS
from lanyard.training.models import Course, Document
from lanyard.training.owed import Counts, document_counts, next_due, people_counts, standings
from lanyard.training.rules import Training, too_many_late
from lanyard.training.trained import Trained, trained_at

EXEMPT = "; {apart} exempt"
# The key of the code of conduct among the documents that come with Lanyard.
CODE = "code_of_conduct_online"
# Signing, and whatever changes who is asked.
MOVED_BY = (
    "sign-off:sign",
    "sign-off:enter-paper",
    "sign-off:exempt",
    "document:publish-edition",
    "roster:apply",
    "role:appoint",
    "role:end",
    "cover:add",
    "cover:end",
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
    return _readings(scope, _keeping("STA2"))


@control(
    id="training.expectations-acknowledged",
    clauses=("EXP1",),
    checks="Everybody who is asked to has acknowledged how we treat each other online.",
    owner=Role.HEADTEACHER,
    moved_by=MOVED_BY,
)
def expectations_acknowledged(scope: Scope) -> dict[UUID, Reading]:
    """EXP1: kindness, respect and dignity online, acknowledged by staff."""
    return _readings(scope, _keeping("EXP1"))


@control(
    id="training.operators-signed",
    clauses=("OFF12",),
    checks="Everybody who runs an official channel has signed the social media acceptable use policy.",
    owner=Role.HEADTEACHER,
    moved_by=MOVED_BY,
)
def operators_signed(scope: Scope) -> dict[UUID, Reading]:
    """OFF12: those running a channel have signed the social media AUP. Not in use at a school without operators."""
    return _readings(scope, _keeping("OFF12"), nobody="Nobody runs an official channel")


@control(
    id="training.code-signed",
    clauses=("REP4", "COM1", "OFF11", "BRE5"),
    checks="Everybody to whom the code of conduct applies has signed the edition in force: it asks for use of social "
    "media that fits the role and the law, forbids contact with children or their families from personal accounts, "
    "advises a separate professional account for following the school’s channels, and has each signer say that they "
    "know the complaints and whistleblowing procedures.",
    owner=Role.HEADTEACHER,
    moved_by=MOVED_BY,
)
def code_signed(scope: Scope) -> dict[UUID, Reading]:
    """REP4, COM1, OFF11, BRE5: as far as acknowledging the code goes. That staff act on it is not measured here."""
    says = (
        "{figure} people have signed the code of conduct, which asks for use that fits the role and the law, forbids "
        "contact from personal accounts, advises a separate account for following channels, and says where to complain "
        "and speak out"
    )
    return _readings(scope, {code.pk: code for code in Document.objects.filter(key=CODE)}, says=says)


@control(
    id="training.operators-trained",
    clauses=("OFF12",),
    checks="Everybody who holds the role of channel operator has taken part in the training for it, and is in date.",
    owner=Role.HEADTEACHER,
    moved_by=("training-session:record", "training-session:take-back", "course:load", *MOVED_BY[3:]),
)
def operators_trained(scope: Scope) -> dict[UUID, Reading]:
    """OFF12: training in date, for those who run a channel. Not in use at a school without operators."""
    courses = Course.objects.filter(key=OFFICIAL_CHANNELS, trust__in=scope.schools.order_by().values("trust"))
    set_up = set(courses.values_list("trust", flat=True))
    found = trained_at(scope.schools, scope.on)
    return {
        pk: _trained(slug, [row for row in found[pk] if row.course.key == OFFICIAL_CHANNELS])
        if trust in set_up
        else Reading(Status.NOT_KEPT, "No training for those who run a channel has been set up")
        for pk, slug, trust in scope.schools.values_list("pk", "slug", "trust")
    }


def _trained(slug: str, rows: list[Trained]) -> Reading:
    """Kept when everybody is in date, needing attention when somebody is to take part again soon, else not kept."""
    if not rows:
        return Reading(Status.NOT_IN_USE, "Nobody runs an official channel")
    page = reverse("training:training", kwargs={"school": slug})
    out = [row for row in rows if row.state in (Training.LAPSED, Training.NEVER)]
    soon = [row for row in rows if row.state is Training.SOON]
    attention = tuple(
        Attention(says, page, Role.HEADTEACHER.label, n=len(some))
        for says, some in (("{n} without training in date", out), ("{n} to train again within 30 days", soon))
        if some
    )
    status = Status.NOT_KEPT if out else Status.NEEDS_ATTENTION if soon else Status.KEPT
    says = "{figure} people who may run a channel are in date with the training for it"
    return Reading(status, says, len(rows) - len(out), len(rows), "people", attention)


def _keeping(clause: str) -> dict[UUID, Document]:
    return {document.pk: document for document in Document.objects.all() if clause in document.keeps}


def _readings(
    scope: Scope, documents: dict[UUID, Document], *, says: str = "{figure} people have signed", nobody: str = ""
) -> dict[UUID, Reading]:
    """One reading a school, from all the documents together."""
    alike = scope.once("training.standings", lambda: standings(scope.on, schools=scope.schools))
    late: dict[UUID, list[tuple[Document, int]]] = defaultdict(list)
    for (school, key), counts in document_counts(alike).items():
        if counts.overdue and key in documents:
            late[school].append((documents[key], counts.overdue))
    people, due = people_counts(alike, documents), next_due(alike, documents)
    published = Document.objects.filter(pk__in=documents, editions__in_force_from__lte=scope.on)
    trusts = set(published.values_list("trust", flat=True))
    readings = {}
    for pk, slug, trust in scope.schools.values_list("pk", "slug", "trust"):
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
            f"{{n}} late to sign: {document.title}",
            reverse("training:at-school", kwargs={"school": slug, "document": document.pk}),
            Role.HEADTEACHER.label,
            n=count,
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


def _nothing_in_force(slug: str) -> Reading:
    page = reverse("training:counts", kwargs={"school": slug})
    ask = Attention("Publish the document that people are to sign", page, Role.TRUST_ADMINISTRATOR.label)
    return Reading(Status.NOT_KEPT, "No document for people to sign is in force", attention=(ask,))


def _nobody_asked(nobody: str, counts: Counts | None) -> Reading:
    says = nobody or "Nobody at this school is asked to sign"
    if counts and counts.exempt:
        return Reading(Status.NOT_IN_USE, "Everybody whom it is for is exempt" + EXEMPT, apart=counts.exempt)
    return Reading(Status.NOT_IN_USE, says)
