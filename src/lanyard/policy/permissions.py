"""Who may do what with the policy: this room's rows of the one table."""

from lanyard.kernel.gate import table
from lanyard.people.choices import Role

WRITERS = {Role.EXECUTIVE_HEADTEACHER, Role.HEADTEACHER, Role.DSL, Role.TRUST_ADMINISTRATOR}
BOARD = {Role.GOVERNOR, Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES}

table.add(
    "policy:read-editions",
    "Reads the editions of the policy, what changed between them, and why a review is due",
    {"staff", *WRITERS, *BOARD, Role.DATA_PROTECTION_LEAD},
)
table.add("policy:edit-draft", "Imports a policy and changes drafts of it", WRITERS)
table.add("policy:link-controls", "Decides which controls keep a clause", WRITERS)
table.add("policy:submit", "Sends a draft for approval, or withdraws it", WRITERS)
table.add("policy:approve", "Records the governors' approval of an edition, or sends it back", BOARD)
table.add("policy:put-in-force", "Puts an approved edition in force", {Role.EXECUTIVE_HEADTEACHER, Role.HEADTEACHER})
table.add(
    "policy:keep-linked",
    "Keeps the list of linked policies",
    {*WRITERS, Role.DATA_PROTECTION_LEAD, Role.IT_LEAD},
)
table.add("policy:keep-guidance", "Keeps the list of guidance and its editions", WRITERS)
table.add("policy:keep-agencies", "Keeps the list of agencies to ask", WRITERS | {Role.DEPUTY_DSL})
table.add(
    "policy:raise-trigger",
    "Asks for a review of the policy",
    {*WRITERS, *BOARD, Role.DEPUTY_DSL, Role.IT_LEAD, Role.DATA_PROTECTION_LEAD, Role.LEADERSHIP},
)
table.add("policy:close-trigger", "Says what came of a review", WRITERS)
table.add("policy:read-agencies", "Reads who to ask outside the school", {"staff", *Role.values})
