"""A roster between its preview and its confirmation."""

from django.db import models
from django.utils import timezone

from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField


class ImportState(models.TextChoices):
    """What became of an import."""

    HEADINGS = "headings", "Has unknown headings"
    READY = "ready", "Waiting to be confirmed"
    REFUSED = "refused", "Has rows with errors"
    DONE = "done", "Done"


class RosterImport(Entity):
    """One file read for a school, or (school empty) for all schools of a trust, and what importing it would do.

    `content` is the roster as it was read (the file itself while its headings are unknown) and `preview` the lines
    shown, both compressed and encrypted; they are emptied when the import is done, and the row is deleted after a day
    when it is not. `digest` says which plan was shown.
    """

    trust = models.ForeignKey("people.Trust", on_delete=models.CASCADE, related_name="roster_imports")
    school = models.ForeignKey(
        "people.School", null=True, blank=True, on_delete=models.CASCADE, related_name="roster_imports"
    )
    made = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ImportState)
    whole = models.BooleanField(default=True)
    many_leave = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    content = EncryptedTextField(blank=True, default="")
    preview = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-made"]

    class Data:
        public = ("made", "state", "whole", "many_leave", "counts", "digest")
        personal = ("content", "preview")

    @property
    def place(self):
        """The school or trust that the file speaks for."""
        return self.school or self.trust
