"""This room's rows of the permission table."""

from lanyard.kernel.gate import table
from lanyard.people.choices import Role

LEADERS = {
    Role.EXECUTIVE_HEADTEACHER,
    Role.HEADTEACHER,
    Role.DSL,
    Role.DEPUTY_DSL,
    Role.LEADERSHIP,
    Role.IT_LEAD,
    Role.DATA_PROTECTION_LEAD,
    Role.TRUST_ADMINISTRATOR,
}
BOARD = {Role.GOVERNOR, Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES}

table.add("assurance:read-live", "Reads the live policy of a school", {"staff", *LEADERS, *BOARD})
table.add("assurance:read-exact", "Sees exact counts of people; for others, counts under five are hidden", LEADERS)
table.add(
    "assurance:read-trust",
    "Sees the policy of every school side by side",
    {Role.EXECUTIVE_HEADTEACHER, Role.TRUST_ADMINISTRATOR, Role.CHAIR_OF_TRUSTEES, Role.DATA_PROTECTION_LEAD},
)
table.add(
    "assurance:attest",
    "Makes statements about clauses that can’t be measured, for the roles they hold",
    {
        Role.EXECUTIVE_HEADTEACHER,
        Role.HEADTEACHER,
        Role.DSL,
        Role.IT_LEAD,
        Role.DATA_PROTECTION_LEAD,
        Role.CHAIR_OF_GOVERNORS,
        Role.TRUST_ADMINISTRATOR,
    },
)
