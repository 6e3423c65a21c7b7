"""Who is who: the ids by which files know people, questions that a person decides, records put together."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lanyard.people.choices import KindGroup, SameAnswer
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField


class SourceId(Entity):
    """An id by which a source knows a person. It counts within the school whose files it came from, or (school empty)
    within the files of the whole trust; and within pupils, parents or staff, which many systems count apart.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="source_ids")
    trust = models.ForeignKey("people.Trust", on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey("people.School", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=6, choices=KindGroup)
    value = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "school", "group", "value", condition=Q(school__isnull=False), name="one_person_per_id_of_a_school"
            ),
            models.UniqueConstraint(
                "trust", "group", "value", condition=Q(school__isnull=True), name="one_person_per_id_of_a_trust"
            ),
        ]

    class Data:
        personal = ("group", "value")


class SameQuestion(Entity):
    """A row of a roster that may be somebody on the register, or somebody else: a person says which.

    `row` is what the roster says of them, compressed and encrypted, until it is answered. `value` is their id there,
    `said` their name and birth date, and `key` is by what they were taken for `candidate`.
    """

    trust = models.ForeignKey("people.Trust", on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey("people.School", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    candidate = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    value = models.CharField(max_length=100)
    said = models.CharField(max_length=250, blank=True)
    key = models.CharField(max_length=10)
    why = models.JSONField(default=list)
    row = EncryptedTextField(blank=True, default="")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=SameAnswer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["trust", "answer"], name="questions_of_a_trust")]

    class Data:
        public = ("key", "why", "asked_at", "answer", "answered_at")
        personal = ("value", "said", "row")

    @property
    def place(self):
        """The school or trust whose file asks it."""
        return self.school or self.trust


class Heading(Entity):
    """What a heading in a trust's files means: a column known here, or "" for “not used”."""

    trust = models.ForeignKey("people.Trust", on_delete=models.CASCADE, related_name="headings")
    text = models.CharField(max_length=100)
    column = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("trust", "text", name="one_meaning_of_a_heading")]

    class Data:
        public = ("text", "column")


class Merge(Entity):
    """Two records of one person put together. `moved` says which rows went over, so that it can be taken back."""

    trust = models.ForeignKey("people.Trust", on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    moved = EncryptedTextField(blank=True, default="")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]

    class Data:
        public = ("at", "undone_at")
        sensitive = ("moved",)
