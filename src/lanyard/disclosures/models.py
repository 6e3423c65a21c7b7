"""Declarations of contact online: who made them, what was said and decided. Words and names are encrypted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanyard.disclosures.choices import OtherKind, State
from lanyard.disclosures.rules import WAITING
from lanyard.people.models import Person, School, Trust
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField


class Disclosure(Entity):
    """A relationship or an exception that somebody declares (COM4).

    `level` is the role that decides (`rules.way_of`), "" while nobody can. `platform` is a service of the catalogue, ""
    for one that is not there. `since` is a year or a day. `decide_by` is there while it waits. `review_on` is the day
    by which it is renewed, or by which the contact has ended where it was not accepted. `sent_once` makes two presses
    of a button one declaration; `version` grows with every change.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="disclosures")
    level = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DECLARED)
    platform = models.SlugField(max_length=50, blank=True)
    other_kind = models.CharField(max_length=15, choices=OtherKind)
    other_name = EncryptedTextField()
    handle = EncryptedTextField(blank=True, default="")
    since = EncryptedTextField()
    how_known = EncryptedTextField()
    why = EncryptedTextField()
    contact = EncryptedTextField()
    declared_at = models.DateTimeField()
    decide_by = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = EncryptedTextField(blank=True, default="")
    review_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    sent_once = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-declared_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="disclosure_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=WAITING, decide_by__isnull=False)
                | (~Q(state__in=WAITING) & Q(decide_by__isnull=True)),
                name="a_waiting_disclosure_says_by_when",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "level", "state", "decide_by"], name="disclosures_at_a_school"),
            models.Index(fields=["trust", "level", "state", "decide_by"], name="disclosures_at_a_trust"),
        ]

    class Data:
        public = ("level", "sent_once", "version")
        personal = (
            "state", "platform", "other_kind", "declared_at", "decide_by", "decided_at", "review_on", "ended_at",
        )  # fmt: skip
        sensitive = ("other_name", "handle", "since", "how_known", "why", "contact", "reason")

    def __str__(self) -> str:
        return f"{self.get_other_kind_display()}: {self.get_state_display()}"

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision."""
        return self.state in WAITING


class Declarer(Entity):
    """One of those who declare it: the first, or a colleague who declares it together with them."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="declarers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_first = models.BooleanField(default=True)

    class Meta:
        ordering = ["-is_first", "id"]
        constraints = [models.UniqueConstraint("disclosure", "person", name="one_declarer_once")]
        indexes = [models.Index(fields=["person", "disclosure"], name="disclosures_of_a_person")]

    class Data:
        personal = ("is_first",)


class Condition(Entity):
    """What an acceptance asks for: to be done by a day, or, without one, kept until the review.

    `ended_at` says that a later decision took its place.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="conditions")
    says = EncryptedTextField()
    due = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", F("due").asc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["disclosure", "due"], name="conditions_of_a_disclosure")]

    class Data:
        personal = ("due", "added_at", "met_at", "ended_at")
        sensitive = ("says",)

    @property
    def is_open(self) -> bool:
        """Whether it is still asked for."""
        return self.met_at is None and self.ended_at is None


class Discussion(Entity):
    """What was talked about with those who declare; they read it too."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="discussions")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    says = EncryptedTextField()

    class Meta:
        ordering = ["at", "id"]

    class Data:
        personal = ("at",)
        sensitive = ("says",)


class Renewal(Entity):
    """That it was declared again, and whether anything had changed."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="renewals")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.BooleanField()

    class Meta:
        ordering = ["at", "id"]

    class Data:
        personal = ("at", "changed")
