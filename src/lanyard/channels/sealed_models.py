"""Sealed log-ins of official channels: what leaders need in an emergency, and every time it was opened (OFF6)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanyard.channels.choices import Why
from lanyard.people.models import Person
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField


class SealedLogIn(Entity):
    """The log-in of one channel. What it holds is opened by `actions.opening` alone, never when a row is read.

    `sealed` is encrypted with `data_key`, a key of this channel alone; that key is itself encrypted with the
    installation's keys, which are kept outside the database. `parts` says what it holds, never what it is.
    """

    channel = models.OneToOneField("channels.Channel", on_delete=models.CASCADE, related_name="log_in")
    data_key = EncryptedTextField()
    sealed = models.BinaryField()
    parts = models.JSONField()
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    password_changed_at = models.DateTimeField()

    class Data:
        public = ("parts", "sealed_at", "password_changed_at")
        sensitive = ("data_key", "sealed")


class Opening(Entity):
    """That somebody asked for a sealed log-in, why, and until when they may look (at `opened_at` plus minutes).

    Where two people are needed it is open once a second has confirmed it. `change_by` is the last day for the new
    password, `changed_at` when it was sealed again with one.
    """

    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="openings")
    why = models.CharField(max_length=9, choices=Why)
    reason = EncryptedTextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    change_by = models.DateField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, until__isnull=True, change_by__isnull=True)
                | Q(until__gt=F("opened_at"), change_by__isnull=False),
                name="an_opening_ends_and_asks_for_a_new_password",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="nobody_confirms_their_own_opening",
            ),
        ]
        indexes = [
            models.Index(fields=["channel"], condition=Q(changed_at__isnull=True), name="passwords_to_change"),
        ]

    class Data:
        public = ("why", "asked_at", "opened_at", "until", "change_by", "changed_at")
        sensitive = ("reason",)
