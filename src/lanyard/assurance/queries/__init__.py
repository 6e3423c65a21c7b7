"""What pages of assurance show, and who may see what of it."""

from lanyard.assurance.queries.figures import Figures, figures
from lanyard.assurance.queries.live import LivePolicy, attested_evidence, live_policy
from lanyard.assurance.queries.snapshots import (
    Reader,
    counts_only,
    first_day_read,
    history_of,
    roles_at,
    snapshots_on,
    statements,
)
from lanyard.assurance.queries.trust import GridRow, SchoolRow, sections, trust_grid, turned
from lanyard.assurance.queries.waiting import Checks, Gap, ManySchools, checks_at, gaps_at_many

__all__ = [
    "Checks",
    "Figures",
    "Gap",
    "GridRow",
    "LivePolicy",
    "ManySchools",
    "Reader",
    "SchoolRow",
    "attested_evidence",
    "checks_at",
    "counts_only",
    "figures",
    "first_day_read",
    "gaps_at_many",
    "history_of",
    "live_policy",
    "roles_at",
    "sections",
    "snapshots_on",
    "statements",
    "trust_grid",
    "turned",
]
