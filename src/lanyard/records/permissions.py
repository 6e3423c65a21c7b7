"""This room's rows of the permission table."""

from lanyard.kernel.gate import table

table.add(
    "records:read-audit",
    "Sees what was done, when and by whom",
    {"data_protection_lead", "trust_administrator"},
    sensitive=True,
)
