"""The words of this room: what a channel is for, where it stands, what is decided on it, and who is told how."""

from django.db import models
from django.utils.translation import gettext_noop as N_


class Purpose(models.TextChoices):
    """What a channel is for (OFF2, EXP6)."""

    COMMUNITY = "community", "News for the school community"
    CLASS = "class", "One class or year group"
    EVENT = "event", "One event or project"
    REMOTE = "remote", "Remote learning"
    PARENTS = "parents", "Parents’ association"


class State(models.TextChoices):
    """Where a channel stands on its way. Whether its approval is current is computed, never stored."""

    PROPOSED = "proposed", "Proposed"
    ASSESSED = "assessed", "Risk assessed"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    LIVE = "live", "Live"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"


class Openness(models.TextChoices):
    """Who can read it."""

    OPEN = "open", N_("Open: anyone can read it")
    CLOSED = "closed", N_("Closed group: only members read it")


class Verdict(models.TextChoices):
    """What was decided on a proposal or a renewal."""

    APPROVED = "approved", "Approve"
    REFUSED = "refused", "Refuse"


class AddressVerdict(models.TextChoices):
    """What came of the wish that a channel be another account."""

    APPROVED = "approved", "Approve: it is ours"
    REFUSED = "refused", "Refuse: keep the current account"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Event(models.TextChoices):
    """What families and staff are told of (OFF8)."""

    OPENED = "opened", "It opened"
    HANDED_OVER = "handed_over", "Other people run it"
    CLOSED = "closed", "It closed"


class Route(models.TextChoices):
    """How people were told (OFF8)."""

    NOTICE = "notice", "A notice here, and by email"
    LETTER = "letter", "A letter"
    WEBSITE = "website", "The school’s website"
    MESSAGE = "message", "The school’s text messages or app"
    ASSEMBLY = "assembly", "In class or assembly"


class Audience(models.TextChoices):
    """Who was told (OFF8)."""

    PARENTS = "parents", "Parents and carers"
    PUPILS = "pupils", "Pupils"
    STAFF = "staff", "Staff"


class Why(models.TextChoices):
    """Why a sealed log-in is opened (OFF6)."""

    EMERGENCY = "emergency", "An emergency"
    DRILL = "drill", "The yearly drill, to test that it works"


class What(models.TextChoices):
    """What of a channel runs out."""

    APPROVAL = "approval", "Approval"
    ASSESSMENT = "assessment", "Risk assessment"
