"""This room's rows of the permission table."""

from lanyard.kernel.gate import table
from lanyard.people.choices import Role
from lanyard.people.rules import CONFIRMED_BY, SUSPENDS

table.add(
    "people:read-register",
    "Reads who is on a school's register, with families and who must not be contacted",
    {
        Role.HEADTEACHER,
        Role.DSL,
        Role.DEPUTY_DSL,
        Role.LEADERSHIP,
        Role.TRUST_ADMINISTRATOR,
        Role.DATA_PROTECTION_LEAD,
    },
    sensitive=True,
)
table.add(
    "people:import-roster",
    "Updates the register from an information system file",
    {Role.TRUST_ADMINISTRATOR},
    sensitive=True,
)
table.add(
    "people:keep-register",
    "Adds, changes and removes people on a school's register one at a time, without a file",
    {Role.TRUST_ADMINISTRATOR, Role.HEADTEACHER, Role.LEADERSHIP},
    sensitive=True,
)
table.add(
    "people:lift-mark",
    "Records that someone must not be contacted about a child, or may be again",
    {Role.HEADTEACHER, Role.DSL, Role.DEPUTY_DSL},
    sensitive=True,
)
table.add(
    "people:merge",
    "Merges two records of one person, and can undo that within 30 days",
    {Role.TRUST_ADMINISTRATOR},
    sensitive=True,
)
table.add(
    "people:read-roles",
    "Reads who holds which role, and who covers for whom",
    {"staff", *Role},
)
table.add(
    "people:appoint",
    "Gives, proposes and ends roles: a headteacher for helpers at the school, the trust for the others",
    {Role.TRUST_ADMINISTRATOR, Role.EXECUTIVE_HEADTEACHER, Role.HEADTEACHER},
    sensitive=True,
)
table.add(
    "people:confirm",
    "Confirms roles, cover and new sign-in addresses that someone else asked for, each role by those above it",
    {role for by in CONFIRMED_BY.values() for role in (*by.first, *by.otherwise)},
    sensitive=True,
)
table.add(
    "people:find-colleagues",
    "Finds a colleague at the school by part of the name, to choose them in a form",
    {"staff", *Role},
)
table.add(
    "people:suspend",
    "Suspends and restores the access of people junior to them; sees why it was suspended",
    SUSPENDS,
    sensitive=True,
)
table.add(
    "people:read-gained",
    "Sees who gained access in a month: roles, cover, addresses, second steps, suspensions, and who approved it",
    {Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES, Role.DATA_PROTECTION_LEAD},
    sensitive=True,
)
table.add("people:cover-own", "Arranges cover for their own roles", set(Role), sensitive=True)
table.add("people:read-calendar", "Reads a school's calendar and day", {"staff", *Role})
table.add(
    "people:edit-calendar",
    "Changes a school's terms, closures and day",
    {Role.TRUST_ADMINISTRATOR, Role.HEADTEACHER},
)
table.add(
    "people:see-background-work",
    "Sees when each background job last ran",
    {
        Role.EXECUTIVE_HEADTEACHER,
        Role.HEADTEACHER,
        Role.DSL,
        Role.DEPUTY_DSL,
        Role.LEADERSHIP,
        Role.IT_LEAD,
        Role.CHAIR_OF_GOVERNORS,
        Role.CHAIR_OF_TRUSTEES,
        Role.TRUST_ADMINISTRATOR,
        Role.DATA_PROTECTION_LEAD,
    },
)
