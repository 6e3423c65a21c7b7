"""The words of the register: kinds of people (AIM7), roles (AIM5), year groups, and what kinds of days there are."""

from django.db import models
from django.utils.translation import gettext_noop as N_


class Kind(models.TextChoices):
    """Every kind of person the policy applies to (AIM7)."""

    PUPIL = "pupil", N_("Pupil")
    PARENT = "parent", N_("Parent or carer")
    GOVERNOR = "governor", "Governor or trustee"
    LEADER = "leader", "Leader"
    TEACHER = "teacher", "Teacher"
    SUPPORT = "support", "Support staff"
    CONTRACTOR = "contractor", "Contractor"
    VISITOR = "visitor", "Regular visitor"
    VOLUNTEER = "volunteer", "Volunteer"


# The policy calls all of these "staff": everyone who works for the school or provides services on its behalf (AIM7).
STAFF_KINDS = frozenset(
    {Kind.GOVERNOR, Kind.LEADER, Kind.TEACHER, Kind.SUPPORT, Kind.CONTRACTOR, Kind.VISITOR, Kind.VOLUNTEER}
)


class KindGroup(models.TextChoices):
    """The kinds of people among whom an id of an information system is counted."""

    PUPIL = "pupil", "Pupils"
    PARENT = "parent", "Parents and carers"
    STAFF = "staff", "Everyone who works, governs or helps"


class SameAnswer(models.TextChoices):
    """What was decided about a row of a roster that may be somebody on the register."""

    SAME = "same", "The same person"
    NEW = "new", "Someone else: add them"
    LEFT_OUT = "left_out", "Leave the row out"


class Role(models.TextChoices):
    """What a person is answerable for. A role is held at one school, or at the trust for all its schools."""

    EXECUTIVE_HEADTEACHER = "executive_headteacher", N_("Executive headteacher")
    HEADTEACHER = "headteacher", N_("Headteacher")
    DSL = "dsl", N_("Designated safeguarding lead (DSL)")
    DEPUTY_DSL = "deputy_dsl", N_("Deputy DSL")
    LEADERSHIP = "leadership", N_("Leadership team")
    LINE_MANAGER = "line_manager", N_("Line manager")
    GOVERNOR = "governor", N_("Governor")
    CHAIR_OF_GOVERNORS = "chair_of_governors", N_("Chair of governors")
    CHAIR_OF_TRUSTEES = "chair_of_trustees", N_("Chair of trustees")
    CHANNEL_OPERATOR = "channel_operator", N_("Channel operator")
    MODERATOR = "moderator", N_("Moderator")
    IT_LEAD = "it_lead", N_("IT lead")
    DATA_PROTECTION_LEAD = "data_protection_lead", N_("Data protection lead")
    TRUST_ADMINISTRATOR = "trust_administrator", N_("Trust administrator")


# Held at the trust, never at one school.
TRUST_ROLES = frozenset({Role.EXECUTIVE_HEADTEACHER, Role.CHAIR_OF_TRUSTEES, Role.TRUST_ADMINISTRATOR})

# Held at one school, never for all at once: each school names its own (AIM5).
SCHOOL_ROLES = frozenset(
    {
        Role.HEADTEACHER,
        Role.DSL,
        Role.DEPUTY_DSL,
        Role.LINE_MANAGER,
        Role.GOVERNOR,
        Role.CHAIR_OF_GOVERNORS,
    }
)


class YearGroup(models.TextChoices):
    """Year groups of English schools, youngest first; ages are those on 1 September."""

    NURSERY = "N", "Nursery"
    RECEPTION = "R", "Reception"
    Y1 = "1", "Year 1"
    Y2 = "2", "Year 2"
    Y3 = "3", "Year 3"
    Y4 = "4", "Year 4"
    Y5 = "5", "Year 5"
    Y6 = "6", "Year 6"
    Y7 = "7", "Year 7"
    Y8 = "8", "Year 8"
    Y9 = "9", "Year 9"
    Y10 = "10", "Year 10"
    Y11 = "11", "Year 11"
    Y12 = "12", "Year 12"
    Y13 = "13", "Year 13"


class ClosureKind(models.TextChoices):
    """Why a school is closed to pupils on a weekday of a term."""

    HALF_TERM = "half_term", "Half term"
    INSET = "inset", "INSET day (staff only)"
    CLOSED = "closed", "Closed"


class PeriodKind(models.TextChoices):
    """Parts of the school day in which personal use may be allowed in designated areas (EXP4)."""

    BREAK = "break", "Break"
    LUNCH = "lunch", "Lunch"
