"""Documents that people sign with their signatures (STA2, EXP1, OFF12), and training that people take part in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanyard.people.choices import Kind, Role
from lanyard.people.models import Person, School, Trust, ends_after_start
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField
from lanyard.records.models import AppendOnlyModel
from lanyard.training.rules import Renewing


class Renewal(models.TextChoices):
    """When somebody who has signed a document is asked to sign it again, although its wording is the same."""

    NEVER = "never", "Never: one signature is enough until the wording changes"
    SCHOOL_YEAR = "school_year", "Each school year, from 1 September"
    MONTHS = "months", "Some months after each signature"


class Document(Entity):
    """Something that people of a trust are asked to sign: one that comes with Lanyard, or one of the trust's own.

    `keeps` are the clause IDs that signing it helps to keep; `days_to_sign` runs from when a person is first asked.
    No signature has to be renewed before `renews_from`: whoever signed while that was never asked is not late at once.
    From `withdrawn_from` on nobody is asked for it; what was signed stays.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="documents_to_sign")
    key = models.SlugField(max_length=50)
    title = models.CharField(max_length=100)
    is_own = models.BooleanField(default=False, help_text="The trust added it; it did not come with Lanyard.")
    keeps = models.JSONField(default=list)
    days_to_sign = models.PositiveSmallIntegerField(default=14)
    renewal = models.CharField(max_length=12, choices=Renewal, default=Renewal.NEVER)
    renewal_months = models.PositiveSmallIntegerField(null=True)
    renews_from = models.DateField(null=True)
    withdrawn_from = models.DateField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint("trust", "key", name="one_document_per_key"),
            models.CheckConstraint(
                condition=Q(renewal="months", renewal_months__gte=1)
                | (Q(renewal__in=["never", "school_year"]) & Q(renewal_months__isnull=True)),
                name="renewal_in_months_says_how_many",
            ),
        ]

    class Data:
        public = (
            "key", "title", "is_own", "keeps", "days_to_sign", "renewal", "renewal_months", "renews_from",
            "withdrawn_from",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def renewing(self) -> Renewing:
        """When a signature has to be renewed, for `rules`."""
        return Renewing(self.renewal, self.renewal_months, self.renews_from)

    @property
    def renewal_says(self) -> str:
        """When it is asked again, in words; nothing where it never is."""
        if self.renewal == Renewal.MONTHS:
            return "every month" if self.renewal_months == 1 else f"every {self.renewal_months} months"
        return "each school year" if self.renewal == Renewal.SCHOOL_YEAR else ""


class DocumentAudience(Entity):
    """One kind of person, or one role, that a document is asked of, at one school or at all schools of the trust.

    `since` is when they were first meant, where that was after the document was published: nobody is late with what
    they were not asked for.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="audience")
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    role = models.CharField(max_length=30, choices=Role, blank=True)
    school = models.ForeignKey(School, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="") & ~Q(role="")) | (~Q(kind="") & Q(role="")), name="audience_is_a_kind_or_a_role"
            ),
            models.UniqueConstraint(
                fields=["document", "kind", "role"], condition=Q(school__isnull=True), name="one_row_per_audience"
            ),
            models.UniqueConstraint(
                fields=["document", "kind", "role", "school"],
                condition=Q(school__isnull=False),
                name="one_row_per_audience_and_school",
            ),
        ]

    class Data:
        public = ("kind", "role", "since")


class DocumentEdition(AppendOnlyModel, Entity):
    """The exact wording of a document from a day on. Once published it is never changed.

    A new major edition is asked of everybody again; a signature under any minor edition of a major one counts.
    `original` is the attachment that the wording was read from, where it came as a file.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    text = models.TextField(help_text="Markdown.")
    sha256 = models.CharField(max_length=64)
    changes = models.CharField(max_length=300, blank=True, help_text="What is new in it, in one sentence.")
    in_force_from = models.DateField()
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    original = models.UUIDField(null=True)

    class Meta:
        ordering = ["-major", "-minor"]
        constraints = [
            models.UniqueConstraint("document", "major", "minor", name="one_edition_per_number"),
            models.CheckConstraint(condition=Q(major__gte=1), name="editions_start_at_one"),
        ]

    class Data:
        public = ("major", "minor", "text", "sha256", "changes", "in_force_from", "published_at", "original")

    @property
    def number(self) -> str:
        """Such as "2.1"."""
        return f"{self.major}.{self.minor}"


class Draft(Entity):
    """The wording that comes next, until it is published or given up: one for each document.

    `original` is the attachment that it was read from; `remarks` are sentences on what could not be read there.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(help_text="Markdown.")
    original = models.UUIDField(null=True)
    remarks = models.JSONField(default=list)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Data:
        public = ("text", "original", "remarks", "written_at")


class WordingPoint(Entity):
    """That somebody read whether the wording of an edition makes a point (`points.py`). Each edition is read anew."""

    edition = models.ForeignKey(DocumentEdition, on_delete=models.PROTECT, related_name="points")
    point = models.CharField(max_length=40)
    is_said = models.BooleanField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("edition", "point", name="one_answer_per_point")]

    class Data:
        public = ("point", "is_said", "at")


class SignedBy(models.TextChoices):
    """How a signature came about."""

    ONLINE = "online", "Signed here"
    PAPER = "paper", "Signed on paper"


class SignOff(AppendOnlyModel, Entity):
    """That a person signed an edition, and exactly which wording. Never changed, never removed.

    The same wording is signed again where the document is renewed. Online, `opened_at` is when the text was shown for
    signing, and `typed_name` what the person typed. On paper, `entered_by` is who entered it and `scan` the attachment
    that shows it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_offs")
    edition = models.ForeignKey(DocumentEdition, on_delete=models.PROTECT, related_name="sign_offs")
    wording_sha256 = models.CharField(max_length=64)
    route = models.CharField(max_length=6, choices=SignedBy)
    typed_name = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(null=True)
    signed_on = models.DateField()
    signed_at = models.DateTimeField(help_text="When it was signed here, or entered from paper.")
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    scan = models.UUIDField(null=True)

    class Meta:
        ordering = ["-signed_at", "id"]
        constraints = [
            models.UniqueConstraint("person", "edition", "wording_sha256", "signed_on", name="one_signature_a_day"),
            models.CheckConstraint(
                condition=(Q(route="online", opened_at__isnull=False, entered_by__isnull=True) & ~Q(typed_name=""))
                | Q(route="paper", entered_by__isnull=False, scan__isnull=False),
                name="a_signature_has_its_proof",
            ),
        ]
        indexes = [models.Index(fields=["edition", "person", "signed_on"], name="who_signed_an_edition")]

    class Data:
        public = ("wording_sha256", "route")
        personal = ("typed_name", "opened_at", "signed_on", "signed_at", "scan")


class Exemption(Entity):
    """That a person need not sign a document up to and including a day, and why."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_off_exemptions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="exemptions")
    reason = EncryptedTextField()
    start = models.DateField()
    end = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-start", "id"]
        constraints = [ends_after_start("exemption_ends_after_start")]
        indexes = [models.Index(fields=["document", "person"], name="who_is_exempt")]

    class Data:
        personal = ("start", "end")
        sensitive = ("reason",)


class Course(Entity):
    """Training that whoever holds a role takes part in, again and again, such as running an official channel (OFF12).

    Who took part is in date for `months_good` months.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="courses")
    key = models.SlugField(max_length=50)
    title = models.CharField(max_length=100)
    about = models.CharField(max_length=300, help_text="What it is about, in one sentence.")
    role = models.CharField(max_length=30, choices=Role)
    months_good = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint("trust", "key", name="one_course_per_key"),
            models.CheckConstraint(condition=Q(months_good__gte=1), name="training_is_good_for_a_month"),
        ]

    class Data:
        public = ("key", "title", "about", "role", "months_good")

    def __str__(self) -> str:
        return self.title


class TrainingSession(AppendOnlyModel, Entity):
    """That people of a school took part in a course on a day, and who entered it. Never changed, never removed."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="training_sessions")
    held_on = models.DateField()
    led_by = models.CharField(max_length=100)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-entered_at", "id"]
        indexes = [models.Index(fields=["school", "-held_on"], name="sessions_of_a_school")]

    class Data:
        public = ("held_on",)
        personal = ("led_by", "entered_at")


class Attendance(AppendOnlyModel, Entity):
    """That a person took part in a session. One that was entered by mistake is taken back, never removed."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")

    class Meta:
        ordering = ["person__family_name", "person__given_name", "id"]
        constraints = [models.UniqueConstraint("session", "person", name="one_attendance_per_session")]

    class Data:
        personal = ()


class TakenBack(AppendOnlyModel, Entity):
    """That an attendance was entered by mistake: it counts no more, and this says why."""

    attendance = models.OneToOneField(Attendance, on_delete=models.PROTECT, related_name="taken_back")
    reason = EncryptedTextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Data:
        personal = ("at",)
        sensitive = ("reason",)
