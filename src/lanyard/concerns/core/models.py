"""Concerns, and who is who in them. What a person wrote or is called is encrypted, and stands apart from what is
counted: a list of concerns never opens any of it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce

from lanyard.concerns.core.case_models import (
    Advice,
    CaseAction,
    Clock,
    Entry,
    EntryEdit,
    Link,
    Message,
    ParentTold,
    Transfer,
)
from lanyard.concerns.core.choices import (
    SHUT_OUT,
    AtRisk,
    ConcernType,
    Device,
    Ground,
    Outcome,
    PartyRole,
    Place,
    ReaderKind,
    Risk,
    Route,
    State,
    Threshold,
)
from lanyard.concerns.core.ending_models import Debrief, Handover, Lesson, OutOfHours, Poster
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.rules import answers
from lanyard.people.models import Person, School, Trust
from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedJSONField, EncryptedTextField, blind_index

__all__ = [
    "Advice",
    "CaseAction",
    "Clock",
    "Concern",
    "Debrief",
    "Entry",
    "EntryEdit",
    "Handover",
    "Lesson",
    "Link",
    "Message",
    "NameKey",
    "OutOfHours",
    "ParentTold",
    "Party",
    "Poster",
    "Reader",
    "Report",
    "Reporter",
    "Transfer",
    "key_of",
]


# Where a concern stands in the queue: what is in danger first, a flood last, and what is closed not at all.
IN_DANGER, WAITS, IN_FLOOD, NOT_WAITING = 0, 1, 2, 9
_RANK = Case(
    When(state=State.CLOSED, then=Value(NOT_WAITING)),
    # What the reporter said holds until somebody has judged the risk.
    When(Q(risk=Risk.DANGER) | Q(risk="", in_danger=True), then=Value(IN_DANGER)),
    When(in_flood=True, then=Value(IN_FLOOD)),
    default=Value(WAITS),
)
# What has no clock waits behind what has one.
NO_CLOCK = datetime(9999, 12, 31, tzinfo=UTC)


def key_of(person: Person | object) -> str:
    """The keyed digest by which a person on the register is found among parties, without their id being there."""
    return blind_index(str(getattr(person, "pk", person)), "concerns.party")


class Concern(Entity):
    """One concern: what is counted, sorted and routed by. Nothing here is in a person's words.

    `counted_at` is the level at which it counts in figures and evidence (`rules.closed_weeks`), "" for nowhere.
    `ref` is what people call it by, drawn at random, so that no number is missing. `level` is the role that holds it
    (`rules.routing`); "" when nobody inside can. `due_at` is the nearest open clock, or None. `sent_once` is a digest
    of the form it came from, so that pressing a button twice makes one concern. `receipt` is the slow salted hash of
    the reporter's code. `version` grows with every change. `rank` and `queue_due` are worked out by the database: the
    order of the queue stands in an index and can't be out of step with what it is made of.
    """

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="concerns")
    ref = models.CharField(max_length=9, unique=True)
    type = models.CharField(max_length=20, choices=ConcernType)
    route = models.CharField(max_length=10, choices=Route)
    level = models.CharField(max_length=30, blank=True)
    passed_up = models.BooleanField(default=False)
    counted_at = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    received_at = models.DateTimeField(help_text="When the school had it, to the minute.")
    entered_at = models.DateTimeField(help_text="When it was entered here, to the minute.")
    is_anonymous = models.BooleanField(default=False)
    in_danger = models.BooleanField(default=False)
    child_at_risk = models.CharField(max_length=7, choices=AtRisk, blank=True)
    in_flood = models.BooleanField(default=False)
    risk = models.CharField(max_length=8, choices=Risk, blank=True)
    place = models.CharField(max_length=8, choices=Place, blank=True)
    device = models.CharField(max_length=8, choices=Device, blank=True)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    threshold = models.CharField(max_length=10, choices=Threshold, blank=True)
    platform = models.SlugField(max_length=50, blank=True)
    year_group = models.CharField(max_length=2, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    assigned_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    has_news = models.BooleanField(default=False, help_text="The reporter wrote something that nobody has opened yet.")
    on_hold = models.BooleanField("legal hold", default=False)
    sent_once = models.CharField(max_length=64, unique=True)
    receipt = models.CharField(max_length=64, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    rank = models.GeneratedField(expression=_RANK, output_field=models.PositiveSmallIntegerField(), db_persist=True)
    queue_due = models.GeneratedField(
        expression=Coalesce("due_at", Value(NO_CLOCK)), output_field=models.DateTimeField(), db_persist=True
    )
    # What `queries.case.opened` adds, for `rows_of`.
    beside_clocks: list[dict[str, Any]]
    beside_readers: list[dict[str, Any]]
    beside_files: list[dict[str, Any]]
    beside_links: list[dict[str, Any]]
    beside_offers: list[dict[str, Any]]

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=ConcernType.values), name="concern_type_is_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="concern_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="a_closed_concern_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "closed"]) | ~Q(outcome=""), name="a_decided_concern_has_an_outcome"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "level", "rank", "queue_due", "id"], name="concerns_held_at_a_school"),
            models.Index(fields=["trust", "level", "rank", "queue_due", "id"], name="concerns_held_at_a_trust"),
            models.Index(fields=["school", "level", "-closed_at", "id"], name="concerns_closed_at_a_school"),
            models.Index(fields=["trust", "level", "-closed_at", "id"], name="concerns_closed_at_a_trust"),
            models.Index(fields=["school", "received_at"], name="concerns_received"),
            # All that retention looks at first, so that looking for what is past its time opens no row.
            models.Index(
                fields=["trust", "closed_at", "outcome", "type", "state", "on_hold", "id"],
                name="concerns_by_when_closed",
            ),
            models.Index(fields=["trust", "closed_at"], condition=Q(on_hold=True), name="concerns_on_hold"),
            # All that evidence looks at first, so that reading the controls opens no row.
            models.Index(
                fields=[
                    "school", "counted_at", "type", "entered_at", "state", "decided_at", "closed_at", "place", "ground",
                    "id",
                ],
                name="concerns_read_as_evidence",
            ),
            # All that is counted by, so that counting a trust's year opens no row.
            models.Index(
                fields=[
                    "trust", "received_at", "counted_at", "type", "route", "entered_at", "closed_at", "year_group",
                    "platform", "school", "id",
                ],
                name="concerns_counted_in_a_trust",
            ),
        ]  # fmt: skip

    class Data:
        public = (
            "ref", "type", "route", "level", "passed_up", "counted_at", "state", "entered_at", "is_anonymous",
            "in_flood", "platform", "due_at", "has_news", "on_hold", "sent_once", "receipt", "version", "rank",
            "queue_due",
        )  # fmt: skip
        personal = (
            "received_at", "in_danger", "child_at_risk", "risk", "place", "device", "ground", "threshold", "year_group",
            "outcome", "acknowledged_at", "decided_at", "closed_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.ref

    @property
    def line(self) -> str:
        """The group whose ladder it goes up now (`rules.routing.LADDERS`)."""
        return answers.line_of(str(KINDS[self.type].group), self.child_at_risk)

    @property
    def is_safeguarding(self) -> bool:
        """Whether it is a safeguarding concern, by its type or by what was said since."""
        return answers.is_safeguarding(str(KINDS[self.type].group), self.child_at_risk)

    @property
    def is_quick(self) -> bool:
        """Whether it is acknowledged in minutes."""
        return answers.is_quick(str(KINDS[self.type].group), self.child_at_risk)

    @property
    def asks_about_child(self) -> bool:
        """Whether nobody has said yet if a child could be at risk."""
        return answers.asks_about_child(str(KINDS[self.type].group), self.child_at_risk)


class Report(Entity):
    """What was reported, in the reporter's words. `answers` holds only answers that the type asks for.

    `language` is that of the page on which it was written (a key of LANGUAGES), "" for English, None for reports from
    before there were others. It can tell where somebody comes from, so it is as sensitive as what they wrote.
    """

    concern = models.OneToOneField(Concern, on_delete=models.CASCADE, related_name="report")
    language = EncryptedTextField(blank=True, null=True)
    account = EncryptedTextField()
    child_words = EncryptedTextField(blank=True, default="")
    answers = EncryptedJSONField(default=dict)
    outside_ref = EncryptedTextField(blank=True, default="")
    ground_note = EncryptedTextField(blank=True, default="")
    hold_reason = EncryptedTextField(blank=True, default="")
    why_no_child = EncryptedTextField(blank=True, null=True)

    class Data:
        sensitive = ("language", "account", "child_words", "answers", "outside_ref", "ground_note", "hold_reason",
                     "why_no_child")  # fmt: skip


class Reporter(Entity):
    """Who reported it, kept apart: opening this needs a reason, and is on record. None for an anonymous report.

    `person` is the id of somebody on the register who was signed in, else empty.
    """

    concern = models.OneToOneField(Concern, on_delete=models.CASCADE, related_name="reporter")
    name = EncryptedTextField()
    contact = EncryptedTextField(blank=True, default="")
    relation = EncryptedTextField(blank=True, default="")
    person = EncryptedTextField(blank=True, default="")
    person_key = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person_key"], name="reports_of_a_person")]

    class Data:
        personal = ("person_key",)
        sensitive = ("name", "contact", "relation", "person")


class Party(Entity):
    """Somebody in a case. `person` is the id of somebody on the register, else empty; `person_key` finds them.

    Who is shut out (`choices.SHUT_OUT`) sees nothing of the concern for as long as `ended_at` is empty. `source` is
    where the name stands by which they came in: the key of a question, or another word for a place of the case.
    """

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=11, choices=PartyRole)
    name = EncryptedTextField()
    person = EncryptedTextField(blank=True, default="")
    person_key = models.CharField(max_length=64, blank=True)
    year_group = models.CharField(max_length=2, blank=True)
    note = EncryptedTextField(blank=True, default="")
    source = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                "concern", "person_key", "role", condition=~Q(person_key="") & Q(ended_at__isnull=True),
                name="one_open_part_of_a_person_in_a_case",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["person_key", "role", "concern"], name="cases_of_a_person")]

    class Data:
        public = ("source",)
        personal = ("role", "person_key", "year_group", "added_at", "ended_at")
        sensitive = ("name", "person", "note")

    @property
    def shuts_out(self) -> bool:
        """Whether somebody on the register in this role never sees the concern."""
        return self.role in SHUT_OUT


class NameKey(models.Model):
    """By what a name that stands in a case is found when somebody comes who may be meant by it.

    `key` is a keyed digest of a part of the name, of it with a letter left out, or of its sound (`people.naming.keys`):
    whoever has the database alone can read no name from it. Several names may share one.
    """

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="name_keys")
    key = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("key", "concern", name="one_key_of_a_name_in_a_case")]

    class Data:
        personal = ("key",)


class Reader(Entity):
    """That a person may read one concern, why, and until when. A shut-out person's row opens nothing."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ReaderKind)
    purpose = EncryptedTextField(blank=True, default="")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [models.UniqueConstraint("concern", "person", "kind", name="one_reading_right_of_a_kind")]
        indexes = [models.Index(fields=["person", "concern", "end"], name="concerns_read_by_name")]

    class Data:
        personal = ("kind", "start", "end", "added_at")
        sensitive = ("purpose",)
