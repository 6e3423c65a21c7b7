"""This room's rows of the permission table.

They say who may be sent a concern at all. Which concerns somebody sees is never decided here, nor by rank:
`queries.visible_to` asks who holds each concern, who was let in by name, and who is shut out.
"""

from lanyard.kernel.gate import table
from lanyard.people.choices import Role

HOLDERS = {
    Role.DSL,
    Role.DEPUTY_DSL,
    Role.HEADTEACHER,
    Role.CHAIR_OF_GOVERNORS,
    Role.CHAIR_OF_TRUSTEES,
    Role.DATA_PROTECTION_LEAD,
    Role.EXECUTIVE_HEADTEACHER,
}

table.add(
    "concerns:read",
    "Opens the concerns that come to their role or to them by name; nobody sees one by rank",
    {"staff", *Role},
    sensitive=True,
)
table.add("concerns:report", "Reports a concern while signed in, and enters one that came on paper", {"staff", *Role})
table.add(
    "concerns:counts",
    "Reads how many concerns there were at a school; small counts are hidden from people who handle none",
    {*HOLDERS, Role.GOVERNOR, Role.LEADERSHIP},
)
table.add(
    "concerns:posters",
    "Prints the school’s reporting posters",
    {Role.HEADTEACHER, Role.DSL, Role.DEPUTY_DSL, Role.LEADERSHIP, Role.TRUST_ADMINISTRATOR},
)
table.add(
    "concerns:hours",
    "Sets who is told about a child at risk outside school hours",
    {Role.HEADTEACHER, Role.DSL, Role.TRUST_ADMINISTRATOR},
)
table.add(
    "concerns:lessons",
    "Sees a school’s lessons and whether they were carried out; they name nobody",
    {*HOLDERS, Role.LEADERSHIP, Role.GOVERNOR},
)
table.add(
    "concerns:retention",
    "Sees which concerns are past their retention period, without what is in them, and deletes them",
    # The chair of trustees for those which the data protection lead may not know of.
    {Role.DATA_PROTECTION_LEAD, Role.CHAIR_OF_TRUSTEES},
    sensitive=True,
)
table.add(
    "concerns:import",
    "Imports a case file from another school",
    {Role.DSL, Role.DEPUTY_DSL, Role.HEADTEACHER},
    sensitive=True,
)
table.add(
    "concerns:looks",
    "Sees who opened a concern: a separate right, for concerns they can see",
    {Role.DSL, Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES, Role.DATA_PROTECTION_LEAD},
    sensitive=True,
)
