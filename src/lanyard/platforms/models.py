"""The catalogue of social media services: what each is, from which age, on which domains (AIM6, CHI4)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from lanyard.platforms import rules
from lanyard.platforms.choices import AgeStatus, DomainMatch, DomainUse, PlatformKind
from lanyard.records.base import Entity


def validate_kinds(value: object) -> None:
    """Refuse anything but a list of known kinds with at least one in it."""
    if not isinstance(value, list) or not value:
        raise ValidationError("it must be a list with at least one kind.")
    for kind in value:
        if kind not in PlatformKind.values:
            raise ValidationError(f"“{kind}” is no kind of social media; the kinds are {', '.join(PlatformKind)}.")


def validate_domain(value: str) -> None:
    """Refuse what is no domain name written as it is stored: in small letters, with no port and no dot at the end."""
    if rules.host_name(value) != value or "." not in value:
        raise ValidationError(f"“{value}” is no domain name such as “example.org”.")


class WebAddress(models.URLField):
    """The address of a page that people read: a link to anything else must never get onto a page."""

    default_validators = [URLValidator(schemes=["https", "http"], message="it must be a web address, https://…")]


class Platform(Entity):
    """A social media service (AIM6). `checked` is the day on which somebody last went over all that is said of it."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    operator = models.CharField("run by", max_length=100)
    kinds = models.JSONField(validators=[validate_kinds])
    terms_for_organisations = WebAddress(blank=True)
    safety_link = WebAddress("safety advice", blank=True)
    reporting_link = WebAddress("how to report", blank=True)
    domains_source = models.CharField("where the domains were read", max_length=300, blank=True)
    note = models.TextField(blank=True)
    checked = models.DateField("last checked")

    class Meta:
        ordering = [Lower("name")]

    class Data:
        public = (
            "key", "name", "operator", "kinds", "terms_for_organisations", "safety_link", "reporting_link",
            "domains_source", "note", "checked",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def kind_names(self) -> list[str]:
        """Its kinds as people call them."""
        return [PlatformKind(kind).label for kind in self.kinds]

    def minimum_age(self, on: date, country: str = "GB") -> MinimumAge | None:
        """The minimum age that holds on the day, None if none is known. Reads `ages`, so prefetch them for a list."""
        return rules.minimum_age(self.ages.all(), on, country)

    def coming_ages(self, on: date, country: str = "GB") -> list[MinimumAge]:
        """Minimum ages that are announced, or start after the day."""
        return rules.coming_ages(self.ages.all(), on, country)


class PlatformDomain(Entity):
    """A domain of a service, in small letters and punycode. A domain belongs to one service only."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=253, unique=True, validators=[validate_domain])
    match = models.CharField(max_length=6, choices=DomainMatch)
    use = models.CharField(max_length=7, choices=DomainUse)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(match__in=DomainMatch.values), name="domain_match_is_known"),
            models.CheckConstraint(condition=Q(use__in=DomainUse.values), name="domain_use_is_known"),
        ]

    class Data:
        public = ("name", "match", "use")

    def __str__(self) -> str:
        return self.name


_ONLY_ANNOUNCED = Q(
    status=AgeStatus.ANNOUNCED, in_force_from__isnull=True, in_force_until__isnull=True, announced__isnull=False
)


class MinimumAge(Entity):
    """The lowest age, in years, at which a service allows an account of one's own in a country, from day to day (CHI4).

    An announced age has no first day: once its day is known it is in force from that day, which may lie ahead.
    """

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="ages")
    age = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(18)])
    country = models.CharField("ISO 3166 country code", max_length=2, default="GB")
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField("last day in force", null=True, blank=True)
    day_known = models.BooleanField("the first day is known", default=True)
    status = models.CharField(max_length=9, choices=AgeStatus)
    announced = models.DateField("day of the announcement", null=True, blank=True)
    expected = models.CharField("when it should come into force", max_length=100, blank=True)
    source = models.CharField("where it was read", max_length=300)
    verified = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = [F("in_force_from").asc(nulls_last=True), F("announced").asc(nulls_last=True), "age"]
        constraints = [
            models.CheckConstraint(condition=Q(age__gte=1, age__lte=18), name="minimum_age_is_of_a_child_or_18"),
            models.CheckConstraint(
                condition=Q(status=AgeStatus.IN_FORCE, in_force_from__isnull=False) | _ONLY_ANNOUNCED,
                name="an_announced_age_has_no_first_day",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True) | Q(in_force_until__gte=F("in_force_from")),
                name="minimum_age_ends_after_it_starts",
            ),
            models.UniqueConstraint("platform", "country", "in_force_from", name="one_minimum_age_per_first_day"),
        ]

    class Data:
        public = (
            "age", "country", "in_force_from", "in_force_until", "day_known", "status", "announced", "expected",
            "source", "verified", "note",
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.age)

    def clean(self) -> None:
        """Say in words what the constraints would refuse without any."""
        if self.status == AgeStatus.IN_FORCE and self.in_force_from is None:
            raise ValidationError({"in_force_from": "an age in force needs the day from which it holds."})
        if self.status == AgeStatus.ANNOUNCED:
            if self.in_force_from or self.in_force_until:
                raise ValidationError({"status": "an age that is only announced has no first or last day."})
            if self.announced is None:
                raise ValidationError({"announced": "an announced age needs the day of the announcement."})
        if self.in_force_until and self.in_force_until < self.in_force_from:
            raise ValidationError({"in_force_until": "the last day is before the first."})
