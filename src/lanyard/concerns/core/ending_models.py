"""How a concern ends and what remains: debrief, lessons, files handed over; and a school's posters and hours."""

from django.db import models
from django.db.models import Q

from lanyard.concerns.core.choices import Audience, LessonArea
from lanyard.people.models import Person, School, ends_after_start
from lanyard.policy.models import ReviewTrigger
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField


class Debrief(Entity):
    """What leaders found when they looked back, or why they did not (BRE2): a clause ID and a control that failed."""

    concern = models.OneToOneField("concerns.Concern", on_delete=models.CASCADE, related_name="debrief")
    happened = EncryptedTextField(blank=True, default="")
    expected = EncryptedTextField(blank=True, default="")
    cause = EncryptedTextField(blank=True, default="")
    clause = models.CharField(max_length=10, blank=True)
    control = models.CharField(max_length=60, blank=True)
    why_none = EncryptedTextField(blank=True, default="")
    held = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Data:
        public = ("clause", "control", "held", "at")
        sensitive = ("happened", "expected", "cause", "why_none")


class Lesson(Entity):
    """What is to change (BRE2, MON3): an action with an owner, a day, and a proof.

    `says` names nobody and tells nothing of the case, so that the owner can carry it out without seeing the case. It
    outlives the case: there is no foreign key to it.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="lessons")
    concern_key = models.CharField(max_length=64, help_text="A keyed digest: leads from the case here, never back.")
    area = models.CharField(max_length=10, choices=LessonArea)
    says = models.CharField(max_length=300)
    clause = models.CharField(max_length=10, blank=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="lessons")
    due = models.DateField()
    trigger = models.ForeignKey(ReviewTrigger, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_how = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_how="") | (Q(done_at__isnull=False) & ~Q(done_how="")),
                name="a_lesson_done_says_how",
            )
        ]
        indexes = [
            models.Index(fields=["school", "done_at", "due"], name="lessons_of_a_school"),
            models.Index(fields=["concern_key"], name="lessons_of_a_case"),
        ]

    class Data:
        public = ("area", "clause", "due", "done_at", "added_at", "concern_key")
        personal = ("says", "done_how")


class Handover(Entity):
    """A file of a case that left for another school or system, or came from one: its hash, and the receipt for it."""

    concern = models.ForeignKey("concerns.Concern", on_delete=models.CASCADE, related_name="handovers")
    outwards = models.BooleanField()
    other = EncryptedTextField(help_text="The school or system at the other end.")
    sha256 = models.CharField(max_length=64)
    redacted = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    receipt = EncryptedTextField(blank=True, default="")
    receipt_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "id"]

    class Data:
        public = ("outwards", "sha256", "redacted")
        personal = ("at", "receipt_at")
        sensitive = ("other", "receipt")


class OutOfHours(Entity):
    """Who of a school hears of a child at risk outside school hours, and when those are."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="out_of_hours")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["start", "id"]
        constraints = [ends_after_start("out_of_hours_ends_after_start")]

    class Data:
        personal = ("start", "end")


class Poster(Entity):
    """A poster that was printed (BRE1): in date while its address, the school's name and the DSL are as it says.

    `says` is a digest of what is on it.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="posters")
    audience = models.CharField(max_length=8, choices=Audience)
    says = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    until = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["school", "audience", "-made_at"], name="posters_of_a_school")]

    class Data:
        public = ("audience", "says", "made_at", "until")
