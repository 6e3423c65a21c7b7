"""When each scheduled job ran last, so that a run missed while the machine was off is noticed."""

from django.db import models


class LastRun(models.Model):
    """The last run of one scheduled job. `failed` is the kind of error it stopped with, empty if it went well."""

    job = models.CharField(max_length=100, primary_key=True)
    started = models.DateTimeField()
    finished = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=100, blank=True)

    class Data:
        public = ("job", "started", "finished", "failed")

    def __str__(self) -> str:
        return self.job
