"""The words of declarations."""

from django.db import models


class State(models.TextChoices):
    """Where a declaration stands; `rules.STEPS` says what may follow what."""

    DECLARED = "declared", "Waiting for a decision"
    DISCUSSING = "discussing", "Being discussed"
    ACCEPTED = "accepted", "Accepted"
    CONDITIONS = "conditions", "Accepted with conditions"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    ENDED = "ended", "Contact ended"
    WITHDRAWN = "withdrawn", "Withdrawn"


class OtherKind(models.TextChoices):
    """Who the other person is to the school (COM2)."""

    PUPIL = "pupil", "A pupil"
    FORMER_PUPIL = "former_pupil", "A former pupil"
    PARENT = "parent", "A parent or carer"
    COLLEAGUE_CHILD = "colleague_child", "A colleague’s child"
    RELATIVE = "relative", "A relative of mine at the school"
