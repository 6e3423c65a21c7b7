"""A policy, its editions, and their clauses with the controls that keep them (AIM1)."""

import uuid

from django.db import models
from django.db.models import F, Q

from lanyard.people.choices import Role
from lanyard.people.models import Person, School, Trust
from lanyard.policy.choices import Audience, ControlState, EditionState
from lanyard.policy.record_models import (
    Agency,
    GuidanceEdition,
    GuidanceReliedOn,
    GuidanceSource,
    LinkedPolicy,
    ReviewTrigger,
)
from lanyard.records.base import Entity

__all__ = [
    "Agency",
    "Clause",
    "ClauseControl",
    "Edition",
    "GuidanceEdition",
    "GuidanceReliedOn",
    "GuidanceSource",
    "LinkedPolicy",
    "NotTaken",
    "Policy",
    "ReviewTrigger",
    "Section",
]


def somebody(related_name: str) -> models.ForeignKey:
    """Who took a step; empty when the person's record has been erased, or when no person took it."""
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name=related_name)


def moment_for(who: str, when: str, name: str) -> models.CheckConstraint:
    """Whoever took a step took it at a time."""
    return models.CheckConstraint(condition=Q(**{f"{who}__isnull": True}) | Q(**{f"{when}__isnull": False}), name=name)


class Policy(Entity):
    """A trust's policy on a subject. Its text is in its editions."""

    SOCIAL_MEDIA = "social-media"

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="policies")
    key = models.SlugField(default=SOCIAL_MEDIA)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=30, choices=Role, default=Role.EXECUTIVE_HEADTEACHER)

    class Meta:
        constraints = [models.UniqueConstraint("trust", "key", name="one_policy_of_a_kind_per_trust")]

    class Data:
        public = ("key", "title", "owner")

    def __str__(self) -> str:
        return self.title


class Edition(Entity):
    """One text of a policy: the trust's (no school), or a school's own variation of the trust's (`based_on`).

    `version` counts changes of a draft: whoever changes it says which version they looked at. `in_force_until` is the
    last day it held. See docs/decisions/0005-editions.md.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="editions")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="policy_editions")
    number = models.PositiveIntegerField()
    label = models.CharField("what the document calls itself", max_length=100)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=EditionState, default=EditionState.DRAFT)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers")
    version = models.PositiveIntegerField(default=1)
    source_name = models.CharField(max_length=200, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    to_check = models.JSONField("what reading the document left open", default=list, blank=True)
    review_due = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)

    started_by = somebody("+")
    started_at = models.DateTimeField()
    submitted_by = somebody("+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = somebody("+")
    approved_at = models.DateTimeField(null=True, blank=True)
    meeting_on = models.DateField("day of the meeting that approved it", null=True, blank=True)
    put_in_force_by = somebody("+")
    put_in_force_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = somebody("+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    sent_back_says = models.CharField("why it was sent back", max_length=500, blank=True)
    reviewed_by = somebody("+")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                "policy", condition=Q(state="in_force", school__isnull=True), name="one_trust_edition_in_force"
            ),
            models.UniqueConstraint(
                "policy", "school", condition=Q(state="in_force"), name="one_edition_in_force_per_school"
            ),
            models.UniqueConstraint(
                "policy", "number", condition=Q(school__isnull=True) & ~Q(state="withdrawn"),
                name="one_trust_edition_per_number",
            ),
            models.UniqueConstraint(
                "policy", "school", "number", condition=~Q(state="withdrawn"), name="one_school_edition_per_number"
            ),
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="edition_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "replaced"]) | Q(in_force_from__isnull=False),
                name="what_is_in_force_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(state="replaced", in_force_until__isnull=False)
                | (~Q(state="replaced") & Q(in_force_until__isnull=True)),
                name="what_is_replaced_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "in_force", "replaced"])
                | Q(approved_at__isnull=False, meeting_on__isnull=False),
                name="what_is_approved_has_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(school__isnull=True) | Q(based_on__isnull=False), name="variation_is_of_a_trust_edition"
            ),
            moment_for("submitted_by", "submitted_at", "submitting_has_a_time"),
            moment_for("approved_by", "approved_at", "approving_has_a_time"),
            moment_for("put_in_force_by", "put_in_force_at", "putting_in_force_has_a_time"),
            moment_for("withdrawn_by", "withdrawn_at", "withdrawing_has_a_time"),
            moment_for("reviewed_by", "reviewed_at", "reviewing_has_a_time"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["policy", "school", "in_force_from"]),
            models.Index(fields=["state", "in_force_from"]),
        ]

    class Data:
        public = (
            "number", "label", "title", "state", "version", "source_name", "source_sha256", "to_check",
            "review_due", "in_force_from", "in_force_until", "started_at", "submitted_at", "approved_at", "meeting_on",
            "put_in_force_at", "withdrawn_at", "reviewed_at",
        )  # fmt: skip
        personal = ("sent_back_says",)

    def __str__(self) -> str:
        known = self.label in ("", str(self.number))
        return f"Edition {self.number}" if known else f"Edition {self.number} ({self.label})"

    @property
    def in_a_sentence(self) -> str:
        """Its name where it doesn't begin a sentence: "edition 2 (Autumn 2026)"."""
        return f"e{str(self)[1:]}"

    @property
    def place(self) -> School | Trust:
        """The school whose variation it is, or the trust."""
        return self.school or self.policy.trust

    @property
    def is_draft(self) -> bool:
        return self.state == EditionState.DRAFT

    @property
    def is_scheduled(self) -> bool:
        """Approved, with a day on which it comes into force by itself."""
        return self.state == EditionState.APPROVED and self.in_force_from is not None


