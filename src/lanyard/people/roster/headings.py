"""What headings of information systems mean: the columns known here, as SIMS, Arbor and Bromcom call them.

Names are those of the systems' own documentation and report designers, and those a school most often gives a report.
Compared without case, spaces and punctuation. What stands under `UNUSED` is known and never read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Column -> its headings elsewhere. “SIMS”, “Arbor” and “Bromcom” say whose word it is where only one uses it.
MEANINGS: dict[str, tuple[str, ...]] = {
    "id": (
        "ID", "MIS ID", "MISID", "Person ID", "PersonID", "External ID", "Unique ID", "Student ID", "Pupil ID",
        "Admission Number", "Admission No", "Adm No", "Adno", "Adm Num",  # SIMS, Bromcom
        "Arbor Student ID", "Arbor Staff ID", "Arbor Guardian ID", "Arbor ID", "STUDENT_ID", "STAFF_ID",  # Arbor
        "Staff ID", "Staff Code", "Employee ID", "Employee Number", "Payroll Number", "Contact ID", "Guardian ID",
    ),
    "given_name": (
        "Given Name", "First Name", "Forename", "Legal Forename", "Legal First Name", "Firstname", "First names",
        "Forename(s)",
    ),
    "family_name": (
        "Family Name", "Last Name", "Surname", "Legal Surname", "Legal Last Name", "Lastname", "Second Name",
    ),
    "preferred_name": (
        "Preferred Name", "Preferred Forename", "Preferred First Name", "Known As", "Chosen Name", "Chosen Forename",
        "Chosen First Name",
    ),
    "kind": ("Kind", "Person Type", "Type of person", "User Type"),
    "school": ("School", "School Name", "Establishment", "Establishment Name", "URN", "LAESTAB", "DfE Number"),
    "year_group": (
        "Year Group", "Year", "NC Year", "National Curriculum Year", "Curriculum Year", "Year taught in",
        "NC Year Actual", "NCyear", "Nat Curr Year",
    ),
    "class": (
        "Class", "Reg Group", "Registration Group", "Reg", "Tutor Group", "Form", "Form Group", "Registration Form",
        "Registration Form Name", "Class Name",
    ),
    "date_of_birth": ("Date of Birth", "DOB", "Birth Date", "Birthdate", "D.O.B."),
    "email": (
        "Email", "E-mail", "Email Address", "Primary Email", "Primary E-mail", "Work Email", "Home Email",
        "Main E-mail", "Default Email Address", "Email Main",
    ),
    "upn": ("UPN", "Unique Pupil Number", "Pupil UPN"),
    "start": (
        "Start", "Start Date", "Date of Admission", "Admission Date", "DOA", "Enrolment Date", "Entry Date",
        "Employment Start", "Employment Start Date", "Date Started", "Contract Start Date", "Joining Date",
    ),
    "end": (
        "End", "End Date", "Date of Leaving", "Leaving Date", "DOL", "Leave Date", "Employment End",
        "Employment End Date", "Contract End Date",
    ),
    "parent_of": ("Parent of", "Child ID", "Pupil Admission Number", "Child Admission Number"),
    "relationship": ("Relationship", "Relationship to Pupil", "Relationship to Student", "Relation"),
    "parental_responsibility": (
        "Parental Responsibility", "Has Parental Responsibility", "Parental Resp",
    ),
    "must_not_be_contacted": ("Must not be contacted", "Do not contact", "No contact"),
    "job_title": (
        "Job Title", "Post", "Post Title", "Role", "Staff Role", "Service Term Post", "Business Role", "Position",
    ),
    "line_manager": ("Line Manager", "Line Manager ID", "Manager ID", "Reports to"),
}  # fmt: skip
# What such files often carry and nobody needs here.
UNUSED = (
    "Gender", "Sex", "Legal Gender", "Ethnicity", "Ethnicity Code", "Religion", "Nationality", "First Language",
    "Home Language", "SEN Status", "SEN Provision", "SEN", "FSM", "FSM Eligible", "Free School Meals", "Pupil Premium",
    "Pupil Premium Indicator", "EAL", "English as Additional Language", "Looked After", "In Care", "Middle Name",
    "Preferred Surname", "Preferred Last Name", "Former Surname", "Legal Middle Names",
    "Middle Name(s)", "Middle Names", "Legal Middle Name", "Title", "Initials", "House", "House Group", "Address",
    "Postcode", "Post Code", "Telephone", "Home Telephone", "Mobile", "Mobile Number", "Phone", "Phone Number", "ULN",
    "Unique Learner Number", "UCI", "Enrolment Status", "Boarder Status", "Part Time", "Age", "Attendance", "Password",
    "Username", "Photo", "Priority", "NI Number", "National Insurance Number", "Teacher Number", "TRN",
    "Highest Qualification", "APPLICATION_ID",
)  # fmt: skip
NOT_USED = ""
APART = re.compile(r"[\W_]+")


def folded(heading: str) -> str:
    """A heading as it is compared: "E-mail Address" is "emailaddress"."""
    return APART.sub("", heading.casefold())


KNOWN = {folded(name): column for column, names in MEANINGS.items() for name in (column, *names)} | {
    folded(name): NOT_USED for name in UNUSED
}


def meaning(heading: str, own: Mapping[str, str]) -> str | None:
    """The column that a heading stands for, "" for not used, None if nobody has said; `own` are the trust's words."""
    text = folded(heading)
    return own[text] if text in own else KNOWN.get(text)
