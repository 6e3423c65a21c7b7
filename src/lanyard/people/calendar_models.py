"""The school calendar and day: terms, closures, and when the day starts, breaks, lunches and ends (EXP4)."""

from django.db import models
from django.db.models import F, Q

from lanyard.people.choices import ClosureKind, PeriodKind
from lanyard.records.base import Entity


class Term(Entity):
    """One term of a school, both days included."""

    school = models.ForeignKey("people.School", on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(max_length=50)
    start = models.DateField()
    end = models.DateField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="term_ends_after_start"),
            models.UniqueConstraint("school", "start", name="one_term_per_start"),
        ]

    class Data:
        public = ("name", "start", "end")


class Closure(Entity):
    """Days within a term on which the school is closed to pupils. Bank holidays come from a library, not from here."""

    school = models.ForeignKey("people.School", on_delete=models.CASCADE, related_name="closures")
    kind = models.CharField(max_length=10, choices=ClosureKind)
    start = models.DateField()
    end = models.DateField()

    class Meta:
        ordering = ["start"]
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("start")), name="closure_ends_after_start")]

    class Data:
        public = ("kind", "start", "end")


class DayTimetable(Entity):
    """When the school day starts and ends for some year groups (none named: for all), local time, from a date on."""

    school = models.ForeignKey("people.School", on_delete=models.CASCADE, related_name="timetables")
    year_groups = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    day_starts = models.TimeField()
    day_ends = models.TimeField()

    class Meta:
        ordering = ["school", "valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(day_ends__gt=F("day_starts")), name="day_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="timetable_ends_after_start",
            ),
        ]

    class Data:
        public = ("year_groups", "valid_from", "valid_until", "day_starts", "day_ends")


class DayPeriod(Entity):
    """A break or lunch within a day timetable, local time."""

    timetable = models.ForeignKey(DayTimetable, on_delete=models.CASCADE, related_name="periods")
    kind = models.CharField(max_length=5, choices=PeriodKind)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["starts"]
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="period_ends_after_it_starts")]

    class Data:
        public = ("kind", "starts", "ends")
