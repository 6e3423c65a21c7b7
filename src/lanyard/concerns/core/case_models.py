"""What happens on a concern: chronology, messages, what is done, advice, clocks, links, transfers."""

from django.db import models
from django.db.models import F, Q

from lanyard.concerns.core.choices import ActionKind, ClockKind, EntryKind, ParentContact
from lanyard.people.models import Person
from lanyard.policy.models import Agency
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedTextField

_CONCERN = "concerns.Concern"


class Entry(Entity):
    """One entry of the chronology: when it happened and when it was entered are two things."""

    concern = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind)
    text = EncryptedTextField()
    reason = EncryptedTextField(blank=True, default="")
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["happened_at", "entered_at", "id"]
        indexes = [models.Index(fields=["concern", "happened_at"], name="chronology")]

    class Data:
        personal = ("kind", "happened_at", "entered_at")
        sensitive = ("text", "reason")


class EntryEdit(Entity):
    """Earlier versions of an entry it was changed, and why it was. Never removed on its own."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="edits")
    old_text = EncryptedTextField()
    old_happened_at = models.DateTimeField()
    reason = EncryptedTextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    class Data:
        personal = ("old_happened_at", "at")
        sensitive = ("old_text", "reason")


class Message(Entity):
    """One message between the school and the reporter. `by` is empty for what the reporter wrote."""

    concern = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="messages")
    text = EncryptedTextField()
    from_reporter = models.BooleanField()
    at = models.DateTimeField(help_text="To the minute.")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_once = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["at", "id"]

    class Data:
        public = ("sent_once",)
        personal = ("from_reporter", "at")
        sensitive = ("text",)


class CaseAction(Entity):
    """Something that is done on a concern, for a child where one is named (CHI8), or access taken away (EXP5).

    `until` is the last day of a sanction. It is in force from `start`, lapses by itself, and may be lifted earlier.
    """

    concern = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(max_length=9, choices=ActionKind)
    party = models.ForeignKey("concerns.Party", null=True, blank=True, on_delete=models.CASCADE, related_name="actions")
    says = EncryptedTextField()
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due = models.DateField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    appeal = EncryptedTextField(blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)
    done_how = EncryptedTextField(blank=True, default="")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # How it stands, which `queries.response` adds.
    waits: bool
    is_late: bool
    can_lift: bool
    holds: bool

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="internet") | Q(start__isnull=False, until__gte=F("start")),
                name="internet_is_taken_away_until_a_day",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "done_at", "due"], name="actions_of_an_owner"),
            models.Index(fields=["kind", "until"], name="actions_of_a_kind"),
            models.Index(fields=["concern", "due"], condition=Q(done_at__isnull=True), name="actions_to_do"),
        ]

    class Data:
        personal = ("kind", "due", "start", "until", "done_at", "added_at")
        sensitive = ("says", "appeal", "done_how")


class Advice(Entity):
    """That an agency was asked, and what it answered (BRE6)."""

    concern = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="advice")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked = EncryptedTextField()
    with_names = models.BooleanField(default=False)
    reference = EncryptedTextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = EncryptedTextField(blank=True, default="")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # What `queries.response` adds.
    agency_name: str

    class Meta:
        ordering = ["asked_at", "id"]

    class Data:
        personal = ("asked_at", "with_names", "answered_at")
        sensitive = ("asked", "reference", "answer")


class ParentTold(Entity):
    """Whether the parents of a child in the case know, or why not (CHI9). The newest row of a child holds."""

    concern = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="parents_told")
    party = models.ForeignKey("concerns.Party", on_delete=models.CASCADE, related_name="parents_told")
    contact = models.CharField(max_length=11, choices=ParentContact)
    note = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    class Data:
        personal = ("contact", "at")
        sensitive = ("note",)


class Clock(Entity):
    """Something that has to be done by a moment. `passed_on` counts the levels that were told because it was not."""

    # Found by the index below, which begins with it.
    concern = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    kind = models.CharField(max_length=21, choices=ClockKind)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    passed_on = models.PositiveSmallIntegerField(default=0)
    pass_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                "concern", "kind", condition=Q(met_at__isnull=True, stopped_at__isnull=True),
                name="one_running_clock_of_a_kind",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["pass_on_at"], condition=Q(pass_on_at__isnull=False), name="clocks_to_pass_on"),
            models.Index(
                fields=["concern", "started_at", "due_at", "kind", "met_at", "stopped_at"], name="clocks_of_a_concern"
            ),
        ]

    class Data:
        public = ("kind", "started_at", "due_at", "met_at", "stopped_at", "passed_on", "pass_on_at")


class Link(Entity):
    """That two concerns belong together. Who sees one does not see the other by it, and no label is carried over."""

    one = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="linked_from")
    why = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint("one", "other", name="two_concerns_are_linked_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="no_concern_is_linked_to_itself"),
        ]

    class Data:
        public = ("at",)
        sensitive = ("why",)


class Transfer(Entity):
    """That a concern is offered to somebody to deal with; it becomes theirs when they accept."""

    concern = models.ForeignKey(_CONCERN, on_delete=models.CASCADE, related_name="transfers")
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = EncryptedTextField()
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    answer = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-offered_at", "id"]
        constraints = [
            models.UniqueConstraint("concern", condition=Q(answered_at__isnull=True), name="one_open_offer_of_a_case")
        ]

    class Data:
        personal = ("offered_at", "answered_at", "accepted")
        sensitive = ("reason", "answer")
