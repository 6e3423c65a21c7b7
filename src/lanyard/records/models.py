"""The audit chain, its head and its anchors; and the files that people attach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, Self

from django.db import models

from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField


class AppendOnly(Exception):
    """Something tried to change or remove what was recorded."""

    def __init__(self) -> None:
        super().__init__(
            "The audit trail is append-only: what was recorded is never changed, removed or written aside."
        )


class AppendOnlyQuerySet(models.QuerySet):
    """Reads; refuses every way of writing."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    create = get_or_create = update_or_create = bulk_create = bulk_update = update = delete = _refuse


class AppendOnlyModel(models.Model):
    """Rows that are written once, by `append`, and never again. Triggers in the database say the same."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def append(self) -> None:
        """Write this new row."""
        super().save(force_insert=True)

    @classmethod
    def append_all(cls, rows: Sequence[Self]) -> None:
        """Write these new rows."""
        models.QuerySet(cls).bulk_create(rows)

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class AuditEvent(AppendOnlyModel):
    """That something was done: what, when, by whom, about what, where.

    There are no foreign keys, so that an event outlives what it is about. `detail` is canonical JSON of ids and codes.
    """

    number = models.BigIntegerField(primary_key=True, help_text="Position in the chain, from 1, without a gap.")
    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    about_kind = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=80, blank=True)
    trust_id = models.UUIDField(null=True)
    school_id = models.UUIDField(null=True)
    detail = models.TextField(default="{}")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["at", "number"], name="audit_in_time"),
            models.Index(fields=["trust_id", "at", "number"], name="audit_of_a_trust"),
            models.Index(fields=["school_id", "at", "number"], name="audit_of_a_school"),
            models.Index(fields=["about_kind", "about_id"], name="audit_about_something"),
        ]

    class Data:
        public = ("number", "previous", "digest")
        personal = ("at", "event", "actor", "about_kind", "about_id", "trust_id", "school_id", "detail")


class AuditHead(models.Model):
    """The one row that says which event is the last. Writers queue for it, so the chain has no gap and no fork."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_audit_head")]

    class Data:
        public = ("number", "digest", "seal")


class AuditAnchor(AppendOnlyModel, Entity):
    """What the last event was on a day. The same line is kept outside the database."""

    date = models.DateField()
    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["number", "date"]
        constraints = [models.UniqueConstraint("date", "number", name="one_anchor_per_day_and_event")]

    class Data:
        public = ("date", "number", "digest", "seal")


class Attachment(Entity):
    """A file that belongs to something: stored encrypted, under a name that tells nothing, with a key of its own.

    `sha256` is that of the file as it was received; `size` is in bytes; `stored_by` is an actor of the audit trail.
    An original is kept beside its clean copy, or alone where none could be made; its room opens it for a reason only.
    """

    about_kind = models.CharField(max_length=80)
    about_id = models.CharField(max_length=80)
    trust_id = models.UUIDField(null=True)
    school_id = models.UUIDField(null=True)
    name = EncryptedTextField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=64, unique=True)
    data_key = EncryptedTextField()
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=80)
    is_original = models.BooleanField(default=False)
    original = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="copies")

    class Meta:
        ordering = ["stored_at", "id"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="attachments_of_something")]

    class Data:
        public = ("content_type", "size", "file", "is_original")
        personal = ("about_kind", "about_id", "trust_id", "school_id", "stored_at", "stored_by", "sha256")
        sensitive = ("name", "data_key")