class Section(Entity):
    """A section of an edition, numbered from 1."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("edition", "number", name="one_section_per_number")]

    class Data:
        public = ("number", "title")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Clause(Entity):
    """One thing that an edition states, in its own words.

    `line` stays the same from edition to edition, so that a clause can be followed. `lead` holds the words before it
    that complete its sense. `clause_ids` are the standard clauses it serves (`clause_ids.py`); `about` are keys of what
    it is about among several things that a control tells apart, such as one linked policy (`items.py`): empty for all
    of them, None where its words have to say it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="clauses")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    line = models.UUIDField(default=uuid.uuid4)
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    text = models.TextField()
    lead = models.TextField(blank=True)
    audience = models.JSONField(default=list)
    clause_ids = models.JSONField("clause IDs", default=list, blank=True)
    about = models.JSONField("which of several things it is about", null=True, blank=True)
    school_may_vary = models.BooleanField("a school may have its own words for this", default=False)
    confirmed_by = somebody("+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # What `queries.clauses_of` adds.
    confirmed_controls: list[str]
    # What `queries.by_section` adds: how many controls keep it, and how many are suggested.
    kept_by: int
    suggested: int

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint("edition", "line", name="one_clause_per_line"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="no_clause_is_under_itself"),
            models.CheckConstraint(condition=~Q(text=""), name="a_clause_has_words"),
            moment_for("confirmed_by", "confirmed_at", "confirming_has_a_time"),
        ]
        indexes = [models.Index(fields=["edition", "order"])]

    class Data:
        public = (
            "line", "order", "number", "text", "lead", "audience", "clause_ids", "about", "school_may_vary",
            "confirmed_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def for_whom(self) -> str:
        """Whom it speaks to, inside a sentence: "staff, parents and carers"."""
        return ", ".join(Audience(value).label.lower() for value in self.audience)


class NotTaken(Entity):
    """Words of an imported document, or a picture of some (no text), that became no clause; see `policy.reading`.

    `after` is the clause that stood before them, if that is known; `clause` what somebody made of them.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="not_taken")
    order = models.PositiveIntegerField()
    where = models.CharField("where it stood", max_length=100)
    text = models.TextField(blank=True)
    why = models.CharField(max_length=200)
    after = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint("edition", "order", name="one_thing_not_taken_per_place")]

    class Data:
        public = ("order", "where", "why")
        personal = ("text",)


class ClauseControl(Entity):
    """That a control keeps a clause: suggested by likeness of words, then confirmed or rejected by a person."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="controls")
    control_id = models.CharField(max_length=60)
    score = models.FloatField("likeness from 0 to 1", null=True, blank=True)
    state = models.CharField(max_length=10, choices=ControlState, default=ControlState.SUGGESTED)
    by = somebody("+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["control_id"]
        constraints = [
            models.UniqueConstraint("clause", "control_id", name="one_link_per_control"),
            models.CheckConstraint(condition=Q(state__in=ControlState.values), name="control_state_is_known"),
            moment_for("by", "at", "linking_has_a_time"),
        ]
        indexes = [models.Index(fields=["control_id", "state"])]

    class Data:
        public = ("control_id", "score", "state", "at")
