"""Who was told what, and whether the email went out."""

from django.db import models
from django.db.models import Q

from lanyard.people.models import Person, School, User
from lanyard.records.base import Entity


class NotEmailed(models.TextChoices):
    """Why a notice was or will not be emailed. It stands on the list inside all the same."""

    NO_ADDRESS = "no_address", "No email address"
    LEFT = "left", "Has left"
    REFUSED = "refused", "The mail server refused the address"
    GAVE_UP = "gave_up", "The mail server could not be reached for days"
    NOT_NEEDED = "not_needed", "Done before the email went out"


# Reasons that mean somebody has to be told another way.
NOT_REACHED = (NotEmailed.NO_ADDRESS, NotEmailed.LEFT, NotEmailed.REFUSED, NotEmailed.GAVE_UP)


class Notice(Entity):
    """One thing that one person was told. `next_try_at` is set for as long as an email is still to go out."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=200, blank=True)
    once = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=150)
    says = models.CharField(max_length=300)
    subject = models.CharField(max_length=100)
    # Where the email goes if not to the person's own address: to the one that they are about to lose.
    address = models.EmailField(blank=True)
    url = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    due = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    escalate_at = models.DateTimeField(null=True, blank=True)
    steps_taken = models.PositiveSmallIntegerField(default=0)
    emailed_at = models.DateTimeField(null=True, blank=True)
    not_emailed = models.CharField(max_length=10, choices=NotEmailed, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=40, blank=True, help_text="A code, never an address.")
    claim = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint("person", "kind", "once", condition=~Q(once=""), name="told_once"),
            models.CheckConstraint(
                condition=Q(emailed_at__isnull=True) | (Q(next_try_at__isnull=True) & Q(not_emailed="")),
                name="an_emailed_notice_is_not_tried_again",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "read_at", "-created_at"]),
            models.Index(fields=["about"]),
            models.Index(fields=["next_try_at"], condition=Q(next_try_at__isnull=False), name="notice_to_email"),
            models.Index(fields=["escalate_at"], condition=Q(escalate_at__isnull=False), name="notice_to_escalate"),
        ]

    class Data:
        public = (
            "kind",
            "about",
            "once",
            "title",
            "says",
            "subject",
            "url",
            "urgent",
            "due",
            "created_at",
            "settled_at",
            "escalate_at",
            "steps_taken",
            "tries",
            "next_try_at",
            "last_error",
            "claim",
        )
        personal = ("address", "read_at", "emailed_at", "not_emailed")


class Escalated(Entity):
    """That a step of an escalation was taken, and how many people it reached (none: nobody holds the role)."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="escalations")
    step = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    told = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("notice", "step", name="each_step_is_taken_once")]

    class Data:
        public = ("step", "at", "told")


class CalendarFeed(Entity):
    """That somebody's calendar may ask what is due to them, at a secret address of which only a digest is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)

    class Data:
        personal = ("made_at", "last_used_on")
        sensitive = ("digest",)
