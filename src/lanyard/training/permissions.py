"""This room's rows of the permission table."""

from lanyard.kernel.gate import table
from lanyard.people.choices import Role

# They lead the school and have to know who is still to be asked. Line managers see the people they manage on a page of
# their own, which needs no permission.
LEADERS = {
    Role.EXECUTIVE_HEADTEACHER,
    Role.HEADTEACHER,
    Role.DSL,
    Role.DEPUTY_DSL,
    Role.LEADERSHIP,
    Role.TRUST_ADMINISTRATOR,
}
BOARD = {Role.GOVERNOR, Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES}

table.add("training:read-counts", "Sees how many have signed at a school", {*LEADERS, *BOARD})
table.add("training:read-sign-offs", "Sees who has signed, owes or is late at a school", LEADERS)
table.add("training:remind", "Reminds everyone at a school who has not signed a document", LEADERS)
# A sheet of paper may show the hand of people who signed beside the one it is kept for.
table.add("training:open-scan", "Opens the scan of a signature made on paper", LEADERS, sensitive=True)
# The headteacher or the leadership team hand the paper to the office; who enters it is on record.
table.add(
    "training:enter-paper",
    "Enters a signature made on paper, with its scan",
    {Role.HEADTEACHER, Role.LEADERSHIP, Role.TRUST_ADMINISTRATOR},
)
table.add(
    "training:enter-session",
    "Enters who took part in training, and takes back what was entered by mistake",
    {Role.HEADTEACHER, Role.LEADERSHIP, Role.DSL, Role.TRUST_ADMINISTRATOR},
)
table.add(
    "training:exempt",
    "Exempts someone from signing a document, with a reason",
    {Role.HEADTEACHER, Role.EXECUTIVE_HEADTEACHER},
)
table.add(
    "training:publish",
    "Publishes editions of the documents that people sign",
    {Role.TRUST_ADMINISTRATOR, Role.EXECUTIVE_HEADTEACHER},
)
