"""The words of this room: what a concern can be about, who holds it, where it stands, how it ends."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_noop as N_


class ConcernType(models.TextChoices):
    """What somebody is worried about. `kinds.KINDS` says for each what is asked, who hears of it, and how fast."""

    CONTENT = "content", N_("Something harmful that a child has seen online")
    CONTACT = "contact", N_("Someone contacting a child online")
    CONDUCT = "conduct", N_("How a child behaves online")
    COMMERCE = "commerce", N_("Scams, gambling, adverts or spending online")
    UNDERAGE = "underage", N_("A child on a service they are too young for")
    BULLYING = "bullying", N_("Bullying online")
    IMAGES = "images", N_("Nude or sexual images of a child, AI-made ones included")
    RADICALISATION = "radicalisation", N_("Extreme or violent ideas")
    STAFF_CONDUCT = "staff_conduct", N_("How a member of staff behaves online")
    CONTACT_RECEIVED = "contact_received", "A child or parent contacted me on my personal account"
    ABOUT_MYSELF = "about_myself", "Something I need to tell leaders about myself"
    FAKE_ACCOUNT = "fake_account", N_("A fake or misused account in the school’s name")
    DATA_BREACH = "data_breach", N_("Personal information in the wrong hands")
    COMPLAINT = "complaint", N_("A complaint")
    DATA_COMPLAINT = "data_complaint", N_("A complaint about how personal information is used")
    WHISTLEBLOWING = "whistleblowing", N_("Wrongdoing in the school or trust (whistleblowing)")
    OTHER = "other", N_("Something else")


class Group(StrEnum):
    """Types that go the same way."""

    SAFEGUARDING = "safeguarding"
    STAFF = "staff"
    CONTACT = "contact"
    MYSELF = "myself"
    DATA = "data"
    COMPLAINT = "complaint"
    WHISTLEBLOWING = "whistleblowing"
    OTHER = "other"


class Route(models.TextChoices):
    """How a report came in (BRE1)."""

    PUBLIC = "public", "Report page"
    STAFF = "staff", "Member of staff"
    CHILD = "child", "Children’s page"
    PAPER = "paper", "On paper, by telephone or in person"
    TRANSFER = "transfer", "Handed over by another school"


class Subject(models.TextChoices):
    """Whom a concern is about, as a reporter can say it without knowing the register."""

    NOBODY = "", N_("Nobody in particular, or I don’t know")
    PUPIL = "pupil", N_("A pupil")
    STAFF = "staff", N_("A member of staff, or someone else who works or helps at the school")
    SAFEGUARDING = "safeguarding", N_("The safeguarding lead or a deputy")
    HEADTEACHER = "headteacher", N_("The Headteacher")
    GOVERNOR = "governor", N_("A governor")
    CHAIR_OF_GOVERNORS = "chair_of_governors", N_("The chair of governors")
    TRUST = "trust", N_("The executive headteacher, or someone else who works for the trust")
    CHAIR_OF_TRUSTEES = "chair_of_trustees", N_("The chair of trustees")
    MYSELF = "myself", "Myself"
    OUTSIDE = "outside", N_("Someone from outside the school")


class State(models.TextChoices):
    """Where a concern stands. The steps between them are in `rules.states.STEPS`."""

    NEW = "new", "New"
    OPEN = "open", "Being dealt with"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"


class Risk(models.TextChoices):
    """How much harm may come to a child, as the person who handles the concern sees it."""

    UNKNOWN = "", "Not yet assessed"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    DANGER = "danger", "Immediate danger"


class AtRisk(models.TextChoices):
    """Whether a child could be at risk, as somebody has said it (`rules.answers`). A yes is never taken back."""

    UNANSWERED = "", "Not yet answered"
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "I don’t know"


class Place(models.TextChoices):
    """Where it happened (CHI2)."""

    UNKNOWN = "", "Not known"
    ON_SITE = "on_site", N_("At school")
    OFF_SITE = "off_site", N_("Away from school")
    BOTH = "both", N_("Both")
    UNFOUND = "unfound", "Could not be found out"


class Device(models.TextChoices):
    """Whose device it happened: school-provided and personal devices are different things everywhere."""

    UNKNOWN = "", "Not known"
    SCHOOL = "school", N_("A school device")
    OWN = "own", N_("A personal device")
    BOTH = "both", N_("Both")


class Ground(models.TextChoices):
    """Why the school is acting, or doesn't, on what happened out of school (CHI2)."""

    UNDECIDED = "", "Not yet decided"
    IN_SCHOOL = "in_school", "It happened at school or on the school’s devices"
    HARM = "harm", "It could harm another child"
    RUNNING = "running", "It affects the running of the school"
    REPUTATION = "reputation", "It affects the reputation of the school"
    PARENTS = "parents", "It is for the parents: the school is not acting"


class Threshold(models.TextChoices):
    """What a concern about staff may amount to (EXP7; KCSIE part four)."""

    UNDECIDED = "", "Not yet decided"
    NONE = "none", "Not a concern about conduct"
    LOW_LEVEL = "low_level", "A low-level concern"
    MAY_MEET = "may_meet", "It may meet the harm threshold"


class PartyRole(models.TextChoices):
    """What somebody is in a case. A label belongs to this case alone: linking cases never copies it."""

    CHILD = "child", "Child affected"
    OTHER_CHILD = "other_child", "Other child involved"
    SUBJECT = "subject", "Person the concern is about"
    WITNESS = "witness", "Witness"
    CONFLICT = "conflict", "Must not handle or see it"
    # A name in the case is like theirs; whoever holds it decides (`actions.possible`).
    POSSIBLE = "possible", "It may be about them"


