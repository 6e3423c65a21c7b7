"""Dated records around the policy: linked policies (LINK1), guidance (AIM2), agencies (BRE6), triggers (AIM1)."""

from django.db import models
from django.db.models import F, Q

from lanyard.people.choices import Role
from lanyard.people.models import Person, School, Trust
from lanyard.policy.choices import GuidanceKind, GuidanceStatus, TriggerKind
from lanyard.records.base import Entity


class LinkedPolicy(Entity):
    """The edition of a linked policy that a trust, or one of its schools, has (LINK1)."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="linked_policies")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="linked_policies")
    key = models.SlugField()
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=30, choices=Role)
    edition = models.CharField(max_length=100, blank=True)
    review_date = models.DateField(null=True, blank=True)
    link = models.URLField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "trust", "key", condition=Q(school__isnull=True), name="one_linked_policy_per_trust"
            ),
            models.UniqueConstraint("school", "key", name="one_linked_policy_per_school"),
        ]

    class Data:
        public = ("key", "name", "owner", "edition", "review_date", "link")

    def __str__(self) -> str:
        return self.name


class GuidanceSource(Entity):
    """Guidance or law that policies rest on (AIM2)."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    owner = models.CharField("published by", max_length=200)
    kind = models.CharField(max_length=15, choices=GuidanceKind)
    url = models.URLField(blank=True)
    why = models.TextField("what the policy takes from it", blank=True)
    model_relies_on = models.CharField(max_length=100, blank=True)
    known_as = models.JSONField("how policies call it", default=list, blank=True)
    term_days = models.PositiveSmallIntegerField("days for which a look at it is good", default=365)
    edited_on = models.DateField("day on which somebody here changed it", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(term_days__gte=1), name="a_look_is_good_for_a_day")]

    class Data:
        public = ("key", "name", "owner", "kind", "url", "why", "model_relies_on", "known_as", "term_days", "edited_on")

    def __str__(self) -> str:
        return self.name


class GuidanceEdition(Entity):
    """One edition of a source. `published` is as exact as it is known: "2025", "2025-07" or a day.

    `meant_for` is the first day that was announced for an edition whose final text nobody here has seen.
    """

    source = models.ForeignKey(GuidanceSource, on_delete=models.CASCADE, related_name="editions")
    label = models.CharField(max_length=100)
    published = models.CharField(max_length=10, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)
    meant_for = models.DateField(null=True, blank=True)
    day_known = models.BooleanField(default=True)
    status = models.CharField(max_length=12, choices=GuidanceStatus)
    read_in = models.CharField("where the dates were read", max_length=300)
    checked = models.DateField("last checked")
    verified = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["source", F("in_force_from").asc(nulls_last=True), "published"]
        constraints = [models.UniqueConstraint("source", "label", name="one_guidance_edition_per_label")]

    class Data:
        public = (
            "label", "published", "in_force_from", "in_force_until", "meant_for", "day_known", "status", "read_in",
            "checked", "verified", "note",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.label


class GuidanceReliedOn(Entity):
    """That an edition of the policy relies on an edition of guidance (AIM2)."""

    edition = models.ForeignKey("policy.Edition", on_delete=models.CASCADE, related_name="guidance")
    guidance = models.ForeignKey(GuidanceEdition, on_delete=models.PROTECT, related_name="relied_on_by")

    class Meta:
        constraints = [models.UniqueConstraint("edition", "guidance", name="one_reliance_per_guidance_edition")]

    class Data:
        public = ()


class Agency(Entity):
    """Somebody outside to ask (BRE6). `ended` agencies stay on record, and are no longer offered."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    for_what = models.TextField("what it helps with")
    who_may_use = models.JSONField(default=list)
    region = models.CharField(max_length=50)
    phone = models.CharField(max_length=50, blank=True)
    phone_out_of_hours = models.CharField(max_length=50, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(blank=True)
    hours = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)
    read_in = models.CharField("where the details were read", max_length=300)
    checked = models.DateField("last checked")
    verified = models.BooleanField(default=False)
    not_verified = models.JSONField("details still to be checked", default=list, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by")
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    day_known = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    class Data:
        public = (
            "key", "name", "for_what", "who_may_use", "region", "phone", "phone_out_of_hours", "email", "web", "hours",
            "notes", "read_in", "checked", "verified", "not_verified", "started", "ended", "day_known",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class ReviewTrigger(Entity):
    """A reason to look at the policy again (AIM1). `about` names its cause, so that none is raised twice."""

    policy = models.ForeignKey("policy.Policy", on_delete=models.PROTECT, related_name="triggers")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="review_triggers")
    kind = models.CharField(max_length=15, choices=TriggerKind)
    about = models.CharField(max_length=200, blank=True)
    clause_line = models.UUIDField(null=True, blank=True)
    says = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_how = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                "policy", "about", condition=Q(school__isnull=True) & ~Q(about=""), name="one_trust_trigger_per_cause"
            ),
            models.UniqueConstraint(
                "policy", "school", "about", condition=~Q(about=""), name="one_school_trigger_per_cause"
            ),
            models.CheckConstraint(condition=Q(kind__in=TriggerKind.values), name="trigger_kind_is_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_how="") | (Q(closed_at__isnull=False) & ~Q(closed_how="")),
                name="a_closed_trigger_says_how",
            ),
        ]
        indexes = [models.Index(fields=["policy", "closed_at"])]

    class Data:
        public = ("kind", "about", "clause_line", "opened_at", "closed_at")
        personal = ("says", "closed_how")
