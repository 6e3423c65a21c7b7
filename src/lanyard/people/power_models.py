"""How somebody comes by access that could harm others: what waits for a second person's word, and what was stopped."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from lanyard.people.choices import Role
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField

if TYPE_CHECKING:
    from lanyard.people.models import Person


class ProposalState(models.TextChoices):
    """Where a proposal for a role stands."""

    PENDING = "pending", "Waiting to be confirmed"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ChangeState(models.TextChoices):
    """Where a change of a sign-in address stands."""

    PENDING = "pending", "Waits"
    MADE = "made", "Made"
    STOPPED = "stopped", "Stopped"
    WITHDRAWN = "withdrawn", "Replaced by another"


def _by(name: str) -> "models.ForeignKey[Person | None, Person | None]":
    """Who did something; empty where it was a command, or the person is no longer kept."""
    return models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name=name)


class RoleProposal(Entity):
    """That somebody shall get a role, or (with `holding`) stand in for its holder; nothing is in force yet."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="proposed_roles")
    role = models.CharField(max_length=30, choices=Role)
    trust = models.ForeignKey("people.Trust", on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey("people.School", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    holding = models.ForeignKey(
        "people.RoleHolding", null=True, blank=True, on_delete=models.CASCADE, related_name="proposed_covers"
    )
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    proposed_by = _by("+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PENDING)
    decided_by = _by("+")
    decided_at = models.DateTimeField(null=True, blank=True)
    begun = models.ForeignKey(
        "people.RoleHolding", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="proposed_role_is_known"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PENDING) | Q(decided_at__isnull=False), name="a_decision_has_its_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(proposed_by__isnull=True) | ~Q(state=ProposalState.CONFIRMED)
                | ~Q(decided_by=F("proposed_by")),
                name="nobody_confirms_what_they_proposed",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["trust", "state"], name="proposals_that_wait"),
            models.Index(fields=["person", "state"], name="proposals_for_somebody"),
        ]

    class Data:
        public = ("role", "start", "end", "state", "proposed_at", "decided_at")
        personal = ("reason",)


class AddressChange(Entity):
    """A new address to sign in with, of somebody whose access could harm others, and what became of it.

    It is made at `waits_until` unless somebody has stopped it; without that moment, only by confirmation.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="address_changes")
    before = models.EmailField(blank=True)
    after = models.EmailField(blank=True)
    how = models.CharField(max_length=20, help_text="By which way it came: page, roster, trust-file, command.")
    proposed_by = _by("+")
    proposed_at = models.DateTimeField()
    waits_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.PENDING)
    decided_by = _by("+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint("person", condition=Q(state=ChangeState.PENDING), name="one_address_change_waits")
        ]
        indexes = [models.Index(fields=["state", "waits_until"], name="address_changes_due")]

    class Data:
        public = ("how", "state", "proposed_at", "waits_until", "decided_at")
        personal = ("before", "after")


class Suspension(Entity):
    """That somebody's access was taken away at once, why, and when it was given back."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="suspensions")
    reason = EncryptedTextField()
    by = _by("+")
    at = models.DateTimeField()
    lifted_by = _by("+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint("person", condition=Q(lifted_at__isnull=True), name="one_open_suspension")
        ]

    class Data:
        personal = ("at", "lifted_at")
        sensitive = ("reason",)


class WitnessedStep(Entity):
    """That somebody's first second step is set up in the presence of a leader, who reads out a code.

    `code_digest` is of the code that the witness was shown; `used_at` when it was typed in by the person.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="witnessed_steps")
    asked_at = models.DateTimeField()
    witness = _by("+")
    shown_at = models.DateTimeField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [models.Index(fields=["person", "-asked_at"], name="steps_of_somebody")]

    class Data:
        public = ("asked_at", "shown_at", "tries", "used_at", "done_at")
        sensitive = ("code_digest",)