# Whom the concern is, or may be, about: they set the level that holds it.
MEANT = frozenset({PartyRole.SUBJECT, PartyRole.POSSIBLE})
# In these roles somebody can never see that the concern exists, whatever else they are.
SHUT_OUT = MEANT | {PartyRole.CONFLICT}


class ReaderKind(models.TextChoices):
    """Why somebody may read a concern by name, and not by their role."""

    CHOSEN = "chosen", "Chosen by the reporter"
    ASSIGNED = "assigned", "Deals with it"
    CONSULTED = "consulted", "Asked for advice"
    ESCALATED = "escalated", "Told because nobody acknowledged it in time"
    OUT_OF_HOURS = "out_of_hours", "Out-of-hours contact"
    BESIDE = "beside", "Deals with another part of it"


# By name, in these ways, somebody deals with a concern. Who is only asked for advice reads.
DEALS_WITH = (ReaderKind.CHOSEN, ReaderKind.ASSIGNED, ReaderKind.ESCALATED, ReaderKind.OUT_OF_HOURS, ReaderKind.BESIDE)
# Those of them who answer for the child where one may be at risk: they alone stop that clock.
FOR_THE_CHILD = (ReaderKind.ASSIGNED, ReaderKind.ESCALATED, ReaderKind.OUT_OF_HOURS)


class EntryKind(models.TextChoices):
    """What an entry of the chronology tells."""

    NOTE = "note", "Note"
    TALK = "talk", "Conversation or meeting"
    DECISION = "decision", "Decision"
    STEP = "step", "Step"
    HANDED_OVER = "handed_over", "From the file that was handed over"


# What people write themselves. Steps are written by what was done, and stay as they are.
WRITTEN = (EntryKind.NOTE, EntryKind.TALK, EntryKind.DECISION)


class ActionKind(models.TextChoices):
    """What is done on a concern (CHI8, EXP5)."""

    TASK = "task", "Something to do"
    SUPPORT = "support", "Support for a child"
    SANCTION = "sanction", "Sanction"
    NO_ACTION = "no_action", "No action for this child, with the reason"
    INTERNET = "internet", "Internet access removed for a time"


class ParentContact(models.TextChoices):
    """Whether a child's parents know (CHI9)."""

    TOLD = "told", "Told"
    NOT_YET = "not_yet", "Not told yet"
    RISK = "risk", "Not told: it could put the child at risk"
    ADVICE = "advice", "Not told: an agency advised against it"
    CHILD_ASKED = "child_asked", "Not told: the child asked us not to and is old enough to decide"


class Outcome(models.TextChoices):
    """How a concern ended. `kinds.Kind.outcomes` says which of them fit which type."""

    SUPPORTED = "supported", "Dealt with: the child is safe and supported"
    REFERRED = "referred", "Passed to children’s services or the police"
    PARENTS = "parents", "Left to the parents"
    NO_FURTHER = "no_further", "Nothing further to be done"
    SUBSTANTIATED = "substantiated", "Substantiated: enough evidence that it happened"
    UNSUBSTANTIATED = "unsubstantiated", "Unsubstantiated: not enough evidence either way"
    UNFOUNDED = "unfounded", "Unfounded: nothing supports it, or it was misunderstood"
    FALSE = "false", "False: enough evidence that it did not happen"
    MALICIOUS = "malicious", "Malicious: it did not happen, and was said to deceive"
    LOW_LEVEL = "low_level", "Recorded as a low-level concern"
    UPHELD = "upheld", "Upheld"
    PARTLY_UPHELD = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REPORTED = "reported", "Breach: reported to the regulator"
    NOT_REPORTED = "not_reported", "Breach: recorded, does not need to be reported"
    NO_BREACH = "no_breach", "No breach"
    TAKEN_DOWN = "taken_down", "The account was taken down"
    RECORDED = "recorded", "Recorded and answered"
    HANDED_OVER = "handed_over", "Handed over to another school"


class LessonArea(models.TextChoices):
    """What a lesson changes (BRE2)."""

    POLICY = "policy", "The policy"
    CURRICULUM = "curriculum", "What children are taught"
    FILTER = "filter", "The filter"
    TRAINING = "training", "Training of staff"
    PRACTICE = "practice", "How we work"


class ClockKind(models.TextChoices):
    """What has to be done by when. How long each runs is in `data/clocks.toml`, with its source."""

    ACKNOWLEDGE = "acknowledge", "Acknowledge"
    LADO = "lado", "Tell the LADO"
    REGULATOR = "regulator", "Decide whether to tell the regulator"
    COMPLAINT_ACKNOWLEDGE = "complaint_acknowledge", "Acknowledge the complaint"
    COMPLAINT_ANSWER = "complaint_answer", "Answer the complaint (stage one)"
    COMPLAINT_REVIEW = "complaint_review", "Answer the complaint (stage two)"
    DATA_COMPLAINT = "data_complaint", "Acknowledge the data-protection complaint"
    UPDATE = "update", "Update the reporter"


class Audience(models.TextChoices):
    """For whom a poster is."""

    CHILDREN = "children", "Children"
    PARENTS = "parents", "Parents and carers"
    STAFF = "staff", "Staff and visitors"
