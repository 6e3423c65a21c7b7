"""Trusts, schools, people of every kind, families, and who holds which role when (AIM5, AIM7)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower, Replace

from lanyard.people.calendar_models import Closure, DayPeriod, DayTimetable, Term
from lanyard.people.choices import Kind, Role, YearGroup
from lanyard.people.import_models import RosterImport
from lanyard.people.power_models import AddressChange, RoleProposal, Suspension, WitnessedStep
from lanyard.people.unsent_models import Unsent
from lanyard.people.who_models import Heading, Merge, SameQuestion, SourceId
from lanyard.records.base import Entity

__all__ = [
    "AddressChange",
    "Closure",
    "Cover",
    "DayPeriod",
    "DayTimetable",
    "FamilyLink",
    "Heading",
    "Membership",
    "Merge",
    "Person",
    "RoleHolding",
    "RoleProposal",
    "RosterImport",
    "SameQuestion",
    "School",
    "SourceId",
    "Suspension",
    "Term",
    "Trust",
    "Unsent",
    "User",
    "WitnessedStep",
    "current",
    "still_here",
]


def current(on, prefix: str = "") -> Q:
    """Rows whose start and end (both included; no end means still going on) hold the day `on`."""
    return Q(**{f"{prefix}start__lte": on}) & (Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gte": on}))


def still_here(on, prefix: str = "") -> Q:
    """People who on the day `on` have not left, and whose access is not suspended."""
    left = Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gte": on})
    return left & Q(**{f"{prefix}suspended_at__isnull": True})


def ends_after_start(name: str) -> models.CheckConstraint:
    """No period ends before it starts."""
    return models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name=name)


class Trust(Entity):
    """A trust: the proprietor of one or more schools. Nothing of one trust is seen by another."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    website = models.URLField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Data:
        public = ("slug", "name", "website", "is_demonstration")

    def __str__(self) -> str:
        return self.name


class School(Entity):
    """A school of a trust. `email_domains` are those of its own addresses, such as "oldquay.example.sch.uk"."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="schools")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    urn = models.CharField("URN", max_length=6, blank=True)
    laestab = models.CharField("LAESTAB", max_length=7, blank=True)
    website = models.URLField(blank=True)
    email_domains = models.JSONField(default=list, blank=True)
    year_groups = models.JSONField(default=list, help_text="Codes of the year groups taught, youngest first.")
    listed_channels = models.JSONField(
        default=list, blank=True, help_text="Channels the trust's file names: name, platform, openness, url."
    )
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    class Data:
        public = (
            "slug",
            "name",
            "urn",
            "laestab",
            "website",
            "email_domains",
            "year_groups",
            "listed_channels",
            "opened",
            "closed",
        )

    def __str__(self) -> str:
        return self.name


# Each part of a person's names after a space, in small letters: to search for how a part begins.
_BESIDE = Concat(Value(" "), "preferred_name", Value(" "), "given_name", Value(" "), "family_name")
_NAMES = Lower(Replace(Replace(_BESIDE, Value("-"), Value(" ")), Value("’"), Value("'")))


class Person(Entity):
    """Somebody on a trust's register. What they are at each school is in their memberships.

    `names` is worked out by the database, for search.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="people")
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    upn = models.CharField("UPN", max_length=13, blank=True)
    left_on = models.DateField(null=True, blank=True, help_text="Last day; access ends with it.")
    signs_in = models.BooleanField(default=True, help_text="False where the information system says “not enabled”.")
    names = models.GeneratedField(expression=_NAMES, output_field=models.TextField(), db_persist=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    suspended_at = models.DateTimeField(null=True, blank=True, help_text="Set while a suspension is open.")

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            models.UniqueConstraint("trust", "upn", condition=~Q(upn=""), name="one_person_per_upn"),
            models.UniqueConstraint("trust", Lower("email"), condition=~Q(email=""), name="one_person_per_email"),
        ]
        # For what ends with somebody's age, or with their leaving.
        indexes = [
            models.Index(fields=["date_of_birth"], name="people_by_birth"),
            models.Index(fields=["trust", "names"], name="people_by_names"),
            models.Index(fields=["left_on"], condition=Q(left_on__isnull=False), name="people_who_left"),
        ]

    class Data:
        personal = (
            "given_name",
            "family_name",
            "preferred_name",
            "date_of_birth",
            "email",
            "upn",
            "left_on",
            "signs_in",
            "suspended_at",
            "names",
        )

    def __str__(self) -> str:
        return self.full_name

    def is_here(self, on) -> bool:
        """Whether the person has not left by the day, and their access is not suspended."""
        return self.suspended_at is None and (self.left_on is None or self.left_on >= on)

    @property
    def full_name(self) -> str:
        """The name people call them by."""
        return f"{self.preferred_name or self.given_name} {self.family_name}"


