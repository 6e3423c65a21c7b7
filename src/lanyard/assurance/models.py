"""Snapshots of what controls read, and the statements of people where nothing can be read."""

from django.db import models
from django.db.models import F, Q

from lanyard.assurance.readings import Reading, Status, attention_from_json, items_from_json
from lanyard.people.choices import Role
from lanyard.people.models import Person, School
from lanyard.records.base import Entity


class StatusChoice(models.TextChoices):
    """The statuses as people read them."""

    KEPT = Status.KEPT, "Kept"
    IN_PROGRESS = Status.IN_PROGRESS, "In progress"
    ATTESTED = Status.ATTESTED, "Stated"
    NOT_IN_USE = Status.NOT_IN_USE, "Not in use"
    NOT_MEASURED = Status.NOT_MEASURED, "Not yet measured"
    NEEDS_ATTENTION = Status.NEEDS_ATTENTION, "Needs attention"
    NOT_KEPT = Status.NOT_KEPT, "Not kept"


class Snapshot(models.Model):
    """What a control said about a school on each day from `first_day` to `last_day`.

    Days with the same reading share one row, so that two years of a hundred schools stay small. A day that no row
    covers was not read, and is never filled in afterwards.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="snapshots")
    control = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()
    status = models.CharField(max_length=15, choices=StatusChoice)
    says = models.CharField(max_length=300)
    done = models.PositiveIntegerField(null=True)
    total = models.PositiveIntegerField(null=True)
    counts = models.CharField(max_length=6, default="things")
    apart = models.PositiveIntegerField(null=True)
    attention = models.JSONField(default=list)
    items = models.JSONField(default=list)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "control", "first_day"], name="one_snapshot_per_day"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="snapshot_ends_after_start"),
            models.CheckConstraint(condition=Q(status__in=StatusChoice.values), name="snapshot_status_is_known"),
        ]
        indexes = [models.Index(fields=["school", "last_day"]), models.Index(fields=["last_day"])]

    class Data:
        public = ("control", "first_day", "last_day", "status", "says", "done", "total", "counts", "apart",
                  "attention", "items", "checked_at")  # fmt: skip

    def reading(self) -> Reading:
        """The reading as it was."""
        return Reading(
            Status(self.status), self.says, self.done, self.total, self.counts, attention_from_json(self.attention),
            self.apart, items_from_json(self.items),
        )  # fmt: skip

    def reading_of_all(self) -> Reading:
        """The reading without what it says of each item, for a table that has not read them."""
        return Reading(
            Status(self.status), self.says, self.done, self.total, self.counts, attention_from_json(self.attention),
            self.apart,
        )  # fmt: skip


class Answer(models.TextChoices):
    """What a person can state. That a clause is not kept is an answer too."""

    KEPT = "kept", "Yes, it is kept"
    PARTLY = "partly", "Partly: something needs attention"
    NOT_KEPT = "not_kept", "No, it is not kept"


class Attestation(Entity):
    """A dated statement by the holder of a role on a clause that nothing can measure. Never changed, only followed."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="attestations")
    control = models.CharField(max_length=60)
    answer = models.CharField(max_length=8, choices=Answer)
    about = models.JSONField("items it finds wanting", default=list, blank=True)
    words = models.CharField("mark of the words it was made on", max_length=64, blank=True)
    notes = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attestations")
    as_role = models.CharField(max_length=30, choices=Role)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    next_due = models.DateField()

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.CheckConstraint(condition=Q(next_due__gt=F("made_on")), name="next_date_is_later")]
        indexes = [models.Index(fields=["school", "control", "-made_at"])]

    class Data:
        public = ("control", "answer", "about", "words", "as_role", "made_on", "made_at", "next_due")
        personal = ("notes",)
