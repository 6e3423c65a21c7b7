"""What somebody typed in a form that could not be taken, sealed until they have signed in again."""

from django.db import models

from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedJSONField


class Unsent(Entity):
    """A form that came when its sender was no longer signed in. It is given back to nobody else, and kept for an hour.

    `content` holds the address, the names and values of the fields, the names of files that were chosen, and the
    names of fields that are never kept.
    """

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="unsent")
    made_at = models.DateTimeField(db_index=True)
    content = EncryptedJSONField()

    class Meta:
        ordering = ["-made_at"]

    class Data:
        personal = ("made_at",)
        sensitive = ("content",)