class Membership(Entity):
    """That a person is of a kind at a school for a time: a pupil of Year 4, a volunteer since March."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=12, choices=Kind)
    year_group = models.CharField(max_length=2, choices=YearGroup, blank=True)
    class_name = models.CharField(max_length=50, blank=True)
    job_title = models.CharField(max_length=100, blank=True)
    line_manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="manages")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ends_after_start("membership_ends_after_start"),
            models.UniqueConstraint(
                "person", "school", "kind", condition=Q(end__isnull=True), name="one_open_membership_of_a_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="membership_kind_is_known"),
        ]
        indexes = [
            models.Index(fields=["school", "kind", "end", "start", "person"], name="kinds_at_a_school"),
            models.Index(fields=["person", "end", "start"], name="kinds_of_a_person"),
        ]

    class Data:
        personal = ("kind", "year_group", "class_name", "job_title", "start", "end")


class FamilyLink(Entity):
    """An adult of a child's family: what they are to the child, and whether they may be contacted."""

    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="family")
    adult = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="children")
    relationship = models.CharField(max_length=50)
    parental_responsibility = models.BooleanField(default=False)
    must_not_be_contacted = models.BooleanField(default=False)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ends_after_start("family_link_ends_after_start"),
            models.CheckConstraint(condition=~Q(child=F("adult")), name="nobody_is_their_own_parent"),
            models.UniqueConstraint("child", "adult", condition=Q(end__isnull=True), name="one_open_link_per_adult"),
        ]

    class Data:
        sensitive = ("relationship", "parental_responsibility", "must_not_be_contacted", "start", "end")


class RoleHolding(Entity):
    """That a person holds a role for a time, at one school or (school empty) at the trust for all its schools.

    A row is a role in force: what waits to be confirmed is a `RoleProposal`. A role that was ended at once has the
    moment in `ended_at`, and its `end` is the day before: that day it opened nothing more.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=Role)
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="role_holdings")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="role_holdings")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                # What was ended on its first day has an end before it.
                condition=Q(end__isnull=True) | Q(end__gte=F("start")) | Q(ended_at__isnull=False),
                name="role_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.UniqueConstraint(
                "person", "role", "school", condition=Q(end__isnull=True), name="one_open_holding_of_a_role_at_a_school"
            ),
            models.UniqueConstraint(
                "person", "role", "trust", condition=Q(end__isnull=True, school__isnull=True),
                name="one_open_holding_of_a_role_at_a_trust",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["school", "role", "end"]), models.Index(fields=["person", "end"])]

    class Data:
        public = ("role", "start", "end", "ended_at")


class Cover(Entity):
    """That somebody stands in for the holder of a role for a time, with everything the role may do."""

    holding = models.ForeignKey(RoleHolding, on_delete=models.CASCADE, related_name="covers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="covering")
    reason = models.CharField(max_length=200, blank=True)
    start = models.DateField()
    end = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("start")), name="cover_ends_after_start")]

    class Data:
        public = ("start", "end")
        personal = ("reason",)


class UserManager(BaseUserManager):
    """Accounts are found by email address whatever its case."""

    def create_user(self, email: str, password: str | None = None, **extra) -> "User":
        user = self.model(email=email.lower(), **extra)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, Entity):
    """An account: how a person on the register signs in. There is no superuser: rank opens nothing here."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="user")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    objects = UserManager()

    class Data:
        personal = ("email", "is_active", "date_joined", "password", "last_login")

    def __str__(self) -> str:
        return str(self.pk)
