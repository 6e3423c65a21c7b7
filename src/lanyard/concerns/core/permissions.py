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
    "Opens the concerns that came to them, by the role that holds it or by name; nobody sees one by rank",
    {"staff", *Role},
    sensitive=True,
)
table.add("concerns:report", "Reports a concern while signed in, and enters one that came on paper", {"staff", *Role})
table.add(
    "concerns:counts",
    "Reads how many concerns there were at a school; small counts are hidden from those who handle none",
    {*HOLDERS, Role.GOVERNOR, Role.LEADERSHIP},
)
table.add(
    "concerns:posters",
    "Prints the school’s posters on how to report",
    {Role.HEADTEACHER, Role.DSL, Role.DEPUTY_DSL, Role.LEADERSHIP, Role.TRUST_ADMINISTRATOR},
)
table.add(
    "concerns:hours",
    "Says who hears of a child at risk outside school hours",
    {Role.HEADTEACHER, Role.DSL, Role.TRUST_ADMINISTRATOR},
)
table.add(
    "concerns:lessons",
    "Sees the lessons of a school and whether they were carried out; they name nobody",
    {*HOLDERS, Role.LEADERSHIP, Role.GOVERNOR},
)
table.add(
    "concerns:retention",
    "Sees which concerns are past their time, without what is in them, and has them removed",
    # The chair of trustees for those which the data protection lead may not know of.
    {Role.DATA_PROTECTION_LEAD, Role.CHAIR_OF_TRUSTEES},
    sensitive=True,
)
table.add(
    "concerns:import",
    "Takes in the file of a case that another school sent",
    {Role.DSL, Role.DEPUTY_DSL, Role.HEADTEACHER},
    sensitive=True,
)
table.add(
    "concerns:looks",
    "Sees who looked at a concern: a right of its own, for concerns they may see",
    {Role.DSL, Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES, Role.DATA_PROTECTION_LEAD},
    sensitive=True,
)
