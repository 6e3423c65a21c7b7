"""This room's rows of the permission table.

They say who may come at all. Which declarations somebody sees is decided in `queries`: their own, those at a level that
one of their roles holds, and, as DSL, those of the school's staff.
"""

from lanyard.kernel.gate import table
from lanyard.people.choices import Role

table.add(
    "disclosures:declare",
    "Declares online contact with a child or family, and sees their own declarations",
    {"staff", *Role},
)
table.add(
    "disclosures:read",
    "Decides on declarations that come to their role; the DSL reads those of a school’s staff",
    {
        Role.HEADTEACHER,
        Role.EXECUTIVE_HEADTEACHER,
        Role.CHAIR_OF_TRUSTEES,
        # When nobody else is left who may decide.
        Role.CHAIR_OF_GOVERNORS,
        Role.DSL,
    },
    sensitive=True,
)
