"""The first run of an installation: what has been entered so far, until it is finished."""

from django.db import models
from django.db.models import Q

from lanyard.people.models import Trust
from lanyard.policy.models import Edition
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedJSONField


class FirstRun(Entity):
    """One sitting, or several, in which an empty installation is set up in the browser.

    `key_digest` is of the secret in the address that was printed at `printed_at`. `answers` hold what has no table of
    its own yet: who is to hold which role, whether the policy has been approved, the address that the test email went
    to. They are emptied when the first run is finished.
    """

    is_open = models.BooleanField(default=True)
    key_digest = models.CharField(max_length=64)
    printed_at = models.DateTimeField()
    trust = models.ForeignKey(Trust, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answers = EncryptedJSONField(default=dict)
    code_digest = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("is_open", condition=Q(is_open=True), name="one_first_run_at_a_time"),
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(finished_at__isnull=False), name="what_is_over_was_finished"
            ),
        ]

    class Data:
        public = ("is_open", "printed_at", "code_sent_at", "code_tries", "finished_at")
        sensitive = ("key_digest", "code_digest", "answers")
