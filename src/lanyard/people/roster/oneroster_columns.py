"""Every file, column and value of the OneRoster CSV binding, 1.1 and 1.2, and what becomes of each.

A column is either read or told to be not used; so is a file. A value that the standard doesn't know is a problem of
its row.
"""

from __future__ import annotations

# File -> its columns: True is read, False is not used.
COLUMNS: dict[str, dict[str, bool]] = {
    "manifest.csv": {"propertyName": True, "value": True},
    "orgs.csv": {
        "sourcedId": True, "status": True, "dateLastModified": False, "name": True, "type": True, "identifier": True,
        "parentSourcedId": True,
    },
    "users.csv": {
        "sourcedId": True, "status": True, "dateLastModified": True, "enabledUser": True, "orgSourcedIds": True,
        "role": True, "username": False, "userIds": True, "givenName": True, "familyName": True, "middleName": False,
        "identifier": True, "email": True, "sms": False, "phone": False, "agentSourcedIds": True, "grades": True,
        "password": False, "userMasterIdentifier": False, "resourceSourcedIds": False, "preferredGivenName": True,
        "preferredMiddleName": False, "preferredFamilyName": False, "primaryOrgSourcedId": False, "pronouns": False,
    },
    "roles.csv": {
        "sourcedId": False, "status": True, "dateLastModified": False, "userSourcedId": True, "roleType": False,
        "role": True, "beginDate": True, "endDate": True, "orgSourcedId": True, "userProfileSourcedId": False,
    },
    "demographics.csv": {
        "sourcedId": True, "userSourcedId": True, "status": True, "dateLastModified": False, "birthDate": True,
        "sex": False, "americanIndianOrAlaskaNative": False, "asian": False, "blackOrAfricanAmerican": False,
        "nativeHawaiianOrOtherPacificIslander": False, "white": False, "demographicRaceTwoOrMoreRaces": False,
        "hispanicOrLatinoEthnicity": False, "countryOfBirthCode": False, "stateOfBirthAbbreviation": False,
        "cityOfBirth": False, "publicSchoolResidenceStatus": False,
    },
    "classes.csv": {
        "sourcedId": True, "status": True, "dateLastModified": False, "title": True, "grades": False,
        "courseSourcedId": False, "classCode": False, "classType": True, "location": False, "schoolSourcedId": False,
        "termSourcedIds": False, "subjects": False, "subjectCodes": False, "periods": False,
    },
    "enrollments.csv": {
        "sourcedId": False, "status": True, "dateLastModified": False, "classSourcedId": True, "schoolSourcedId": False,
        "userSourcedId": True, "role": True, "primary": False, "beginDate": True, "endDate": True,
    },
}  # fmt: skip
VERSIONS = frozenset({"1.1", "1.2"})
HOW = frozenset({"bulk", "delta", "absent"})
# Status -> whether the row is still true. “inactive” is of 1.0, which some systems still write.
STATUS = {"": True, "active": True, "tobedeleted": False, "inactive": False}
ORG_TYPES = frozenset({"department", "school", "district", "local", "state", "national"})
# Organisations that are no schools: somebody who is at a school as well is taken to be there.
ABOVE_SCHOOLS = frozenset({"district", "local", "state", "national"})
# Grades that are no year group of an English school: it then follows from the date of birth, if that is known.
OTHER_GRADES = frozenset({"it", "tk", "ps", "ug", "other"})
# What a user is -> the kind of person here.
ROLES = {
    "student": "pupil",
    "parent": "parent",
    "guardian": "parent",
    "relative": "parent",
    "teacher": "teacher",
    "principal": "leader",
    **dict.fromkeys(("aide", "proctor", "counselor", "administrator"), "support"),
    **dict.fromkeys(("siteadministrator", "systemadministrator", "districtadministrator"), "support"),
}


def read_columns(file: str) -> tuple[str, ...]:
    """The columns of a file that are read."""
    return tuple(column for column, is_read in COLUMNS[file].items() if is_read)
