"""Official channels: what was proposed, its risks, what was decided, how it is protected, who runs it (OFF1-OFF5)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from lanyard.channels.choices import AddressVerdict, Audience, Event, Openness, Purpose, Route, State, Verdict
from lanyard.channels.sealed_models import Opening, SealedLogIn
from lanyard.people.models import Person, School, Trust, ends_after_start
from lanyard.platforms.models import Platform, WebAddress
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField

__all__ = [
    "AddressChange",
    "Assessment",
    "Channel",
    "Decision",
    "Hazard",
    "LinkCheck",
    "Opening",
    "Operator",
    "ProtectionCheck",
    "SealedLogIn",
    "Told",
]


class Channel(Entity):
    """One account that speaks, or is to speak, for a school (`school` empty: for the whole trust).

    `year_groups` are those of pupils who are to use it themselves; without any, it is for adults. `email` is the
    address it is registered with (OFF5), `why_other_email` the exception asked for.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="channels")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="channels")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="channels")
    name = models.CharField(max_length=100)
    url = WebAddress(blank=True)
    openness = models.CharField(max_length=6, choices=Openness)
    purpose = models.CharField(max_length=9, choices=Purpose)
    year_groups = models.JSONField(default=list, blank=True)
    objectives = EncryptedTextField()
    outcomes = EncryptedTextField()
    audience = EncryptedTextField()
    why_this = EncryptedTextField()
    other_routes = EncryptedTextField()
    email = EncryptedTextField()
    email_is_ours = models.BooleanField(default=True)
    why_other_email = EncryptedTextField(default="", blank=True)
    run_by = EncryptedTextField(default="", blank=True)
    answerable_for = EncryptedTextField(default="", blank=True)
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="channels_proposed")
    proposed_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    live_since = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # What `queries.with_standing` adds.
    approved_until: date | None
    first_due: date | None

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="channel_state_is_known")]
        indexes = [
            models.Index(fields=["school", "state"], name="channels_of_a_school"),
            models.Index(fields=["trust", "state"], name="channels_of_a_trust"),
        ]

    class Data:
        public = (
            "name", "url", "openness", "purpose", "year_groups", "email_is_ours", "proposed_on", "state", "live_since",
            "closed_on",
        )  # fmt: skip
        personal = (
            "objectives", "outcomes", "audience", "why_this", "other_routes", "email", "why_other_email", "run_by",
            "answerable_for",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> School | Trust:
        """The school or trust that it speaks for."""
        return self.school or self.trust


class AddressChange(Entity):
    """That a channel is to be another account from now on: another account is another approval (OFF1, OFF2).

    `url` becomes the channel's once somebody who may decide, and did not ask for it, has approved it. Until then the
    register keeps the old address, or none.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="address_changes")
    url = WebAddress()
    reason = EncryptedTextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    verdict = models.CharField(max_length=9, choices=AddressVerdict, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(default="", blank=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint("channel", condition=Q(verdict=""), name="one_open_change_of_an_address"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(verdict__in=AddressVerdict.values, decided_by__isnull=False, decided_at__isnull=False),
                name="a_change_of_address_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="approved") | ~Q(decided_by=F("asked_by")),
                name="nobody_approves_the_account_they_asked_for",
            ),
        ]

    class Data:
        public = ("url", "asked_at", "verdict", "decided_at")
        personal = ("reason", "answer")


class Assessment(Entity):
    """The risk assessment of a channel (OFF2, EXP6). It counts once agreed, until the day of its review.

    Whoever changes a row takes the agreement away: what was agreed is what stands there.
    """

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="assessment")
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_on__isnull=True, review_on__isnull=True)
                | Q(agreed_by__isnull=False, agreed_on__isnull=False, review_on__gte=F("agreed_on")),
                name="agreed_by_somebody_on_a_day",
            )
        ]

    class Data:
        public = ("agreed_on", "review_on")


class Hazard(Entity):
    """One row of a risk assessment. Likelihood and severity are from 1 to 5, before and after the measures."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="hazards")
    title = models.CharField(max_length=100)
    who = EncryptedTextField(default="", blank=True)
    existing = EncryptedTextField(default="", blank=True)
    further = EncryptedTextField(default="", blank=True)
    owner = EncryptedTextField(default="", blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True)
    severity = models.PositiveSmallIntegerField(null=True)
    likelihood_after = models.PositiveSmallIntegerField(null=True)
    severity_after = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                name=f"{name}_from_one_to_five",
            )
            for name in ("likelihood", "severity", "likelihood_after", "severity_after")
        ]

    class Data:
        public = ("title", "likelihood", "severity", "likelihood_after", "severity_after", "position")
        personal = ("who", "existing", "further", "owner")


class Decision(Entity):
    """What was decided on a proposal or a renewal, by whom. Never changed; the last one counts, until its day."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField(help_text="From 1 on: the highest is the last.")
    verdict = models.CharField(max_length=8, choices=Verdict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    conditions = EncryptedTextField(default="", blank=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("channel", "number", name="one_decision_per_number"),
            models.CheckConstraint(
                condition=Q(verdict="approved", until__isnull=False) | Q(verdict="refused", until__isnull=True),
                name="an_approval_has_its_last_day",
            ),
        ]

    class Data:
        public = ("number", "verdict", "at", "until")
        personal = ("conditions",)


class Condition(Entity):
    """What an approval asks for by a day. The next decision takes its place: it is stated again, or falls away."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="asks")
    says = EncryptedTextField()
    due = models.DateField()
    met_on = models.DateField(null=True)
    met_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_on__isnull=True, met_by__isnull=True) | Q(met_on__isnull=False, met_by__isnull=False),
                name="a_condition_is_met_by_somebody",
            )
        ]

    class Data:
        public = ("due", "met_on")
        personal = ("says",)


class ProtectionCheck(Entity):
    """That somebody looked how a channel is protected, and what they found last that day (OFF3, OFF4, OFF1).

    `url` is the account they looked at: of another account it says nothing.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="checks")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    url = WebAddress(blank=True)
    failing = models.JSONField(default=list, help_text="Keys of `rules.PROTECTION` that were not so.")

    class Meta:
        ordering = ["-on"]
        constraints = [models.UniqueConstraint("channel", "on", name="one_check_a_day")]

    class Data:
        public = ("on", "url", "failing")


class LinkCheck(Entity):
    """When the school's website was last looked at for a link to the channel (OFF3). `problem` is a code."""

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="link_check")
    at = models.DateTimeField()
    found = models.BooleanField()
    problem = models.CharField(max_length=20, blank=True)

    class Data:
        public = ("at", "found", "problem")


class Told(Entity):
    """Who was told that a channel opened, changed hands or closed, how, and how many could not be reached (OFF8)."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="told")
    event = models.CharField(max_length=11, choices=Event)
    audience = models.CharField(max_length=7, choices=Audience)
    route = models.CharField(max_length=8, choices=Route)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reached = models.PositiveIntegerField(null=True)
    not_reached = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-on", "event", "audience", "id"]

    class Data:
        public = ("event", "audience", "route", "on", "reached", "not_reached")


class Operator(Entity):
    """That somebody runs a channel for a time. Whether they may post is computed, never stored (OFF12)."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="operators")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="operates")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    suspended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            ends_after_start("operator_ends_after_start"),
            models.UniqueConstraint(
                "channel", "person", condition=Q(end__isnull=True), name="one_open_operator_of_a_channel"
            ),
        ]

    class Data:
        personal = ("start", "end", "suspended_on")
